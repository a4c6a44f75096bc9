import { type EmojiNames, replaceEmoji } from './emoji.ts'

/** What a person wrote in Slack, as Markdown that means the same to somebody who is not there. */
export interface ReadText {
  text: string
  mentionsUs: boolean
  /** A user other than our bot, a user group, a channel, or a link into the workspace. */
  mentionsOthers: boolean
}

/**
 * Turns Slack's mrkdwn into Markdown: mentions, custom emoji and workspace links become plain text.
 * Runs in linear time. https://docs.slack.dev/messaging/formatting-message-text
 */
export function readText(slackText: string, us: ReadonlySet<string>, emoji?: EmojiNames): ReadText {
  const seen = { us: false, others: false }
  const parts = slackText.split(/(```[\s\S]*?```|`[^`\n]+`)/)
  const text = parts
    .map((part, index) => {
      if (index % 2 === 1) return unescapeText(replaceMarkup(part, us, seen))
      const formatted = format(replaceEmoji(part, emoji))
      return unescapeText(replaceMarkup(formatted, us, seen))
    })
    .join('')
  return { text: text.trim(), mentionsUs: seen.us, mentionsOthers: seen.others }
}

interface Seen {
  us: boolean
  others: boolean
}

/** Every `<` that is not markup arrives escaped, so that what stands between < and > is markup. */
function replaceMarkup(text: string, us: ReadonlySet<string>, seen: Seen): string {
  return text.replace(/<([^<>]*)>(\s?)/g, (_, inside: string, space: string) => {
    const bar = inside.indexOf('|')
    const target = bar < 0 ? inside : inside.slice(0, bar)
    const label = bar < 0 ? '' : inside.slice(bar + 1).trim()
    if (target.startsWith('@')) {
      if (us.has(target.slice(1))) {
        seen.us = true
        return ''
      }
      seen.others = true
      return `@${label.replace(/^@/, '') || 'someone'}${space}`
    }
    if (target.startsWith('#')) {
      seen.others = true
      return `#${label.replace(/^#/, '') || 'channel'}${space}`
    }
    if (target.startsWith('!')) return special(target.slice(1), label, seen) + space
    return link(target, label, seen) + space
  })
}

/** `<!here>`, `<!subteam^S1|@devs>`, `<!date^…|tomorrow>`. */
function special(target: string, label: string, seen: Seen): string {
  if (/^(here|channel|everyone)$/.test(target)) {
    seen.others = true
    return `@${target}`
  }
  if (target.startsWith('subteam^')) {
    seen.others = true
    return `@${label.replace(/^@/, '') || 'group'}`
  }
  return label
}

function link(target: string, label: string, seen: Seen): string {
  // A customer cannot open the workspace, and its address is nobody's business: a person is asked before it leaves.
  if (/^https?:\/\/[a-z0-9.-]+\.slack\.com\/(archives|files|team|client)\b/i.test(target)) {
    seen.others = true
    return isAddress(label, target) ? 'a Slack link' : label || 'a Slack link'
  }
  if (!label || isAddress(label, target)) return label || target.replace(/^(mailto|tel):/i, '')
  if (!/^(https?|mailto|tel):/i.test(target)) return label
  return `[${label.replace(/[[\]]/g, '\\$&')}](${target.replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/\s/g, '%20')})`
}

/** Slack writes an address that somebody typed as a link to itself. */
function isAddress(label: string, target: string): boolean {
  const bare = (address: string) => address.replace(/^(https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '')
  return label !== '' && bare(label) === bare(target)
}

/** Bold, strikethrough and bullets; italics, code and quotes are the same in both. */
function format(text: string): string {
  return text
    .replace(/(^|[\s([{>"'_~])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?=$|[\s)\]}.,:;!?"'_~<-])/gm, '$1**$2**')
    .replace(/(^|[\s([{>"'_*])~([^\s~](?:[^~\n]*[^\s~])?)~(?=$|[\s)\]}.,:;!?"'_*<-])/gm, '$1~~$2~~')
    .replace(/^([ \t]*)• ?/gm, '$1- ')
}

function unescapeText(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'))
}
