import { setTimeout as wait } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeCore } from '#core/core.ts'
import type { Consent } from '#core/domain/event.ts'
import { OptedOut } from '#core/errors.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Customer } from '#core/testing/people.ts'
import { testDatabase } from '#core/testing/test-database.ts'

const answer = 'Yes, we ship to Norway within 5 days.'
const stop: Consent = { what: 'stop', word: 'STOP', isAnswered: true }
const localStop: Consent = { what: 'stop', word: 'Stopp', language: 'de', isAnswered: false }
const start: Consent = { what: 'start', word: 'START', isAnswered: true }
const yes: Consent = { ...start, word: 'Yes', onlyAfterStop: true }
const help: Consent = { what: 'help', word: 'HELP', isAnswered: false }

beforeAll(async () => void (await testDatabase()), 120_000)

/** Numbers are one business's own, but a test database is shared. */
const number = () => `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
const cards = (house: TestHouse) => house.platforms.cards().map(({ card }) => card)

/** Another process on the same rows: what it hands to a platform stays on its way until it is let through. */
function otherHouse(house: TestHouse) {
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const { messenger } = house.ports
  const send: typeof messenger.send = async (...given) => {
    if (given[2].kind === 'reply') {
      reached.resolve()
      await gate.promise
    }
    return messenger.send(...given)
  }
  const { work } = makeCore({ ...house.ports, messenger: { ...messenger, send } })
  return { work, isOnItsWay: reached.promise, letThrough: () => gate.resolve() }
}

/** Somebody asked by text, and a teammate's answer to them is held for its undo window. */
async function answered(house: TestHouse) {
  const ben = house.texter(number())
  await ben.says('Do you ship to Norway?')
  const { id } = await ben.conversation()
  await house.core.conversations.reply(house.owner, id, { text: answer })
  const view = () => house.core.conversations.get(house.owner, id)
  const row = async () => (await house.scope.outbox.list(id)).findLast(({ audience }) => audience === 'customer')!
  const says = (consent: Consent) => ben.says(consent.word, { consent })
  /** At the door alone: nothing that waits is worked on. */
  const arrives = (consent: Consent) => {
    const event = ben.event(consent.word, { consent })
    return house.core.inbound.keep(house.businessId, 'sms', event.place.account, [event])
  }
  return { ben, id, view, row, says, arrives }
}

describe.each([
  ['in memory', makeTestHouse],
  ['on a database', makeDatabaseHouse],
] as const)('STOP, %s', (_, open: (options: HouseOptions) => Promise<TestHouse>) => {
  const openHouse = () => open({ slack: true })

  test('stops what is held, closes the conversation and is shown; it is no message and wants no answer', async () => {
    const house = await openHouse()
    const { ben, says, view, row } = await answered(house)
    await says(stop)
    await house.settle()
    expect(ben.heard()).toEqual([])
    expect((await row()).state).toBe('cancelled')
    const { conversation, messages, events, stoppedAt } = await view()
    expect(conversation).toMatchObject({ status: 'resolved', resolvedBy: 'stop', waitingFor: 'nobody' })
    expect(messages.filter(({ senderType }) => senderType === 'customer')).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'opted_out')).toHaveLength(1)
    expect(stoppedAt).not.toBeNull()
    expect(cards(house).map(({ title }) => title)).toContain('Not sent: they said STOP.')
    const facts = cards(house).find(({ purpose }) => purpose === 'conversation')?.facts
    expect(facts?.find(({ label }) => label === 'STOP')?.value).toMatch(
      /^They said STOP on .*until they write START\.$/,
    )
  })

  test('holds at the door, before anybody has looked at it', async () => {
    const house = await openHouse()
    const { ben, arrives, row } = await answered(house)
    await arrives(stop)
    await house.pass(60_000)
    expect(ben.heard()).toEqual([])
    expect((await row()).state).toBe('cancelled')
  })

  test('cannot be overridden: a teammate’s words, an approval, a retry and a plan are all refused or stopped', async () => {
    const house = await openHouse()
    const { ben, id, says, row } = await answered(house)
    await house.settle()
    expect(ben.heard()).toEqual([answer])
    await says(stop)
    await expect(house.core.conversations.reply(house.owner, id, { text: 'But please!' })).rejects.toThrow(
      /They said STOP on .*Nothing was sent\./,
    )
    const sent = await row()
    await house.scope.outbox.move(sent.id, ['sent'], 'failed', { error: 'lost' })
    await house.core.outbox.sendAgain(house.owner, sent.id)
    await house.settle()
    expect(ben.heard()).toEqual([answer])
    expect((await row()).state).toBe('cancelled')
  })

  test('leaves what they write afterwards to people: nothing is drafted, acknowledged or answered', async () => {
    const house = await open({ slack: true, settings: { acknowledge: true } })
    const { ben, says, view } = await answered(house)
    await says(stop)
    await ben.says('Why did you never answer about Norway?')
    await house.settle()
    expect(ben.heard()).toEqual([])
    const { draft, messages } = await view()
    expect(draft).toBeNull()
    expect(messages.at(-1)?.content).toBe('Why did you never answer about Norway?')
  })

  test('that two hubs are told of at once is confirmed once, and closes the conversation, whichever stores it', async () => {
    const house = await openHouse()
    const { ben, view } = await answered(house)
    const event = ben.event(localStop.word, { consent: localStop })
    const told = ({ inbound }: Pick<TestHouse['core'], 'inbound'>) =>
      inbound.keep(house.businessId, 'sms', event.place.account, [structuredClone(event)])
    // The first obeys it, and the second stores it.
    const [obeyed, stored] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const { store } = house.ports
    const keep: typeof store.system.keep = async (rows) => {
      obeyed.resolve()
      await stored.promise
      return store.system.keep(rows)
    }
    const first = told(makeCore({ ...house.ports, store: { ...store, system: { ...store.system, keep } } }))
    await obeyed.promise
    await told(house.core)
    stored.resolve()
    await first
    await house.settle()
    expect(ben.heard()).toHaveLength(1)
    expect((await view()).conversation).toMatchObject({ resolvedBy: 'stop' })
  })

  test('of somebody who is new opens nothing, and START takes it back', async () => {
    const house = await openHouse()
    const ben = house.texter(number())
    await ben.says('STOP', { consent: stop })
    await house.settle()
    expect(await house.scope.conversations.list({ limit: 10 })).toEqual([])
    await ben.says('START', { consent: start })
    await ben.says('Do you ship to Norway?')
    await house.core.conversations.reply(house.owner, (await ben.conversation()).id, { text: answer })
    await house.settle()
    expect(ben.heard()).toEqual([answer])
  })

  test('is confirmed once where the platform does not, in the language of the word', async () => {
    const house = await openHouse()
    const { ben, says } = await answered(house)
    await says(localStop)
    await says(localStop)
    await house.settle()
    expect(ben.heard()).toEqual(['Sie bekommen keine Nachrichten von Shop mehr. Mit START bekommen Sie wieder welche.'])
    await says({ ...start, isAnswered: false })
    await house.settle()
    expect(ben.heard().at(-1)).toBe('You get texts from Shop again. Write STOP to end them.')
  })

  test('delivered twice by the platform is one, also after a START', async () => {
    const house = await openHouse()
    const { ben, says, view } = await answered(house)
    const event = await says(stop)
    await says(start)
    await house.receive(event)
    expect((await view()).stoppedAt).toBeNull()
    await house.core.conversations.reply(house.owner, (await ben.conversation()).id, { text: answer })
    await house.settle()
    expect(ben.heard()).toEqual([answer])
  })

  test('by one number says nothing about another', async () => {
    const house = await openHouse()
    const { says } = await answered(house)
    const other = await answered(house)
    await says(stop)
    await house.settle()
    expect(other.ben.heard()).toEqual([answer])
  })

  test('to WhatsApp holds for texts to the same number, too', async () => {
    const house = await openHouse()
    const theirs = number()
    const [text, chat] = [house.texter(theirs), house.texter(theirs, 'whatsapp')]
    await text.says('Do you ship to Norway?')
    await chat.says('STOP', { consent: { ...stop, isAnswered: false } })
    const reply = house.core.conversations.reply(house.owner, (await text.conversation()).id, { text: answer })
    await expect(reply).rejects.toThrow('They said STOP')
  })

  test.each([
    ['a teammate’s answer', 1],
    ['two workers that send it', 2],
  ])('at the same moment as %s: it is sent whole and once, or stopped, and never after STOP was taken in', async (_, workers) => {
    const house = await openHouse()
    for (let round = 0; round < 4; round++) {
      const { ben, id, arrives, row, view } = await answered(house)
      const { id: outboxId } = await row()
      house.clock.advance(6_000)
      await Promise.all([
        ...Array.from({ length: workers }, () => house.core.work.deliver(house.businessId, outboxId)),
        arrives(stop),
      ])
      const heard = ben.heard().length
      expect([(await row()).state, heard]).toEqual(heard === 1 ? ['sent', 1] : ['cancelled', 0])
      expect((await view()).stoppedAt).not.toBeNull()
      await expect(house.core.conversations.reply(house.owner, id, { text: 'More' })).rejects.toThrow('STOP')
      await house.settle()
      expect(ben.heard()).toHaveLength(heard)
    }
  })

  test('told to one process while another hands words over: it is answered once they have gone, and nothing follows', async () => {
    const house = await openHouse()
    const { ben, id, arrives, row, view } = await answered(house)
    const other = otherHouse(house)
    house.clock.advance(6_000)
    const delivery = other.work.deliver(house.businessId, (await row()).id)
    await other.isOnItsWay
    const heard: string[][] = []
    const stopped = arrives(stop).then(() => heard.push(ben.heard()))
    await wait(300)
    // It holds from the start: nothing else begins meanwhile.
    expect([heard, (await view()).stoppedAt === null]).toEqual([[], false])
    await expect(house.core.conversations.reply(house.owner, id, { text: 'More' })).rejects.toThrow('STOP')
    other.letThrough()
    await Promise.all([delivery, stopped])
    await house.settle()
    expect([heard, ben.heard()]).toEqual([[[answer]], [answer]])
  })

  test('is held up neither by words to somebody else nor by what a dead process left behind', async () => {
    const house = await openHouse()
    const [one, other] = [await answered(house), await answered(house)]
    const startedAt = Date.now()
    await house.scope.outbox.move((await other.row()).id, ['held'], 'sending')
    await one.arrives(stop)
    house.clock.advance(21_000)
    await other.arrives(stop)
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  })

  test('at the same moment as an approval: the approval is refused, or its answer never leaves', async () => {
    const house = await openHouse()
    for (let round = 0; round < 3; round++) {
      const { ben, id, arrives, row } = await answered(house)
      await house.core.outbox.undo(house.owner, (await row()).id)
      const [replied] = await Promise.allSettled([
        house.core.conversations.reply(house.owner, id, { text: answer }),
        arrives(stop),
      ])
      await house.settle()
      expect(ben.heard()).toEqual([])
      if (replied.status === 'fulfilled') expect((await row()).state).toBe('cancelled')
    }
  })
})

test('YES takes a STOP back, and is an answer to everybody else', async () => {
  const house = await makeTestHouse({ slack: true })
  const { says, view } = await answered(house)
  await says(yes)
  expect((await view()).messages.at(-1)?.content).toBe('Yes')
  await says(stop)
  await says(yes)
  const { stoppedAt, messages } = await view()
  expect([stoppedAt, messages.filter(({ senderType }) => senderType === 'customer').length]).toEqual([null, 2])
})

test('HELP is answered with the business and how to stop, opens nothing, and not after a STOP', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben: Customer = house.texter(number())
  await ben.says('HELP', { consent: help })
  await house.settle()
  const said = ['This is Shop. Write your question and we answer. Write STOP to get no more texts.']
  expect(ben.heard()).toEqual(said)
  expect(await house.scope.conversations.list({ limit: 10 })).toEqual([])
  await ben.says('STOP', { consent: stop })
  await ben.says('HELP', { consent: help })
  await house.settle()
  expect(ben.heard()).toEqual(said)
})

test('a STOP that only the platform heard is obeyed from then on, and shown', async () => {
  const house = await makeTestHouse({ slack: true })
  const { id, view } = await answered(house)
  const { send } = house.platforms.messenger
  house.platforms.messenger.send = async (business, place, outbound) => {
    if (outbound.kind === 'reply') throw new OptedOut()
    return send(business, place, outbound)
  }
  await house.settle()
  expect((await view()).stoppedAt).not.toBeNull()
  expect(cards(house).map(({ title }) => title)).toContain('This did not reach the customer: they said STOP.')
  await expect(house.core.conversations.reply(house.owner, id, { text: 'More' })).rejects.toThrow('STOP')
})

test('a STOP of our own number or of a machine is a word like any other', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = house.texter('72975')
  const event = ben.event('STOP', { consent: stop })
  await house.receive({ ...event, author: { ...event.author, isMachine: true } })
  await house.settle()
  expect(await house.scope.optOuts.since({ kind: 'phone', value: '72975' })).toBeNull()
})
