import { expect, test } from 'vitest'
import { clockTime } from './when.ts'

const now = new Date('2026-11-22T10:00:00Z')

test.each([
  ['2026-11-22T12:30:00Z', 'UTC', '12:30'],
  ['2026-11-22T23:30:00Z', 'Europe/Berlin', 'Mon 00:30'],
  ['2026-11-24T08:00:00Z', 'Europe/Berlin', 'Tue 09:00'],
  ['2026-11-21T08:00:00Z', 'UTC', 'Sat 08:00'],
  ['2026-12-01T08:00:00Z', 'Europe/Berlin', 'Tue 1 Dec 09:00'],
  ['2026-11-22T00:00:00Z', 'UTC', '00:00'],
])('%s in %s is said as “%s”', (at, zone, said) => {
  expect(clockTime(at, zone, now)).toBe(said)
})
