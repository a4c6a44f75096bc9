import { isCardNumber } from './mask.ts'

/** How many digits the numbers of each scheme have, by how they begin. */
const schemes: [begin: RegExp, lengths: number[]][] = [
  [/^4/, [16, 13, 19]],
  [/^(?:5[1-5]|2[2-7])/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0|6|8|9)/, [14, 16]],
  [/^(?:6|50|5[6-9])/, [16, 17, 18, 19]],
]
const digits = String.raw`\d(?:[ .,-]*\d)*`
/** Few words may stand before the rest: "and then 1111 1111". */
const head = new RegExp(String.raw`^[^\p{L}\p{N}]*(?:\p{L}+[\s,]+){0,3}(${digits})(?![\p{L}\p{N}])`, 'u')
const fewWords = /^[^\p{L}\p{N}]*(?:\p{L}+[\s,]+){0,3}/u
const tail = new RegExp(String.raw`(?<![\p{L}\p{N}])(${digits})[^\p{L}\p{N}]*$`, 'u')
/** So many messages without any digit may stand in between: "wait", "sorry". */
const mostAside = 2

interface Part {
  at: number
  from: number
  to: number
  digits: string
}

/**
 * Masks a card number that was said in several messages, of which this is the last: nobody could tell before. Returns all of
 * them as they may be kept; undefined where they hold none. Stricter than within one message, since two numbers of orders
 * may stand below each other. Pure.
 */
export function maskCardAcross(earlier: readonly string[], text: string): string[] | undefined {
  const all = [...earlier, text]
  const last = partOf(head.exec(text), all.length - 1, text)
  if (last === undefined) return undefined
  const parts = [last]
  let aside = 0
  for (let at = earlier.length - 1; at >= 0; at--) {
    const said = all[at]!
    const part = partOf(tail.exec(said), at, said)
    if (part === undefined) {
      if (/\d/.test(said) || ++aside > mostAside) return undefined
      continue
    }
    parts.unshift(part)
    if (isCard(parts.map((one) => one.digits).join(''))) return masked(all, parts)
    // Only what is digits alone may have more of them before it.
    if (/[\p{L}\p{N}]/u.test(said.slice(0, part.from).replace(fewWords, ''))) return undefined
  }
  return undefined
}

function partOf(found: RegExpExecArray | null, at: number, text: string): Part | undefined {
  const said = found?.[1]
  if (found === null || said === undefined) return undefined
  const from = text.indexOf(said, found.index)
  // A phone's.
  if (text[from - 1] === '+' || /^0\d{8}/.test(said.replace(/\D/g, ''))) return undefined
  return { at, from, to: from + said.length, digits: said.replace(/\D/g, '') }
}

/** It may be followed by its end of validity. */
function isCard(said: string): boolean {
  const lengths = schemes.find(([begin]) => begin.test(said))?.[1] ?? []
  return lengths.some((length) => said.length >= length && isCardNumber(said.slice(0, length)))
}

function masked(all: readonly string[], parts: readonly Part[]): string[] {
  const texts = [...all]
  for (const [index, { at, from, to }] of parts.entries()) {
    const said = texts[at]!
    texts[at] = said.slice(0, from) + (index === 0 ? '[card number removed]' : '[removed]') + said.slice(to)
  }
  return texts
}
