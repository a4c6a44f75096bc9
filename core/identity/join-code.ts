import type { MessageEvent, SaidCode } from '../domain/event.ts'
import { codeLength } from './code.ts'
import { digitsAlone, fewestDigits, withoutCode } from './spoken-code.ts'

type Piece = MessageEvent & { code: SaidCode & { piece: NonNullable<SaidCode['piece']> } }

/**
 * Reads a code that was sent in pieces, within one turn, as one: it is one try, of the message that ends it. Pieces that make
 * no whole code are one wrong try together, or none beside a whole code that is right.
 */
export function joinCode(events: readonly MessageEvent[]): MessageEvent[] {
  const pieces = events.filter(isPiece)
  const last = pieces.at(-1)
  if (last === undefined) return [...events]
  const isWhole = pieces.reduce((sum, { code }) => sum + code.piece.digits, 0) === codeLength
  const isRight = isWhole && fits(pieces)
  const isTaken = !isWhole && events.some(({ code }) => code?.isRight)
  const long = pieces.filter(({ code }) => code.piece.digits >= fewestDigits)
  const ends = isWhole ? last : isTaken ? undefined : long.at(-1)
  return events.map((event) => {
    if (!isPiece(event)) return event
    const { piece: _, ...code } = event.code
    if (event === ends) return { ...event, text: withoutDigits(event), code: { ...code, isRight } }
    if (isWhole || long.includes(event))
      return { ...event, text: withoutDigits(event), code: { ...code, isPiece: true } }
    const { code: __, ...plain } = event
    return plain
  })
}

function isPiece(event: MessageEvent): event is Piece {
  return event.code?.piece !== undefined
}

/** Each stands in the code where the ones before it end. */
function fits(pieces: readonly Piece[]): boolean {
  let at = 0
  return pieces.every(({ code: { piece } }) => {
    const isThere = piece.fits.includes(at)
    at += piece.digits
    return isThere
  })
}

/** Where they were left in the words, since so few may have been an answer. */
function withoutDigits({ text }: MessageEvent): string {
  const found = digitsAlone(text, 1)
  return found === undefined ? text : withoutCode(text, found)
}
