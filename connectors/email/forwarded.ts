import { type HeaderPart, headerWords, readHeaderBlock, readHeaderLine } from '#connectors/shared/reply/headers.ts'
import { isBlank, isQuoteLine, plain } from '#connectors/shared/reply/lines.ts'
import { isForwardLine } from '#connectors/shared/reply/quote.ts'
import type { Address } from './addresses.ts'

/** A mail that was passed on, as the header block above it tells it. */
export interface Forwarded {
  /** Absent where no address is named: Outlook names colleagues without one. */
  from?: Address
  to: Address[]
  cc: Address[]
  subject: string
  /** As it stands there, in whatever language. */
  date: string
  body: string
}

/** Reads the forwarded passage of a mail; undefined when nothing in it says whose mail it is. */
export function readForwarded(passage: string): Forwarded | undefined {
  const lines = unquoted(passage.split('\n').flatMap(runOn))
  const start = lines.findIndex((line) => readHeaderLine(line) !== undefined)
  const block = start < 0 || start > 8 ? undefined : readHeaderBlock(lines, start)
  if (block === undefined || !block.lines.some(({ part }) => part === 'from')) return attributed(lines)
  const value = (part: HeaderPart) => block.lines.find((line) => line.part === part)?.value ?? ''
  const [from] = readPeople(value('from'))
  return {
    ...(from === undefined ? {} : { from }),
    to: readPeople(value('to')),
    cc: readPeople(value('cc')),
    subject: value('subject').trim(),
    date: value('date').trim(),
    body: bodyOf(lines.slice(block.end)),
  }
}

/** Yandex and Outlook for Mac: an attribution in place of a block, `07.05.2024, 10:12, "Anna" <anna@mail.example>:`. */
function attributed(lines: readonly string[]): Forwarded | undefined {
  const at = lines.findIndex((line) => /[^\s@<>]@[^\s@<>]/.test(line))
  const line = plain(lines[at] ?? '')
  const address = readPeople(line.replace(/^[^<]*(?=<)/, ''))[0]?.address
  if (at < 0 || at > 4 || address === undefined) return undefined
  const before = line
    .slice(0, line.indexOf('@'))
    .replace(/[<(]?[^\s<(]*$/, '')
    .trim()
  const quoted = /["“„«]([^"“”„«»]{1,80})["”“»]$/.exec(before)?.[1]
  const name = quoted ?? /(?:[\p{Lu}\p{Lo}][^\s\d,:]* ?){1,5}$/u.exec(before)?.[0] ?? ''
  return {
    from: { address, name: name.trim() },
    to: [],
    cc: [],
    subject: '',
    date: '',
    body: bodyOf(lines.slice(at + 1)),
  }
}

/** People of a header as a client shows them: names with commas, `;` between, the address twice, or in `mailto:`. */
export function readPeople(value: string): Address[] {
  const people: Address[] = []
  const one =
    /([^<>[\]();@]*?)[\s,;]*(?:[<[(]{1,2}\s?(?:mailto:)?([^\s<>[\]()@;,"]+@[^\s<>[\]()@;,"]+)\s?[>\])]*|(?<![^\s,;:<("'])([^\s<>[\]()@;,"']+@[^\s<>[\]()@;,"']+))/g
  for (const [, before = '', inBrackets, bare] of value.slice(0, 20_000).matchAll(one)) {
    const address = (inBrackets ?? bare ?? '').replace(/\.$/, '').toLowerCase()
    if (address === people.at(-1)?.address && before.trim().replace(/["']/g, '') === '') continue
    const name = before
      .replace(/^[\s,;>"'*]+|[\s,;"'*]+$/g, '')
      .replace(/["*]/g, '')
      .trim()
    people.push({ address, name: name.includes('@') ? '' : name })
  }
  return people
}

/** What follows the block, without the line that closes a forward (Zoho, Yandex). */
function bodyOf(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => !isBlank(line))
  const isClosed = /^[-=]{5,}.{3,60}[-=]{5,}$/.test((lines[last] ?? '').trim())
  return lines
    .slice(0, isClosed ? last : last + 1)
    .join('\n')
    .trim()
}

/** Apple Mail and MailMate mark every line of what they forward, though some lines lose their mark on the way. */
function unquoted(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => !isBlank(line) && !isForwardLine(line))
  if (filled.filter(isQuoteLine).length * 2 < filled.length) return [...lines]
  return lines.map((line) => line.replace(/^\s{0,3}> ?/, ''))
}

/** Yahoo's plain text runs separator and headers together: "----- Forwarded Message ----- From: Anna <a@b.example>To: …". */
function runOn(line: string): string[] {
  if (!isForwardLine(line) || line.length > 5000) return [line]
  const parts = line.split(headerStarts)
  return parts.length < 3 ? [line] : parts
}

const headerStarts = new RegExp(
  `(?=(?<!\\p{Ll})(?:${['from', 'date', 'to', 'cc', 'subject']
    .flatMap((part) => headerWords(part as HeaderPart))
    .flatMap((word) => [(word[0] ?? '').toUpperCase() + word.slice(1), word.toUpperCase()])
    .sort((one, other) => other.length - one.length)
    .join('|')})\\s?: )`,
  'u',
)
