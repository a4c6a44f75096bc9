import { describe, expect, test } from 'vitest'
import { caller, ourNumber } from '#core/testing/caller.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const opening = 'We are open from 9 to 17 on weekdays.'
const long = `${opening} On Saturdays we are open from 10 to 14. Before holidays we close at noon. All of it stands at https://shop.example/hours.`
const question = 'When are you open?'

describe('a call', () => {
  test('is greeted, answered at once by what stands on proof or on somebody’s word, and listened to again', async () => {
    const house = await vouched(opening)
    const ana = caller(house)
    const begun = await ana.calls()
    expect(begun.said[0]).toBe('Hello, this is Shop. How can I help you?')
    expect(begun.next).toEqual({ kind: 'listen' })
    expect(await ana.says(question)).toEqual({ said: [opening], next: { kind: 'listen' } })
    expect(await ana.conversation()).toMatchObject({ channel: 'phone', waitingFor: 'customer' })
  })

  test('says first that an AI speaks, where the business says so', async () => {
    const house = await makeTestHouse({
      settings: { disclosure: 'You are chatting with an AI assistant; a person reads along.' },
    })
    expect((await caller(house).calls()).said[0]).toBe('You are speaking with an AI assistant.')
  })

  test('tells one or two sentences and offers the whole as a text, which goes only where they say yes', async () => {
    const house = await vouched(long)
    house.platforms.surfaces.texts = true
    const ana = caller(house)
    await ana.calls()
    const answered = await ana.says(question)
    expect(answered.said).toEqual([
      `${opening} On Saturdays we are open from 10 to 14.`,
      'I can send you the details as a text. Shall I?',
    ])
    expect((await ana.says('Yes, please')).said).toEqual(['I have sent it.', 'Is there anything else?'])
    await house.settle()
    expect(textsOf(house)).toEqual([long])
    expect((await ana.says('No, thanks')).next).toEqual({ kind: 'hang up' })
    const { messages } = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
    expect(messages.filter(({ content }) => content === long)).toHaveLength(2)
  })

  test('asks again twice when nothing is understood, then a person’s phone rings', async () => {
    const { house, maya } = await staffed()
    const ana = caller(house)
    await ana.calls()
    for (const _ of [1, 2]) {
      const again = await ana.happens({ kind: 'unclear' })
      expect([again.said, again.next.kind]).toEqual([
        ['Sorry, I did not understand that. Could you say it again?'],
        'listen',
      ])
    }
    expect((await ana.happens({ kind: 'unclear' })).next).toMatchObject({
      ...{ kind: 'dial', teammateId: maya.id, number: '+15550111', seconds: 25 },
    })
  })

  test.each(['0', '09'])('gives a person to who presses %s', async (digits) => {
    const { house } = await staffed()
    const ana = caller(house)
    await ana.calls()
    expect((await ana.happens({ kind: 'digits', digits })).next.kind).toBe('dial')
    expect(await ana.conversation()).toMatchObject({ status: 'escalated' })
  })

  test('rings one phone after the other, each with a summary, then takes a message', async () => {
    const { house, maya, ben } = await staffed({ two: true })
    const ana = caller(house)
    await ana.calls()
    const first = await ana.says('My coffee machine is broken. I want to speak to a person.')
    const order = [maya, ben!]
    if (first.next.kind !== 'dial') throw new Error('no phone rings')
    if (first.next.teammateId !== maya.id) order.reverse()
    expect(first.next.summary.text).toContain('My coffee machine is broken.')
    const second = await ana.happens({ kind: 'dialled', teammateId: order[0]!.id, result: 'refused' })
    expect(second.next).toMatchObject({ kind: 'dial', teammateId: order[1]!.id })
    const last = await ana.happens({ kind: 'dialled', teammateId: order[1]!.id, result: 'no answer' })
    expect(last.next).toEqual({ kind: 'message' })
    expect(last.said[0]).toBe('Nobody can come to the phone right now.')
  })

  test('whoever presses 1 has the conversation; afterwards nobody waits', async () => {
    const { house, maya } = await staffed()
    const ana = caller(house)
    await ana.calls()
    await ana.happens({ kind: 'digits', digits: '0' })
    await ana.happens({ kind: 'bridged', teammateId: maya.id })
    expect(await ana.conversation()).toMatchObject({ assigneeId: maya.id })
    const after = await ana.happens({ kind: 'dialled', teammateId: maya.id, result: 'accepted' })
    expect(after).toEqual({ said: ['Is there anything else?'], next: { kind: 'listen' } })
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'customer' })
    expect((await ana.happens({ kind: 'unclear' })).next).toEqual({ kind: 'hang up' })
  })

  test('a phone that was picked up by nobody who pressed 1 is not taken: the next one rings', async () => {
    const { house, maya } = await staffed()
    const ana = caller(house)
    await ana.calls()
    await ana.happens({ kind: 'digits', digits: '0' })
    const told = await ana.happens({ kind: 'dialled', teammateId: maya.id, result: 'accepted' })
    expect(told.next).toEqual({ kind: 'message' })
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'staff', status: 'escalated' })
  })

  test('what a colleague writes while a teammate speaks with them cuts nobody off: it is said afterwards', async () => {
    const { house, maya } = await staffed()
    const ana = caller(house)
    await ana.calls()
    await ana.happens({ kind: 'digits', digits: '0' })
    await ana.happens({ kind: 'bridged', teammateId: maya.id })
    await house.core.conversations.reply(house.owner, (await ana.conversation()).id, { text: 'It left today.' })
    await house.pass(8_000)
    expect(house.platforms.heardIn(ana.place)).toEqual([])
    await ana.happens({ kind: 'dialled', teammateId: maya.id, result: 'accepted' })
    await house.pass(8_000)
    expect(house.platforms.heardIn(ana.place)).toEqual(['It left today.'])
  })

  test('rings nobody’s phone at night; the caller hears when somebody calls back', async () => {
    const night = { hours: { 4: [['09:00', '09:01'] as [string, string]] } }
    const { house } = await staffed({ settings: night })
    const ana = caller(house)
    await ana.calls()
    const told = await ana.happens({ kind: 'digits', digits: '0' })
    expect(told.next).toEqual({ kind: 'message' })
    expect(told.said[1]).toMatch(/^We are closed at the moment and call you back from .*09:00 on\.$/)
  })
})

