import { expect, test } from 'vitest'
import { makeTestHouse } from '../testing/house.ts'

/** A house in which one answer was learned and another question has a draft with a receipt. */
async function drafted() {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Do you ship the lamp to Norway?')
  await house.core.conversations.reply(maya.actor, (await ana.conversation()).id, { text: 'Yes, within five days.' })
  await house.settle()
  const ben = house.customer('Ben')
  await ben.says('Do you ship the chair to Norway?')
  const { id, personId } = await ben.conversation()
  const { draft } = await house.core.conversations.get(house.owner, id)
  const receiptId = draft!.receiptId
  const replay = () => house.core.learning.replay(house.owner, receiptId)
  return { house, maya, ana, ben, id, personId, draft: draft!, receiptId, replay }
}

test('a receipt replays to the same decision, also after much else was learned and decided', async () => {
  const { house, maya, id, replay } = await drafted()
  expect(await replay()).toMatchObject({ outcome: 'same', details: [] })
  await house.core.conversations.reply(maya.actor, id, { text: 'No, chairs stay here.' })
  await house.settle()
  for (const name of ['Cleo', 'Dan', 'Eva']) {
    const other = house.customer(name)
    await other.says(`Where is my ${name} order?`)
    await house.core.conversations.reply(maya.actor, (await other.conversation()).id, { text: `It left, ${name}.` })
    await house.settle()
  }
  await house.core.accounts.saveSettings(house.owner, { showFrom: 0.99 })
  house.restart()
  expect(await replay()).toMatchObject({ outcome: 'same', details: [] })
})

test('a receipt whose numbers were changed does not', async () => {
  const { house, receiptId, replay } = await drafted()
  const { receipts } = house.store.rows(house.businessId)
  receipts.set(receiptId, { ...receipts.get(receiptId)!, confidence: 0.123 })
  expect(await replay()).toMatchObject({ outcome: 'changed', details: [expect.stringContaining('how sure it was')] })
})

test('after its lesson was forgotten, or its customer erased, it says what is gone', async () => {
  const forgotten = await drafted()
  await forgotten.house.core.lessons.forget(forgotten.house.owner, forgotten.draft.lessonId!)
  expect(await forgotten.replay()).toMatchObject({ outcome: 'gone', sentence: expect.stringContaining('forgotten') })

  const erased = await drafted()
  await erased.house.core.people.erase(erased.house.owner, erased.personId, 'Ben')
  expect(await erased.replay()).toMatchObject({
    outcome: 'gone',
    details: [expect.stringContaining('the conversation, since 2026-')],
  })
})
