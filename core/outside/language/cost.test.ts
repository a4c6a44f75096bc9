import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counted, costMicros, withCost } from './cost.ts'
import type { Price } from './prices.ts'

const counted = (inputTokens: number, outputTokens: number, cachedTokens = 0, cacheWriteTokens = 0): Counted => ({
  ...{ inputTokens, outputTokens, cachedTokens, cacheWriteTokens },
})
const sonnet: Price = { input: 2, output: 10, cachedRead: 0.1, cacheWrite: 2.5 }
const haiku: Price = {
  ...{ input: 0.1, output: 0.5, cachedRead: 0.01, cacheWrite: 0.125 },
  over: { tokens: 100_000, inputTimes: 5, outputTimes: 5 },
}

test.each<[string, Counted, Price, number]>([
  ['a million tokens in cost the price in', counted(1_000_000, 0), sonnet, 2_000_000],
  ['a million tokens out cost the price out', counted(0, 1_000_000), sonnet, 10_000_000],
  ['cached tokens are taken from those that were read', counted(1000, 100, 900), sonnet, 200 + 90 + 1000],
  ['so are those written to the cache', counted(1000, 100, 900, 50), sonnet, 100 + 90 + 125 + 1000],
  ['without a cached price they cost what fresh ones do', counted(1000, 0, 900, 50), { input: 2, output: 10 }, 2000],
  ['a part of a micro-dollar is a whole one', counted(10, 0), { input: 0.02, output: 0 }, 1],
  ['a free model costs nothing', counted(1000, 100), { input: 0, output: 0 }, 0],
  ['more cached tokens than were read are not believed', counted(100, 0, 400, 400), sonnet, 10],
  ['numbers that are none count nothing', counted(100, Number.NaN, -5, 0.5), sonnet, 200],
  ['a long prompt at its limit has the usual price', counted(100_000, 1000), haiku, 10_500],
  ['one token more makes the whole call dearer', counted(100_001, 1000, 1), haiku, 52_501],
])('%s', (_, tokens, price, micros) => {
  expect(costMicros(tokens, price)).toBe(micros)
})

test('without a price, or with nothing counted, the cost is unknown and not 0', () => {
  expect(costMicros(counted(1000, 100), undefined)).toBeNull()
  expect(costMicros(counted(0, 0), sonnet)).toBeNull()
  expect(costMicros(counted(0, 0), { input: 0, output: 0 })).toBeNull()
})

test('the cost stands beside what was counted', () => {
  const tokens = { inputTokens: 1000, outputTokens: 100, cachedTokens: 0 }
  const name = { asked: 'gpt-5.4-mini', answered: 'gpt-5.4-mini-2026-03-17' }
  expect(withCost(tokens, name, undefined)).toEqual({ ...tokens, costMicros: 1200, currency: 'USD' })
  expect(withCost(tokens, { asked: 'qwen3', answered: 'qwen3' }, undefined)).toMatchObject({ costMicros: null })
})

const tokens = fc.nat({ max: 2_000_000 })
const dollars = fc.nat({ max: 1_000_000 }).map((part) => part / 10_000)
const prices = fc.record({ input: dollars, output: dollars, cachedRead: dollars, cacheWrite: dollars })
const calls = fc
  .tuple(tokens, tokens, tokens, tokens)
  .map(([fresh, cached, written, out]) => counted(fresh + cached + written, out, cached, written))

test('it is the exact sum of every token’s own price, rounded up', () => {
  fc.assert(
    fc.property(calls, prices, (call, price) => {
      const tenThousandths = (amount: number) => BigInt(Math.round(amount * 10_000))
      const cached = BigInt(call.cachedTokens)
      const written = BigInt(call.cacheWriteTokens ?? 0)
      const sum =
        (BigInt(call.inputTokens) - cached - written) * tenThousandths(price.input) +
        cached * tenThousandths(price.cachedRead) +
        written * tenThousandths(price.cacheWrite) +
        BigInt(call.outputTokens) * tenThousandths(price.output)
      const exact = (sum + 9_999n) / 10_000n
      const isCounted = call.inputTokens + call.outputTokens > 0
      expect(costMicros(call, price)).toBe(isCounted ? Number(exact) : null)
    }),
  )
})

test('it is never more for a cached token than for a fresh one where the cache is cheaper', () => {
  fc.assert(
    fc.property(tokens, tokens, fc.nat({ max: 100 }), (input, output, percent) => {
      fc.pre(input + output > 0)
      const cached = Math.floor((input * percent) / 100)
      const plain = costMicros(counted(input, output), sonnet)
      expect(costMicros(counted(input, output, cached), sonnet)).toBeLessThanOrEqual(plain ?? Number.NaN)
    }),
  )
})

test('whatever a server says it counted, the cost is a whole number from 0, or unknown', () => {
  const anything = fc.oneof(fc.double(), fc.integer(), fc.constant(Number.POSITIVE_INFINITY))
  fc.assert(
    fc.property(anything, anything, anything, anything, (input, output, cached, written) => {
      const cost = costMicros(counted(input, output, cached, written), sonnet)
      if (cost !== null) expect(Number.isInteger(cost) && cost >= 0).toBe(true)
    }),
  )
})
