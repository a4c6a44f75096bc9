import { describe, expect, test } from 'vitest'
import { seeded } from '../seeded.ts'
import { makeContents, shuffled } from './contents.ts'
import { makeDelta } from './delta.ts'
import { heldOut } from './houses.ts'
import { best, makeJudge } from './judge.ts'
import { write } from './write.ts'

const { learned, tested } = makeContents(3, 60, 40)
const plain = (contents: typeof learned) => contents.map(({ reply }) => reply)
const loud = (contents: typeof learned) => plain(contents).map((reply) => `Hey! ${reply.replaceAll('.', '!!')}`)

describe.each([
  ['the judge', makeJudge],
  ['Delta', makeDelta],
])('%s', (name, make) => {
  test('tells two plain styles apart', () => {
    const judge = make([plain(learned), loud(learned)])
    const right = loud(tested).filter((text) => best(judge(text)) === 1).length
    expect(right / tested.length).toBeGreaterThan(0.95)
  })

  test('guesses where two houses write the same', () => {
    const random = seeded(4)
    const halves = (texts: string[]) => {
      const mixed = shuffled(texts, random)
      return [mixed.slice(0, texts.length / 2), mixed.slice(texts.length / 2)]
    }
    const right = Array.from({ length: 20 }, () => {
      const judge = make(halves(plain(learned)))
      return halves(plain(tested)).flatMap((texts, label) => texts.map((text) => best(judge(text)) === label))
    }).flat()
    expect(right.filter(Boolean).length / right.length).toBeCloseTo(0.5, 1)
  })

  test(`says the same for the same texts (${name})`, () => {
    const [a, b] = [make([plain(learned), loud(learned)]), make([plain(learned), loud(learned)])]
    expect(a(tested[0]!.reply)).toEqual(b(tested[0]!.reply))
    expect(a('')).toHaveLength(2)
  })
})

describe('invented houses', () => {
  test('what is learned and what is tested are about other matters', () => {
    const asked = new Set(learned.map(({ question }) => question.replace(/ \d+|\d+ /g, '')))
    expect(tested.filter(({ question }) => asked.has(question.replace(/ \d+|\d+ /g, '')))).toEqual([])
    expect(new Set([...plain(learned), ...plain(tested)]).size).toBe(100)
  })

  test('write the same for a seed, and keep what was filled in', () => {
    for (const house of heldOut) {
      const replies = write(house, tested, 5)
      expect(write(house, tested, 5)).toEqual(replies)
      for (const { reply, values } of replies)
        for (const value of values) expect(reply.toLowerCase()).toContain(value.toLowerCase())
    }
  })
})
