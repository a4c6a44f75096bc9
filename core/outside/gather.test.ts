import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { gather } from './gather.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('one that comes alone is not kept waiting', async () => {
  let runs = 0
  gather(async () => void runs++)()
  await vi.advanceTimersByTimeAsync(1)
  expect(runs).toBe(1)
})

test('a steady stream is cut into groups, the first of each waiting no longer than it may', async () => {
  const groups: number[] = []
  let waiting = 0
  const run = async () => {
    groups.push(waiting)
    waiting = 0
  }
  const arrived = gather(run, { quietMs: 4, longestMs: 20 })
  for (let ms = 0; ms < 200; ms++) {
    waiting++
    arrived()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(groups.length).toBeGreaterThan(8)
  expect(Math.max(...groups)).toBeLessThanOrEqual(21)
  expect(Math.min(...groups)).toBeGreaterThan(10)
})

test('what arrives during a run is the next group, and no two runs overlap', async () => {
  const gates: PromiseWithResolvers<void>[] = []
  const arrived = gather(() => {
    const gate = Promise.withResolvers<void>()
    gates.push(gate)
    return gate.promise
  })
  arrived()
  await vi.advanceTimersByTimeAsync(5)
  arrived()
  arrived()
  await vi.advanceTimersByTimeAsync(50)
  expect(gates).toHaveLength(1)
  gates[0]?.resolve()
  await vi.advanceTimersByTimeAsync(5)
  expect(gates).toHaveLength(2)
  gates[1]?.resolve()
  await vi.advanceTimersByTimeAsync(50)
  expect(gates).toHaveLength(2)
})
