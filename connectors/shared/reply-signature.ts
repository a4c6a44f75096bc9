import { sentFrom } from './reply-phrases.ts'

/** A signature is short: more than this after its mark, and the mark was a divider of the text. */
const longestSignature = { lines: 15, characters: 1500 }

/** Finds the line where the signature begins; `lines.length` when there is none. A mail is never all signature. */
export function findSignature(lines: readonly string[]): number {
  let filled = 0
  let characters = 0
  let start = lines.length
  for (let index = lines.length - 1; index > 0; index--) {
    const line = lines[index] ?? ''
    if (line.trim() === '') continue
    if (isMark(line)) start = index
    filled++
    characters += line.length
    if (filled > longestSignature.lines || characters > longestSignature.characters) break
  }
  start = signedName(lines, start)
  return lines.slice(0, start).some((line) => line.trim() !== '') ? start : lines.length
}

/** RFC 3676's "-- ", the rule above a list's footer, and the lines that phones and apps add. */
function isMark(line: string): boolean {
  if (/^\s?(?:--|—|–)\s*$/.test(line) || /^\s*_{2,}\s*$/.test(line)) return true
  const words = line.trim().replace(/[.!]$/, '')
  const short = words.length <= 80 && !/[,;?]/.test(words) && words.split(/\s+/).length <= 9
  return short && appLine.test(words) && (ownDevice.test(words) || product.test(words))
}

/** "-Anna" or "- Anna Bell" on the last line before the signature, after a blank one: how people sign in lists. */
function signedName(lines: readonly string[], end: number): number {
  let last = end - 1
  while (last > 0 && (lines[last] ?? '').trim() === '') last--
  const isName = /^[-–—~] ?\p{Lu}[\p{L}’'-]{1,20}(?: \p{Lu}[\p{L}’'.-]{0,20}){0,2}\.?\s*$/u.test(lines[last] ?? '')
  return isName && last > 1 && (lines[last - 1] ?? '').trim() === '' ? last : end
}

const appLine = new RegExp(`^[*_<(\\[]*(?:${sentFrom})(?!\\p{L})`, 'iu')
const ownDevice = /(?<!\p{L})(?:my|meinem|mon|mi|meu|mio|mijn|min|mého|môjho|моего|мого|我的)(?!\p{L})/iu
const product =
  /outlook|i?phone|ipad|android|samsung|galaxy|huawei|xiaomi|pixel|nokia|blackberry|yahoo|gmail|mail|proton|windows|spark|sparrow|smartphone|mobil|tablet|handy/i
