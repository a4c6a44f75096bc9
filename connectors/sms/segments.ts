import { wholeBefore } from '#connectors/shared/lines.ts'

/** One text may have this many characters at Twilio, which cuts it into segments and joins them again. */
export const mostCharacters = 1600

/** GSM 03.38, the alphabet of text messages, and the characters of its extension table, which count twice. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extension = new Set('\f^{}\\[~]|€')

export interface Size {
  encoding: 'GSM-7' | 'UCS-2'
  characters: number
  segments: number
}

/** How a text is counted and charged: 160 or 70 characters, 153 or 67 each where there are more; no character is cut in two. */
export function sizeOf(text: string): Size {
  const isGsm = [...text].every((character) => basic.has(character) || extension.has(character))
  const units = [...text].map((character) => (isGsm ? (extension.has(character) ? 2 : 1) : character.length))
  const total = units.reduce((sum, one) => sum + one, 0)
  const [single, each] = isGsm ? [160, 153] : [70, 67]
  const size = { encoding: isGsm ? ('GSM-7' as const) : ('UCS-2' as const), characters: total }
  if (total <= single) return { ...size, segments: 1 }
  let [segments, filled] = [1, 0]
  for (const unit of units) {
    if (filled + unit > each) {
      segments += 1
      filled = 0
    }
    filled += unit
  }
  return { ...size, segments }
}

/** Writes typographic characters as the alphabet has them, where nothing else keeps the text out of it: half the price. */
export function inFewestSegments(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[‘’‚“”„«»–—…\u00A0\u202F\u2009\u200B\uFEFF•·\t]/g, (one) => plainer[one] ?? one)
  return sizeOf(plain).encoding === 'GSM-7' ? plain : text
}

const plainer: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00A0': ' ',
  '\u202F': ' ',
  '\u2009': ' ',
  '\u200B': '',
  '\uFEFF': '',
  '•': '-',
  '·': '-',
  '\t': ' ',
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Splits what is longer than one message may be: between paragraphs, else lines, sentences, words; never inside a character. */
export function splitText(text: string, most = mostCharacters): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > most) {
    const at = placeToSplit(rest, most)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  if (rest !== '') parts.push(rest)
  return parts
}

function placeToSplit(text: string, most: number): number {
  const head = text.slice(0, most + 1)
  // Not before the middle: two half-empty messages are worse than a sentence that goes on.
  for (const border of [/\n\s*\n/g, /\n/g, /[.!?…。！？](?=\s)\s/g, /\s/g]) {
    const last = [...head.matchAll(border)].findLast(({ index }) => index >= most / 2)
    if (last !== undefined) return Math.min(last.index + last[0].length, most)
  }
  const end = graphemes.segment(text).containing(most)?.index ?? most
  // One character as it is seen, longer than a message: between its parts, but inside none.
  return end > 0 ? end : wholeBefore(text, most)
}
