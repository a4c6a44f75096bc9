import { describe, expect, test } from 'vitest'
import { habits } from '#connectors/shared/reply/habits.corpus.ts'
import type { MessageEvent } from '#core/domain/event.ts'
import { headerBlock, mailFields, mailRequest, type Part, settings, tools } from './fixtures/requests.ts'
import { readForwarded } from './forwarded.ts'
import { email } from './index.ts'

const forwards = habits.filter(({ style }) => style === 'forward')

test.each(forwards)('$client: whose mail was forwarded, and what it says', ({ introduction }) => {
  const read = readForwarded(`${introduction}\n\nWhere is the bowl?\n\nBen\n`)
  expect(read).toMatchObject({
    from: { address: 'ben@mail.example', name: 'Ben Ray' },
    body: 'Where is the bowl?\n\nBen',
  })
})

const blocks = habits.filter(({ client }) => /^(?:Outlook|Samsung|GMX|QQ|Naver|Seznam|T-Online|Zimbra)/.test(client))

test.each(blocks)('$client: a header block under a subject that says forward', ({ introduction }) => {
  if (!introduction.includes('@')) return expect(readForwarded(introduction)?.from).toBeUndefined()
  const read = readForwarded(`${introduction}\n\nWhere is the bowl?`)
  expect(read).toMatchObject({ from: { address: 'ben@mail.example', name: 'Ben Ray' }, body: 'Where is the bowl?' })
})

test.each<[string, string, object]>([
  ['names with commas', 'Ray, Ben <ben@mail.example>', { address: 'ben@mail.example', name: 'Ray, Ben' }],
  ['an address twice', 'ben@mail.example <ben@mail.example>', { address: 'ben@mail.example', name: '' }],
  ['a link around it', 'Ben <ben@mail.example<mailto:ben@mail.example>>', { address: 'ben@mail.example', name: 'Ben' }],
  ['square brackets', 'Ben Ray [mailto:BEN@mail.example]', { address: 'ben@mail.example', name: 'Ben Ray' }],
])('%s', (_, from, expected) => {
  const block = `---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue\nSubject: Bowl\nTo: x@shop.example\n\nWhere?`
  expect(readForwarded(block)?.from).toEqual(expected)
})

const forwarded = async (text: string, headers = '', subject = 'Fwd: Bowl') => {
  const head = `From: Maya <maya@shop.example>\r\nTo: help@shop.example\r\nMessage-ID: <f@shop.example>\r\n${headers}Subject: ${subject}\r\n`
  const { events } = await email.open(settings, tools).receive(mailRequest({ headers: head, subject, text }))
  const [event] = events
  return event?.type === 'message' ? event.forwarded : undefined
}
const original =
  '---------- Forwarded message ---------\nFrom: Ben Ray <ben@mail.example>\nDate: Tue\nSubject: Bowl\nTo: x\n\nWhere is it?\n\n-- \nBen\n\nOn 5/7/24 10:12, Maya wrote:\n> It ships.'

test('the event says whose mail it passes on, without what that one quotes and signs with', async () => {
  expect(await forwarded(`Please look.\n\n${original}`, 'In-Reply-To: <q@mail.example>\r\n')).toEqual({
    author: {
      address: 'ben@mail.example',
      name: 'Ben Ray',
      place: expect.objectContaining({ thread: 'ben@mail.example' }),
    },
    subject: 'Bowl',
    text: 'Where is it?',
    signature: '--\nBen',
    quoted: 'On 5/7/24 10:12, Maya wrote:\n> It ships.',
    messageId: '<q@mail.example>',
  })
})

test('a line of the teammate’s own says whose mail it is where its header names nobody', async () => {
  const bare = 'From: Ben Ray\nSent: Tuesday, May 7, 2024 10:12\nTo: Desk\nSubject: Bowl\n\nWhere is it?'
  expect((await forwarded(bare))?.author).toBeUndefined()
  expect((await forwarded(`customer: Ben <ben@mail.example>\n\n${bare}`))?.author).toMatchObject({
    address: 'ben@mail.example',
  })
})

test('a mail that passes nothing on says so', async () => {
  expect(await forwarded('Where is it?', '', 'Bowl')).toBeUndefined()
})

describe('a mail that is passed on as a file', () => {
  const ask = 'Message-ID: <q@mail.example>\nFrom: Ben Ray <ben@mail.example>\nTo: maya@shop.example\nSubject: Bowl'
  const file = { name: 'Bowl.eml', type: 'message/rfc822', bytes: Buffer.from(`${ask}\n\nWhere is it?\n\n-- \nBen\n`) }
  const read = async (fields: Record<string, Part>) =>
    (await email.open(settings, tools).receive(mailRequest(fields))).events[0] as MessageEvent
  const passedOn = {
    ...{ author: { address: 'ben@mail.example', name: 'Ben Ray' }, subject: 'Bowl', text: 'Where is it?' },
    ...{ signature: '--\nBen', messageId: '<q@mail.example>' },
  }

  test.each([
    ['with words', 'Please look.'],
    ['without', ''],
  ])('is whose the file says, %s', async (_, text) => {
    const event = await read(mailFields({ Subject: 'FW: Bowl' }, { text, attachment1: file }))
    expect(event).toMatchObject({ text, mail: { isForward: true }, forwarded: passedOn })
  })

  test('is read from the whole mail, too', async () => {
    const head = headerBlock({ Subject: 'Fwd: Bowl', 'Content-Type': 'multipart/mixed; boundary=b' })
    const parts = `--b\nContent-Type: text/plain\n\nPlease look.\n--b\nContent-Type: message/rfc822\n\n${file.bytes}\n--b--\n`
    expect(await read({ email: `${head}\n${parts}` })).toMatchObject({ text: 'Please look.', forwarded: passedOn })
  })

  test('is no forward where it is shown under words and a subject of its own, or comes with a delivery report', async () => {
    const shown = await read(mailFields({ Subject: 'Is this from you?' }, { text: 'I got this.', attachment1: file }))
    expect([shown.forwarded, shown.mail?.isForward]).toEqual([undefined, false])
    const report = { Subject: 'Undelivered', 'Content-Type': 'multipart/report; report-type=delivery-status' }
    expect((await read(mailFields(report, { text: '', attachment1: file }))).forwarded).toBeUndefined()
  })
})
