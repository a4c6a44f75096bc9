import { describe, expect, test } from 'vitest'
import { defaultSettings } from './business.ts'
import { expected, hoursIn, momentIn, spanIn } from './expected.ts'

const nine: [string, string][] = [['09:00', '17:00']]
const office = {
  ...defaultSettings,
  zone: 'Europe/Berlin',
  hours: { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine },
  targets: { firstMinutes: 120, nextMinutes: 30 },
}
const fresh = { waitingSince: null, answeredAt: null }

describe('what may be expected', () => {
  test.each([
    ['in the morning, within the target', '2026-11-23T09:00:00Z', { kind: 'within', minutes: 120 }],
    ['an hour before the end, by the next morning', '2026-11-23T15:00:00Z', { kind: 'by', at: '2026-11-24T09:00:00Z' }],
    ['at night, from the morning on', '2026-11-23T20:00:00Z', { kind: 'from', at: '2026-11-24T08:00:00Z' }],
    ['on Saturday, from Monday on', '2026-11-28T12:00:00Z', { kind: 'from', at: '2026-11-30T08:00:00Z' }],
  ])('%s', (_, now, said) => {
    const found = expected(fresh, office, new Date(now))
    expect(found).toEqual('at' in said ? { ...said, at: new Date(String(said.at)) } : said)
  })

  test('without a target nothing but soon, and without any hour at all, too', () => {
    const now = new Date('2026-11-23T09:00:00Z')
    const none = { ...office, targets: { firstMinutes: null, nextMinutes: 30 } }
    expect(expected(fresh, none, now)).toEqual({ kind: 'soon' })
    expect(expected({ ...fresh, answeredAt: now.toISOString() }, none, now)).toEqual({ kind: 'within', minutes: 30 })
    expect(expected(fresh, { ...office, hours: {} }, now)).toEqual({ kind: 'soon' })
  })
})

describe('how it is said', () => {
  test.each([
    ['en', 30, '30 minutes'],
    ['en', 60, '1 hour'],
    ['de', 120, '2 Stunden'],
    ['fr', 2880, '2 jours'],
    ['pl', 300, '5 godzin'],
    ['es', 90, '90 minutos'],
  ])('in %s, %d minutes are %s', (language, minutes, said) => {
    expect(spanIn(language, minutes).replace(/\s/u, ' ')).toBe(said)
  })

  test('a moment is today, tomorrow or on a day, by the clocks of the business', () => {
    const now = new Date('2026-11-23T22:30:00Z')
    const at = (time: string) => momentIn('de', 'Europe/Berlin', new Date(time), now)
    expect(at('2026-11-23T22:45:00Z')).toEqual({ day: 'today', time: '23:45' })
    expect(at('2026-11-23T23:15:00Z')).toEqual({ day: 'tomorrow', time: '00:15' })
    expect(at('2026-11-25T08:00:00Z')).toEqual({ day: { name: 'Mittwoch, 25. November' }, time: '09:00' })
  })

  test('days with the same hours are said together', () => {
    const hours = {
      ...office.hours,
      5: [
        ['09:00', '12:00'],
        ['13:00', '15:00'],
      ] as [string, string][],
      7: [],
    }
    expect(hoursIn('en', hours)).toBe('Mon–Thu 09:00–17:00; Fri 09:00–12:00, 13:00–15:00')
    expect(hoursIn('de', { 6: [['10:00', '14:00']] })).toBe('Sa 10:00–14:00')
    expect(hoursIn('en', null)).toBe('')
  })
})
