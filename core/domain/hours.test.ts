import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HoursSettings, openingHours } from './hours.ts'

const nine: [string, string][] = [['09:00', '17:00']]
const office: HoursSettings = {
  zone: 'Europe/Berlin',
  hours: { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine },
  holidays: ['2026-12-25'],
}
const at = (text: string) => new Date(text)

describe('an office in Berlin, Monday to Friday, nine to five', () => {
  const hours = openingHours(office)

  test.each([
    // 2026-11-23 is a Monday; in winter Berlin is one hour ahead.
    ['2026-11-23T07:59:59Z', false],
    ['2026-11-23T08:00:00Z', true],
    ['2026-11-23T15:59:59Z', true],
    ['2026-11-23T16:00:00Z', false],
    ['2026-11-22T12:00:00Z', false],
    ['2026-12-25T12:00:00Z', false],
    // In summer two hours.
    ['2026-07-06T07:00:00Z', true],
    ['2026-07-06T15:00:00Z', false],
  ])('at %s it is open: %s', (time, isOpen) => {
    expect(hours.isOpen(at(time))).toBe(isOpen)
  })

  test.each([
    ['while it is open, at once', '2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z'],
    ['in the evening, the next morning', '2026-11-23T16:00:00Z', '2026-11-24T08:00:00Z'],
    ['on Friday night, on Monday', '2026-11-27T20:00:00Z', '2026-11-30T08:00:00Z'],
    ['before a day off and a weekend, after both', '2026-12-24T16:00:00Z', '2026-12-28T08:00:00Z'],
    // The clocks change on 2026-03-29, a Sunday.
    ['over a change of clocks, an hour earlier in UTC', '2026-03-27T17:00:00Z', '2026-03-30T07:00:00Z'],
  ])('it opens %s', (_, from, opens) => {
    expect(hours.nextOpening(at(from))).toEqual(at(opens))
  })

  test.each([
    ['within a day', '2026-11-23T09:00:00Z', 30, '2026-11-23T09:30:00Z'],
    ['to the very end of a day', '2026-11-23T15:00:00Z', 60, '2026-11-23T16:00:00Z'],
    ['over a night', '2026-11-23T15:30:00Z', 60, '2026-11-24T08:30:00Z'],
    ['over a weekend', '2026-11-27T15:00:00Z', 120, '2026-11-30T09:00:00Z'],
    ['from outside, beginning with the opening', '2026-11-28T12:00:00Z', 15, '2026-11-30T08:15:00Z'],
    ['over several days', '2026-11-23T08:00:00Z', 3 * 480, '2026-11-25T16:00:00Z'],
  ])('minutes are added %s', (_, from, minutes, until) => {
    expect(hours.addMinutes(at(from), minutes)).toEqual(at(until))
    expect(hours.minutesBetween(at(from), at(until))).toBe(minutes)
    expect(hours.minutesBetween(at(until), at(from))).toBe(-minutes)
  })
})