describe('words left for staff', () => {
  test('wait for them, are answered by nobody else, and the reply is texted once the call is over', async () => {
    const house = await vouched(opening)
    house.platforms.surfaces.texts = true
    const ana = caller(house)
    await ana.calls()
    await ana.happens({ kind: 'digits', digits: '0' })
    const left = await ana.says(`Ana here. ${question}`)
    expect(left).toEqual({ said: [], next: { kind: 'message' } })
    const passed = await ana.happens({ kind: 'unclear' })
    expect(passed).toEqual({ said: ['Thank you, I pass that on.', 'Goodbye.'], next: { kind: 'hang up' } })
    await ana.happens({ kind: 'ended', why: 'completed' })
    const { id, ...conversation } = await ana.conversation()
    expect(conversation).toMatchObject({ status: 'escalated', waitingFor: 'staff' })
    await house.core.conversations.reply(house.owner, id, { text: 'Until 17 today, Ana.' })
    await house.settle()
    expect(textsOf(house)).toEqual(['Until 17 today, Ana.'])
  })

  test('a missed call is a conversation that waits for staff', async () => {
    const house = await makeTestHouse({ slack: true })
    const ana = caller(house)
    await ana.calls()
    await ana.happens({ kind: 'ended', why: 'completed' })
    await house.settle()
    expect(await ana.conversation()).toMatchObject({ subject: 'Call from +15550100', waitingFor: 'staff' })
    expect(house.platforms.cards().map(({ card }) => card.title)).toContain('Missed call, 0 s.')
  })

  test('a reply to a withheld number says that it cannot arrive', async () => {
    const house = await makeTestHouse({ slack: true })
    house.platforms.surfaces.texts = true
    const ana = caller(house)
    await ana.calls({ isWithheld: true })
    await ana.happens({ kind: 'digits', digits: '0' })
    await ana.says('Please call me back.')
    await ana.happens({ kind: 'ended', why: 'completed' })
    const { id } = await ana.conversation()
    const row = await house.core.conversations.reply(house.owner, id, { text: 'Which number?' })
    await house.settle()
    expect(await house.scope.outbox.get(row.id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('withheld'),
    })
    expect(textsOf(house)).toEqual([])
  })
})

