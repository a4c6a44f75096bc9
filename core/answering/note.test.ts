import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

test('a note is seen by colleagues in Slack and on the page, and never by the customer', async () => {
  const house = await makeTestHouse({ slack: true })
  const ana = house.customer('Ana')
  await ana.says('Do you ship to Norway?')
  const { id } = await ana.conversation()
  await house.core.conversations.note(house.owner, id, '  I asked the depot.  ')
  await house.settle()
  const cards = house.platforms.cards().map(({ card }) => [card.title, card.body])
  expect(cards).toContainEqual([expect.stringMatching(/^Note by /), 'I asked the depot.'])
  const { events, messages, conversation } = await house.core.conversations.get(house.owner, id)
  expect(events.find(({ type }) => type === 'noted')).toMatchObject({
    actor: house.owner.teammateId,
    data: { text: 'I asked the depot.' },
  })
  expect(messages).toHaveLength(1)
  expect(conversation).toMatchObject({ waitingFor: 'staff', assigneeId: null, humanUntil: null })
  expect(await ana.heard()).toEqual([])
  expect(await house.core.lessons.list(house.owner, {})).toEqual([])
})

test('a note ends a test conversation that is walked on the page', async () => {
  const house = await makeTestHouse()
  const { conversationId: id } = await house.core.tests.start(house.owner)
  const { draft } = await house.core.conversations.get(house.owner, id)
  await house.core.drafts.approve(house.owner, draft!.id, draft!.version)
  await house.settle()
  await house.core.conversations.note(house.owner, id, 'So that is a note.')
  expect((await house.core.conversations.get(house.owner, id)).conversation.status).toBe('resolved')
})

test('an empty note, and one beside nothing, get a sentence', async () => {
  const house = await makeTestHouse()
  const ana = house.customer('Ana')
  await ana.says('Hello?')
  const { id } = await ana.conversation()
  await expect(house.core.conversations.note(house.owner, id, ' \n')).rejects.toMatchObject({ status: 422 })
  const gone = house.core.conversations.note(house.owner, crypto.randomUUID(), 'Hm.')
  await expect(gone).rejects.toMatchObject({ status: 404 })
})
