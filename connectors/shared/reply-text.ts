import { findQuote, isQuoteLine } from './reply-quote.ts'
import { findSignature } from './reply-signature.ts'

/** A mail's plain text, taken apart; parts that are absent are ''. Their order in the mail may have differed. */
export interface ReplyParts {
  /** What the person wrote now. */
  visible: string
  /** What they answer, with the line that introduces it. */
  quoted: string
  /** "-- " and what follows, "Sent from my iPhone", a list's footer. */
  signature: string
  /** A mail passed on, with its header block. */
  forwarded: string
}

/**
 * Takes a mail's plain text apart by the marks that mail clients leave, in time linear in its length.
 * `isForward` says that the subject announces a forward, so that a bare header block is one.
 */
export function splitReply(text: string, options: { isForward?: boolean } = {}): ReplyParts {
  const lines = text
    .replace(/\r\n?|\u2028/g, '\n')
    .replace(/\uFEFF|\u200B/g, '')
    .split('\n')
  const quote = findQuote(lines)
  const own = lines.slice(0, quote?.start)
  const taken: string[] = []
  if (quote?.before) own.push(quote.before)
  let isOwn = false
  for (let index = quote?.start ?? lines.length; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (quote?.style === 'marked' && index >= quote.start + quote.introduction && line.trim() !== '') {
      const wasOwn = isOwn
      isOwn = !isTaken(lines, index)
      if (isOwn && !wasOwn) own.push('')
    }
    if (isOwn) own.push(line)
    else taken.push(line)
  }
  const isForward =
    quote?.kind === 'forward' || (options.isForward === true && quote !== undefined && quote.kind !== 'marked')
  const signatureStart = findSignature(own)
  const visible = tidy(own.slice(0, signatureStart))
  const signature = tidy(own.slice(signatureStart))
  const passage = tidy(taken)
  return { visible, signature, quoted: isForward ? '' : passage, forwarded: isForward ? passage : '' }
}

/** A line of a `>` quote, or one that a client broke out of it: directly between two marked lines. */
function isTaken(lines: string[], index: number): boolean {
  const [before, line, after] = [lines[index - 1] ?? '', lines[index] ?? '', lines[index + 1] ?? '']
  if (isQuoteLine(line)) return true
  return line.trim() !== '' && isQuoteLine(before) && isQuoteLine(after)
}

function tidy(lines: string[]): string {
  let [start, end] = [0, lines.length]
  while (start < end && (lines[start] ?? '').trim() === '') start++
  while (end > start && (lines[end - 1] ?? '').trim() === '') end--
  return lines
    .slice(start, end)
    .map((line) => line.trimEnd())
    .join('\n')
}
