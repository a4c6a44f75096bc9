import { expect, test } from 'vitest'
import { afterBusinessDays } from './business-days.ts'
import type { HoursSettings } from './hours.ts'

const settings = (patch: Partial<HoursSettings> = {}): HoursSettings => ({
  zone: 'UTC',
  hours: null,
  holidays: [],
  ...patch,
})
const after = (from: string, patch: Partial<HoursSettings> = {}, days = 3) =>
  afterBusinessDays(new Date(from), days, settings(patch)).toISOString()

const nine: [string, string][] = [['09:00', '17:00']]

test.each([
  ['three days on from a Monday', '2026-11-23T10:00:00.000Z', {}, '2026-11-26T10:00:00.000Z'],
  ['a weekend does not count', '2026-11-26T10:00:00.000Z', {}, '2026-12-01T10:00:00.000Z'],
  ['a question of Saturday has until Wednesday', '2026-11-28T10:00:00.000Z', {}, '2026-12-02T10:00:00.000Z'],
  ['a day off does not count', '2026-11-23T10:00:00.000Z', { holidays: ['2026-11-24'] }, '2026-11-27T10:00:00.000Z'],
  [
    'who is open on Saturdays works on Saturdays',
    '2026-11-26T10:00:00.000Z',
    { hours: { 4: nine, 5: nine, 6: nine, 7: nine } },
    '2026-11-29T10:00:00.000Z',
  ],
  [
    'days are those of the business: late in Auckland it is tomorrow already',
    '2026-11-25T12:00:00.000Z',
    { zone: 'Pacific/Auckland' },
    '2026-11-30T12:00:00.000Z',
  ],
  [
    'a change of clocks keeps the time of the day',
    '2026-10-22T08:00:00.000Z',
    { zone: 'Europe/Berlin' },
    '2026-10-27T09:00:00.000Z',
  ],
  ['who never opens has weekdays', '2026-11-23T10:00:00.000Z', { hours: {} }, '2026-11-26T10:00:00.000Z'],
])('%s', (_, from, patch, until) => {
  expect(after(from, patch)).toBe(until)
})
