import { describe, expect, test } from 'vitest'
import type { MailFacts, MessageEvent } from '#core/domain/event.ts'
import { makeTestHouse } from '#core/testing/house.ts'

const hourMs = 3_600_000
const outlook = Buffer.alloc(22, 7).toString('base64')
const child = Buffer.concat([Buffer.alloc(22, 7), Buffer.from('reply')]).toString('base64')

/** Mia asked about her order, and was answered; `writes` = a mail of somebody that has lost its references. */
async function answered(asked: Partial<MailFacts> = {}) {
  const house = await makeTestHouse({ mail: true })
  const mia = house.mailCustomer('mia@home.example', 'Mia')
  const first = mia.event('Where is my bowl?')
  await house.receive({ ...first, mail: { ...first.mail!, subject: 'Order of a bowl', ...asked } })
  const { id } = await mia.conversation()
  await house.core.conversations.reply(house.owner, id, { text: 'It comes tomorrow.' })
  await house.settle()
  const writes = async (from: string, mail: Partial<MailFacts>, more: Partial<MessageEvent> = {}) => {
    const event = house.mailCustomer(from).event('It has not come.')
    await house.receive({ ...event, ...more, mail: { ...event.mail!, ...mail } })
    return (await house.scope.messages.list(id)).filter(({ senderType }) => senderType === 'customer').length === 2
  }
  return { house, id, writes }
}

describe('a mail that has lost its references', () => {
  test.each<[string, Partial<MailFacts>, Partial<MessageEvent>]>([
    ['answers the subject', { subject: 'Re: Order of a bowl' }, {}],
    ['answers it in the words of another program', { subject: 'AW: Order of a bowl' }, {}],
    ['came through a ticket system', { subject: 'RE: [Ticket #4711] Order of a bowl' }, {}],
    ['came through one that puts its number behind', { subject: 'Re: Order of a bowl (Case 4711)' }, {}],
    ['quotes what it answers', { subject: 'Order of a bowl' }, { quoted: '> It comes tomorrow.' }],
  ])('goes on where its sender wrote, when it %s', async (_, mail, more) => {
    expect(await (await answered()).writes('mia@home.example', mail, more)).toBe(true)
  })

  test('goes on by Outlook’s own thread, whatever the subject has become', async () => {
    const { writes, house } = await answered({ threadIndex: outlook })
    const sent = house.platforms.log.find(({ outbound }) => outbound.kind === 'reply')?.outbound
    expect(sent).toMatchObject({ mail: { threadIndex: outlook } })
    expect(await writes('mia@home.example', { subject: 'My bowl!', threadIndex: child })).toBe(true)
  })

  test.each<[string, string, Partial<MailFacts>, Partial<MessageEvent>?]>([
    ['is no answer', 'mia@home.example', { subject: 'Order of a bowl' }],
    ['is about something else', 'mia@home.example', { subject: 'Re: Order of a plate' }],
    ['has no subject', 'mia@home.example', { subject: 'Re:' }, { quoted: '> x' }],
    ['is by somebody else', 'ana@home.example', { subject: 'Re: Order of a bowl', threadIndex: child }],
    ['is not proved to be theirs', 'mia@home.example', { subject: 'Re: Order of a bowl', isAligned: false }],
    ['has an index that is none', 'mia@home.example', { subject: 'My bowl!', threadIndex: 'AAAA' }],
  ])('begins a conversation of its own, when it %s', async (_, from, mail, more) => {
    expect(await (await answered({ threadIndex: outlook })).writes(from, mail, more)).toBe(false)
  })

  test('begins anew after two weeks', async () => {
    const { house, writes } = await answered()
    await house.pass(15 * 24 * hourMs)
    expect(await writes('mia@home.example', { subject: 'Re: Order of a bowl' })).toBe(false)
  })
})

test('two senders who give their mails the same id are both heard, and each goes on in their own conversation', async () => {
  const { house } = await answered({ messageId: '<1@localhost>' })
  const ana = house.mailCustomer('ana@home.example', 'Ana')
  for (const [text, mail] of [
    ['Hello?', { messageId: '<1@localhost>', subject: 'Hello' }],
    ['Hello again?', { messageId: '<2@localhost>', subject: 'Hi', references: ['<1@localhost>'] }],
  ] as const) {
    const event = ana.event(text)
    await house.receive({
      ...event,
      id: mail.messageId,
      messageId: mail.messageId,
      mail: { ...event.mail!, ...mail, references: 'references' in mail ? [...mail.references] : [] },
    })
  }
  const { id } = await ana.conversation()
  expect((await house.scope.messages.list(id)).map(({ content }) => content)).toEqual(['Hello?', 'Hello again?'])
})
