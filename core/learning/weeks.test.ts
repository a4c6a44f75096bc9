import { expect, test } from 'vitest'
import { mondayOf, weeksOf } from './weeks.ts'

test('a week begins on Monday, across months and years', () => {
  expect(['2026-11-23', '2026-11-29', '2027-01-01'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-23', '2026-12-28'])
})

test('days are counted by week, those without any are 0, what is older is left out', () => {
  const daily = [
    { day: '2026-10-01', count: 9 },
    { day: '2026-11-10', count: 2 },
    { day: '2026-11-15', count: 1 },
    { day: '2026-11-28', count: 4 },
  ]
  expect(weeksOf(daily, '2026-11-28', 3)).toEqual([
    { week: '2026-11-09', count: 3 },
    { week: '2026-11-16', count: 0 },
    { week: '2026-11-23', count: 4 },
  ])
})
