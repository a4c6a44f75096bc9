import { unarmoured } from './armour.ts'
import { attributionAt } from './attribution.ts'
import { isBlank, isQuoteLine, tidy, withoutTold } from './lines.ts'
import { findQuote, openAt, type Quote } from './quote.ts'
import { findSignature } from './signature.ts'

/** A mail's plain text, taken apart; parts that are absent are ''. Their order in the mail may have differed. */
export interface ReplyParts {
  /** What the person wrote now; where they answered between quoted lines, with the lines that they answered. */
  visible: string
  /** What they answer, with the line that introduces it. */
  quoted: string
  /** "-- " and what follows, "Sent from my iPhone", a list's footer, a legal notice, PGP's armour. */
  signature: string
  /** A mail passed on, with its header block. */
  forwarded: string
  /** `visible` without any quoted line: nothing in it was written by somebody else. */
  own: string
}

/**
 * Takes a mail's plain text apart by the marks that mail clients leave, in time linear in its length.
 * `isForward` says that the subject announces a forward, so that a bare header block is one.
 */
export function splitReply(text: string, options: { isForward?: boolean } = {}): ReplyParts {
  const { given, beyond } = bounded(text)
  const { lines: said, armour } = unarmoured(given)
  const { lines, quote } = parted(said)
  const isTaken = quote === undefined ? lines.map(() => false) : takenLines(lines, quote)
  const own = lines.flatMap((_, index) => (isTaken[index] ? [] : [index]))
  const ownLines = own.map((index) => lines[index] ?? '')
  const signatureStart = findSignature(ownLines, { isAboveQuote: quote !== undefined && quote.kind !== 'forward' })
  const [written, signed] = [own.slice(0, signatureStart), own.slice(signatureStart)]
  const last = written.findLast((index) => !isBlank(lines[index])) ?? -1
  const isBetween = quote?.style === 'marked' && answersBetween(written, quote, lines)
  const shown = isBetween ? lines.slice(0, last + 1).map((_, index) => index) : written
  const passage = tidy(lines.filter((_, index) => isTaken[index] && !(isBetween && index <= last)).map(withoutTold))
  const isForward = passesOn(quote, options.isForward === true, last < 0)
  const parts = {
    visible: tidy(inBlocks(shown, lines)),
    quoted: isForward ? '' : passage,
    signature: tidy([...signed.map((index) => lines[index] ?? ''), ...armour]),
    forwarded: isForward ? passage : '',
    own: tidy(inBlocks(written, lines)),
  }
  if (beyond === '') return parts
  const takers =
    isTaken.at(-1) === true ? ([isForward ? 'forwarded' : 'quoted'] as const) : (['visible', 'own'] as const)
  for (const part of takers) parts[part] += `\n${beyond}`
  return parts
}

/** No person writes more than this; what lies beyond is not looked at and goes with the last line that was. */
const longest = { characters: 1_000_000, lines: 10_000 }

function bounded(text: string): { given: string[]; beyond: string } {
  const [head, tail] = [text.slice(0, longest.characters), text.slice(longest.characters)]
  const lines = head
    .replace(/\r\n?|\u2028/g, '\n')
    .replace(/\uFEFF|\u200B/g, '')
    .split('\n')
  const rest = lines.slice(longest.lines).join('\n')
  return { given: lines.slice(0, longest.lines), beyond: rest + tail }
}

/** Outlook heads what it forwards as what it quotes: the subject tells them apart, or that nobody wrote a word above. */
function passesOn(quote: Quote | undefined, isAnnounced: boolean, isBare: boolean): boolean {
  if (quote === undefined || quote.kind === 'marked') return false
  return quote.kind === 'forward' || isAnnounced || (isBare && quote.kind !== 'attribution')
}

/** Finds the quote, and gives own words on its first line a line of their own. */
function parted(lines: string[]): { lines: string[]; quote?: Quote } {
  const quote = findQuote(lines)
  if (quote?.before === undefined) return quote === undefined ? { lines } : { lines, quote }
  const rest = (lines[quote.start] ?? '').slice(quote.before.length).trimStart()
  const start = quote.start + 1
  return {
    lines: [...lines.slice(0, quote.start), quote.before, rest, ...lines.slice(start)],
    quote: { ...quote, start },
  }
}

/** For each line whether it is somebody else's; a blank one goes with the line above it. */
function takenLines(lines: readonly string[], quote: Quote): boolean[] {
  const taken = lines.map((_, index) => index >= quote.start)
  if (quote.style === 'open') return taken
  for (let index = quote.start + quote.introduction; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (isBlank(line)) taken[index] = taken[index - 1] ?? true
    else if (!isQuoteLine(line) && !isBrokenOut(lines, index)) {
      if (openAt(lines, index)) return taken
      const end = nestedAttribution(lines, index)
      if (end === undefined) taken[index] = false
      else index = end
    }
  }
  return taken
}

/**
 * A line that a client broke out of a `>` quote when it wrapped it: a link or its end, or what goes on after a long line.
 * Whatever else stands right below a marked line answers it, without a blank line between, as people do on lists.
 */
function isBrokenOut(lines: readonly string[], index: number): boolean {
  const [before, line, after] = [lines[index - 1] ?? '', lines[index] ?? '', lines[index + 1] ?? '']
  if (!isQuoteLine(before)) return false
  const goesOn = before.length >= 60 && !/[?!:]\s*$/.test(before) && /^\s*[\p{Ll}\p{Lo}]/u.test(line)
  if (isQuoteLine(after)) return goesOn || /^\s*[(<[]?https?:\/\//.test(line) || isEndOfLink(before, line)
  return goesOn && before.length >= 72 && !/[.?!:]\s*$/.test(before) && line.length < 30 && isBlank(after)
}

/** "(https://shop.example/" on the marked line, "orders?id=7)" on the next, which has no mark. */
function isEndOfLink(before: string, line: string): boolean {
  return /(?:https?:\/\/\S*|<)\s*$/.test(before) && /^\S+$/.test(line.trim())
}

/** The last line of an attribution that begins here, right above marked lines. */
function nestedAttribution(lines: readonly string[], start: number): number | undefined {
  let end = start
  while (end < start + 5 && !isBlank(lines[end + 1]) && !isQuoteLine(lines[end + 1] ?? '')) end++
  const found = attributionAt(lines, end)
  return found?.isMarked && found.start === start ? end : undefined
}

/**
 * Tells whether the person answers between the quoted lines, so that these are needed to understand them: words below two
 * passages, or the larger part of the words below one that they greeted above. What is added below a quote that was
 * answered above it is an afterword, and an answer below the whole quote stands for itself.
 */
function answersBetween(written: readonly number[], quote: Quote, lines: readonly string[]): boolean {
  let [above, below, passages, previous, isCounted] = [0, 0, 0, -2, false]
  for (const index of written) {
    if (index !== previous + 1) isCounted = false
    previous = index
    if (!/[\p{L}\p{N}]/u.test(lines[index] ?? '')) continue
    if (index < quote.start) above++
    else {
      below++
      if (!isCounted) passages++
      isCounted = true
    }
  }
  return passages >= 2 || (passages === 1 && above > 0 && below > above)
}

/** The lines with these indices; a blank one stands where others were left out between them. */
function inBlocks(indices: readonly number[], lines: readonly string[]): string[] {
  return indices.flatMap((index, at) => {
    const line = withoutTold(lines[index] ?? '')
    const before = indices[at - 1]
    return before !== undefined && index !== before + 1 && !isBlank(lines[before]) ? ['', line] : [line]
  })
}
