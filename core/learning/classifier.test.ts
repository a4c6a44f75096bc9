import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeClassifier } from './classifier.ts'
import { makeDualStep } from './dual-step.ts'
import { vectorOf } from './vector.ts'

const topics = ['where is my parcel', 'i want to send it back', 'the invoice is wrong', 'do you open on sunday']
const asked = (n: number) => `${topics[n % topics.length]} ${'please hello thanks today soon'.split(' ')[n % 5]}`

function trained(count: number) {
  const classifier = makeClassifier()
  for (let c = 0; c < topics.length; c++) classifier.addClass()
  for (let i = 0; i < count; i++) classifier.learn(vectorOf(asked(i), []), i % topics.length)
  return classifier
}
const best = (scores: Float64Array) => scores.indexOf(Math.max(...scores))

describe('the classifier', () => {
  test('tells what it has learned apart, by centroid, by linear model and together', () => {
    const classifier = trained(40)
    topics.forEach((text, c) => {
      const scores = classifier.score(vectorOf(text, []))
      expect([best(scores.centroid), best(scores.linear), best(scores.probability)]).toEqual([c, c, c])
    })
  })

  test('a refit follows examples into another class, and the class they left takes part in nothing', () => {
    const classifier = trained(40)
    const labels = Array.from({ length: 40 }, (_, i) => (i % 4 === 3 ? 0 : i % 4))
    for (const _ of classifier.refit(labels));
    const scores = classifier.score(vectorOf(topics[3]!, []))
    expect(best(scores.linear)).toBe(0)
    expect(scores.probability[3]).toBe(0)
    expect(scores.probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1)
  })

  test('refitting in slices gives what refitting at once gives', () => {
    const labels = Array.from({ length: 60 }, (_, i) => i % 4)
    const digest = (pause: boolean) => {
      const classifier = trained(60)
      for (const _ of classifier.refit(labels)) if (pause) classifier.score(vectorOf('where is it', []))
      const hash = createHash('sha256')
      classifier.digest((part) => hash.update(part))
      return hash.digest('hex')
    }
    expect(digest(true)).toEqual(digest(false))
  })
})

describe('the step of one example', () => {
  test('keeps its shares within bounds and their sum at zero, and a second one in a row has nothing to do', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 40 }),
        fc.nat(39),
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        (scores, at, square) => {
          const label = at % scores.length
          const dual = { label, square, classes: [] as number[], alphas: [] as number[] }
          const linear = Float64Array.from(scores)
          const step = makeDualStep()
          const move = (c: number, by: number) => {
            linear[c] = linear[c]! + by * square
          }
          step(dual, linear, move)
          expect(dual.alphas.reduce((sum, alpha) => sum + alpha, 0)).toBeCloseTo(0, 6)
          dual.classes.forEach((c, k) => {
            if (c === label) expect(dual.alphas[k]).toBeLessThanOrEqual(1 + 1e-9)
            else expect(dual.alphas[k]).toBeLessThanOrEqual(0)
          })
          expect(step(dual, linear, move)).toBe(true)
        },
      ),
    )
  })
})
