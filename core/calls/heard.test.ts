import { describe, expect, test } from 'vitest'
import { type Caller, caller } from '#core/testing/caller.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const question = 'How long does it take to repair a coffee machine?'
const answer = 'We repair every coffee machine within two weeks, and in winter within one.'
const stretch = `GT${'1'.repeat(32)}`
const card = '4111 1111 1111 1111'

describe('what a caller and a teammate say to each other', () => {
  test('stands in the conversation in its order, each part once, and is answered by nobody else', async () => {
    const { house, ana, hear, messages } = await transferred()
    await hear(3, 'teammate', 'Hello, this is Maya.')
    await hear(5, 'teammate', answer)
    await hear(4, 'caller', question)
    await hear(4, 'caller', question)
    await hear(5, 'teammate', answer)
    expect(await messages()).toEqual([
      ['human', 'Hello, this is Maya.'],
      ['customer', question],
      ['human', answer],
    ])
    const { conversation } = await view(house, ana)
    const drafts = await house.scope.drafts.list(conversation.id)
    expect([drafts, conversation.assigneeId]).toEqual([[], house.maya.teammate.id])
    expect(house.platforms.heardIn(ana.place)).toEqual([])
    await house.settle()
    const shown = house.platforms.cards().filter(({ card }) => card.title === 'Maya, on the phone')
    expect(shown.map(({ card }) => card.body)).toEqual(['Hello, this is Maya.', answer])
    const after = await ana.happens({ kind: 'dialled', teammateId: house.maya.teammate.id, result: 'accepted' })
    expect(after).toEqual({ said: ['Is there anything else?'], next: { kind: 'listen' } })
  })

  test('is learned from as if it had been typed, and the next customer is told so', async () => {
    const { house, ana, hear } = await transferred()
    await hear(1, 'teammate', 'Hello, this is Maya. How can I help you?')
    await hear(2, 'caller', question)
    await hear(3, 'teammate', 'Okay.')
    await hear(4, 'teammate', 'Yes, one moment.')
    await hear(6, 'teammate', 'and in winter within one.')
    await hear(5, 'teammate', 'We repair every coffee machine within two weeks,')
    await hear(7, 'caller', 'Thank you!')
    await ends(house, ana)
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
    await learnTime(house)
    const [lesson, ...others] = await house.core.lessons.list(house.owner, {})
    expect(others).toEqual([])
    expect(lesson).toMatchObject({ question, reply: answer })
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'customer', heardAt: null })

    const tess = house.customer('Tess')
    await tess.says(question)
    const drafts = await house.scope.drafts.list((await tess.conversation()).id)
    expect(drafts.at(-1)).toMatchObject({ lessonId: lesson!.id, text: answer })
  })

  test('what comes after the call, late and in any order, is learned, too; what comes after that only stands there', async () => {
    const { house, ana, hear, messages } = await transferred()
    await ends(house, ana)
    await hear(9, 'teammate', answer)
    await house.pass(20_000)
    await house.core.work.sweep()
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
    await hear(8, 'caller', question)
    await learnTime(house)
    expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question, reply: answer }])
    await hear(10, 'teammate', 'And on Sundays we are closed.')
    await learnTime(house)
    expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question, reply: answer }])
    expect((await messages()).map(([, text]) => text)).toEqual([question, answer, 'And on Sundays we are closed.'])
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'customer', status: 'active' })
  })

  test('is taken back by what the colleague writes after it', async () => {
    const { house, ana, hear } = await transferred()
    house.platforms.surfaces.texts = true
    await hear(1, 'caller', question)
    await hear(2, 'teammate', 'We repair every coffee machine')
    await hear(3, 'teammate', 'within two weeks.')
    await ends(house, ana)
    await learnTime(house)
    const { conversation } = await view(house, ana)
    const right = 'We repair every coffee machine within five weeks.'
    await house.core.conversations.reply(house.maya.actor, conversation.id, { text: `Sorry, I was wrong: ${right}` })
    await house.settle()
    const lessons = await house.core.lessons.list(house.owner, {})
    expect(lessons.map(({ reply, standing }) => [reply, standing]).sort()).toEqual([
      [right, 'current'],
      ['We repair every coffee machine within two weeks.', 'superseded'],
    ])
  })

  test('while they still speak nothing is learned yet', async () => {
    const { house, ana, hear } = await transferred()
    await hear(1, 'caller', question)
    await hear(2, 'teammate', 'We repair every coffee machine within two weeks,')
    await learnTime(house)
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
    await hear(3, 'teammate', 'and in winter within one.')
    await ends(house, ana)
    await learnTime(house)
    expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question, reply: answer }])
  })

  test('card numbers and passwords reach no message and no lesson, also in several breaths', async () => {
    const { house, ana, hear } = await transferred()
    await hear(1, 'caller', `My card is ${card}. ${question}`)
    await hear(2, 'caller', 'or it is 5500 0000')
    await hear(4, 'teammate', `Your card is ${card}, and my password is hunter2! ${answer}`)
    await hear(3, 'caller', '0000 0004')
    await ends(house, ana)
    await learnTime(house)
    const [lesson] = await house.core.lessons.list(house.owner, {})
    expect(lesson!.reply).toContain(answer)
    const { messages } = await view(house, ana)
    const kept = [lesson!.question, lesson!.reply, ...messages.map(({ content }) => content)]
    expect(kept.join('\n')).not.toMatch(/4111|5500|0004|hunter2/)
    expect(messages.map(({ content }) => content)).toMatchObject([
      expect.stringContaining('My card is [card number removed].'),
      ...['or it is [card number removed]', '[removed]'],
      expect.stringContaining('Your card is [card number removed]'),
    ])
  })

  test('of somebody who is no verified teammate any more nothing is learned', async () => {
    const { house, ana, hear, messages } = await transferred()
    await house.core.teammates.remove(house.owner, house.maya.teammate.id)
    await hear(1, 'caller', question)
    await hear(2, 'teammate', answer)
    await ends(house, ana)
    await learnTime(house)
    expect((await messages()).map(([, text]) => text)).toEqual([question, answer])
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
  })

  test('words of a phone that nobody took, and of a call that we do not know, are not kept', async () => {
    const { house, ana, hear, messages } = await transferred({ isTaken: false })
    await hear(1, 'caller', 'Nobody answers.')
    await hear(2, 'teammate', 'You have reached the mailbox of Maya.')
    expect(await messages()).toEqual([])
    const stranger = caller(house)
    await stranger.happens({ ...part(1, 'caller', question), teammateId: house.maya.teammate.id })
    expect(await house.scope.conversations.byPlace(stranger.place)).toBeUndefined()
    expect(await ana.conversation()).toMatchObject({ heardAt: null })
  })

  test('the sentence at the end of a call counts it, and the caller’s last words wait for nobody', async () => {
    const { house, ana, hear } = await transferred()
    await hear(1, 'caller', question)
    await hear(2, 'teammate', answer)
    await hear(3, 'caller', 'Then I bring it in tomorrow morning.')
    await ends(house, ana)
    await house.settle()
    expect(house.platforms.cards().map(({ card }) => card.title)).toContain(
      'Call ended after 0 s: 2 messages, 1 by staff, taken on the phone. One phone rang.',
    )
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'customer', waitingSince: null })
  })

  test('who hung up on a colleague had their answer, also where its words come later; what is asked after it waits', async () => {
    const { house, ana, hear } = await transferred({ first: 'My coffee machine is broken. Can I speak to a person?' })
    await ana.happens({ kind: 'ended', why: 'completed' })
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'customer', waitingSince: null, status: 'active' })
    await hear(1, 'teammate', answer)
    expect(await ana.conversation()).toMatchObject({ waitingFor: 'customer', waitingSince: null, status: 'active' })

    const { house: other, ana: eve, hear: hearEve } = await transferred()
    await eve.happens({ kind: 'dialled', teammateId: other.maya.teammate.id, result: 'accepted' })
    await other.pass(2_000)
    await eve.says('Do you sell bicycles, too?')
    const { waitingSince } = await eve.conversation()
    expect(waitingSince).not.toBeNull()
    await hearEve(1, 'teammate', answer, '2026-01-01T00:00:00.000Z')
    expect(await eve.conversation()).toMatchObject({ waitingSince, waitingFor: 'staff' })
    expect(house.log.errors).toEqual([])
  })

  test('whoever is erased takes along what was said to them, and what was learned from it', async () => {
    const { house, ana, hear } = await transferred()
    await hear(1, 'caller', question)
    await hear(2, 'teammate', answer)
    await ends(house, ana)
    await learnTime(house)
    await hear(3, 'teammate', 'And on Sundays we are closed.')
    const { id, personId } = await ana.conversation()
    await house.core.people.erase(house.owner, personId, '+15550100')
    await learnTime(house)
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
    const { messages, conversation } = await house.core.conversations.get(house.owner, id)
    expect([messages.map(({ content }) => content), conversation.heardAt]).toEqual([['', '', ''], null])
  })

  test('staff are told where it cannot be written down', async () => {
    const { house, ana } = await transferred()
    await ana.happens({ kind: 'unheard', why: 'language not supported' })
    await house.settle()
    expect(JSON.stringify(house.platforms.cards())).toContain('not written down: language not supported')
  })

  test('a conversation that is taken out of spam is learned from again, once', async () => {
    const { house, ana, hear } = await transferred()
    await hear(1, 'teammate', 'Hello, this is Maya.')
    await hear(2, 'caller', question)
    await hear(3, 'teammate', answer)
    await ends(house, ana)
    await learnTime(house)
    const { id } = await ana.conversation()
    await house.core.conversations.setKind(house.owner, id, 'spam')
    await house.settle()
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
    await house.core.conversations.setKind(house.owner, id, 'support')
    await learnTime(house)
    expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question, reply: answer }])
  })
})

