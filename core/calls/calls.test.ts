import { describe, expect, test } from 'vitest'
import { opening, question, staffed, textsOf, vouched } from '#core/testing/call-houses.ts'
import { caller } from '#core/testing/caller.ts'
import { makeTestHouse } from '#core/testing/house.ts'

const long = `${opening} On Saturdays we are open from 10 to 14. Before holidays we close at noon. All of it stands at https://shop.example/hours.`

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
