import { expect, test } from 'vitest'
import type { MailFacts, MessageEvent } from '#core/domain/event.ts'
import { author, mailFacts, message } from '#core/testing/events.ts'
import { mailbox } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** A house whose mailbox has a learn address; returns how copies come there. */
async function shadowed() {
  const house = await makeTestHouse({ slack: true, mail: true })
  const { account } = mailbox
  await house.core.integrations.add(house.owner, { connector: 'email', account, label: 'Shop', settings: {} })
  const maya = await house.teammate('Maya')
  const [integration] = await house.core.integrations.list(house.owner)
  const token = /^learn\+([a-z2-7]+)@in\.shop\.example$/.exec(integration?.learnAddress ?? '')?.[1] ?? ''
  expect(token).not.toBe('')
  const copy = (
    from: string,
    to: string,
    messageId: string,
    text: string,
    references: string[] = [],
    facts: Partial<MessageEvent> = {},
    mail: Partial<MailFacts> = {},
  ): MessageEvent =>
    message({
      ...{ id: `${messageId}#copy`, messageId, at: house.clock.now().toISOString(), text },
      place: { connector: 'email', account, thread: 'copies', private: true },
      author: author({ kind: 'email', value: from }, { name: from.split('@')[0]! }),
      mail: { ...mailFacts({ messageId, from, references }), to: [to], token, isCopy: true, ...mail },
      ...facts,
    })
  const asked = copy('ana@mail.example', 'help@shop.example', '<q1@mail.example>', 'Do you ship to Norway?')
  const answer = copy('maya@shop.example', 'ana@mail.example', '<a1@shop.example>', 'Hi Ana, yes, in four days.', [
    '<q1@mail.example>',
  ])
  const receive = async (...events: MessageEvent[]) => {
    for (const event of events) await house.receive(event)
    await house.settle()
  }
  const lessons = () => house.core.lessons.list(house.owner, {})
  return { house, maya, copy, asked, answer, receive, lessons }
}

/** Nothing of a copy may be seen or sent anywhere. */
async function expectUnseen(house: TestHouse): Promise<void> {
  expect(house.platforms.log).toEqual([])
  expect(await house.core.conversations.list(house.owner, {})).toEqual([])
}

test('a question and a teammate’s answer teach, and are shown, posted and answered nowhere', async () => {
  const { house, maya, asked, answer, receive, lessons } = await shadowed()
  await receive(asked, answer)
  expect(await lessons()).toMatchObject([
    ...[
      {
        question: 'Do you ship to Norway?',
        reply: expect.stringMatching(/^yes, in four days.$/i),
        author: maya.teammate.id,
        origin: 'import',
      },
    ],
  ])
  await expectUnseen(house)
})

test('in either order, and however often they come, they teach once', async () => {
  const { house, asked, answer, receive, lessons } = await shadowed()
  await receive(answer, asked, { ...answer, id: 'again' }, { ...asked, id: 'and again' })
  expect(await lessons()).toHaveLength(1)
  await expectUnseen(house)
})

test('what was learned from a copy is forgotten like any lesson, and the same copy does not bring it back', async () => {
  const { house, asked, answer, receive, lessons } = await shadowed()
  await receive(asked, answer)
  await house.core.lessons.forget(house.owner, (await lessons())[0]!.id)
  await receive({ ...answer, id: 'again' })
  expect(await lessons()).toEqual([])
})

test('what was learned from a copy is drafted for the next customer', async () => {
  const { house, asked, answer, receive } = await shadowed()
  await receive(asked, answer)
  const ben = house.customer('Ben')
  await ben.says('Do you ship to Norway?')
  await house.settle()
  const { draft } = await house.core.conversations.get(house.owner, (await ben.conversation()).id)
  expect(draft?.text).toContain('four days')
})

test.each<[string, Partial<MessageEvent>, Partial<MailFacts>]>([
  ['unproved sender', { author: author({ kind: 'email', value: 'maya@shop.example' }, { isVerified: false }) }, {}],
  ['machine', { author: author({ kind: 'email', value: 'maya@shop.example' }, { isMachine: true }) }, {}],
  ['forward', {}, { isForward: true }],
  ['mail among colleagues', {}, { to: ['olga@shop.example'], cc: ['help@shop.example'] }],
  ['mail with nothing of its own', { text: '  ' }, {}],
  ['mail to a learn address that is not ours', {}, { token: 'a'.repeat(42) }],
])('a copy of a %s teaches nothing', async (_, facts, mail) => {
  const { house, copy, asked, receive, lessons } = await shadowed()
  const answer = copy('maya@shop.example', 'ana@mail.example', '<a1@shop.example>', 'Yes.', [asked.messageId])
  await receive(asked, { ...answer, ...facts, mail: { ...answer.mail!, ...mail } })
  expect(await lessons()).toEqual([])
  await expectUnseen(house)
})

test('somebody who is no teammate teaches nothing, whatever they refer to', async () => {
  const { house, copy, asked, receive, lessons } = await shadowed()
  const eve = copy('eve@mail.example', 'help@shop.example', '<e1@mail.example>', 'We are closed.', [asked.messageId])
  const colleague = copy('zoe@shop.example', 'ana@mail.example', '<z1@shop.example>', 'No.', [asked.messageId])
  await receive(asked, eve, colleague)
  expect(await lessons()).toEqual([])
  await expectUnseen(house)
})

