import { describe, expect, test } from 'vitest'
import { opening, question, staffed, teach, textsOf, vouched } from '#core/testing/call-houses.ts'
import { caller, ourNumber } from '#core/testing/caller.ts'
import { makeTestHouse } from '#core/testing/house.ts'

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

  test.each([
    { order: ['dialled', 'ended'], who: 'the colleague hangs up' },
    { order: ['ended', 'dialled'], who: 'the caller hangs up' },
    { order: ['ended'], who: 'Twilio tells of the end alone' },
  ] as const)('whoever spoke with a colleague waits no more, nothing of it written down: $who', async ({ order }) => {
    const { house, maya } = await staffed({ slack: true })
    const ana = caller(house)
    await ana.calls()
    await ana.says('My coffee machine is broken. I want to speak to a person.')
    await ana.happens({ kind: 'bridged', teammateId: maya.id })
    for (const what of order)
      await ana.happens(
        what === 'ended'
          ? { kind: 'ended', why: 'completed' }
          : { kind: 'dialled', teammateId: maya.id, result: 'accepted' },
      )
    await house.settle()
    const { id, status, waitingFor, waitingSince } = await ana.conversation()
    expect([status, waitingFor, waitingSince]).toEqual(['active', 'customer', null])
    const { events } = await house.core.conversations.get(house.owner, id)
    expect(events.filter(({ type }) => type === 'call_spoken')).toHaveLength(1)
    const titles = house.platforms.cards().map(({ card }) => card.title)
    expect(titles).toContain('Maya spoke with them on the phone.')
    expect(titles.join()).not.toContain('They wait for an answer')
  })

  test('a question after a colleague has hung up waits', async () => {
    const { house, maya } = await staffed()
    const ana = caller(house)
    await ana.calls()
    await ana.says('I want to speak to a person.')
    await ana.happens({ kind: 'bridged', teammateId: maya.id })
    await ana.happens({ kind: 'dialled', teammateId: maya.id, result: 'accepted' })
    await ana.says('And do you have a spare filter in stock?')
    await ana.happens({ kind: 'ended', why: 'completed' })
    expect(await ana.conversation()).toMatchObject({ status: 'escalated', waitingFor: 'staff' })
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
