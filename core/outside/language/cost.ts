import type { Usage } from '#core/domain/language.ts'
import { type ModelPrice, type Price, priceOf } from './prices.ts'

/** What a provider counted of one call: all input, and the parts of it that its cache gave or took. */
export type Counted = Pick<Usage, 'inputTokens' | 'outputTokens' | 'cachedTokens' | 'cacheWriteTokens'>

/** Adds what the call cost to what was counted. */
export function withCost(
  counted: Counted,
  name: { asked: string; answered: string },
  prices: readonly ModelPrice[] | undefined,
): Usage {
  return { ...counted, costMicros: costMicros(counted, priceOf(name, prices)), currency: 'USD' }
}

/**
 * Computes the cost of one call in whole millionths of a dollar, rounded up, so that what costs something is never 0.
 * Null where it is not known: no price, or a server that counted nothing.
 */
export function costMicros(counted: Counted, price: Price | undefined): number | null {
  const input = whole(counted.inputTokens)
  const output = whole(counted.outputTokens)
  if (price === undefined || input + output === 0) return null
  // Each token has one price: servers that count a cached one twice are not believed.
  const cached = Math.min(whole(counted.cachedTokens), input)
  const written = Math.min(whole(counted.cacheWriteTokens ?? 0), input - cached)
  const { inputTimes, outputTimes } =
    price.over !== undefined && input > price.over.tokens ? price.over : { inputTimes: 1, outputTimes: 1 }
  const millionths =
    (input - cached - written) * perToken(price.input, inputTimes) +
    cached * perToken(price.cachedRead ?? price.input, inputTimes) +
    written * perToken(price.cacheWrite ?? price.input, inputTimes) +
    output * perToken(price.output, outputTimes)
  return Math.ceil(millionths / scale)
}

/** Dollars per million tokens are micro-dollars per token; in whole millionths of these, sums are exact. */
const scale = 1_000_000

function perToken(dollarsPerMillion: number, times: number): number {
  return Math.round(dollarsPerMillion * times * scale)
}

function whole(tokens: number): number {
  return Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0
}
