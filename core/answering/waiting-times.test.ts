import { describe, expect, test } from 'vitest'
import type { BusinessSettings } from '#core/domain/business.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const nine: [string, string][] = [['09:00', '17:00']]
const office: Partial<BusinessSettings> = {
  zone: 'UTC',
  hours: { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine },
  targets: { firstMinutes: 120, nextMinutes: 60 },
}
const channel = { connector: 'slack', account: 'T1', channel: 'C9', mention: 'S777' }

/** The clock stands at a Monday, 09:00. */
const house = (settings: Partial<BusinessSettings> = {}, options: HouseOptions = {}) =>
  makeTestHouse({ slack: true, settings: { ...office, ...settings }, ...options })

async function passWithSweep(house: TestHouse, ms: number): Promise<void> {
  await house.pass(ms)
  await house.core.work.sweep()
  await house.settle()
}

const titles = (house: TestHouse, place = 'C1/') =>
  house.platforms
    .cards()
    .filter((one) => one.place.thread.startsWith(place))
    .map(({ card }) => card.title)

describe('a missed target', () => {
  test('is said once in the thread, then once in the hand-over channel, and never again', async () => {
    const shop = await house({ handOverTo: channel })
    await shop.customer('Anna').says('Do you ship to Norway?')
    await passWithSweep(shop, 119 * minuteMs)
    expect(titles(shop)).not.toContain('Anna has waited longer than 2 h for an answer.')
    await passWithSweep(shop, 2 * minuteMs)
    expect(titles(shop).filter((title) => title.includes('waited'))).toHaveLength(1)
    expect(titles(shop, 'C9/')).toEqual([])
    await passWithSweep(shop, 120 * minuteMs)
    await passWithSweep(shop, 240 * minuteMs)
    await passWithSweep(shop, 24 * hourMs)
    expect(titles(shop).filter((title) => title.includes('waited'))).toHaveLength(1)
    expect(titles(shop, 'C9/')).toEqual(['Anna has waited longer than 2 h for an answer.'])
    const told = shop.platforms.cards().find(({ place }) => place.thread === 'C9/')
    expect(told?.card.mentions).toEqual([{ kind: 'slack', value: 'T1/S777' }])
  })

  test('calls whoever has the conversation, and is a fact of it', async () => {
    const shop = await house()
    const ben = await shop.teammate('Ben')
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await ben.slackReply((await anna.conversation()).id, 'I look into it')
    const { id } = await anna.conversation()
    await shop.core.conversations.act(ben.actor, id, 'take')
    await passWithSweep(shop, 121 * minuteMs)
    const late = shop.platforms.cards().find(({ card }) => card.title.includes('waited'))
    expect(late?.card.mentions).toEqual([ben.handle])
    expect(late?.card.status).toMatch(/^Ben has this conversation/)
    const facts = (await shop.scope.events.list(id)).filter(({ type }) => type === 'target_missed')
    expect(facts.map(({ data }) => data)).toMatchObject([{ step: 'thread', target: 'first', minutes: 120 }])
  })

  test('waits while the business is closed, and does not exist once somebody answered in time', async () => {
    const shop = await house()
    const anna = shop.customer('Anna')
    // From Monday 16:30 on; 90 minutes are left on Tuesday.
    await shop.pass(7.5 * hourMs)
    await anna.says('Do you ship to Norway?')
    await passWithSweep(shop, 16 * hourMs)
    expect(titles(shop).filter((title) => title.includes('waited'))).toEqual([])
    await shop.core.conversations.reply(shop.owner, (await anna.conversation()).id, { text: 'Yes.' })
    await passWithSweep(shop, 5 * hourMs)
    expect(titles(shop).filter((title) => title.includes('waited'))).toEqual([])
  })

  test('of a later answer is another one, told again', async () => {
    const shop = await house()
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await passWithSweep(shop, 121 * minuteMs)
    await shop.core.conversations.reply(shop.owner, (await anna.conversation()).id, { text: 'Yes.' })
    await shop.settle()
    expect((await anna.conversation()).answeredAt).not.toBeNull()
    await anna.says('And to Sweden?')
    await passWithSweep(shop, 61 * minuteMs)
    expect(titles(shop).filter((title) => title.includes('waited longer than 1 h'))).toHaveLength(1)
  })

  test('is told by two sweeps at once only once', async () => {
    const shop = await house()
    await shop.customer('Anna').says('Do you ship to Norway?')
    await shop.pass(121 * minuteMs)
    await Promise.all([shop.core.work.sweep(), shop.core.work.sweep()])
    await shop.settle()
    expect(titles(shop).filter((title) => title.includes('waited'))).toHaveLength(1)
  })
})

