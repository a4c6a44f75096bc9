import { describe, expect, test } from 'vitest'
import { afterTheChange, rowsUntilStopped } from './drift.ts'
import { cleanRowsUntilCertified } from './graduation.ts'
import { metrics } from './metrics.ts'
import { mutualInformation } from './mutual-information.ts'
import { areaUnder } from './outside.ts'
import { derived, tableOf } from './report.ts'

describe('mutual information', () => {
  test('the same grouping under other names is 1, one group for all is 0', () => {
    expect(mutualInformation(['x', 'x', 'y', 'z'], ['a', 'a', 'b', 'c'])).toBeCloseTo(1)
    expect(mutualInformation(['x', 'x', 'x', 'x'], ['a', 'a', 'b', 'b'])).toBeCloseTo(0)
  })

  test('a grouping that splits one of two equal topics in half scores by the mean of the entropies', () => {
    // Entropies ln 2 and 1.5 ln 2, mutual information ln 2.
    expect(mutualInformation(['x', 'x', 'y', 'z'], ['a', 'a', 'b', 'b'])).toBeCloseTo(1 / 1.25)
  })
})

describe('area under the curve', () => {
  test('is the share of pairs in the right order, ties half', () => {
    expect(areaUnder([3, 4], [1, 2])).toBe(1)
    expect(areaUnder([1, 3], [2])).toBe(0.5)
    expect(areaUnder([2, 2], [2])).toBe(0.5)
    expect(areaUnder([0], [1, 2])).toBe(0)
  })
})

describe('after a change of the answer', () => {
  const row = (i: number, topic: string, staff: string) => ({ i, topic, staff, customer: '', author: '' })
  const log = [
    row(0, 'a', 'old'),
    row(1, 'b', 'other'),
    row(2, 'a#2', 'new'),
    row(3, 'a#2', 'new'),
    row(4, 'a#2', 'new'),
  ]
  const said = (replies: string[], sent: number[]) =>
    replies.map((reply, i) => ({ i, reply, confidence: 1, sent: sent.includes(i) }))

  test('rows until right, stale drafts, and wrong answers sent are counted from the change on', () => {
    expect(afterTheChange(log, said(['x', 'x', 'Old', 'new', 'other'], [0, 2, 3, 4]))).toMatchObject({
      untilRight: 1,
      stale: 1,
      sentWrong: 2,
    })
  })

  test('it is stopped once two answers that were audited were wrong; answers of staff are no audits', () => {
    const all = () => 0
    expect(rowsUntilStopped([0, 1, undefined, 0, 1, 1], all)).toBe(5)
    expect(rowsUntilStopped([0, 1, undefined, 0], all)).toBeUndefined()
    expect(rowsUntilStopped([1, 1, 1], () => 0.5)).toBeUndefined()
  })

  test('one that is never right again counts every row', () => {
    expect(afterTheChange(log, said(['x', 'x', 'old', 'old', 'old'], [])).untilRight).toBe(3)
  })
})

test('a bet that one error ruins needs 59 clean rows at 5 % and 149 at 2 %: no claim needs fewer', () => {
  expect(cleanRowsUntilCertified(0.05)).toBeGreaterThanOrEqual(59)
  expect(cleanRowsUntilCertified(0.02)).toBeGreaterThanOrEqual(149)
})

describe('the table', () => {
  const reached = (id: string, ours: number | null) => tableOf([{ id, ours }]).rows[0]![5]

  test('says which aim is met, and by how much it is missed', () => {
    expect(reached('plain.last', 0.95)).toBe('moonshot')
    expect(reached('plain.last', 0.92)).toBe('yes')
    expect(reached('plain.last', 0.9)).toBe('no, by 1.5 %')
    expect(reached('plain.ece', 0.03)).toBe('no, by 1.0 %')
  })

  test('holds a part of the data, or nothing at all, against no aim', () => {
    expect(reached('plain.broken', null)).toBe('no figure')
    expect(tableOf([{ id: 'plain.last', ours: 0.99, partial: 'half' }]).rows[0]![5]).toBe('')
  })

  test('works out how far replies of people are behind plain ones', () => {
    const figures = derived([
      { id: 'plain.last', ours: 0.9 },
      { id: 'people.last', ours: 0.885 },
    ])
    expect(figures.find((one) => one.id === 'people.gap')?.ours).toBeCloseTo(0.015)
  })

  test('knows each metric once', () => {
    expect(new Set(metrics.map((one) => one.id)).size).toBe(metrics.length)
  })
})
