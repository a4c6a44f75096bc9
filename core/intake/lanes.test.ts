import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { House } from '../house.ts'
import { makeLanes } from './lanes.ts'

/** A house in which a lane is only ever asked for: each lease is taken when the test says so. */
function slowHouse() {
  const taken = Promise.withResolvers<undefined>()
  const store = { of: () => ({ leases: { take: () => taken.promise } }) }
  return { house: { store, now: () => new Date() } as unknown as House, letGo: () => taken.resolve(undefined) }
}

test('a process that stops lets the turns at hand end', async () => {
  const { house, letGo } = slowHouse()
  const lanes = makeLanes(house)
  const handled = lanes.handle('business', 'lane')
  let isFinished = false
  const finished = lanes.finish(60_000).then(() => (isFinished = true))
  await wait(20)
  expect([isFinished, lanes.isBusy('business', 'lane')]).toEqual([false, true])
  letGo()
  await Promise.all([handled, finished])
  expect([isFinished, lanes.isBusy('business', 'lane')]).toEqual([true, false])
})

test('it waits for no turn for ever', async () => {
  const { house, letGo } = slowHouse()
  const lanes = makeLanes(house)
  const handled = lanes.handle('business', 'lane')
  await lanes.finish(10)
  expect(lanes.isBusy('business', 'lane')).toBe(true)
  letGo()
  await handled
})

test('with nothing at hand it stops at once', async () => {
  await makeLanes(slowHouse().house).finish(60_000)
})
