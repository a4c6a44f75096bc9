import { beforeEach, expect, test, vi } from 'vitest'
import { makePace } from './pace.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  return () => void vi.useRealTimers()
})

test('gives a burst at once and then one after the other, in the order of asking', async () => {
  const given: [number, number][] = []
  const started = performance.now()
  const pace = makePace({ burst: 3, refillMs: 100 })
  for (let i = 0; i < 6; i++) pace.turn(() => given.push([i, performance.now() - started]))
  expect(given.map(([i]) => i)).toEqual([0, 1, 2])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(given.map(([i]) => i)).toEqual([0, 1, 2, 3, 4, 5])
  expect(given.slice(3).map(([, at]) => Math.round(at / 100))).toEqual([1, 2, 3])
})

test('a turn that is given back goes to whoever waits, and time fills the bucket no further than its burst', async () => {
  const given: number[] = []
  const pace = makePace({ burst: 2, refillMs: 100 })
  for (let i = 0; i < 3; i++) pace.turn(() => given.push(i))
  pace.giveBack()
  expect(given).toEqual([0, 1, 2])
  await vi.advanceTimersByTimeAsync(10_000)
  for (let i = 3; i < 6; i++) pace.turn(() => given.push(i))
  expect(given).toEqual([0, 1, 2, 3, 4])
})

test('gives nothing while it is closed', async () => {
  const given: number[] = []
  const pace = makePace({ burst: 2, refillMs: 100 })
  pace.close(5_000)
  pace.turn(() => given.push(0))
  await vi.advanceTimersByTimeAsync(4_900)
  expect(given).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(given).toEqual([0])
})
