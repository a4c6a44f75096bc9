import { beforeAll, expect, test } from 'vitest'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { rowsNaming } from '#core/testing/rows-naming.ts'
import { testDatabase } from '#core/testing/test-database.ts'

beforeAll(async () => void (await testDatabase()), 120_000)

test('whoever texted and is erased is in no row any more, and their STOP still holds', async () => {
  const house = await makeDatabaseHouse({ slack: true })
  const digits = `1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const ben = house.texter(`+${digits}`)
  await ben.says('Do you ship to Norway?')
  const { id, personId } = await ben.conversation()
  await house.core.conversations.reply(house.owner, id, { text: 'Yes, within 5 days.' })
  await house.settle()
  await ben.says('STOP', { consent: { what: 'stop', word: 'STOP', isAnswered: false } })
  await house.settle()
  expect(await rowsNaming(digits)).not.toEqual([])
  await house.core.people.erase(house.owner, personId, `+${digits}`)
  await house.settle()
  expect(await rowsNaming(digits)).toEqual([])
  expect(await house.scope.optOuts.since({ kind: 'phone', value: `+${digits}` })).not.toBeNull()
})
