/** Dashes, rules and stars that clients draw around the words of a separator; Proton draws U+2010, Zoho equals signs. */
export const dash = '[-_=*~‐‑‒–—―─━]'

/** Tells whether a line carries a quote mark; Apple and Hotmail put it even before the attribution. */
export function isQuoteLine(line: string): boolean {
  let index = 0
  while (index < 3 && line[index] === ' ') index++
  return line[index] === '>' || quoteMark.test(line.slice(0, 12))
}

/** `>`, what mailers for other keyboards use in its place, and initials before it ("AB> …", The Bat and GoldED). */
const quoteMark = /^\s{0,3}(?:[>›»＞]|\p{Lu}{1,3}>(?= |$))/u

/** A line as a rule sees it: no quote marks, stars of bold text, marks of writing direction or unusual spaces. */
export function plain(line: string): string {
  return (
    line
      .slice(0, 1000)
      .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b-\u200d\u2060\ufeff\u{f0001}\u{f0002}]/gu, '')
      .replace(/&nbsp;/g, ' ')
      // Folding case knows no way from the dotted capital to the Turkish i.
      .replace(/İ/g, 'I')
      .replace(/^[\s>›»＞*]+/, '')
      .replace(/[\s*]+$/, '')
      .replace(/\s+/g, ' ')
  )
}

/** Takes blank lines off both ends and spaces off the end of every line. */
export function tidy(lines: readonly string[]): string {
  let [start, end] = [0, lines.length]
  while (start < end && isBlank(lines[start])) start++
  while (end > start && isBlank(lines[end - 1])) end--
  return lines
    .slice(start, end)
    .map((line) => line.trimEnd())
    .join('\n')
}

/** Tells whether a line holds nothing to read. */
export function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === ''
}

/** Tells whether the next line with words, at most six further down, carries a quote mark. */
export function isMarkedBelow(lines: readonly string[], from: number): boolean {
  for (let index = from; index < Math.min(from + 6, lines.length); index++) {
    const line = lines[index] ?? ''
    if (!isBlank(line)) return isQuoteLine(line)
  }
  return false
}

/** Known containers of HTML mail are told to the rules by these lines, which no mail holds: they come out of no keyboard. */
export const told = { quoteBelow: '\u{f0001}', attribution: '\u{f0002}' }

/** A text without these signs: none of them is anybody's word. */
export function withoutTold(text: string): string {
  return text.replaceAll(told.quoteBelow, '').replaceAll(told.attribution, '')
}
