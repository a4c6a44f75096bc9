import { describe, expect, test } from 'vitest'
import { type BusinessSettings, defaultSettings } from './business.ts'
import { lateAt, lateSteps, minutesLeft, targetOf } from './targets.ts'

const office: BusinessSettings = {
  ...defaultSettings,
  zone: 'Europe/Berlin',
  hours: { 1: [['09:00', '17:00']], 2: [['09:00', '17:00']] },
  targets: { firstMinutes: 120, nextMinutes: 30 },
}
/** Monday in winter, 16:00 in Berlin: one hour before it closes. */
const monday = '2026-11-23T15:00:00.000Z'
const waiting: Parameters<typeof lateSteps>[0] = {
  ...{ kind: 'support', status: 'active', waitingFor: 'staff', waitingSince: monday, answeredAt: null },
  ...{ snoozedUntil: null, lateToldAt: null },
}

describe('a target', () => {
  test('counts opening hours: an hour on Monday, the other one on Tuesday', () => {
    expect(targetOf(waiting, office)).toEqual({ kind: 'first', minutes: 120, dueAt: '2026-11-24T09:00:00.000Z' })
  })

  test('is another one once the customer had an answer', () => {
    const target = targetOf({ ...waiting, answeredAt: monday }, office)
    expect(target).toEqual({ kind: 'next', minutes: 30, dueAt: '2026-11-23T15:30:00.000Z' })
  })

  test('does not exist where nobody waits, none is set, or the business never opens', () => {
    expect(targetOf({ ...waiting, waitingSince: null }, office)).toBeUndefined()
    const none = { ...office, targets: { firstMinutes: null, nextMinutes: 30 } }
    expect(targetOf(waiting, none)).toBeUndefined()
    expect(targetOf(waiting, { ...office, hours: {} })).toBeUndefined()
  })

  test.each([
    ['2026-11-23T15:00:00Z', 120],
    ['2026-11-23T20:00:00Z', 60],
    ['2026-11-24T09:00:00Z', 0],
    ['2026-11-24T10:10:00Z', -70],
  ])('at %s %d minutes are left', (now, left) => {
    const target = targetOf(waiting, office)!
    expect(minutesLeft(target, office, new Date(now))).toBe(left)
  })
})

describe('a missed target', () => {
  test('is told in the thread, then after the same time again in the channel, then never again', () => {
    expect(lateSteps(waiting, office).map(({ step, at }) => [step, at])).toEqual([
      ['thread', '2026-11-24T09:00:00.000Z'],
      ['channel', '2026-11-24T11:00:00.000Z'],
    ])
    expect(lateAt(waiting, office)).toBe('2026-11-24T09:00:00.000Z')
    const once = { ...waiting, lateToldAt: '2026-11-24T09:00:02.000Z' }
    expect(lateAt(once, office)).toBe('2026-11-24T11:00:00.000Z')
    expect(lateAt({ ...waiting, lateToldAt: '2026-11-24T11:00:02.000Z' }, office)).toBeNull()
  })

  test('was told for another message: it is told for this one, too', () => {
    expect(lateAt({ ...waiting, lateToldAt: '2026-11-20T12:00:00.000Z' }, office)).toBe('2026-11-24T09:00:00.000Z')
  })

  test.each([
    ['customers', { waitingFor: 'customer' as const }],
    ['nobody', { waitingFor: 'nobody' as const }],
    ['later', { snoozedUntil: '2026-12-01T08:00:00.000Z' }],
    ['a test', { kind: 'test' as const }],
  ])('does not exist for what waits for %s', (_, patch) => {
    expect(lateSteps({ ...waiting, ...patch }, office)).toEqual([])
  })
})
