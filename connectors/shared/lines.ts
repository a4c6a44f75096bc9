/** A line of Markdown; `fence` opens or closes a block of code. */
export interface Line {
  line: string
  is: 'words' | 'code' | 'fence'
}

/** Reads the lines of Markdown, so that code is left as it is. */
export function linesOf(markdown: string): Line[] {
  let isCode = false
  return markdown
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => {
      if (!line.startsWith('```')) return { line, is: isCode ? 'code' : 'words' }
      isCode = !isCode
      return { line, is: 'fence' }
    })
}

/** Shortens plain text to `limit` characters with an ellipsis, never through an emoji. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, wholeBefore(text, limit - 1))}…`
}

/** Where text that is longer than `limit` is best cut: at a line end or a space of its second half, else at the limit. */
export function softCut(text: string, limit: number): number {
  const head = text.slice(0, limit)
  const [line, space] = [head.lastIndexOf('\n'), head.lastIndexOf(' ')]
  return line > limit / 2 ? line : space > limit / 2 ? space : limit
}

/** The same place, or one before it where a cut would go through an emoji. */
export function wholeBefore(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at
}
