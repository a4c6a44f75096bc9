/** A sentence of a text by its offsets, its end mark included. */
export interface Span {
  start: number
  end: number
}

/** Takes a text apart at end marks that a space follows, and at line breaks; one pass, whatever the text. */
export function sentencesOf(text: string): Span[] {
  const found: Span[] = []
  let start = 0
  let isAfterMark = false
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at]
    const isEnd = letter === undefined || letter === '\n' || (isAfterMark && isSpace(letter))
    if (isEnd) {
      push(found, text, start, at)
      start = at
      isAfterMark = false
    } else if (endMarks.has(letter) || isPictureEnd(text, at)) isAfterMark = true
    else if (!trailing.has(letter)) isAfterMark = false
  }
  return found
}

const endMarks = new Set('.!?…。！？')
/** What may stand between an end mark and the space: quotation marks and brackets. */
const trailing = new Set('"”»’\')]')

/** The last unit of a picture that a capital letter follows: there a sentence ends without a mark. */
function isPictureEnd(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  const isPicture = (unit >= 0xdc00 && unit <= 0xdfff && /[\ud83c-\ud83e]/.test(text[at - 1] ?? '')) || unit === 0xfe0f
  return isPicture && text[at + 1] === ' ' && /\p{Lu}/u.test(text[at + 2] ?? '')
}

function isSpace(letter: string): boolean {
  return letter === ' ' || letter === '\t' || letter === '\u00a0'
}

function push(found: Span[], text: string, from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && isBlank(text[start]!)) start++
  while (end > start && isBlank(text[end - 1]!)) end--
  if (end > start) found.push({ start, end })
}

function isBlank(letter: string): boolean {
  return isSpace(letter) || letter === '\n' || letter === '\r'
}
