import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { auditState, isAudited, isBlind, type Mac } from './audit.ts'

const keyed =
  (key: string): Mac =>
  (label, bytes) =>
    createHmac('sha256', key).update(label).update(bytes).digest()
const ids = Array.from({ length: 20_000 }, (_, i) => `message-${i}`)

describe('the draw of audits', () => {
  test('takes the share that was asked for, and the same messages every time', () => {
    const drawn = ids.filter((id) => isAudited(keyed('a'), id, 0.1))
    expect(Math.abs(drawn.length / ids.length - 0.1)).toBeLessThan(0.01)
    expect(ids.filter((id) => isAudited(keyed('a'), id, 0.1))).toEqual(drawn)
  })

  test('takes others with another key, and is no help in foreseeing the blind ones', () => {
    const audited = (key: string) => new Set(ids.filter((id) => isAudited(keyed(key), id, 0.1)))
    const both = (other: Set<string>) => [...audited('a')].filter((id) => other.has(id)).length / ids.length
    expect(both(audited('b'))).toBeCloseTo(0.01, 2)
    expect(both(new Set(ids.filter((id) => isBlind(keyed('a'), id, 0.1))))).toBeCloseTo(0.01, 2)
  })

  test('takes none of 0 and all of 1', () => {
    expect(ids.some((id) => isAudited(keyed('a'), id, 0))).toBe(false)
    expect(ids.every((id) => isAudited(keyed('a'), id, 1))).toBe(true)
  })
})

describe('open audits', () => {
  const now = new Date('2026-03-10T12:00:00Z')
  const opened = (daysAgo: number) => ({ openedAt: new Date(now.getTime() - daysAgo * 86_400_000).toISOString() })

  test('nine of today are no reason to wait', () => {
    expect(auditState(Array(9).fill(opened(0.5)), now)).toMatchObject({ open: 9, waits: false })
    expect(auditState([], now)).toEqual({ open: 0, waits: false })
  })

  test('ten are, and so is one of five days', () => {
    expect(auditState(Array(10).fill(opened(0.5)), now)).toMatchObject({ waits: true, because: 'many open' })
    expect(auditState([opened(1), opened(5), opened(2)], now)).toEqual({
      open: 3,
      waits: true,
      because: 'old',
      oldestOpenedAt: opened(5).openedAt,
    })
    expect(auditState([opened(4.99)], now).waits).toBe(false)
  })
})