/** Ana's call, which Maya took on her phone. */
async function transferred({ isTaken = true, first }: { isTaken?: boolean; first?: string } = {}) {
  const test = await makeTestHouse({ slack: true })
  const maya = await test.teammate('Maya')
  const house = Object.assign(test, { maya })
  await house.scope.teammates.link(maya.teammate.id, { kind: 'phone', value: '+15550111' })
  const ana = caller(house)
  await ana.calls()
  if (first === undefined) await ana.happens({ kind: 'digits', digits: '0' })
  else await ana.says(first)
  if (isTaken) await ana.happens({ kind: 'bridged', teammateId: maya.teammate.id })
  return {
    ...{ house, ana },
    hear: (sequence: number, by: 'caller' | 'teammate', text: string, at?: string) =>
      ana.happens({ ...part(sequence, by, text), teammateId: maya.teammate.id }, at),
    messages: async () => (await view(house, ana)).messages.map(({ senderType, content }) => [senderType, content]),
  }
}

function part(sequence: number, by: 'caller' | 'teammate', text: string) {
  return { kind: 'heard' as const, by, teammateId: '', stretch, sequence, text }
}

async function view(house: TestHouse, ana: Caller) {
  return house.core.conversations.get(house.owner, (await ana.conversation()).id)
}

async function ends(house: TestHouse & { maya: { teammate: { id: string } } }, ana: Caller): Promise<void> {
  await ana.happens({ kind: 'dialled', teammateId: house.maya.teammate.id, result: 'accepted' })
  await ana.happens({ kind: 'ended', why: 'completed' })
}

/** The last parts have come. */
async function learnTime(house: TestHouse): Promise<void> {
  await house.pass(31_000)
  await house.core.work.sweep()
  await house.settle()
}
