import { expect, test } from 'vitest'
import type { DeliveryEvent, DeliveryState } from '#core/domain/event.ts'
import { autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const asked = 'Do you ship to Norway?'
const hourMs = 3_600_000

/** Ben asked by mail, and a teammate's answer reached him. */
async function answered(open: () => Promise<TestHouse> = () => makeTestHouse({ mail: true, slack: true })) {
  const house = await open()
  const ben = house.mailCustomer('ben@home.example', 'Ben')
  await ben.says(asked)
  await house.settle()
  const { id } = await ben.conversation()
  const reply = (text: string) => house.core.conversations.reply(house.owner, id, { text })
  if (ben.heard().length === 0) await reply(shipsToNorway)
  await house.settle()
  const view = () => house.core.conversations.get(house.owner, id)
  const row = async () => (await house.scope.outbox.list(id)).findLast(({ audience }) => audience === 'customer')!
  let count = 0
  /** SendGrid tells something of the last answer. */
  const told = async (state: DeliveryState, more: Partial<DeliveryEvent> = {}): Promise<DeliveryEvent> => ({
    ...{ type: 'delivery', id: `sg-${++count}`, place: ben.place, at: house.clock.now().toISOString(), state },
    ...{ outboxId: (await row()).id, recipient: ben.address, ...more },
  })
  const tells = async (state: DeliveryState, more: Partial<DeliveryEvent> = {}) => {
    await house.receive(await told(state, more))
    await house.settle()
  }
  const facts = async () =>
    (await view()).events.map(({ type }) => type).filter((type) => /^(?:del|open|click|fail|compl|opted)/.test(type))
  return { house, ben, id, reply, view, row, told, tells, facts }
}

test('a reader opens and clicks as often as they like: it is written down once, and where it was delayed or delivered', async () => {
  const { tells, facts } = await answered()
  for (const state of ['delayed', 'delivered', 'opened', 'opened', 'clicked', 'clicked', 'delayed'] as const)
    await tells(state)
  expect(await facts()).toEqual(['delayed', 'delivered', 'opened', 'clicked'])
})

test.each([
  'sent',
  'delayed',
  'opened',
  'clicked',
  'complained',
] as const)('that it was %s says that the platform had it: nothing is in doubt any more', async (state) => {
  const { house, row, tells, view } = await answered(async () => {
    const house = await makeTestHouse({ mail: true })
    house.platforms.treat((_, { kind }) => (kind === 'reply' ? 'accepts, hangs up' : 'accepts'))
    return house
  })
  expect((await row()).state).toBe('in_doubt')
  await tells(state)
  expect([(await row()).state, (await view()).messages.at(-1)?.delivery?.state]).toEqual(['sent', 'sent'])
  expect((await house.core.outbox.troubled(house.owner)).outbox).toEqual([])
})

test('mail that came back marks the address for staff, and nothing automatic goes there until its owner writes', async () => {
  const made = await autonomous({ mail: true, slack: true, settings: { auditTime: 'after' } })
  await made.prove()
  await made.house.core.learning.switchTopic(made.house.owner, made.topicId, true)
  const { house, ben, tells, view, row, reply } = await answered(async () => made.house)
  await tells('failed', { bounce: 'hard', reason: 'ben@home.example: 550 5.1.1 <ben@home.example>: no such user' })
  expect((await view()).mailTrouble).toMatch(/^Mail to ben@home\.example came back on .* \(550 5\.1\.1 no such user\)/)
  const card = house.platforms.cards().find(({ card }) => card.purpose === 'conversation' && card.title === 'Ben')
  expect(card?.card.facts.find(({ label }) => label === 'Mail')?.value).toContain('came back')
  // A colleague of theirs asks in the same thread: what the agent would say to Ben alone does not leave.
  const heard = ben.heard().length
  await house.scope.outbox.add({
    ...{
      conversationId: (await view()).conversation.id,
      audience: 'customer',
      place: ben.place,
      state: 'ready' as const,
    },
    payload: { ...(await row()).payload, text: 'Once more.' },
    ...{ notBefore: house.clock.now().toISOString(), cancelIf: [], messageId: null, draftId: null, teammateId: null },
  })
  await house.core.work.sweep()
  await house.settle()
  expect([ben.heard().length, (await row()).state]).toEqual([heard, 'cancelled'])
  // A person may try again all the same.
  await reply('Is this still your address?')
  await house.settle()
  expect(ben.heard().at(-1)).toBe('Is this still your address?')
  await ben.says('Yes it is! And can you ship to Norway?')
  await house.settle()
  expect((await view()).mailTrouble).toBeNull()
})

test('a full mailbox is left alone for three days', async () => {
  const { house, tells, view } = await answered()
  await tells('failed', { bounce: 'soft', reason: '452 4.2.2 full' })
  expect((await view()).mailTrouble).toContain('452 4.2.2 full')
  await house.pass(73 * hourMs)
  expect((await view()).mailTrouble).toBeNull()
})

test('a bounce that is told late says nothing about somebody who has written since', async () => {
  const { house, ben, told, view } = await answered()
  const late = await told('failed', { bounce: 'hard', reason: '550' })
  await house.pass(60_000)
  await ben.answers('Thanks! How much is it?')
  await house.receive(late)
  await house.settle()
  expect((await view()).mailTrouble).toBeNull()
})

test.each([
  ['complained', ['complained', 'opted_out']],
  ['unsubscribed', ['opted_out']],
] as const)('who %s gets nothing more that they did not ask for, from nobody', async (state, expected) => {
  const { house, ben, tells, facts, reply, view } = await answered()
  await tells(state)
  await tells(state)
  expect((await facts()).slice(0, expected.length)).toEqual(expected)
  expect((await view()).mailTrouble).toMatch(/asked for no more mail/)
  await expect(reply('We have a new catalogue!')).rejects.toThrow(/asked for no more mail on .* Nothing was sent\./)
  await house.pass(60_000)
  await ben.answers('Where is my parcel?')
  await reply('It comes tomorrow.')
  await house.settle()
  expect(ben.heard().at(-1)).toBe('It comes tomorrow.')
  await tells('resubscribed')
  expect((await view()).mailTrouble).toBeNull()
})

test('it is obeyed at the door, before anybody has looked at it', async () => {
  const { house, ben, id, told } = await answered()
  await ben.answers('And to Iceland?')
  const heard = ben.heard().length
  const { inbound } = house.core
  const event = await told('complained')
  await house.scope.outbox.add({
    ...{ conversationId: id, audience: 'customer', place: ben.place, state: 'ready' as const },
    payload: {
      ...(await house.scope.outbox.get(event.outboxId!))!.payload,
      text: 'We will answer soon.',
      isSystem: true,
    },
    ...{ notBefore: house.clock.now().toISOString(), cancelIf: [], messageId: null, draftId: null, teammateId: null },
  })
  await inbound.keep(house.businessId, 'email', event.place.account, [event])
  await house.core.work.sweep()
  await house.settle()
  expect(ben.heard()).toHaveLength(heard)
})

test('only whom a mail of ours went to can ask for no more', async () => {
  const { house, tells } = await answered()
  await tells('unsubscribed', { recipient: 'ana@home.example' })
  await tells('unsubscribed', { outboxId: crypto.randomUUID(), platformId: '<guessed@in.shop.example>' })
  for (const value of ['ana@home.example', 'ben@home.example'])
    expect(await house.scope.optOuts.since({ kind: 'email', value })).toBeNull()
})
