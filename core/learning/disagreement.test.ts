import { expect, test } from 'vitest'
import { disagreement, type SecondOpinion } from './disagreement.ts'

const opinions = (count: number, contradicts: boolean, by = 'ana', draftFrom = 'tom'): SecondOpinion[] =>
  Array.from({ length: count }, () => ({ by, draftFrom, contradicts }))

test('staff disagree where they contradict each other more often than eps, and not by chance', () => {
  expect(disagreement([...opinions(6, true), ...opinions(94, false)], 0.02)).toEqual({
    rows: 100,
    contradictions: 6,
    share: 0.06,
    disagree: true,
  })
  expect(disagreement([...opinions(2, true), ...opinions(98, false)], 0.02).disagree).toBe(false)
  expect(disagreement([...opinions(3, true), ...opinions(97, false)], 0.02).disagree).toBe(false)
  expect(disagreement([], 0.02)).toEqual({ rows: 0, contradictions: 0, share: 0, disagree: false })
})

test('who contradicts themselves changed their mind', () => {
  expect(disagreement(opinions(50, true, 'tom'), 0.02)).toMatchObject({ rows: 0, disagree: false })
})
