/**
 * Somebody's words on one line of Markdown, at most so many characters. What stands in brackets stands in round ones: a
 * stranger's words must not become a link that hides where it leads, nor end one of ours. Pure.
 */
export function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('[', '(').replaceAll(']', ')')
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')
        .trimEnd()}…`
}
