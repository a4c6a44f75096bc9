import type { Quantity } from './quantity.ts'
import { dimensionsOf, hours, isMeasure, isSameDuration } from './units.ts'

/** Reads the quantities of one clause (folded, number words as digits); `rest` is the clause without them. */
export function quantitiesIn(clause: string): { found: Quantity[]; rest: string } {
  const found: Quantity[] = []
  let rest = clause
  for (const { shape, read } of dimensionsOf) {
    rest = rest.replace(shape, (...match) => {
      const groups = match.at(-1) as Record<string, string | undefined>
      const offset = match.at(-3) as number
      const whole = match[0] as string
      const reading = read(groups, whole)
      if (reading === undefined) return whole
      const before = rest.slice(Math.max(0, offset - 40), offset) + (/^(?:from|von)\s/u.exec(whole)?.[0] ?? '')
      const after = rest.slice(offset + whole.length, offset + whole.length + 32)
      const isRange = reading.low !== reading.high
      const bound = isRange ? 'range' : boundOf(before, after, reading.matter)
      // "15 minutes before" is no length of what is spoken of, but for a notice.
      if (reading.dimension === 'duration' && ahead.test(after) && !notice.test(clause))
        reading.dimension = 'duration ahead'
      const per = reading.matter === 'amount' ? perOf.exec(after)?.groups?.['per'] : undefined
      found.push({ bound, ...reading, ...(per === undefined ? {} : { per: perName(per) }), text: whole.trim() })
      // What is counted says what it is about; currencies and units do not.
      return reading.dimension.startsWith('count ') && !isMeasure(reading.dimension) ? ` … ${groups['noun']} ` : ' … '
    })
  }
  return { found, rest: rest.replace(/…\s*(?:(?:per|an?|each|every|pro|je|im)\s+|\/\s?)\p{L}+/gu, '… ') }
}

/** Whether two quantities of one thing cannot both be right; `isEstimate`: they say how long something takes. */
export function disagree(a: Quantity, b: Quantity, isEstimate: boolean): boolean {
  if (!isComparable(a, b) || isEqual(a, b)) return false
  if (a.dimension === 'weekday') return (a.low & b.low) === 0 && daysIn(a.low) <= 2 && daysIn(b.low) <= 2
  if (a.dimension === 'time' && a.bound !== 'exact' && b.bound !== 'exact') {
    return (hasEnd(a) && hasEnd(b) && a.high !== b.high) || (hasStart(a) && hasStart(b) && a.low !== b.low)
  }
  if (a.bound === b.bound && a.bound !== 'range') return true
  // An end or a limit is a value like any other; only what something takes or costs may stay below it.
  const isLimit = a.matter === 'date' || a.dimension.startsWith('count') || (a.matter === 'duration' && !isEstimate)
  if (isLimit && a.bound !== 'range' && b.bound !== 'range') return true
  const [lowA, highA] = spanOf(a)
  const [lowB, highB] = spanOf(b)
  const slack = a.matter === 'duration' && a.unit !== b.unit ? 1.08 : 1
  return lowA > highB * slack || lowB > highA * slack
}

/** Whether both say the same value of the same dimension. */
export function isEqual(a: Quantity, b: Quantity): boolean {
  if (!isComparable(a, b)) return false
  if (a.matter === 'duration') return isSameDuration(a, b)
  return a.low === b.low && a.high === b.high
}

export function isComparable(a: Quantity, b: Quantity): boolean {
  if (a.per !== undefined && b.per !== undefined && a.per !== b.per) return false
  if (a.dimension === b.dimension) return true
  // An amount without its currency is taken to be in the other's.
  return (
    [a.dimension, b.dimension].includes('money') && a.dimension.startsWith('money') && b.dimension.startsWith('money')
  )
}

function spanOf({ low, high, bound }: Quantity): [number, number] {
  if (bound === 'most') return [0, high]
  return bound === 'least' ? [low, Number.POSITIVE_INFINITY] : [low, high]
}

const hasEnd = ({ bound }: Quantity) => bound !== 'least'
const hasStart = ({ bound }: Quantity) => bound !== 'most'
const daysIn = (set: number) => [...set.toString(2)].filter((bit) => bit === '1').length

function boundOf(before: string, after: string, matter: Quantity['matter']): Quantity['bound'] {
  if (atMost.test(before) || mostAfter.test(after)) return 'most'
  if (matter === 'duration' && granted.test(before)) return 'most'
  return atLeast.test(before) || leastAfter.test(after) ? 'least' : 'exact'
}

const atMost =
  /(?<!\p{L})(?:within|up to|under|below|less than|fewer than|(?:no|not) (?:more|later|longer) than|at most|max(?:imum|\.)?(?: of)?|limit(?: is| of)?|(?:at the )?latest|by|until|till|before|inside(?: of)?|binnen|innerhalb(?: von| der)?|bis(?: zu[mr]?)?|höchstens|maximal|spätestens(?: am| nach)?|unter|weniger als|nicht (?:mehr|später|länger) als)\s*(?:the |your |of |next |first |nächsten |the next |am |den |das |der )?$/u
const mostAfter =
  /^\s*(?:at (?:the )?(?:most|latest)|max(?:imum|\.)?(?!\p{L})|or (?:less|fewer)|höchstens|maximal|tops|oder weniger)/u
const granted = /(?<!\p{L})(?:have|has|get|got|given|gives? you|haben|hat|habt|bekommen|gelten|of)\s*$/u
const atLeast =
  /(?<!\p{L})(?:at least|min(?:imum|\.)?(?: (?:order )?(?:value )?of)?|from|starting (?:at|from)|over|more than|above|(?:no|not) less than|exceeding|ab|ab (?:einem|einer) \p{L}+ (?:von|über)|(?:from|for) (?:an|a) (?:\p{L}+ )?(?:value|total|amount) of|(?:orders|order|purchases?) (?:of|over|above)|mindestens|wenigstens|über|mehr als|upwards of|frühestens)\s*(?:the |dem |den |der )?$/u
const leastAfter =
  /^\s*(?:at least|at (?:the )?earliest|min(?:imum|\.)?(?!\p{L})|or (?:more|later|above)|and (?:up|above)|oder mehr|upwards|mindestens|plus)/u
const ahead = /^\s*(?:before|earlier|in advance|ahead|vorher|vor(?!\p{L})|früher|im voraus)/u
const notice = /(?<!\p{L})(?:cancel|notice|terminat|kündig|frist|storn|absag|withdraw)/u
const perOf = /^\s*(?:(?:per|an?|each|every|pro|je|im)\s+|\/\s?)(?<per>\p{L}+)/u

function perName(word: string): string {
  for (const [name, starts] of Object.entries(hours)) if (starts.some((start) => word.startsWith(start))) return name
  return word.slice(0, 5)
}
