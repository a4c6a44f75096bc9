import { linesOf, softCut, wholeBefore } from '#connectors/shared/lines.ts'

/**
 * Turns Markdown into what a TextBlock of an Adaptive Card shows: bold, italics, lists and links; the rest becomes words.
 * A line break needs an empty line there. Runs in linear time.
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function toCardText(markdown: string): string {
  const lines = linesOf(markdown).filter(({ is }) => is !== 'fence')
  return joined(lines.map(({ line, is }) => (is === 'code' ? plainText(line) : readLine(line))))
}

/** The same for somebody else's words: a label hides no address, and nothing in them is a list or a heading of ours. */
export function quotedCardText(markdown: string): string {
  return toCardText(markdown.replaceAll('](', '] ('))
}

/** The same with every link named by its address: it can be followed, and hides nothing. */
export function openCardText(markdown: string): string {
  return toCardText(markdown.replace(/\[([^[\]]*)\]\(([^()\s]*)\)/g, '$1: [$2]($2)'))
}

/** Words that must show as they are where Teams reads Markdown. */
export function plainText(text: string): string {
  return calm(text).replaceAll('](', '] (').replaceAll('*', '∗').replaceAll('~~', '∼∼').replaceAll('`', '‘')
}

/** Cuts Markdown into parts of at most `limit` characters, at line ends or spaces where it can. */
export function splitMarkdown(markdown: string, limit: number): string[] {
  const parts: string[] = []
  let rest = markdown
  while (rest.length > limit) {
    const at = Math.max(wholeBefore(rest, softCut(rest, limit)), 1)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).replace(/^\n/, '')
  }
  return [...parts, rest].filter((part) => part.trim() !== '')
}

/** Teams calls whoever stands between these tags. */
function calm(text: string): string {
  return text.replace(/<(\/?at)\b/gi, '‹$1')
}

const bullet = /^([ \t]*)[-*+] +/

function readLine(line: string): string {
  const heading = /^#{1,6} +(.*)$/.exec(line)
  if (heading) return `**${inline(heading[1]!.replaceAll('*', '').trim())}**`
  const quote = /^(?:> ?)+/.exec(line)
  if (quote) return `“${inline(line.slice(quote[0].length))}”`
  const item = bullet.exec(line)
  if (item) return `${item[1]}- ${inline(line.slice(item[0].length))}`
  return inline(line)
}

/** Items of a list stay together; every other line is a paragraph of its own. */
function joined(lines: readonly string[]): string {
  const isItem = (line: string | undefined) => line !== undefined && /^[ \t]*(?:- |\d{1,9}\. )/.test(line)
  let done = ''
  lines.forEach((line, index) => {
    if (index > 0) done += isItem(line) && isItem(lines[index - 1]) ? '\n' : '\n\n'
    done += line
  })
  return done.replace(/\n{3,}/g, '\n\n').trim()
}

/** Each alternative stops at the next character of its own kind, which keeps the whole linear. */
const marks = /`([^`]+)`|!?\[([^[\]]*)\]\(([^()\s]*)\)|~~([^~]+)~~/g

function inline(text: string): string {
  let done = ''
  let from = 0
  for (const match of text.matchAll(marks)) {
    const [whole, code, label, target, struck] = match
    done += calm(text.slice(from, match.index))
    from = match.index + whole.length
    if (target !== undefined) done += linkTo(target, label ?? '')
    else done += calm(code ?? struck ?? whole)
  }
  return done + calm(text.slice(from))
}

function linkTo(target: string, label: string): string {
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) return calm(label)
  const shown = calm(label).trim()
  return shown === '' ? target : `[${shown}](${target})`
}
