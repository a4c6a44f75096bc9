import { describe, expect, test } from 'vitest'
import { metrics } from './metrics.ts'
import { run } from './voice/run.ts'
import { calibrationError } from './voice/telling.ts'
import { figuresOf, written } from './voice.ts'

test('the voice has its figures: a judge that tells houses apart, drafts that it takes for theirs, a score that knows them, and every fact kept', () => {
  // Houses that are drawn would take as long again: .ci/run measures them.
  const one = run(written, 1, 40)
  const figures = figuresOf([one], [one])
  const of = (id: string) => figures.find((figure) => figure.id === `voice.${id}`)?.ours
  expect(of('judge')).toBeGreaterThan(0.8)
  expect(of('hit30')).toBeGreaterThan(0.9)
  expect(of('hitNone')).toBeLessThan(0.2)
  expect(of('auroc')).toBeGreaterThan(0.95)
  expect(of('ece')).toBeLessThan(0.1)
  expect(of('kept')).toBe(1)
  const known = metrics.map(({ id }) => id)
  for (const { id } of figures) expect(known).toContain(id)
}, 120_000)

describe('the calibration error', () => {
  test('is none where each score is the share of own replies that have it', () => {
    const scores = [
      [
        [75, 75, 75, 25],
        [25, 25, 25, 75],
      ],
      [
        [25, 25, 25, 75],
        [75, 75, 75, 25],
      ],
    ]
    expect(calibrationError(scores, [0, 1])).toBeCloseTo(0)
  })

  test('is how far off they are, own and others weighing the same', () => {
    const scores = [
      [[100], [100, 100]],
      [[0, 0], [0]],
    ]
    expect(calibrationError(scores, [0, 1])).toBeCloseTo(0.5)
  })
})
