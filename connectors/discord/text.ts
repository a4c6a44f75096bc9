/** What a person wrote in Discord, as Markdown that means the same to somebody who is not there. */
export interface ReadText {
  text: string
  mentionsUs: boolean
  /** Another user, a role, a channel, everybody, or a link into Discord. */
  mentionsOthers: boolean
}

/** Who is meant by an id. */
export interface Names {
  us: ReadonlySet<string>
  users: ReadonlyMap<string, string>
}

/**
 * Turns Discord's Markdown into everybody's: mentions, custom emoji, times and links into Discord become plain text, what only
 * Discord has (underlines, spoilers, small print) loses its marks. Runs in linear time.
 * https://discord.com/developers/docs/reference#message-formatting
 */
export function readText(content: string, names: Names): ReadText {
  const seen = { us: false, others: false }
  const text = content
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : plainly(replaceMarkup(part, names, seen))))
    .join('')
  return { text: text.trim(), mentionsUs: seen.us, mentionsOthers: seen.others }
}

interface Seen {
  us: boolean
  others: boolean
}

const markup =
  /<@!?(\d{1,22})>(\s?)|<@&(\d{1,22})>(\s?)|<#(\d{1,22})>|<a?:\w{1,64}:\d{1,22}>( ?)|<t:(-?\d{1,13})(?::[a-zA-Z])?>|<(\/[^:<>\n]{1,100}):\d{1,22}>|<id:[a-z-]{1,30}>|@(everyone|here)\b|<?https?:\/\/(?:[a-z]+\.)?discord(?:app)?\.com\/channels\/[^\s<>]{1,200}>?/g

function replaceMarkup(text: string, { us, users }: Names, seen: Seen): string {
  return text.replace(markup, (whole: string, ...groups: (string | undefined)[]) => {
    const [user, afterUser, role, afterRole, channel, , time, command, all] = groups
    if (user !== undefined || role !== undefined) {
      if (us.has(user ?? `&${role}`)) {
        seen.us = true
        return ''
      }
      seen.others = true
      return role === undefined ? `@${users.get(user ?? '') ?? 'someone'}${afterUser}` : `@role${afterRole}`
    }
    if (time !== undefined) return timeText(Number(time))
    if (command !== undefined) return command
    if (whole.startsWith('<:') || whole.startsWith('<a:')) return ''
    // A customer cannot go there, and its address is nobody's business: a person is asked before it leaves.
    seen.others = true
    if (channel !== undefined) return '#channel'
    return all === undefined ? 'a Discord link' : `@${all}`
  })
}

function timeText(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** Underlines, spoilers, small print and addresses without preview. */
function plainly(text: string): string {
  return text
    .replace(/(?<!\w)__([^_\n]+)__(?!\w)/g, '$1')
    .replace(/\|\|([^|\n]+)\|\|/g, '$1')
    .replace(/^-# +/gm, '')
    .replace(/^>>> /gm, '> ')
    .replace(/<(https?:\/\/[^\s<>]+)>/g, '$1')
}
