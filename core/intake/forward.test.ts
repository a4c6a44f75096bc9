import { describe, expect, test } from 'vitest'
import type { ForwardedMail, MessageEvent } from '#core/domain/event.ts'
import { author, mailFacts, message } from '#core/testing/events.ts'
import { mailbox } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

const anna = { address: 'anna@mail.example', name: 'Anna Bell' }
const question = 'Do you ship to Norway?'

describe('a teammate forwards a customer’s mail', () => {
  test('and a conversation with its author is opened, unproved, with a draft for staff', async () => {
    const { house, ben, forwards, list } = await opened()
    await forwards({}, { text: 'Can somebody take this?' })
    const [{ id } = { id: '' }] = await list()
    const view = await house.core.conversations.get(house.owner, id)
    expect(view).toMatchObject({
      conversation: { customerEmail: anna.address, subject: 'Norway', waitingFor: 'staff', kind: 'support' },
      person: { name: anna.name },
      recipients: { to: [anna.address], cc: [] },
    })
    expect(view.messages).toMatchObject([
      {
        senderType: 'customer',
        content: question,
        metadata: { mail: { isAligned: false }, platformId: '<q@mail.example>' },
      },
    ])
    expect(view.events.find(({ type }) => type === 'noted')).toMatchObject({
      actor: ben.teammate.id,
      data: { text: 'Can somebody take this?' },
    })
    expect(told(ben).join()).toContain('Your forward is a conversation with Anna Bell <anna@mail.example> now.')
  })

  test('with a card number in it: the number is masked', async () => {
    const { house, forwards, list } = await opened()
    await forwards({ text: 'Please charge 4111 1111 1111 1111 for it.', quoted: '> 4111 1111 1111 1111' })
    const [{ id } = { id: '' }] = await list()
    const { messages } = await house.core.conversations.get(house.owner, id)
    expect(messages[0]?.content).toContain('Please charge')
    expect(JSON.stringify(messages)).not.toContain('1111 1111')
  })

  test('and the answer goes to its author, in the thread of their own mail, without the note', async () => {
    const { house, forwards, list } = await opened()
    await forwards({}, { text: 'Poor Anna, be nice.' })
    const [{ id } = { id: '' }] = await list()
    await house.core.conversations.reply(house.owner, id, { text: 'Yes, within 5 days.' })
    await house.settle()
    const sent = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'reply')?.outbound
    expect(sent).toMatchObject({
      mail: { to: [anna.address], references: expect.arrayContaining(['<q@mail.example>']) },
    })
    expect(JSON.stringify(sent)).not.toContain('be nice')
  })

  test('twice, or a second teammate does: it is here already, and nothing is opened', async () => {
    const { house, ben, forwards, list } = await opened()
    await forwards()
    await forwards({}, {}, await house.teammate('Cleo'))
    await forwards()
    expect(await list()).toHaveLength(1)
    expect(told(ben).at(-1)).toContain('is here already')
  })

  test('that belongs to a conversation which is here: it goes on there', async () => {
    const { house, forwards, list } = await opened()
    const first = await house.mailCustomer(anna.address, anna.name).says('Hello!')
    await forwards({}, { mail: { references: [first.messageId] } })
    expect(await list()).toHaveLength(1)
  })

  test.each<[string, Partial<ForwardedMail>, string]>([
    ['names no address', { author: undefined as never }, 'does not name the address'],
    ['was written by a colleague', { author: on('cleo@shop.example') }, 'written by a teammate'],
    ['was written by the business', { author: on(mailbox.address) }, 'by this business itself'],
    ['comes from a machine', { author: on('no-reply@bank.example') }, 'takes no answers'],
    ['holds no words', { text: ' ' }, 'no words'],
  ])('that %s: nothing is opened, and the teammate is asked', async (_, given, why) => {
    const { house, ben, forwards, list } = await opened()
    await house.teammate('Cleo')
    await forwards(given)
    expect(await list()).toEqual([])
    expect(told(ben).at(-1)).toContain(why)
    expect(told(ben).at(-1)).toContain('customer: anna@mail.example')
  })

  test('whose address is not proved: it is a stranger’s mail, and opens nobody else’s conversation', async () => {
    const { ben, forwards, list } = await opened()
    await forwards({}, { author: { ...author({ kind: 'email', value: ben.teammate.email }), isVerified: false } })
    expect((await list()).map(({ customerEmail }) => customerEmail)).toEqual([ben.teammate.email])
    expect(told(ben)).toEqual([])
  })
})

describe('undo in the answer to that mail', () => {
  test('takes the words out: the draft is withdrawn, nothing waits, and nothing can be undone twice', async () => {
    const { house, ben, forwards, list } = await opened()
    await forwards()
    const [{ id } = { id: '' }] = await list()
    const mail = ben.mails().findLast(({ outbound }) => JSON.stringify(outbound).includes('is a conversation with'))
    if (mail === undefined) throw new Error('Ben was told nothing')
    await ben.mailReply(mail, 'undo')
    await house.settle()
    const view = await house.core.conversations.get(house.owner, id)
    expect(view).toMatchObject({
      draft: null,
      conversation: { status: 'resolved', waitingFor: 'nobody', kind: 'test' },
    })
    expect(view.messages[0]?.metadata.removedAt).toBeDefined()
    await ben.mailReply(mail, 'undo')
    await house.settle()
    expect(told(ben).at(-1)).toContain('taken back before')
  })

  test('is refused once the customer has an answer', async () => {
    const { house, ben, forwards, list } = await opened()
    await forwards()
    const [{ id } = { id: '' }] = await list()
    const mail = ben.mails().findLast(({ outbound }) => JSON.stringify(outbound).includes('is a conversation with'))
    await house.core.conversations.reply(house.owner, id, { text: 'Yes, within 5 days.' })
    await house.settle()
    await ben.mailReply(mail as NonNullable<typeof mail>, 'undo')
    await house.settle()
    expect(told(ben).at(-1)).toContain('cannot be taken back')
    expect(house.mailCustomer(anna.address).heard()).toHaveLength(1)
  })
})

function on(address: string) {
  return { address, place: { connector: 'email', account: mailbox.account, thread: address, private: true } }
}

/** What every mail to a teammate says, title and body. */
function told(who: Staff): string[] {
  return who
    .mails()
    .map(({ outbound }) => ('card' in outbound ? `${outbound.card.title}\n${outbound.card.body ?? ''}` : ''))
}

async function opened() {
  const house: TestHouse = await makeTestHouse({ mail: true })
  const ben = await house.teammate('Ben')
  type Given = Omit<Partial<MessageEvent>, 'mail'> & { mail?: Partial<NonNullable<MessageEvent['mail']>> }
  const forwards = async (forwarded: Partial<ForwardedMail> = {}, { mail, ...given }: Given = {}, who: Staff = ben) => {
    const { email, name } = who.teammate
    const messageId = `<${house.next()}@shop.example>`
    await house.receive(
      message({
        ...{ id: messageId, place: on(email).place, at: house.clock.now().toISOString(), text: '' },
        author: author({ kind: 'email', value: email }, { name }),
        mail: mailFacts({ messageId, from: email, subject: 'Fwd: Norway', isForward: true, ...mail }),
        forwarded: {
          ...{ author: { ...on(anna.address), name: anna.name }, subject: 'Norway', text: question },
          ...{ messageId: '<q@mail.example>', ...forwarded },
        },
        ...given,
      }),
    )
    await house.settle()
  }
  return { house, ben, forwards, list: () => house.core.conversations.list(house.owner, {}) }
}
