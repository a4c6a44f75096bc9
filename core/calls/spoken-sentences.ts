import { sentencesOf } from '../voice/sentences.ts'

/** Words that a dot shortens and that something always follows. */
const shortened =
  /(?:^|[\s("„“])(?:dr|mr|mrs|ms|prof|st|no|nr|mme|sr|sra|sig|dott|dhr|mevr|vs|e\.g|i\.e|z\.b|d\.h|u\.a|p\.? ?ex|p\.? ?ej|b\.v|np|ul|godz|tel|ca|bzw|inkl|incl|approx|max|min|art|\p{L})\.$/iu
/** A day of a month, or a floor: German writes ordinals with a dot. */
const ordinal = /(?:^|\s)(?:am|im|vom|bis|zum|zur|ab|der|die|das|den|dem|je(?:der?|den))\s+(?:\p{L}+,?\s+)?\d{1,2}\.$/iu
const day = /(?:^|\s)\d{1,2}\.$/u
const month = /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?!\p{L})/u

/**
 * Takes words for an ear apart: like the sentences of a text, but none ends in the middle of "at 9 a.m. on Monday", "Dr. Smith" or
 * "am 1. Januar", since what is cut off is not said. Pure.
 */
export function spokenSentences(text: string): string[] {
  const found: { text: string; end: number }[] = []
  for (const { start, end } of sentencesOf(text)) {
    const next = text.slice(start, end).trim()
    if (next === '') continue
    const before = found.at(-1)
    const gap = before === undefined ? '' : text.slice(before.end, start)
    if (before !== undefined && !gap.includes('\n') && goesOn(before.text, next)) {
      before.text += gap + next
      before.end = end
    } else found.push({ text: next, end })
  }
  return found.map((sentence) => sentence.text)
}

function goesOn(before: string, next: string): boolean {
  if (!before.endsWith('.')) return false
  if (shortened.test(before) || ordinal.test(before)) return true
  return /^\p{Ll}/u.test(next) || (day.test(before) && month.test(next))
}
