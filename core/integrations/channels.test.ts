import { expect, test } from 'vitest'
import type { ChannelPurpose, StaffChannel } from '#core/domain/business.ts'
import type { DismissedEvent, InvitedEvent } from '#core/domain/event.ts'
import type { Handle } from '#core/domain/place.ts'
import { channelFor } from '#core/routing/channel.ts'
import { author, pressed } from '#core/testing/events.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

const at = (channel: string) => ({ connector: 'slack', account: 'T1', thread: `${channel}/`, private: false })

async function invite(house: TestHouse, channel: string, name = channel.toLowerCase()): Promise<void> {
  house.platforms.channelNames.set(`${channel}/`, name)
  const event: InvitedEvent = {
    ...{ type: 'invited', id: `invited/${house.next()}`, place: at(channel), channel },
    at: house.clock.now().toISOString(),
  }
  await house.receive(event)
}

async function dismiss(house: TestHouse, channel: string): Promise<void> {
  const event: DismissedEvent = {
    ...{ type: 'dismissed', id: `dismissed/${house.next()}`, place: at(channel), channel },
    at: house.clock.now().toISOString(),
  }
  await house.receive(event)
  await house.settle()
}

/** Presses a purpose on the card in this channel. */
async function choose(house: TestHouse, staff: Staff, channel: string, choice: ChannelPurpose, text?: string) {
  const target = (await house.core.channels.list(house.owner)).find((one) => one.channel === channel)!.id
  return house.receiveAndWait(
    pressed({
      ...{ id: `press-${house.next()}`, place: at(channel), at: house.clock.now().toISOString(), choice, target },
      ...{ author: author(staff.handle, { name: staff.teammate.name }), action: 'channel_for', trigger: 't' },
      ...(text === undefined ? {} : { text }),
    }),
  )
}

async function ownerMaya(house: TestHouse): Promise<Staff> {
  const maya = await house.teammate('Maya')
  await house.core.teammates.changeRole(house.owner, maya.teammate.id, 'owner')
  return maya
}

const threadOf = async (house: TestHouse, id: string) =>
  (await house.scope.conversations.places(id)).find(({ role }) => role === 'staff')?.place.thread.split('/')[0]

test('a channel that we were invited to is asked what it is for, once', async () => {
  const house = await makeTestHouse({ slack: true })
  await invite(house, 'C9', 'returns')
  await house.settle()
  const asked = house.platforms.cards().filter(({ place }) => place.thread === 'C9/')
  expect(asked.map(({ card }) => card.title)).toEqual(['Thanks for the invitation. What is this channel for?'])
  expect(asked[0]?.card.buttons.map(({ choice }) => choice)).toEqual([
    ...['conversations', 'topic', 'address', 'hand_overs', 'sales', 'nothing'],
  ])
  expect(await house.core.channels.list(house.owner)).toMatchObject([{ name: 'returns', purpose: 'nothing' }])
})

test('conversations go where the channel was chosen, and a thread stays where it was opened', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await ownerMaya(house)
  const [ana, ben] = [house.customer('Ana'), house.customer('Ben')]
  await ana.says('Do you repair boots?')
  await house.settle()
  await invite(house, 'C9')
  expect(await choose(house, maya, 'C9', 'conversations')).toMatchObject({ kind: 'done' })
  await ana.says('Anybody?')
  await ben.says('Do you sell tents?')
  await house.settle()
  expect(await threadOf(house, (await ana.conversation()).id)).toBe('C1')
  expect(await threadOf(house, (await ben.conversation()).id)).toBe('C9')
  const said = house.platforms.cards().map(({ card }) => card.title)
  expect(said).toContain('New conversations with customers are shown here. Maya said so.')
})

test('a mail to one address is shown in its channel, every other one in the account’s own', async () => {
  const house = await makeTestHouse({ slack: true, mail: true })
  const maya = await ownerMaya(house)
  await invite(house, 'C9')
  expect(await choose(house, maya, 'C9', 'address')).toMatchObject({ kind: 'done' })
  expect(house.platforms.log.some(({ outbound }) => outbound.kind === 'form')).toBe(true)
  expect(await choose(house, maya, 'C9', 'address', 'returns at shop')).toMatchObject({ kind: 'refused' })
  expect(await choose(house, maya, 'C9', 'address', ' Returns@Shop.example ')).toMatchObject({ kind: 'done' })
  const [ana, ben] = [house.mailCustomer('ana@mail.example'), house.mailCustomer('ben@mail.example')]
  const asked = ana.event('May I send it back?')
  await house.receive({ ...asked, mail: { ...asked.mail!, to: ['returns@shop.example'] } })
  await ben.says('Do you sell tents?')
  await house.settle()
  expect(await threadOf(house, (await ana.conversation()).id)).toBe('C9')
  expect(await threadOf(house, (await ben.conversation()).id)).toBe('C1')
})

