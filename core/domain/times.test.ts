import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastAtHour, timeFrom } from './times.ts'

const berlin = 'Europe/Berlin'
/** A Sunday afternoon in Berlin. */
const sunday = new Date('2026-11-22T15:30:00Z')

describe('until when', () => {
  test.each([
    ['1h', '2026-11-22T16:30:00.000Z'],
    ['30 min', '2026-11-22T16:00:00.000Z'],
    ['2 days', '2026-11-24T15:30:00.000Z'],
    ['for a week', '2026-11-29T15:30:00.000Z'],
    ['tomorrow', '2026-11-23T08:00:00.000Z'],
    ['until tomorrow', '2026-11-23T08:00:00.000Z'],
    ['monday', '2026-11-23T08:00:00.000Z'],
    ['Mon', '2026-11-23T08:00:00.000Z'],
    ['until Friday', '2026-11-27T08:00:00.000Z'],
    ['sunday', '2026-11-29T08:00:00.000Z'],
    ['next week', '2026-11-23T08:00:00.000Z'],
    ['2026-12-01', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01 14:30', '2026-12-01T13:30:00.000Z'],
    ['2026-12-01T14:30:00Z', '2026-12-01T14:30:00.000Z'],
    ['2026-12-01T14:30+02:00', '2026-12-01T12:30:00.000Z'],
  ])('“%s” is %s for a shop in Berlin', (choice, expected) => {
    expect(timeFrom(choice, berlin, sunday)?.toISOString()).toBe(expected)
  })

  test.each([
    '',
    'soon',
    '0h',
    'yesterday',
    '2026-11-21',
    '2028-01-01',
    '2026-13-45',
    '2027-02-30',
    '2026-12-01 25:00',
    '2026-12-01 10:60',
    '999d',
    '2026-02-30T99:99Z',
  ])('“%s” is no time to come back at', (choice) => expect(timeFrom(choice, berlin, sunday)).toBeUndefined())

  test('tomorrow begins at nine by the clock, whatever the clocks do in the night', () => {
    // Berlin puts its clocks back on 25 October 2026 and forward on 28 March 2027.
    const autumn = timeFrom('tomorrow', berlin, new Date('2026-10-24T10:00:00Z'))
    const spring = timeFrom('tomorrow', berlin, new Date('2027-03-27T10:00:00Z'))
    expect([autumn, spring].map((time) => time?.toISOString())).toEqual([
      '2026-10-25T08:00:00.000Z',
      '2027-03-28T07:00:00.000Z',
    ])
  })

  test('a weekday is one of the next seven days at nine, in every zone and season', () => {
    const zone = fc.constantFrom(berlin, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC')
    const now = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
    const day = fc.constantFrom('Monday', 'Thursday', 'Sunday')
    fc.assert(
      fc.property(zone, now, day, (timeZone, at, weekday) => {
        const time = timeFrom(weekday, timeZone, at)!
        const shown = time.toLocaleString('en-US', { timeZone, weekday: 'long', hour: '2-digit', hourCycle: 'h23' })
        expect(shown).toContain(weekday)
        expect(shown).toContain('09')
        expect(time.getTime() - at.getTime()).toBeLessThanOrEqual(8 * 86_400_000)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the last time that the clocks showed an hour', () => {
  test.each([
    [8, '2026-11-22T07:00:00Z', '2026-11-22T07:00:00.000Z'],
    [8, '2026-11-22T06:59:59Z', '2026-11-21T07:00:00.000Z'],
    [0, '2026-11-22T22:59:00Z', '2026-11-21T23:00:00.000Z'],
    [8, '2026-10-25T20:00:00Z', '2026-10-25T07:00:00.000Z'],
    [2, '2027-03-28T20:00:00Z', '2027-03-28T01:00:00.000Z'],
  ])('%i o’clock before %s was %s in Berlin', (hour, now, expected) => {
    expect(lastAtHour(hour, berlin, new Date(now)).toISOString()).toBe(expected)
  })
})
