import { linesOf, softCut, wholeBefore } from '#connectors/shared/lines.ts'

/**
 * Turns Markdown into Slack's mrkdwn. Everything that Slack would read as markup is escaped first, so that words of a
 * customer (`<!channel>`) can never ping anybody; use it in text objects with `verbatim: true`. Runs in linear time.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function toMrkdwn(markdown: string): string {
  return linesOf(markdown)
    .map(({ line, is }) => (is === 'fence' ? '```' : is === 'code' ? escapeText(line) : readLine(line)))
    .join('\n')
}

/** Escapes the three characters that mean something to Slack. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Cuts mrkdwn into parts of at most `limit` characters, at line ends or spaces where it can, never inside markup. */
export function splitMrkdwn(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > limit) {
    const at = cutBefore(rest, limit)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).replace(/^\n/, '')
  }
  if (rest.trim() !== '') parts.push(rest)
  return parts.filter((part) => part.trim() !== '')
}

/** The same for somebody else's words: a label hides no address. */
export function quotedMrkdwn(markdown: string): string {
  return toMrkdwn(markdown.replaceAll('](', '] ('))
}

/** Puts `>` before every line. */
export function quoteLines(mrkdwn: string): string {
  return mrkdwn
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n')
}

function readLine(line: string): string {
  const heading = /^#{1,6} +(.*)$/.exec(line)
  if (heading) return `*${escapeText(heading[1]!.replaceAll('*', '').trim())}*`
  const quote = /^(?:> ?)+/.exec(line)
  if (quote) return `>${readLine(line.slice(quote[0].length))}`
  const bullet = /^([ \t]*)[-*+] +/.exec(line)
  if (bullet) return `${bullet[1]}• ${inline(line.slice(bullet[0].length), 0)}`
  return inline(line, 0)
}

/** Each alternative stops at the next character of its own kind, which keeps the whole linear. */
const marks =
  /`([^`]+)`|!?\[([^[\]]*)\]\(([^()\s]*)\)|(https?:\/\/[^\s<>"|]+)|\*\*([^*]+)\*\*|(?<!\w)__([^_]+)__(?!\w)|~~([^~]+)~~|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])|\\([\\`*_{}[\]()#+.!>~|-])/g

function inline(text: string, depth: number): string {
  let done = ''
  let from = 0
  for (const match of text.matchAll(marks)) {
    const [whole, code, label, target, address, strong, underlined, struck, emphasis, escaped] = match
    done += escapeText(text.slice(from, match.index))
    from = match.index + whole.length
    const within = (words: string) => (depth < 3 ? inline(words, depth + 1) : escapeText(words))
    if (code !== undefined) done += `\`${escapeText(code)}\``
    else if (target !== undefined) done += linkTo(target, label ?? '', whole)
    else if (address !== undefined) {
      const url = address.replace(/[.,;:!?)'\]]{1,20}$/, '')
      done +=
        urlText(url).length > longestLink
          ? escapeText(address)
          : `<${urlText(url)}>${escapeText(address.slice(url.length))}`
    } else if (strong !== undefined) done += `*${within(strong)}*`
    else if (underlined !== undefined) done += `*${within(underlined)}*`
    else if (struck !== undefined) done += `~${within(struck)}~`
    else if (emphasis !== undefined) done += `_${within(emphasis)}_`
    else done += escapeText(escaped ?? whole)
  }
  return done + escapeText(text.slice(from))
}

/** Longer links stay plain text, so that a part can always hold one whole. */
const longestLink = 500

function linkTo(target: string, label: string, whole: string): string {
  if (Math.max(urlText(target).length, escapeText(label).length) > longestLink) return escapeText(whole)
  if (!/^(https?:\/\/|mailto:|tel:)[^<>|]+$/i.test(target)) return escapeText(whole)
  const shown = escapeText(label).replaceAll('|', '¦')
  return shown.trim() === '' ? `<${urlText(target)}>` : `<${urlText(target)}|${shown}>`
}

function urlText(url: string): string {
  return escapeText(url).replaceAll('|', '%7C')
}

function cutBefore(text: string, limit: number): number {
  let at = softCut(text, limit)
  // Markup opened (other than the > of a quote) and an entity begun stay whole.
  const open = text.lastIndexOf('<', at - 1)
  if (open > 0 && text.indexOf('>', open) >= at) at = open
  const entity = text.lastIndexOf('&', at - 1)
  if (entity > 0 && at - entity < 5 && !text.slice(entity, at).includes(';')) at = entity
  return Math.max(wholeBefore(text, at), 1)
}
