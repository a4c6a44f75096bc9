import {
  attributionStarts,
  beginForwarded,
  forwardedMessage,
  type HeaderPart,
  headerParts,
  originalMessage,
  wroteLast,
  wroteMiddle,
} from './reply-phrases.ts'

/** Where the quoted or forwarded part of a mail begins. */
export interface Quote {
  /** Index of the first line that is not the person's own. */
  start: number
  /** How many lines introduce it (separator, attribution, header block). */
  introduction: number
  /** `marked`: lines with `>`, own words may follow between them. `open`: everything after is quoted. */
  style: 'marked' | 'open'
  kind: 'attribution' | 'original' | 'headers' | 'forward' | 'marked'
  /** Own words that share the first line with the attribution. */
  before?: string
}

/** Tells whether a line carries a quote mark; Apple and Hotmail put it even before the attribution. */
export function isQuoteLine(line: string): boolean {
  return /^\s{0,3}[>›»]/.test(line)
}

/** Finds the earliest mark that a mail client leaves above a quoted or forwarded mail; undefined when there is none. */
export function findQuote(lines: readonly string[]): Quote | undefined {
  const trailing = trailingMarked(lines)
  for (let index = 0; index < lines.length; index++) {
    if (trailing !== undefined && index >= trailing) break
    const line = lines[index] ?? ''
    if (line.length > 1000 || line.trim() === '') continue
    const found =
      forwardAt(lines, index) ?? originalAt(lines, index) ?? headersAt(lines, index) ?? attributionAt(lines, index)
    if (found) return { ...found, ...withSeparator(lines, found) }
  }
  if (trailing === undefined) return undefined
  const kind = isForwardMark(unmarked(lines[trailing] ?? '')) ? 'forward' : 'marked'
  return { start: trailing, introduction: 0, style: kind === 'forward' ? 'open' : 'marked', kind }
}

/** A run of `>` lines that reaches the end of the mail (blank lines aside), with nothing of the person's own after it. */
function trailingMarked(lines: readonly string[]): number | undefined {
  let start: number | undefined
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? ''
    if (isQuoteLine(line)) start = index
    else if (line.trim() !== '') break
  }
  return start
}

/** Gmail, Thunderbird, Yahoo: "---------- Forwarded message ---------"; Apple: "Begin forwarded message:". */
function forwardAt(lines: readonly string[], index: number): Quote | undefined {
  return isForwardMark(lines[index] ?? '')
    ? { start: index, introduction: 1, style: 'open', kind: 'forward' }
    : undefined
}

function isForwardMark(line: string): boolean {
  return forwardDashes.test(line) || beginForward.test(line)
}

/** Outlook, Android, BlackBerry: "-----Original Message-----"; any words between dashes above a header block. */
function originalAt(lines: readonly string[], index: number): Quote | undefined {
  const line = lines[index] ?? ''
  const known = originalDashes.test(line)
  const likely = /^[\s*]*[-_=]{3,}\s?\p{L}[^-_=\n]{2,60}\s?[-_=]{3,}[\s*]*$/u.test(line)
  if (!known && !(likely && countParts(lines, index + 1).size >= 2)) return undefined
  return { start: index, introduction: 1, style: nextIsMarked(lines, index + 1) ? 'marked' : 'open', kind: 'original' }
}

/** Outlook and Exchange: From, Sent, To, Subject on lines of their own, in the language of the installation. */
function headersAt(lines: readonly string[], index: number): Quote | undefined {
  const first = headerPart(lines[index] ?? '')
  if (first === undefined || first === 'to' || first === 'cc') return undefined
  const parts = countParts(lines, index)
  const complete = parts.has('from') && parts.size >= 3 && (parts.has('to') || parts.has('subject'))
  return complete ? { start: index, introduction: 1, style: 'open', kind: 'headers' } : undefined
}

/** The distinct header words in the next lines, wrapped ones allowed, up to the first blank line after one. */
function countParts(lines: readonly string[], from: number): Set<HeaderPart> {
  const parts = new Set<HeaderPart>()
  for (let index = from, misses = 0; index < Math.min(from + 10, lines.length) && misses < 3; index++) {
    const line = lines[index] ?? ''
    if (line.trim() === '') {
      if (parts.size > 1) break
      continue
    }
    const part = headerPart(line)
    if (part) parts.add(part)
    else misses++
  }
  return parts
}