describe('while somebody is on the phone', () => {
  test('staff see it, and what one of them writes is said', async () => {
    const house = await makeTestHouse({ slack: true })
    const maya = await house.teammate('Maya')
    const ana = caller(house)
    await ana.calls()
    const { id } = await ana.conversation()
    await house.settle()
    expect(house.platforms.cards()[0]?.card.status).toBe('On the phone now · the agent speaks')
    await maya.click('take', { target: id })
    expect((await ana.says('Do you repair bikes?')).next).toEqual({ kind: 'wait' })
    await house.core.conversations.reply(maya.actor, id, { text: 'We do, on Fridays.' })
    expect(await ana.happens({ kind: 'waiting' })).toEqual({ said: ['We do, on Fridays.'], next: { kind: 'listen' } })
  })

  test('a draft that staff approve in time is said; one that nobody approves makes a phone ring', async () => {
    const { house, maya } = await staffed({ slack: true })
    await teach(house, 'Yes, we repair bikes on Fridays.', 'Do you repair bikes?')
    const ana = caller(house)
    await ana.calls()
    expect((await ana.says('Do you repair bikes?')).next).toEqual({ kind: 'wait' })
    const { draft } = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
    await house.core.drafts.approve(house.owner, draft!.id, draft!.version)
    expect((await ana.happens({ kind: 'waiting' })).said).toEqual(['Yes, we repair bikes on Fridays.'])

    const carl = caller(house, '+15550102')
    await carl.calls()
    await carl.says('Do you repair bikes?')
    await house.pass(13_000)
    expect((await carl.happens({ kind: 'waiting' })).next).toMatchObject({ kind: 'dial', teammateId: maya.id })
  })

  test('what the agent was about to say when they hung up is not said anywhere; it waits for staff', async () => {
    const house = await vouched(opening)
    house.platforms.surfaces.texts = true
    house.platforms.treat((place) => (place.connector === 'voice' ? 'slows down' : 'accepts'))
    const ana = caller(house)
    await ana.calls()
    await ana.says(question)
    await ana.happens({ kind: 'ended', why: 'completed' })
    await house.settle()
    expect([house.platforms.heardIn(ana.place), textsOf(house)]).toEqual([[], []])
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'staff', status: 'escalated' })
  })

  test('an answer is decided and about to be said in one write, and said once', async () => {
    const house = await vouched(opening)
    const states: string[] = []
    const ana = caller(house)
    await ana.calls()
    house.platforms.treat((place, outbound) => {
      states.push(`${place.connector} ${outbound.kind}`)
      return 'accepts'
    })
    expect((await ana.says(question)).said).toEqual([opening])
    const rows = await house.scope.outbox.list((await ana.conversation()).id)
    expect(rows.filter(({ audience }) => audience === 'customer')).toMatchObject([{ state: 'sent', attempts: 0 }])
    await house.settle()
    expect(states.filter((said) => said === 'voice reply')).toHaveLength(1)
  })

  test('whoever hangs up while their answer is made is told nothing, and it waits for staff', async () => {
    const house = await vouched(opening)
    house.platforms.surfaces.texts = true
    const ana = caller(house)
    await ana.calls()
    let asked = 0
    house.platforms.surfaces.holds = () => asked++ === 0
    await ana.says(question)
    await ana.happens({ kind: 'ended', why: 'completed' })
    await house.settle()
    expect([house.platforms.heardIn(ana.place), textsOf(house)]).toEqual([[], []])
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'staff', status: 'escalated' })
  })

  test('whoever cut an answer short may ask again; whoever heard it and asks again gets a person', async () => {
    const { house } = await staffed()
    await teach(house, opening, question)
    const [lesson] = await house.core.lessons.list(house.owner, {})
    await house.core.accounts.saveSettings(house.owner, { sendFrom: 0.3, auditTime: 'after' })
    await house.core.learning.vouch(house.owner, lesson!.id, true)
    for (const [heard, next] of [
      ['We are', 'listen'],
      [opening, 'dial'],
    ] as const) {
      const ana = caller(house)
      await ana.calls()
      await ana.says(question)
      await ana.happens({ kind: 'interrupted', heard })
      expect((await ana.says(question)).next.kind).toBe(next)
    }
  })

  test('two calls of one number are two conversations of one person', async () => {
    const house = await makeTestHouse()
    const [one, two] = [caller(house), caller(house)]
    await one.calls()
    await two.calls()
    const [a, b] = [await one.conversation(), await two.conversation()]
    expect(a.id).not.toBe(b.id)
    expect(a.personId).toBe(b.personId)
  })

  test('everything told twice happens once', async () => {
    const house = await vouched(opening)
    const ana = caller(house)
    await ana.calls()
    const again = {
      kind: 'began',
      from: { kind: 'phone', value: '+15550100' },
      to: ourNumber,
      isWithheld: false,
    } as const
    expect((await ana.happens(again)).said).toEqual([])
    await ana.happens({ kind: 'ended', why: 'completed' })
    await ana.happens({ kind: 'ended', why: 'completed' })
    const { events } = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
    expect(events.filter(({ type }) => type.startsWith('call_')).map(({ type }) => type)).toEqual([
      'call_began',
      'call_ended',
    ])
  })
})

/** Staff answered the question so, and the owner vouches for these words. */
async function vouched(answer: string): Promise<TestHouse> {
  const house = await makeTestHouse({ settings: { sendFrom: 0.3, auditTime: 'after' } })
  await teach(house, answer, question)
  const [lesson] = await house.core.lessons.list(house.owner, {})
  await house.core.learning.vouch(house.owner, lesson!.id, true)
  return house
}

async function teach(house: TestHouse, answer: string, asked: string): Promise<void> {
  const first = house.customer('Tess')
  await first.says(asked)
  await house.core.conversations.reply(house.owner, (await first.conversation()).id, { text: answer })
  await house.settle()
}

/** Maya, and Ben where there are two, take calls on their phones. */
async function staffed(given: { two?: boolean; slack?: boolean; settings?: HouseOptions['settings'] } = {}) {
  const house = await makeTestHouse({
    slack: given.slack ?? false,
    ...(given.settings ? { settings: given.settings } : {}),
  })
  const { teammate: maya } = await house.teammate('Maya')
  await house.scope.teammates.link(maya.id, { kind: 'phone', value: '+15550111' })
  const ben = given.two ? (await house.teammate('Ben')).teammate : undefined
  if (ben) await house.scope.teammates.link(ben.id, { kind: 'phone', value: '+15550112' })
  return { house, maya, ...(ben ? { ben } : {}) }
}

function textsOf({ platforms }: TestHouse): string[] {
  return platforms.log.flatMap(({ place, outbound }) =>
    place.connector === 'sms' && outbound.kind === 'reply' ? [outbound.text] : [],
  )
}