describe('a thread that fell quiet', () => {
  test('shows the customer’s next message in the channel too, and calls whoever has it', async () => {
    const shop = await house({ targets: { firstMinutes: null, nextMinutes: null } })
    const ben = await shop.teammate('Ben')
    await shop.scope.teammates.link(ben.teammate.id, ben.handle)
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shop.settle()
    await shop.core.conversations.act(ben.actor, (await anna.conversation()).id, 'take')
    await shop.pass(10 * minuteMs)
    await anna.says('And to Sweden?')
    await shop.pass(4 * hourMs)
    await anna.says('And to Denmark?')
    await shop.settle()
    const said = (quote: string) =>
      shop.platforms.log.find(({ outbound }) => outbound.kind === 'card' && outbound.card.quote === quote)?.outbound
    expect(said('And to Sweden?')).not.toHaveProperty('broadcast')
    expect(said('And to Denmark?')).toMatchObject({ broadcast: true, card: { mentions: [ben.handle] } })
  })
})

describe('an acknowledgement', () => {
  const on = { acknowledge: true }

  test('is off unless the business wants it', async () => {
    const shop = await house()
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shop.settle()
    expect(anna.heard()).toEqual([])
  })

  test('is said once, in the customer’s language, with the time that was promised; it is no answer and teaches nothing', async () => {
    const shop = await house(on)
    const anna = shop.customer('Anna')
    await anna.says('Können Sie mir sagen, ob Sie nach Norwegen liefern?')
    await shop.settle()
    await anna.says('Und wie lange dauert das nach Schweden?')
    await shop.settle()
    expect(anna.heard()).toEqual(['Vielen Dank für Ihre Nachricht. Wir antworten innerhalb von 2 Stunden.'])
    const conversation = await anna.conversation()
    expect(conversation).toMatchObject({ waitingFor: 'staff', answeredAt: null, status: 'active' })
    expect(conversation.waitingSince).not.toBeNull()
    const events = (await shop.scope.events.list(conversation.id)).map(({ type }) => type)
    expect(events).toContain('acknowledged')
    expect(events).not.toContain('first_answer')
    expect(await shop.core.lessons.list(shop.owner, {})).toEqual([])
    await shop.core.conversations.reply(shop.owner, conversation.id, { text: 'Ja, in fünf Tagen.' })
    await shop.settle()
    const [lesson] = await shop.core.lessons.list(shop.owner, {})
    expect(lesson).toMatchObject({ reply: 'Ja, in fünf Tagen.' })
    expect(lesson?.question).toMatch(/Norwegen.*Schweden/s)
  })

  test('says from when on somebody is there, and the hours where the business says them', async () => {
    const shop = await house({ ...on, sayHours: true })
    await shop.pass(10 * hourMs)
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shop.settle()
    expect(anna.heard()).toEqual([
      'Thank you for your message. We are closed at the moment and answer from tomorrow, 09:00 on. Our opening hours: Mon–Fri 09:00–17:00.',
    ])
  })

  test('is not needed where a teammate is faster', async () => {
    const shop = await house(on)
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shop.core.conversations.reply(shop.owner, (await anna.conversation()).id, { text: 'Yes.' })
    await shop.settle()
    expect(anna.heard()).toEqual(['Yes.'])
  })

  test('goes to no machine, no test, and not after a thank-you', async () => {
    const shop = await house(on, { mail: true })
    const robot = shop.mailCustomer('robot@news.example')
    const said = robot.event('Our newsletter')
    await shop.receive({ ...said, author: { ...said.author, isMachine: true } })
    const ben = await shop.teammate('Ben')
    const test = shop.mailCustomer(ben.teammate.email)
    await test.says('Do you ship to Norway?')
    const anna = shop.customer('Anna')
    await anna.says('Thanks!')
    await shop.settle()
    expect([robot.heard(), test.heard(), anna.heard()]).toEqual([[], [], []])
  })

  test('by mail says of itself that no machine should answer it', async () => {
    const shop = await house(on, { mail: true })
    const anna = shop.mailCustomer('anna@home.example')
    await anna.says('Do you ship to Norway?')
    await shop.settle()
    const sent = shop.platforms.log.find(({ outbound }) => outbound.kind === 'reply')?.outbound
    expect(sent).toMatchObject({ isSystem: true, mail: { to: ['anna@home.example'] } })
  })

  test('by mail goes to no sender whose address fails DMARC', async () => {
    const shop = await house({ ...on })
    const mina = shop.mailCustomer('mina@home.example', 'Mina')
    const event = mina.event('Do you ship to Norway?')
    await shop.receive({ ...event, mail: { ...event.mail!, isAligned: false } })
    await shop.pass(60_000)
    expect(mina.heard()).toEqual([])
    await mina.says('Do you ship to Norway?')
    await shop.pass(60_000)
    expect(mina.heard()).toHaveLength(1)
  })

  test('by mail goes to whoever wrote, not to everybody in copy', async () => {
    const shop = await house(on, { mail: true })
    const anna = shop.mailCustomer('anna@home.example')
    const asked = anna.event('Do you ship to Norway?')
    const cc = Array.from({ length: 30 }, (_, index) => `friend${index}@home.example`)
    await shop.receive({ ...asked, mail: { ...asked.mail!, cc } })
    await shop.settle()
    const sent = shop.platforms.log.find(({ outbound }) => outbound.kind === 'reply')?.outbound
    expect(sent).toMatchObject({ isSystem: true, mail: { to: ['anna@home.example'], cc: [] } })
  })
})

