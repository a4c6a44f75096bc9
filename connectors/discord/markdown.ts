import { linesOf, softCut, wholeBefore } from '#connectors/shared/lines.ts'

/**
 * Turns Markdown into Discord's. Nothing that Discord alone would read in somebody's words is left: mentions, times, commands,
 * spoilers, small print. Runs in linear time. https://discord.com/developers/docs/reference#message-formatting
 */
export function toDiscord(markdown: string): string {
  return linesOf(markdown)
    .map(({ line, is }) => (is === 'words' ? readLine(line) : line))
    .join('\n')
}

/** Shows plain text as it is. */
export function escapeText(text: string): string {
  return text.replace(/[\\*_~`|<>[\]#@]/g, '\\$&')
}

/** The same as toDiscord for somebody else's words: a label hides no address. */
export function quotedDiscord(markdown: string): string {
  return toDiscord(markdown.replaceAll('](', '] ('))
}

/** Puts `>` before every line. */
export function quoteLines(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

const fence = /^(```[^`\n]*)$/

/**
 * Cuts Discord's Markdown into parts of at most `limit` characters, at line ends or spaces where it can, never through an
 * emoji; a code block that is cut ends in the one part and begins again in the next.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > limit) {
    // Room for what closes a block.
    let at = cutBefore(rest, limit - 4)
    const open = openFence(rest.slice(0, at))
    const head = rest.slice(0, at).trimEnd()
    if (rest[at] === '\n') at += 1
    const tail = rest.slice(at)
    if (open === undefined || open.length > limit / 4) {
      parts.push(head)
      rest = tail
    } else {
      // A block of which nothing stood here yet begins in the next part.
      parts.push(head.endsWith(open) ? head.slice(0, -open.length).trimEnd() : `${head}\n\`\`\``)
      rest = `${open}\n${tail}`
    }
  }
  parts.push(rest)
  return parts.filter((part) => part.trim() !== '')
}

/** The line that opened a code block which is still open at the end. */
function openFence(text: string): string | undefined {
  let open: string | undefined
  for (const line of text.split('\n')) {
    if (open === undefined) open = fence.exec(line)?.[1]
    else if (line.startsWith('```')) open = undefined
  }
  return open
}

function cutBefore(text: string, limit: number): number {
  let at = softCut(text, limit)
  // A link stays whole.
  const open = text.lastIndexOf('[', at - 1)
  if (open > limit / 2) {
    const link = /^\[[^[\]\n]*\]\([^()\s]*\)/.exec(text.slice(open, open + limit / 2))
    if (link && open + link[0].length > at) at = open
  }
  return Math.max(text[at - 1] === '\\' ? at - 1 : wholeBefore(text, at), 1)
}

function readLine(line: string): string {
  const heading = /^#{1,6} +(.*)$/.exec(line)
  if (heading) return `**${inline(heading[1]?.replaceAll('*', '').trim() ?? '')}**`
  const quote = /^(?:> ?)+/.exec(line)
  if (quote) return `> ${readLine(line.slice(quote[0].length))}`
  const small = line.startsWith('-# ')
  return small ? `\\${inline(line)}` : inline(line)
}

/** Code, links, bold written with underlines; then what only Discord reads. */
const marks =
  /`[^`]+`|!?\[([^[\]]*)\]\(([^()\s]*)\)|(?<!\w)__([^_]+)__(?!\w)|(<)(?=@|#|a?:|t:|id:|sound:|\/)|@(everyone|here)\b|(\|\|)/g

function inline(text: string): string {
  return text.replace(
    marks,
    (
      whole: string,
      label: string | undefined,
      target: string | undefined,
      strong: string | undefined,
      angle: string | undefined,
      all: string | undefined,
      spoiler: string | undefined,
    ) => {
      if (target !== undefined) {
        const shown = (label ?? '').trim()
        if (!/^(https?:\/\/)[^<>]+$/i.test(target)) return `${shown || target}`.replaceAll('<', '\\<')
        return shown === '' || shown === target ? target : `[${shown.replaceAll('<', '\\<')}](${target})`
      }
      if (strong !== undefined) return `**${inline(strong)}**`
      if (angle !== undefined) return '\\<'
      // An empty character: it stays readable, and calls nobody.
      if (all !== undefined) return `@\u200b${all}`
      if (spoiler !== undefined) return '\\|\\|'
      return whole
    },
  )
}
