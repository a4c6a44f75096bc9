import { mailLanguages } from './languages.ts'
import { isBlank, plain } from './lines.ts'
import { alternatives } from './words.ts'

/** Parts of a quoted header block (Outlook, Thunderbird, Gmail's forwards). */
export type HeaderPart = 'from' | 'date' | 'to' | 'cc' | 'subject'

/** One line of a header block. */
export interface HeaderLine {
  part: HeaderPart
  value: string
}

/** A header block in a text. */
export interface HeaderBlock {
  lines: HeaderLine[]
  /** Index of the first line that is none of its own. */
  end: number
}

/** The words that name a part, in all languages. */
export function headerWords(part: HeaderPart): string[] {
  return [...new Set(mailLanguages.flatMap((language) => alternatives(language[part])))].map((word) =>
    word.replaceAll("[’\\']", "'").replaceAll("[’']", "'").replaceAll('\\', ''),
  )
}

/** Which parts a word may name: "Od" is from in Polish, "A" is to in Italian, "Data" is a date nearly everywhere. */
const partsOf: ReadonlyMap<string, readonly HeaderPart[]> = (() => {
  const parts = new Map<string, HeaderPart[]>()
  for (const part of ['from', 'date', 'to', 'cc', 'subject'] as const)
    for (const word of headerWords(part)) parts.set(word, [...(parts.get(word) ?? []), part])
  return parts
})()

/** Reads "Von: Anna <a@b.example>"; undefined when the line does not begin with a header's word. */
export function readHeaderLine(line: string): { parts: readonly HeaderPart[]; value: string } | undefined {
  const match = /^\**([\p{L}\p{M}][\p{L}\p{M} ./’'-]{0,24}?)\.?\**\s?[:：]\**\s*(.*)$/u.exec(plain(line).slice(0, 400))
  const parts = match?.[1] === undefined ? undefined : partsOf.get(match[1].trim().toLowerCase().replace('’', "'"))
  return parts === undefined ? undefined : { parts, value: match?.[2] ?? '' }
}

/** Reads the header block that begins here: wrapped values, values on the next line and single blank lines between are allowed. */
export function readHeaderBlock(lines: readonly string[], from: number): HeaderBlock {
  const found: HeaderLine[] = []
  let end = from
  for (let index = from, misses = 0; index < Math.min(from + 18, lines.length) && misses < 3; index++) {
    const line = lines[index] ?? ''
    if (plain(line) === '') {
      if (!followsHeader(lines, index + 1)) break
      continue
    }
    const read = readHeaderLine(line)
    // A word of two meanings means what the block has not said yet.
    const part = read?.parts.find((part) => !found.some((line) => line.part === part))
    if (part !== undefined) {
      found.push({ part, value: read?.value ?? '' })
      end = index + 1
      misses = 0
    } else if (read !== undefined && found.length > 1) {
      end = index + 1
    } else {
      const last = found.at(-1)
      if (last === undefined) break
      if (isContinuation(last, line)) {
        last.value = `${last.value} ${plain(line)}`.trim()
        end = index + 1
      }
      misses++
    }
  }
  return { lines: found, end }
}

/** The next line with words, at most two further down, is a header's: Notes and Outlook for Mac leave blank lines between. */
function followsHeader(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 2).find((line) => plain(line) !== '')
  return next !== undefined && readHeaderLine(next) !== undefined
}

/** A value that was wrapped, or that stands below its word. */
function isContinuation(last: HeaderLine, line: string): boolean {
  return (
    last.value === '' ||
    /^\s{1,}\S/.test(line.replace(/^[>\s]?/, '')) ||
    /[,;<]$/.test(last.value) ||
    /^<?[^\s@]+@\S+$/.test(plain(line))
  )
}

/** Tells whether a block names sender and subject or recipient as a client does: with an address, or with the time of day. */
export function isWholeBlock(lines: readonly HeaderLine[]): boolean {
  const values = (part: HeaderPart) => lines.find((line) => line.part === part)?.value
  const isNamed = values('from') !== undefined && (values('to') !== undefined || values('subject') !== undefined)
  if (!isNamed || lines.length < 3) return false
  const isAddressed = lines.some(({ value }) => /[^\s@]@[^\s@]/.test(value))
  const isTimed = /\p{Nd}[:.h]\p{Nd}{2}/u.test(values('date') ?? '')
  return isAddressed || isTimed || (values('date') === undefined && lines.length > 3)
}

/** Tells whether a header block of at least two lines begins here, blank lines aside: enough below a separator. */
export function isBlockBelow(lines: readonly string[], from: number): boolean {
  let index = from
  while (index < Math.min(from + 4, lines.length) && isBlank(lines[index])) index++
  const { lines: found } = readHeaderBlock(lines, index)
  return found.length >= 2 && found.some(({ part }) => part === 'from')
}