test('a question about one topic is shown in its channel', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await ownerMaya(house)
  for (const name of ['Ana', 'Ben', 'Cleo', 'Dan']) {
    const customer = house.customer(name)
    await customer.says('Do you ship tents to Norway?')
    await house.core.conversations.reply(maya.actor, (await customer.conversation()).id, {
      text: 'Yes, we ship to Norway in four days.',
    })
    await house.settle()
  }
  const [topic] = await house.core.learning.topics(house.owner)
  await invite(house, 'C9')
  expect(await choose(house, maya, 'C9', 'topic', 'no such thing')).toMatchObject({
    ...{ kind: 'refused', say: expect.stringContaining(topic!.name) },
  })
  expect(await choose(house, maya, 'C9', 'topic', topic!.name)).toMatchObject({ kind: 'done' })
  const [eva, finn] = [house.customer('Eva'), house.customer('Finn')]
  await eva.says('Do you ship tents to Norway?')
  await finn.says('Zebra xylophone quartz?')
  await house.settle()
  expect(await threadOf(house, (await eva.conversation()).id)).toBe('C9')
  expect(await threadOf(house, (await finn.conversation()).id)).toBe('C1')
})

test('removed from its channel, a conversation is shown in the account’s own, and the owner is told', async () => {
  const house = await makeTestHouse({ slack: true, mail: true })
  const maya = await house.teammate('Maya')
  await invite(house, 'C9', 'desk')
  const [invited] = await house.core.channels.list(house.owner)
  await house.core.channels.save(house.owner, invited!.id, { purpose: 'conversations' })
  const ana = house.customer('Ana')
  await ana.says('Do you repair boots?')
  await house.settle()
  const { id } = await ana.conversation()
  expect(await threadOf(house, id)).toBe('C9')
  await dismiss(house, 'C9')
  expect(await house.core.channels.list(house.owner)).toEqual([])
  expect(await threadOf(house, id)).toBe('C1')
  const told = house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'direct' ? [outbound.card.title] : []))
  expect(told).toEqual(['Lummy was removed from #desk. Its conversations are shown in the main channel from now on.'])
  expect(await choose(house, maya, 'C9', 'sales').catch((error) => error)).toBeInstanceOf(Error)
})

test('a press on the card of a channel that is gone, or by a stranger, is refused with a sentence', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await ownerMaya(house)
  await invite(house, 'C9')
  const { id: target } = (await house.core.channels.list(house.owner))[0]!
  const press = (who: Handle, choice: string) =>
    house.receiveAndWait(
      pressed({
        ...{ id: `press-${house.next()}`, place: at('C9'), at: house.clock.now().toISOString(), target, choice },
        ...{ author: author(who), action: 'channel_for' },
      }),
    )
  expect(await press({ kind: 'slack', value: 'T1/U-stranger' }, 'sales')).toMatchObject({ kind: 'refused' })
  expect(await press(maya.handle, 'world domination')).toMatchObject({ kind: 'refused' })
  await dismiss(house, 'C9')
  expect(await press(maya.handle, 'sales')).toMatchObject({ kind: 'refused', say: expect.stringContaining('invite') })
})

test('who is no owner chooses no purpose, is asked for no words, and is told why', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  await invite(house, 'C9')
  for (const choice of ['sales', 'topic'] as const)
    expect(await choose(house, maya, 'C9', choice)).toMatchObject({ kind: 'refused' })
  await house.settle()
  expect(await house.core.channels.list(house.owner)).toMatchObject([{ purpose: 'nothing' }])
  const told = house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'direct' ? [outbound] : []))
  expect(told.map(({ to, card }) => [to, card.title])).toEqual(
    Array(2).fill([maya.handle, expect.stringMatching(/^Only an owner says what a channel is for/)]),
  )
  expect(house.platforms.log.some(({ outbound }) => outbound.kind === 'form')).toBe(false)
})

test('in the admin, channels are changed by owners alone', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  await invite(house, 'C9')
  const { id } = (await house.core.channels.list(maya.actor))[0]!
  await expect(house.core.channels.save(maya.actor, id, { purpose: 'sales' })).rejects.toThrow('Only the owner')
  expect(await house.core.channels.save(house.owner, id, { purpose: 'sales' })).toMatchObject({ purpose: 'sales' })
})

const channel = (purpose: ChannelPurpose, value: string | null = null): StaffChannel => ({
  ...{ id: purpose, connector: 'slack', account: 'T1', channel: purpose, name: purpose, purpose, value, createdAt: '' },
})
const all = [
  ...[channel('nothing'), channel('hand_overs'), channel('conversations'), channel('sales')],
  ...[channel('topic', 't1'), channel('address', 'returns@shop.example')],
]
test.each([
  ['its address before its topic', { addresses: ['returns@shop.example'], topicId: 't1' }, 'address'],
  ['its topic before sales', { topicId: 't1', kind: 'sales' as const }, 'topic'],
  ['sales before all', { kind: 'sales' as const }, 'sales'],
  ['all, when nothing else fits', { topicId: 't2', addresses: ['help@shop.example'] }, 'conversations'],
])('a conversation goes by %s', (_, facts, expected) => {
  const given = { kind: 'support' as const, addresses: [], topicId: undefined, ...facts }
  expect(channelFor(all, given)?.purpose).toBe(expected)
  expect(channelFor([channel('nothing'), channel('hand_overs')], given)).toBeUndefined()
})