test('a second mail of the team in the same thread goes on from its first, and answers no question', async () => {
  const { copy, asked, answer, receive, lessons } = await shadowed()
  const more = copy('maya@shop.example', 'ana@mail.example', '<a2@shop.example>', 'And it is tracked.', [
    ...[answer.messageId, asked.messageId],
  ])
  await receive(asked, answer, more)
  expect(await lessons()).toHaveLength(1)
})

test('an answer from the own mailbox to what came as ordinary mail: said there, learned, and nobody waits', async () => {
  const { house, maya, copy, receive, lessons } = await shadowed()
  const ana = house.mailCustomer('ana@mail.example', 'Ana')
  const said = await ana.says('Do you ship to Norway?')
  await house.settle()
  const before = house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply').length
  await receive(
    copy('maya@shop.example', 'ana@mail.example', '<a1@shop.example>', 'Yes, in four days.', [said.messageId]),
  )
  const conversation = await ana.conversation()
  expect(conversation).toMatchObject({ waitingSince: null, waitingFor: 'customer' })
  const { messages, draft } = await house.core.conversations.get(house.owner, conversation.id)
  expect(messages.at(-1)).toMatchObject({ senderType: 'human', content: 'Yes, in four days.' })
  expect(draft).toBeNull()
  expect(await lessons()).toMatchObject([{ author: maya.teammate.id, reply: 'Yes, in four days.' }])
  expect(house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply')).toHaveLength(before)
  const posted = house.platforms.cards().map(({ card }) => `${card.quote} ${card.body}`)
  expect(posted.filter((words) => words.includes('in four days'))).toEqual([])
})

test('a teammate who asks a supplier about a customer’s mail has not answered the customer', async () => {
  const { house, copy, receive, lessons } = await shadowed()
  const ana = house.mailCustomer('ana@mail.example', 'Ana')
  const said = await ana.says('Do you ship to Norway?')
  await house.settle()
  const words = 'Do you go to Norway?'
  await receive(copy('maya@shop.example', 'desk@carrier.example', '<s1@shop.example>', words, [said.messageId]))
  expect(await lessons()).toEqual([])
  const { conversation, messages } = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
  expect(conversation.waitingSince).not.toBeNull()
  expect(messages.map(({ content }) => content)).toEqual(['Do you ship to Norway?'])
})

test('a copy of a mail that also came to us opens no second conversation and hides nothing', async () => {
  const { house, copy, receive } = await shadowed()
  const first = copy('ana@mail.example', 'help@shop.example', '<q7@mail.example>', 'Where is my tent?')
  await receive(first)
  const ana = house.mailCustomer('ana@mail.example', 'Ana')
  await ana.says('Where is my tent?', { id: '<q7@mail.example>', messageId: '<q7@mail.example>' })
  await receive({ ...first, id: 'again' })
  expect(await house.core.conversations.list(house.owner, {})).toHaveLength(1)
})

test('copies are forgotten after 90 days', async () => {
  const { house, copy, asked, answer, receive, lessons } = await shadowed()
  await receive(asked)
  await house.pass(91 * 86_400_000)
  await receive(copy('cleo@mail.example', 'help@shop.example', '<q2@mail.example>', 'Hello?'), {
    ...{ ...answer, at: house.clock.now().toISOString() },
  })
  expect(await lessons()).toEqual([])
  expect(
    house.store
      .rows(house.businessId)
      .shadowMails.all()
      .map(({ messageId }) => messageId),
  ).not.toContain(asked.messageId)
})

test('a forwarding confirmation is shown with the integration until it is done, and is nobody’s conversation', async () => {
  const { house } = await shadowed()
  const asked = {
    from: 'Gmail',
    mailbox: 'help@shop.example',
    code: '123456789',
    link: 'https://mail.google.com/mail/vf-1',
  }
  const at = house.clock.now().toISOString()
  const place = { connector: 'email', account: mailbox.account, thread: 'forwarding-noreply@google.com', private: true }
  await house.receive({ type: 'confirmation', id: '<c1@google.com>', place, at, ...asked } as never)
  const [integration] = await house.core.integrations.list(house.owner)
  expect(integration?.confirmation).toEqual({ ...asked, at })
  await expectUnseen(house)
  await house.core.integrations.dismissConfirmation(house.owner, integration!.id)
  expect((await house.core.integrations.list(house.owner))[0]?.confirmation).toBeNull()
})

test('each mailbox has a learn address of its own', async () => {
  const { house } = await shadowed()
  const account = 'sales@shop.example'
  house.platforms.siblings.push({ ...mailbox, account, address: account, inboundDomain: 'in2.shop.example' })
  await house.core.integrations.add(house.owner, { connector: 'email', account, label: 'Sales', settings: {} })
  const shown = (await house.core.integrations.list(house.owner)).map(({ learnAddress }) => learnAddress)
  expect(shown).toEqual([
    expect.stringMatching(/^learn\+\w+@in\.shop\.example$/),
    expect.stringMatching(/^learn\+\w+@in2\.shop\.example$/),
  ])
  expect(shown[0]?.split('@')[0]).not.toBe(shown[1]?.split('@')[0])
})
