import { describe, expect, test } from 'vitest'
import { author, mailFacts, message } from '#core/testing/events.ts'
import { mailbox, slackRoot } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const answer = 'Yes, to Norway within 5 days.'

/** Mia has asked by mail and was answered. */
async function answered() {
  const house = await makeTestHouse({ mail: true })
  const mia = house.mailCustomer('mia@home.example', 'Mia')
  const asked = await mia.says('Do you ship to Norway?')
  const { id } = await mia.conversation()
  await house.core.conversations.reply(house.owner, id, { text: answer })
  await house.settle()
  const sent = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'reply')!.outbound
  const mail = 'mail' in sent ? sent.mail! : undefined
  return { house, mia, asked, id, sentId: mail!.messageId, token: /\+([a-z2-7]+)@/.exec(mail!.replyTo)![1]! }
}

function mailFrom(house: TestHouse, from: string, facts: object) {
  const messageId = `<${house.next()}@elsewhere.example>`
  return message({
    ...{ id: messageId, at: house.clock.now().toISOString(), text: 'And what about my order?' },
    place: { connector: 'email', account: mailbox.account, thread: from, private: true },
    author: author({ kind: 'email', value: from }),
    mail: mailFacts({ messageId, from, ...facts }),
  })
}

const conversations = async (house: TestHouse) => (await house.core.conversations.list(house.owner, {})).length

describe('a mail belongs', () => {
  test('to the conversation whose signed address it was sent to, whoever sends it with one of its mails before them', async () => {
    const { house, id, token, sentId } = await answered()
    await house.receive(mailFrom(house, 'tom@work.example', { token, references: [sentId] }))
    await house.receive(mailFrom(house, 'mia@home.example', { token }))
    expect(await conversations(house)).toBe(1)
    expect((await house.scope.messages.list(id)).length).toBe(4)
  })

  test('to a conversation of its own, when a stranger has nothing but the address, from an address book say', async () => {
    const { house, id, token } = await answered()
    await house.receive(mailFrom(house, 'tom@work.example', { token }))
    expect(await conversations(house)).toBe(2)
    expect((await house.scope.messages.list(id)).length).toBe(2)
  })

  test('to the conversation that it refers to, when its sender takes part in it', async () => {
    const { house, sentId } = await answered()
    await house.receive(mailFrom(house, 'mia@home.example', { references: [sentId] }))
    expect(await conversations(house)).toBe(1)
  })

  test('to a conversation of its own, when a stranger refers to somebody else’s mail', async () => {
    const { house, id, sentId, asked } = await answered()
    await house.receive(mailFrom(house, 'mallory@elsewhere.example', { references: [sentId, asked.messageId] }))
    expect(await conversations(house)).toBe(2)
    expect((await house.scope.messages.list(id)).length).toBe(2)
  })

  test('to a conversation of its own, when its signed address is changed by a letter', async () => {
    const { house, token } = await answered()
    const forged = `${token[0] === 'a' ? 'b' : 'a'}${token.slice(1)}`
    await house.receive(mailFrom(house, 'mallory@elsewhere.example', { token: forged }))
    expect(await conversations(house)).toBe(2)
  })

  test('to the quiet list, when a machine writes what belongs nowhere', async () => {
    const { house } = await answered()
    const event = mailFrom(house, 'robot@elsewhere.example', {})
    await house.receive({ ...event, author: { ...event.author, isMachine: true } })
    expect(await conversations(house)).toBe(1)
    expect(await house.core.conversations.list(house.owner, { kinds: ['automated'] })).toHaveLength(1)
  })
})

describe('nobody teaches but a confirmed teammate, proved by the platform', () => {
  const slack = { kind: 'slack' as const, value: 'T1/USOMEBODY' }
  const profile = { email: 'ben@shop.example', name: 'Ben', isOutsider: false, isMachine: false }

  test.each([
    ['an account without a profile', {}, undefined],
    ['an address that nobody invited', {}, { ...profile, email: 'eve@elsewhere.example' }],
    ['a guest', { isOutsider: true }, profile],
    ['a guest by their profile', {}, { ...profile, isOutsider: true }],
    ['a bot', { isMachine: true }, profile],
    ['a bot by its profile', {}, { ...profile, isMachine: true }],
    ['an unsigned event', { isVerified: false }, profile],
    ['a teammate who has not confirmed', {}, { ...profile, email: 'new@shop.example' }],
  ])('in Slack, %s', async (_, facts, known) => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const invited = { email: 'new@shop.example', name: 'New', role: 'teammate' as const, passwordHash: null }
    await house.scope.teammates.create({ ...invited, confirmedAt: null })
    if (known !== undefined) house.platforms.profiles.set(slack.value, known)
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await house.settle()
    await ben.slackReply((await anna.conversation()).id, '> Never.', { author: author(slack, facts) })
    await house.settle()
    expect(anna.heard()).toEqual([])
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
    const told = house.platforms.log.filter(({ outbound }) => outbound.kind === 'direct')
    expect(told.length).toBe('isMachine' in facts ? 0 : 1)
    if (told[0] !== undefined)
      expect(told[0].outbound).toMatchObject({ card: { title: expect.stringContaining('Nothing was sent') } })
  })

  test('the same words of a linked teammate reach the customer', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await house.settle()
    await ben.slackReply((await anna.conversation()).id, '> Never.')
    await house.settle()
    expect(anna.heard()).toEqual(['Never.'])
  })

  test('a press of somebody unlinked does nothing, and says so', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    await house.settle()
    await ben.slackReply((await anna.conversation()).id, 'Never.')
    const press = { ...ben.press('send_written')!, author: author(slack) }
    expect(await house.receiveAndWait(press)).toMatchObject({
      kind: 'refused',
      say: expect.stringContaining('not linked'),
    })
    await house.settle()
    expect(anna.heard()).toEqual([])
  })

  test.each([
    ['an address that is not aligned', { isVerified: false }],
    ['an auto-reply', { isMachine: true }],
  ])('by mail, %s', async (_, facts) => {
    const house = await makeTestHouse({ mail: true })
    const ben = await house.teammate('Ben')
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    const event = ben.mailEvent(ben.mails()[0]!, 'Never.')
    await house.receive({ ...event, author: { ...event.author, ...facts } })
    await house.settle()
    expect([anna.heard(), await house.core.lessons.list(house.owner, {})]).toEqual([[], []])
  })

  test('what is said in the channel outside of our threads is nobody’s', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const place = { ...slackRoot, thread: 'C1/1.000100' }
    const at = house.clock.now().toISOString()
    await house.receive(message({ id: 'C1/1.000100', place, at, author: author(ben.handle), text: '> Lunch?' }))
    expect(await conversations(house)).toBe(0)
  })
})
