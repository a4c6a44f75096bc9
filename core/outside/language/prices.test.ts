import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anthropicModel } from './anthropic.ts'
import { openaiEmbedder, openaiModel } from './openai.ts'
import { listPrices, type ModelPrice, priceOf, readPrices } from './prices.ts'

const listed = (answered: string, asked = answered) => priceOf({ asked, answered })

describe('the price lists', () => {
  test.each([
    anthropicModel({ apiKey: 'a' }).name,
    openaiModel({ apiKey: 'a' }).name,
    openaiEmbedder({ apiKey: 'a' }).name,
  ])('know %s, which is used when no model is named', (name) => {
    expect(listed(name.replace(/^\w+\/|@\d+$/g, ''))).toBeDefined()
  })

  test.each([
    ['claude-sonnet-5-5', 2, 10],
    ['claude-sonnet-5-5-20260928', 2, 10],
    ['claude-sonnet-5', 2, 10],
    ['claude-haiku-4-5-20251001', 1, 5],
    ['gpt-5.4', 2.5, 15],
    ['gpt-5.4-mini', 0.75, 4.5],
    ['gpt-5.4-mini-2026-03-17', 0.75, 4.5],
    ['text-embedding-3-small', 0.02, 0],
  ])('say what %s costs', (model, input, output) => {
    expect(listed(model)).toMatchObject({ input, output })
  })

  test.each([
    'gpt-5.4-pro',
    'gpt-5.4-minimal',
    'gpt-oss:20b',
    'gpt',
    'claude',
    'claude-sonnet-5-6',
    'claude-sonnet-5-5-2026',
    'ft:gpt-4.1-mini:shop::a1',
    'qwen3',
    'llama-3.3-70b',
    '',
  ])('guess nothing of %j', (model) => {
    expect(listed(model)).toBeUndefined()
  })

  test('go by the model that answered', () => {
    expect(listed('qwen3', 'gpt-5.4-mini')).toBeUndefined()
    expect(listed('gpt-5.4-mini', 'my-deployment')).toMatchObject({ input: 0.75 })
  })

  test('name each model once, with a page of its provider and a day, and no cached token dearer than a fresh one', () => {
    expect(new Set(listPrices.map(({ model }) => model)).size).toBe(listPrices.length)
    for (const price of listPrices) {
      expect(price.source).toMatch(/^https:\/\/(platform\.claude|developers\.openai)\.com\//)
      expect(Date.parse(price.asOf)).toBeGreaterThan(Date.parse('2026-01-01'))
      expect(price.input).toBeGreaterThan(0)
      expect(price.cachedRead).toBeLessThanOrEqual(price.input)
      expect(price.cacheWrite).toBeGreaterThanOrEqual(price.input)
    }
  })
})

describe('own prices', () => {
  const own: ModelPrice[] = [
    { model: 'qwen3*', input: 1, output: 1 },
    { model: 'qwen3:32b', input: 2, output: 2 },
    { model: 'gpt-5.4-mini', input: 3, output: 3 },
    { model: 'my-deployment', input: 4, output: 4 },
  ]
  test.each([
    ['go before the lists', 'gpt-5.4-mini', 'gpt-5.4-mini-2026-03-17', 3],
    ['go by the name that was asked for first', 'my-deployment', 'gpt-5.4-mini', 4],
    ['may name the beginning of many', 'qwen3:8b', 'qwen3:8b', 1],
    ['take the nearest name', 'qwen3:32b', 'qwen3:32b', 2],
    ['leave other models to the lists', 'gpt-5.4', 'gpt-5.4', 2.5],
  ])('%s', (_, asked, answered, input) => {
    expect(priceOf({ asked, answered }, own)).toMatchObject({ input })
  })

  test('are read from one line', () => {
    expect(readPrices(' qwen3*=0/0, openai/gpt-oss:20b=0.05/0.2  a=b=1/2/0.5 claude=2/10/0.1/2.5,')).toEqual([
      { model: 'qwen3*', input: 0, output: 0 },
      { model: 'openai/gpt-oss:20b', input: 0.05, output: 0.2 },
      { model: 'a=b', input: 1, output: 2, cachedRead: 0.5 },
      { model: 'claude', input: 2, output: 10, cachedRead: 0.1, cacheWrite: 2.5 },
    ])
  })

  test.each([
    ['qwen3', 1],
    ['qwen3=', 1],
    ['=1/2', 1],
    ['a=1/2 qwen3=1', 2],
    ['qwen3=1/2/3/4/5', 1],
    ['qwen3=1//2', 1],
    ['qwen3=1/-2', 1],
    ['qwen3=1/1e3', 1],
    ['qwen3=$1/$2', 1],
    ['qwen3=1/Infinity', 1],
    ['qwen3=1/2000000', 1],
    ['qwen3 = 1/2', 1],
    ['a=1/2, b=1/2, a=3/4', 3],
  ])('are refused with their place: %s', (line, at) => {
    const problem = readPrices(line)
    expect(problem).toEqual(expect.stringContaining(`entry ${at} `))
    expect(problem).not.toContain('=$1')
  })

  test('are read back as they were written', () => {
    const dollars = fc.integer({ min: 0, max: 1_000_000_000 }).map((thousandths) => thousandths / 1000)
    const name = fc.stringMatching(/^[a-z][a-z0-9.:/=-]{0,20}\*?$/)
    const price = fc.tuple(name, fc.array(dollars, { minLength: 2, maxLength: 4 }))
    const prices = fc.uniqueArray(price, { selector: ([model]) => model, maxLength: 6 })
    fc.assert(
      fc.property(prices, (given) => {
        const line = given.map(([model, amounts]) => `${model}=${amounts.join('/')}`).join(', ')
        const wanted = given.map(([model, [input, output, cachedRead, cacheWrite]]) => ({
          ...{ model, input, output, cachedRead, cacheWrite },
        }))
        expect(readPrices(line)).toEqual(wanted)
      }),
    )
  })
})
