import { expect, test } from 'vitest'
import { pressed } from '#core/testing/events.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

/** Ben presses in the menu of a conversation's card. */
function press(house: TestHouse, ben: Staff, action: 'merge' | 'split', target: string, choice?: string) {
  return house.receiveAndWait(
    pressed({
      ...{ id: `${action}-${house.next()}`, at: house.clock.now().toISOString(), action, target },
      ...(choice === undefined ? {} : { choice }),
      place: { connector: 'slack', account: 'T1', thread: 'C1/1', private: false },
      author: { handle: ben.handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true },
    }),
  )
}

const offered = (house: TestHouse) =>
  house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'direct' ? [outbound.card] : [])).at(-1)

test('from Slack’s menu a conversation goes into another one of the same customer, which is chosen in private', async () => {
  const house = await makeTestHouse({ slack: true, mail: true })
  const ben = await house.teammate('Ben')
  const ida = house.mailCustomer('ida@home.example', 'Ida')
  for (const text of ['The parcel is wet.', 'The vase is broken.']) await ida.says(text)
  await house.settle()
  const rows = await house.core.conversations.list(house.owner, {})
  const [vase, parcel] = ['vase', 'parcel'].map((word) => rows.find(({ preview }) => preview.includes(word))!)
  expect(await press(house, ben, 'merge', vase!.id)).toMatchObject({ kind: 'done' })
  await house.settle()
  expect(offered(house)).toMatchObject({ title: 'Into which conversation?', body: expect.stringMatching(/^1\. ./) })
  const choice = offered(house)?.buttons[0]?.choice
  expect(choice).toBe(parcel!.id)
  expect(await press(house, ben, 'merge', vase!.id, choice)).toMatchObject({ kind: 'done' })
  expect((await house.core.conversations.get(house.owner, parcel!.id)).messages).toHaveLength(2)
})

test('from Slack’s menu a conversation is split from the message that is chosen', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const anna = house.customer('Anna')
  await anna.says('My parcel is wet.')
  await anna.says('And where is your shop?')
  await house.settle()
  const { id } = await anna.conversation()
  expect(await press(house, ben, 'split', id)).toMatchObject({ kind: 'done' })
  await house.settle()
  const button = offered(house)?.buttons[0]
  expect(offered(house)?.body).toContain('And where is your shop?')
  expect(await press(house, ben, 'split', id, button?.choice)).toMatchObject({ kind: 'done' })
  const rows = await house.core.conversations.list(house.owner, {})
  expect(rows.find((row) => row.followsId === id)?.preview).toBe('And where is your shop?')
})

test('where there is nothing to merge or to split, a sentence says so', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const anna = house.customer('Anna')
  await anna.says('My parcel is wet.')
  const { id } = await anna.conversation()
  expect(await press(house, ben, 'merge', id)).toMatchObject({
    kind: 'refused',
    say: expect.stringContaining('no other conversation'),
  })
  expect(await press(house, ben, 'split', id)).toMatchObject({
    kind: 'refused',
    say: expect.stringContaining('written once'),
  })
})
