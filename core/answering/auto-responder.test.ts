import { describe, expect, test } from 'vitest'
import { autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { MailCustomer } from '#core/testing/people.ts'

const minuteMs = 60_000
const asked = 'Do you ship to Norway?'

/** How another auto-responder writes back. */
interface Responder {
  name: string
  afterMs: number
  /** Says in its headers that it is one. */
  saysSo: boolean
  /** Keeps to the thread, or begins a new one each time. */
  threads: boolean
  text(count: number): string
}

const responders: Responder[] = [
  { name: 'with the headers for it', afterMs: 5_000, saysSo: true, threads: true, text: () => asked },
  { name: 'at once, without a header', afterMs: 5_000, saysSo: false, threads: true, text: (n) => `${asked} ${n}` },
  {
    name: 'at once, in a new thread each time',
    afterMs: 5_000,
    saysSo: false,
    threads: false,
    text: (n) => `${asked} ${n}`,
  },
  {
    name: 'after ten minutes, with a number that counts',
    afterMs: 10 * minuteMs,
    saysSo: false,
    threads: true,
    text: (n) => `${asked} Ticket ${n}`,
  },
  {
    name: 'after ten minutes, in a new thread each time',
    afterMs: 10 * minuteMs,
    saysSo: false,
    threads: false,
    text: (n) => `${asked} Ticket ${n}`,
  },
  {
    name: 'after three hours, in a new thread each time',
    afterMs: 180 * minuteMs,
    saysSo: false,
    threads: false,
    text: () => asked,
  },
]

/** The other side answers whatever it gets, for two days. */
async function run(house: TestHouse, bot: MailCustomer, responder: Responder): Promise<number> {
  const automatic = () =>
    house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply' && outbound.mail?.to.includes(bot.address))
      .length
  await bot.says(asked)
  let heard = 0
  for (let turn = 0; turn < 40; turn++) {
    await house.pass(minuteMs)
    if (automatic() === heard) break
    heard = automatic()
    await house.pass(responder.afterMs)
    const facts = responder.saysSo ? { author: { ...bot.event('').author, isMachine: true } } : {}
    if (!responder.threads) await bot.says(responder.text(turn), facts)
    else {
      const answer = await lastAnswer(house, bot, responder.text(turn))
      await house.receive({ ...answer, ...facts })
    }
  }
  return heard
}

/** The reply that mail programs make of what they got last. */
async function lastAnswer(house: TestHouse, bot: MailCustomer, text: string) {
  const got = house.platforms.log.findLast(
    ({ outbound }) => outbound.kind === 'reply' && outbound.mail?.to.includes(bot.address),
  )?.outbound
  if (got?.kind !== 'reply' || got.mail === undefined) throw new Error('nothing was answered')
  const token = /\+([a-z2-7]+)@/.exec(got.mail.replyTo)?.[1]
  const event = bot.event(text)
  const mail = { subject: got.mail.subject, references: [got.mail.messageId], ...(token ? { token } : {}) }
  return { ...event, mail: { ...event.mail!, ...mail } }
}

/** Whose topic is proven and switched on: what is asked about it is answered without a person. */
async function openAlone(settings: { acknowledge: boolean }) {
  const made = await autonomous({ mail: true, settings: { ...settings, auditTime: 'after' } })
  await made.prove()
  await made.house.core.learning.switchTopic(made.house.owner, made.topicId, true)
  return made.house
}

describe('two auto-responders', () => {
  test.each(responders)('talk once where the other answers $name', async (responder) => {
    const house = await openAlone({ acknowledge: true })
    const bot = house.mailCustomer('desk@other.example', 'Other Desk')
    expect(await run(house, bot, responder)).toBe(1)
    expect(bot.heard()).toEqual([shipsToNorway])
  })

  test('that say something else each time are stopped by the pace of one address', async () => {
    const house = await openAlone({ acknowledge: true })
    const bot = house.mailCustomer('desk@other.example', 'Other Desk')
    const said = ['Can you ship to Norway?', 'Shipping to Norway, do you?', 'Do you ship parcels to Norway?', asked]
    for (let turn = 0; turn < 60; turn++) {
      await bot.says(`${said[turn % 4]} ${'hello there you people '.repeat(turn % 7)}`)
      await house.pass(20 * minuteMs)
    }
    expect(bot.heard().length).toBeLessThanOrEqual(12)
    expect(bot.heard().length).toBeGreaterThan(0)
  })

  test('thank each other once a day', async () => {
    const house = await makeTestHouse({ mail: true, slack: true, settings: { acknowledge: true } })
    const bot = house.mailCustomer('desk@other.example', 'Other Desk')
    for (const text of [
      'We have got your mail.',
      'Our office is closed.',
      'A ticket was opened for you.',
      'We are moving house.',
    ]) {
      await bot.says(text)
      await house.pass(30 * minuteMs)
    }
    expect(bot.heard()).toHaveLength(1)
    await house.pass(24 * 60 * minuteMs)
    await bot.says('Here is something else that I would like to know.')
    await house.settle()
    expect(bot.heard()).toHaveLength(2)
  })
})

test('a person who goes on asking is answered alone again', async () => {
  const house = await openAlone({ acknowledge: false })
  const ben = house.mailCustomer('ben@home.example', 'Ben')
  await ben.says(asked)
  await house.pass(5 * minuteMs)
  expect(ben.heard()).toEqual([shipsToNorway])
  await house.pass(26 * 60 * minuteMs)
  await ben.says('Can you ship to Norway?')
  await house.pass(5 * minuteMs)
  expect(ben.heard()).toEqual([shipsToNorway, shipsToNorway])
})