describe('unusual hours', () => {
  test('without hours it is always open', () => {
    const hours = openingHours({ zone: 'Asia/Kathmandu', hours: null, holidays: [] })
    expect(hours.isOpen(at('2026-11-22T03:00:00Z'))).toBe(true)
    expect(hours.addMinutes(at('2026-11-22T03:00:00Z'), 90)).toEqual(at('2026-11-22T04:30:00Z'))
  })

  test('without hours, a day off is off from midnight to midnight of its zone', () => {
    const hours = openingHours({ zone: 'America/New_York', hours: null, holidays: ['2026-11-26'] })
    expect(hours.isOpen(at('2026-11-26T04:59:59Z'))).toBe(true)
    expect(hours.isOpen(at('2026-11-26T05:00:00Z'))).toBe(false)
    expect(hours.nextOpening(at('2026-11-26T05:00:00Z'))).toEqual(at('2026-11-27T05:00:00Z'))
  })

  test('a business that never opens has no next opening, and time stands still', () => {
    for (const hours of [{}, { 1: [] }]) {
      const never = openingHours({ zone: 'UTC', hours, holidays: [] })
      expect(never.isOpen(at('2026-11-23T12:00:00Z'))).toBe(false)
      expect(never.nextOpening(at('2026-11-23T12:00:00Z'))).toBeUndefined()
      expect(never.addMinutes(at('2026-11-23T12:00:00Z'), 1)).toBeUndefined()
      expect(never.minutesBetween(at('2026-11-23T12:00:00Z'), at('2026-12-23T12:00:00Z'))).toBe(0)
    }
  })

  test('a bar that closes after midnight is open until then, in the day after, too', () => {
    const bar = openingHours({ zone: 'UTC', hours: { 5: [['20:00', '03:00']] }, holidays: [] })
    expect(bar.isOpen(at('2026-11-27T23:00:00Z'))).toBe(true)
    expect(bar.isOpen(at('2026-11-28T02:59:00Z'))).toBe(true)
    expect(bar.isOpen(at('2026-11-28T03:00:00Z'))).toBe(false)
    expect(bar.isOpen(at('2026-11-27T02:00:00Z'))).toBe(false)
    expect(bar.minutesBetween(at('2026-11-27T00:00:00Z'), at('2026-11-29T00:00:00Z'))).toBe(420)
  })

  test('a day off ends a night shift at midnight, and has none of its own', () => {
    const always: [string, string][] = [['20:00', '03:00']]
    const hours = { 1: always, 2: always, 3: always, 4: always, 5: always, 6: always, 7: always }
    const bar = openingHours({ zone: 'UTC', hours, holidays: ['2026-11-25'] })
    expect(bar.isOpen(at('2026-11-24T23:59:00Z'))).toBe(true)
    expect(bar.isOpen(at('2026-11-25T01:00:00Z'))).toBe(false)
    expect(bar.isOpen(at('2026-11-25T21:00:00Z'))).toBe(false)
    expect(bar.isOpen(at('2026-11-26T01:00:00Z'))).toBe(false)
  })

  test('ranges that touch or overlap count once', () => {
    const hours = openingHours({
      zone: 'UTC',
      hours: {
        1: [
          ['09:00', '12:00'],
          ['12:00', '13:00'],
          ['12:30', '15:00'],
        ],
      },
      holidays: [],
    })
    expect(hours.minutesBetween(at('2026-11-23T00:00:00Z'), at('2026-11-24T00:00:00Z'))).toBe(360)
  })

  test('an hour that the clocks leave out is not there, one that they repeat is there twice', () => {
    const night: [string, string][] = [['00:00', '06:00']]
    const hours = openingHours({ zone: 'Europe/Berlin', hours: { 7: night }, holidays: [] })
    const ofDay = (day: string, next: string) =>
      hours.minutesBetween(at(`${day}T12:00:00Z`), at(`${next}T12:00:00Z`)) / 60
    expect(ofDay('2026-03-28', '2026-03-29')).toBe(5)
    expect(ofDay('2026-10-24', '2026-10-25')).toBe(7)
    // 02:30 does not exist on 29 March: it opens when the clocks have jumped past it.
    const gap = openingHours({ zone: 'Europe/Berlin', hours: { 7: [['02:30', '05:00']] }, holidays: [] })
    expect(gap.nextOpening(at('2026-03-28T12:00:00Z'))).toEqual(at('2026-03-29T01:30:00Z'))
    // 02:30 comes twice on 25 October: the first counts.
    expect(gap.nextOpening(at('2026-10-24T12:00:00Z'))).toEqual(at('2026-10-25T00:30:00Z'))
  })

  test('a zone whose clocks change by half an hour, or whose day was left out, is no problem', () => {
    const lordHowe = openingHours({ zone: 'Australia/Lord_Howe', hours: { 7: [['01:00', '04:00']] }, holidays: [] })
    expect(lordHowe.minutesBetween(at('2026-10-03T00:00:00Z'), at('2026-10-05T00:00:00Z'))).toBe(150)
    const apia = openingHours({ zone: 'Pacific/Apia', hours: null, holidays: ['2011-12-31'] })
    expect(apia.isOpen(at('2011-12-30T09:00:00Z'))).toBe(true)
    expect(apia.isOpen(at('2011-12-30T11:00:00Z'))).toBe(false)
    expect(apia.isOpen(at('2011-12-31T10:30:00Z'))).toBe(true)
  })
})

const time = fc
  .tuple(fc.integer({ min: 0, max: 24 }), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${hour === 24 ? '00' : String(minute).padStart(2, '0')}`)
const ranges = fc.array(fc.tuple(time, time), { maxLength: 3 })
const settings: fc.Arbitrary<HoursSettings> = fc.record({
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland', 'Africa/Casablanca'),
  hours: fc.option(
    fc.record({ 1: ranges, 2: ranges, 3: ranges, 4: ranges, 5: ranges, 6: ranges, 7: ranges }, { requiredKeys: [] }),
  ),
  holidays: fc.array(fc.constantFrom('2026-03-29', '2026-10-25', '2026-12-25'), { maxLength: 2 }),
})
const moment = fc
  .integer({ min: Date.parse('2026-01-01') / 60_000, max: Date.parse('2026-12-31') / 60_000 })
  .map((minute) => new Date(minute * 60_000))

describe('whatever the hours', () => {
  test('adding minutes and counting them are each other’s inverse', () => {
    fc.assert(
      fc.property(settings, moment, fc.integer({ min: 1, max: 2_000 }), (given, from, minutes) => {
        const hours = openingHours(given)
        const until = hours.addMinutes(from, minutes)
        if (until === undefined) return
        expect(hours.minutesBetween(from, until)).toBe(minutes)
        expect(until.getTime()).toBeGreaterThanOrEqual(from.getTime() + minutes * 60_000)
      }),
      { numRuns: 60 },
    )
  })

  test('between two moments there is what is between the first and a third, and the third and the second', () => {
    fc.assert(
      fc.property(settings, fc.array(moment, { minLength: 3, maxLength: 3 }), (given, moments) => {
        const hours = openingHours(given)
        const [a, b, c] = moments.toSorted((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date]
        expect(hours.minutesBetween(a, b) + hours.minutesBetween(b, c)).toBeCloseTo(hours.minutesBetween(a, c), 6)
      }),
      { numRuns: 25 },
    )
  })

  test('it is open at its next opening, and not a minute between', () => {
    fc.assert(
      fc.property(settings, moment, (given, from) => {
        const hours = openingHours(given)
        const opens = hours.nextOpening(from)
        expect(hours.isOpen(from)).toBe(opens?.getTime() === from.getTime())
        if (opens === undefined) return
        expect(hours.isOpen(opens)).toBe(true)
        expect(hours.minutesBetween(from, opens)).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})