describe('a hand-over', () => {
  test('carries what was asked and tried, to the thread and to the second channel, and tells the customer', async () => {
    const shop = await house({ acknowledge: true, handOverTo: channel })
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shop.core.conversations.reply(shop.owner, (await anna.conversation()).id, { text: 'Yes, within 5 days.' })
    await shop.settle()
    await anna.says('I want to speak to a human, please.')
    await shop.settle()
    const cards = shop.platforms.cards().filter(({ card }) => card.purpose === 'hand_over')
    expect(cards.map(({ place }) => place.thread.split('/')[0])).toEqual(['C1', 'C9'])
    const [card, copy] = cards.map((one) => one.card)
    expect(card).toMatchObject({
      title: 'Needs a person: Anna',
      status: 'The customer asks for a person.',
      quote: 'I want to speak to a human, please.',
    })
    expect(card?.body).toMatch(/^- 09:00 Anna: “Do you ship to Norway\?”\n- 09:00 Olga Owner: “Yes, within 5 days.”/)
    expect(copy).toEqual({ ...card, mentions: [{ kind: 'slack', value: 'T1/S777' }] })
    expect(anna.heard()).toEqual(['Yes, within 5 days.', 'A colleague of ours takes care of this personally.'])
    expect((await anna.conversation()).status).toBe('escalated')
  })

  test('is told in the channel that staff named for hand-overs, too', async () => {
    const shop = await house()
    const row = { connector: 'slack', account: 'T1', channel: 'C5', name: 'hands', purpose: 'hand_overs' as const }
    await shop.scope.staffChannels.save({ ...row, value: null })
    await shop.customer('Anna').says('I want to speak to a human, please.')
    await shop.settle()
    expect(titles(shop, 'C5/')).toEqual(['Needs a person: Anna'])
  })

  test('by a teammate’s rejection says who, and what the draft was', async () => {
    const shop = await house()
    const anna = shop.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await shop.core.conversations.reply(shop.owner, (await anna.conversation()).id, { text: 'Yes, within 5 days.' })
    await shop.settle()
    const carl = shop.customer('Carl')
    await carl.says('Can you ship to Norway?')
    await shop.settle()
    const view = await shop.core.conversations.get(shop.owner, (await carl.conversation()).id)
    await shop.core.drafts.reject(shop.owner, view.draft!.id, 'needs_a_person')
    await shop.settle()
    const card = shop.platforms.cards().find((one) => one.card.purpose === 'hand_over')?.card
    expect(card).toMatchObject({ title: 'Needs a person: Carl', status: 'Olga Owner: this needs a person.' })
    expect(card?.body).toContain('Draft, rejected (needs a person): “Yes, within 5 days.”')
  })
})
