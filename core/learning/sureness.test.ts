import { describe, expect, test } from 'vitest'
import { seeded } from '../testing/seeded.ts'
import { makeSureness } from './sureness.ts'

describe('sureness', () => {
  test('before any verdict nothing is sure enough; drafts that are all right open the gate step by step', () => {
    const sureness = makeSureness()
    expect(sureness.from(0.01)).toBe(1)
    const opened: number[] = []
    for (let i = 0; i < 400; i++) {
      sureness.learn(0.9 + (0.1 * (i % 20)) / 20, 0)
      if (i % 100 === 99) opened.push(sureness.from(0.01))
    }
    expect(opened).toEqual([...opened].sort((a, b) => b - a))
    expect(opened.at(-1)).toBeLessThan(0.95)
  })

  test('finds where errors become as rare as one aims at', () => {
    const random = seeded(5)
    const sureness = makeSureness()
    const told = Array.from({ length: 20_000 }, () => 0.5 + random() / 2)
    for (const confidence of told) sureness.learn(confidence, random() < 1 - confidence ? 1 : 0)
    // Drafts from c on are wrong (1 - c) / 2 of the time.
    expect(sureness.from(0.02)).toBeGreaterThan(0.94)
    expect(sureness.from(0.02)).toBeLessThan(0.98)
    expect(sureness.from(0.1)).toBeGreaterThan(0.76)
    expect(sureness.from(0.1)).toBeLessThan(0.84)
    expect(sureness.from(0.02)).toBeGreaterThan(sureness.from(0.1))
  })

  test('confidences that are told too high are not believed for long, and old verdicts fade', () => {
    const sureness = makeSureness()
    const random = seeded(8)
    for (let i = 0; i < 3000; i++) sureness.learn(0.99, random() < 0.2 ? 1 : 0)
    expect(sureness.from(0.02)).toBeGreaterThan(0.99)
    for (let i = 0; i < 20_000; i++) sureness.learn(0.99, 0)
    expect(sureness.from(0.02)).toBeLessThanOrEqual(0.99)
  })

  test('nothing told is out of range', () => {
    const sureness = makeSureness()
    for (const told of [0, 1, Number.NaN]) sureness.learn(told, 0)
    expect(sureness.from(0.01)).toBeGreaterThanOrEqual(0)
    expect(sureness.from(0)).toBe(1)
  })
})