function headerPart(line: string): HeaderPart | undefined {
  const match = /^[\s>]*\**([\p{L}\p{M} .’'-]{1,20}?)\s?\**\s?[:：]/u.exec(line.slice(0, 60))
  return match?.[1] === undefined ? undefined : headerParts.get(match[1].trim().toLowerCase())
}

/**
 * Gmail, Apple Mail, Thunderbird, Outlook for phones: "On 3 May 2024 at 10:12, Anna <a@b.example> wrote:", wrapped onto
 * up to six lines. `end` is its last line; the fewest lines above that make it one belong to it.
 */
function attributionAt(lines: readonly string[], end: number): Quote | undefined {
  const marked = nextIsMarked(lines, end + 1)
  if (!attributionEnd.test(lines[end] ?? '') && !marked) return undefined
  let joined = ''
  for (let start = end; start >= 0 && start > end - 6 && joined.length <= 500; start--) {
    joined = `${(lines[start] ?? '').trim()} ${joined}`.trim()
    if (!isAttribution(joined, marked)) continue
    const first = startsDated.test(joined) ? start : beginning(lines, start)
    const shared = sharedLine.exec(lines[first] ?? '')
    const own = shared?.[1] ? { before: shared[1].replace(/-+$/, '').trimEnd() } : {}
    return {
      start: first,
      introduction: end - first + 1,
      style: marked ? 'marked' : 'open',
      kind: 'attribution',
      ...own,
    }
  }
  return undefined
}

/** The date of a wrapped attribution may stand up to three lines above the name: Gmail wraps before "<". */
function beginning(lines: readonly string[], start: number): number {
  for (let index = start - 1; index >= 0 && index >= start - 3; index--) {
    const line = (lines[index] ?? '').trim()
    if (startsDated.test(line) && dated.test(line)) return index
  }
  return start
}

function isAttribution(text: string, marked: boolean): boolean {
  if (text.length > 500) return false
  const addressed = /[^\s<>@]@[^\s<>@]/.test(text)
  // Zoho: "---- On Wed, 24 Feb 2021 14:02:50 +0530 a@b.example wrote ----".
  if (/^-{2,}\s?\p{L}[^\n]* -{2,}$/u.test(text)) return dated.test(text) && verbBeforeDashes.test(text)
  // Old Gmail: "2011/4/7 Anna <a@b.example>" right above marked lines.
  if (marked && /^\d{4}\/\d{1,2}\/\d{1,2} .{1,200}>:?$/u.test(text)) return addressed
  if (!attributionEnd.test(text)) return false
  // Gmail in Russian and Japanese has no verb: "2021年10月27日(水) 9:31 Anna <a@b.example>:".
  if (/\d{1,2}[:.]\d{2}.{0,200}<[^\s<>]+@[^\s<>]+>\s*[:：]$/u.test(text))
    return startsDated.test(text) || startsDay.test(text)
  // Prose says "On 3 May Maya wrote:" too. Above unmarked lines a client gives the address or the time of day.
  const exact = marked || addressed || timed.test(text)
  const verbLast = endsInVerb.test(text.slice(-120))
  if (verbLast && marked) return dated.test(text) || addressed || text.length < 80
  if (!exact || !dated.test(text)) return false
  if (verbLast) return addressed || startsDated.test(text)
  return nameThenVerb.test(text) || (startsDated.test(text) && verbInside.test(text))
}

function nextIsMarked(lines: readonly string[], from: number): boolean {
  for (let index = from; index < Math.min(from + 6, lines.length); index++) {
    const line = lines[index] ?? ''
    if (line.trim() !== '') return isQuoteLine(line)
  }
  return false
}

/** A line of dashes or underscores right above belongs to the quote (Outlook on the web, Exchange). */
function withSeparator(lines: readonly string[], quote: Quote): Pick<Quote, 'start' | 'introduction'> {
  let start = quote.start
  while (start > 0 && (lines[start - 1] ?? '').trim() === '') start--
  const isRule = start > 0 && /^\s*[-_=*]{4,}\s*$/.test(lines[start - 1] ?? '')
  const from = isRule && quote.kind === 'headers' ? start - 1 : quote.start
  return { start: from, introduction: quote.introduction + quote.start - from }
}

function unmarked(line: string): string {
  return line.replace(/^[\s>›»]+/, '')
}

const forwardDashes = new RegExp(`^[\\s>*]*[-_=]{3,}\\s*(?:${forwardedMessage})\\s*[-_=]{3,}`, 'iu')
const beginForward = new RegExp(`^[\\s>*]*(?:${beginForwarded})\\s*[:：]\\s*\\**$`, 'iu')
const originalDashes = new RegExp(`^[\\s*]*[-_=]{2,}\\s*(?:${originalMessage})\\s*[-_=]{2,}`, 'iu')
const endsInVerb = new RegExp(`(?<!\\p{L})(?:${wroteLast})(?:\\s*\\([^()]{0,60}\\))?\\s*[:：]\\W{0,3}$`, 'iu')
const verbInside = new RegExp(`(?<!\\p{L})(?:${wroteMiddle})(?!\\p{L})`, 'iu')
/** Outlook in Finnish and Turkish: the name first, then the verb, then the date. */
const nameThenVerb = new RegExp(`^.{1,100}<[^\\s<>]+@[^\\s<>]+> (?:${wroteMiddle})(?!\\p{L})`, 'iu')
const verbBeforeDashes = new RegExp(`(?<!\\p{L})(?:${wroteLast})\\s*-{2,}$`, 'iu')
const attributionEnd = /(?:[:：]\W{0,3}|-{2,})$/u
const dated = /\d{1,2}[:.h]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\p{Script=Han}/u
const timed = /\d{1,2}[:h]\d{2}/
const startsDay = /^\p{L}{2,12}[.,]{1,2} ?\d/u
const startsDated = new RegExp(`^(?:(?:${attributionStarts})(?!\\p{L})|\\d)`, 'iu')
/** HTML mails flattened to text put the attribution on the reply's last line. */
const sharedLine = /^(.{1,200}?)(?:-{2,}\s*|\s)(?=On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? \w)/
