import { attributionAt } from './attribution.ts'
import { isBlockBelow, isWholeBlock, readHeaderBlock, readHeaderLine } from './headers.ts'
import { isBlank, isMarkedBelow, isQuoteLine, plain, told } from './lines.ts'
import { bareRule, separators, shortRule } from './separators.ts'
import { findSignature } from './signature.ts'

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

/** Finds the earliest mark that a mail client leaves above a quoted or forwarded mail; undefined when there is none. */
export function findQuote(lines: readonly string[]): Quote | undefined {
  const trailing = trailingMarked(lines, lines.length) ?? trailingMarked(lines, findSignature(lines))
  for (let index = 0; index < (trailing ?? lines.length); index++) {
    const found = openAt(lines, index) ?? attributedAt(lines, index)
    if (found) return { ...found, ...withRule(lines, found) }
  }
  if (trailing === undefined) return undefined
  const { kind } = separatorAt(lines, trailing) ?? { kind: 'marked' }
  return { start: trailing, introduction: 0, style: kind === 'marked' ? 'marked' : 'open', kind }
}

/** A mark below which everything is quoted, whatever it looks like. */
export function openAt(lines: readonly string[], index: number): Quote | undefined {
  const line = lines[index] ?? ''
  if (line.startsWith(told.quoteBelow)) return { start: index, introduction: 1, style: 'open', kind: 'headers' }
  if (line.length > 1000 || isBlank(line)) return undefined
  return separatorAt(lines, index) ?? headersAt(lines, index)
}

/** Tells whether a line says that a forwarded mail follows. */
export function isForwardLine(line: string): boolean {
  return separatorAt([line], 0)?.kind === 'forward'
}

function separatorAt(lines: readonly string[], index: number): Quote | undefined {
  const line = plain(lines[index] ?? '').slice(0, 300)
  const found = separators.find(
    (separator) =>
      separator.hint(line) &&
      separator.line.test(line) &&
      (separator.needs === undefined || isBlockBelow(lines, index + 1)),
  )
  if (found === undefined) return undefined
  const isMarked = found.kind !== 'forward' && isMarkedBelow(lines, index + 1) && !isBlockBelow(lines, index + 1)
  const kind = found.kind === 'forward' ? 'forward' : 'original'
  return { start: index, introduction: 1, style: isMarked ? 'marked' : 'open', kind }
}

/** Outlook, Exchange, GMX: From, Sent, To, Subject on lines of their own, in the language of the installation. */
function headersAt(lines: readonly string[], index: number): Quote | undefined {
  const first = readHeaderLine(lines[index] ?? '')?.parts
  if (first === undefined || !first.some((part) => part === 'from' || part === 'date' || part === 'subject'))
    return undefined
  const block = readHeaderBlock(lines, index).lines
  const isBelowRule = ruleAbove(lines, index) !== undefined && block.length >= 2 && block[0]?.part === 'from'
  return isWholeBlock(block) || isBelowRule
    ? { start: index, introduction: 1, style: 'open', kind: 'headers' }
    : undefined
}

function attributedAt(lines: readonly string[], index: number): Quote | undefined {
  const line = lines[index] ?? ''
  if (line.startsWith(told.attribution)) return toldAttribution(lines, index)
  if (line.length > 1000 || isBlank(line)) return undefined
  const found = attributionAt(lines, index)
  return found && asQuote(found)
}

function asQuote(found: NonNullable<ReturnType<typeof attributionAt>>): Quote {
  return {
    start: found.start,
    introduction: found.end - found.start + 1,
    style: found.isMarked ? 'marked' : 'open',
    kind: 'attribution',
    ...(found.before === undefined ? {} : { before: found.before }),
  }
}

/** The HTML said that these lines introduce a quote; whether own words may follow depends on its marks. */
function toldAttribution(lines: readonly string[], index: number): Quote {
  let below = index + 1
  while (below < Math.min(index + 8, lines.length) && !isQuoteLine(lines[below] ?? '')) below++
  const isForward = lines
    .slice(index, below)
    .some((_, offset) => separatorAt(lines, index + offset)?.kind === 'forward')
  const isMarked = isQuoteLine(lines[below] ?? '') && !isForward && !isBlockBelow(lines, index + 1)
  return {
    start: index,
    introduction: isMarked ? below - index : 1,
    style: isMarked ? 'marked' : 'open',
    kind: isForward ? 'forward' : 'attribution',
  }
}

/** A run of `>` lines that reaches the end (blank lines aside), with nothing of the person's own after it. */
function trailingMarked(lines: readonly string[], end: number): number | undefined {
  let start: number | undefined
  for (let index = end - 1; index >= 0; index--) {
    const line = lines[index] ?? ''
    if (isQuoteLine(line)) start = index
    else if (!isBlank(line)) break
  }
  return start
}

/** A rule right above belongs to what it introduces, where nothing but blank lines stands between. */
function withRule(lines: readonly string[], quote: Quote): Pick<Quote, 'start' | 'introduction'> {
  const isHeaded = quote.kind === 'headers' || quote.kind === 'original'
  const rule = ruleAbove(lines, quote.start, isHeaded ? shortRule : bareRule)
  if (rule === undefined || quote.kind === 'forward') return { start: quote.start, introduction: quote.introduction }
  return { start: rule, introduction: quote.introduction + quote.start - rule }
}

function ruleAbove(lines: readonly string[], from: number, rule = bareRule): number | undefined {
  let index = from - 1
  while (index >= 0 && index >= from - 3 && isBlank(lines[index])) index--
  return rule.test((lines[index] ?? '').trim()) ? index : undefined
}
