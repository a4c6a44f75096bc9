import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

test('a teammate says at which number they take calls, however it is written; a new one replaces the old', async () => {
  const house = await makeTestHouse()
  const maya = await house.teammate('Maya')
  const numbers = async () =>
    (await house.scope.teammates.handles(maya.teammate.id))
      .filter(({ kind }) => kind === 'phone')
      .map(({ value }) => value)
  await house.core.teammates.setPhone(maya.actor, maya.teammate.id, '0049 (30) 123-456')
  expect(await numbers()).toEqual(['+4930123456'])
  await house.core.teammates.setPhone(house.owner, maya.teammate.id, '+15550111')
  expect(await numbers()).toEqual(['+15550111'])
  await house.core.teammates.setPhone(maya.actor, maya.teammate.id, null)
  expect(await numbers()).toEqual([])
})

test('no other teammate, no other’s number, and nothing that is no number', async () => {
  const house = await makeTestHouse()
  const [maya, ben] = [await house.teammate('Maya'), await house.teammate('Ben')]
  const { setPhone } = house.core.teammates
  await setPhone(maya.actor, maya.teammate.id, '+15550111')
  await expect(setPhone(ben.actor, maya.teammate.id, null)).rejects.toMatchObject({ status: 403 })
  await expect(setPhone(ben.actor, ben.teammate.id, '+1 555 0111')).rejects.toMatchObject({ status: 409 })
  for (const wrong of ['030 1234567', '+49', 'call me', '+1555011100000000'])
    await expect(setPhone(ben.actor, ben.teammate.id, wrong), wrong).rejects.toMatchObject({ status: 422 })
})
