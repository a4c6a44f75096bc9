import { expect, test } from 'vitest'
import { makeDatabaseHouse } from '../testing/database-house.ts'
import { codesTo, texter } from '../testing/proof.ts'
import { rowsNaming } from '../testing/rows-naming.ts'

const marker = `zq${crypto.randomUUID().slice(0, 8)}`
const address = `${marker}@mail.example`

/** Ana by mail and by text, made one by her code. */
async function linked() {
  const house = await makeDatabaseHouse({ mail: true })
  house.platforms.surfaces.texts = true
  const { core, owner, scope } = house
  const number = `+1555${Date.now()}`.slice(0, 15)
  await house.mailCustomer(address, `Ana ${marker}`).says(`Hello, ${marker} here?`)
  const phone = texter(house, number)
  await phone.says(`Where is the parcel of ${marker}?`)
  const gone = (await scope.people.byHandle({ kind: 'phone', value: number }))!.personId!
  await scope.people.rename(gone, `Ana ${marker} on the phone`)
  const { conversation } = (await scope.conversations.byPlace(phone.place))!
  await core.people.askForProof(owner, conversation.id)
  await house.settle()
  await phone.says(`My address is ${address}`)
  await house.settle()
  const [code] = codesTo(house, address)
  await phone.says(code!)
  const kept = (await scope.people.byHandle({ kind: 'email', value: address }))!.personId!
  return { house, phone, number, code: code!, kept, gone, conversation }
}

test('a code is in no row, and the number is hers', async () => {
  const { house, number, code, kept, conversation } = await linked()
  expect((await house.scope.people.byHandle({ kind: 'phone', value: number }))?.personId).toBe(kept)
  expect((await house.scope.conversations.get(conversation.id))?.personId).toBe(kept)
  const rows = await rowsNaming(house.businessId)
  expect(rows.length).toBeGreaterThan(0)
  expect((await rowsNaming(code)).filter((row) => row.includes(house.businessId))).toEqual([])
})

test.each(['kept', 'gone'] as const)('erasing the %s one of two who are one takes both', async (which) => {
  const { house, phone, number, kept, gone } = await linked()
  const { core, owner, scope } = house
  const before = await rowsNaming(marker)
  expect(before.some((row) => row.startsWith('lummy.checks'))).toBe(true)
  await core.people.erase(
    owner,
    which === 'kept' ? kept : gone,
    which === 'kept' ? address : `Ana ${marker} on the phone`,
  )
  expect(await rowsNaming(marker)).toEqual([])
  expect(await rowsNaming(number.slice(1))).toEqual([])
  expect(await scope.personLinks.of(kept)).toEqual([])
  await phone.says('Hello again, is somebody there?')
  const stranger = (await scope.people.byHandle({ kind: 'phone', value: number }))?.personId
  expect([kept, gone]).not.toContain(stranger)
})
