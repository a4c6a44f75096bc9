import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testConnector } from '#connectors/contract.ts'
import type { MessageEvent } from '#core/domain/event.ts'
import { Rejected } from '#core/errors.ts'
import {
  eventsRequest,
  headerBlock,
  mailFields,
  mailRequest,
  now,
  type Part,
  publicKey,
  settings,
  signed,
  tools,
} from './fixtures/requests.ts'
import { email } from './index.ts'

const locked = { ...settings, parsePublicKey: publicKey, eventsPublicKey: publicKey }
const mail = mailRequest(mailFields())
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))

testConnector({
  connector: email,
  settings: locked,
  tools,
  cases: {
    good: {
      'a parsed mail': signed(mail),
      'a raw mail': signed(mailRequest({ email: fixture('reply.eml') })),
      'a mail without a Message-ID': signed(mailRequest(mailFields({ 'Message-ID': '' }))),
      'a bounce': signed(mailRequest({ email: fixture('bounce.eml') })),
      'a delivery': signed(
        eventsRequest([{ event: 'delivered', email: 'ben@mail.example', timestamp: 1_715_076_000, sg_event_id: 'e1' }]),
      ),
    },
    unsigned: {
      'a missing signature': mail,
      'a wrong signature': signed(mail, { over: Buffer.from('another body') }),
      'a stale signature': signed(mail, { at: minutes(-6) }),
      'a signature from the future': signed(mail, { at: minutes(6) }),
      'unsigned delivery events': eventsRequest([]),
    },
    rubbish: {
      'no form at all': signed({ ...mail, body: Buffer.from('rubbish') }),
      'a form without a field of a mail': signed(mailRequest({ colour: 'green' })),
      'a form of an unknown type': signed({ ...mail, headers: { 'content-type': 'text/plain' } }),
      'events that are no JSON': signed(eventsRequest('{')),
      'events that are no batch': signed(eventsRequest({ event: 'delivered' })),
    },
    unknown: {
      'events that say nothing about arrival': signed(
        eventsRequest([
          { event: 'account_status_change', timestamp: 1 },
          { event: 'novelty', timestamp: 1 },
        ]),
      ),
      'an empty batch': signed(eventsRequest([])),
    },
  },
})

async function read(parts: Record<string, Part>, own = settings): Promise<MessageEvent> {
  const { events } = await email.open(own, tools).receive(mailRequest(parts))
  const [event] = events
  if (event?.type !== 'message') throw new Error('no message was read')
  return event
}

test('an ordinary mail becomes a message of its sender', async () => {
  expect(await read(mailFields())).toEqual({
    type: 'message',
    id: '<question-1@mail.example>',
    messageId: '<question-1@mail.example>',
    at: '2024-05-07T10:12:30.000Z',
    place: { connector: 'email', account: 'help@shop.example', thread: 'ben@mail.example', private: true },
    author: {
      handle: { kind: 'email', value: 'ben@mail.example' },
      name: 'Ben Ray',
      isUs: false,
      isMachine: false,
      isOutsider: false,
      isVerified: true,
    },
    text: 'Hello,\n\nwhere is my bowl?\n\nBen',
    attachments: [],
    mail: {
      messageId: '<question-1@mail.example>',
      subject: 'Where is my bowl?',
      from: 'ben@mail.example',
      to: ['help@shop.example'],
      cc: [],
      replyTo: [],
      references: [],
      isForward: false,
      isAligned: true,
    },
  })
})

test('a raw mail is read with its quote, signature, picture, file and references apart', async () => {
  const event = await read({
    email: fixture('reply.eml'),
    envelope: '{"to":["Reply+Tok1@in.shop.example"],"from":"rene@mail.example"}',
    SPF: 'pass',
  })
  expect(event.text).toBe('Der Sprung ist hier zu sehen:\nWann kommt Ersatz?')
  expect(event.signature).toBe('--\nRené Müller\nMusterweg 1')
  expect(event.quoted).toContain('> Haben Sie ein Bild?')
  expect(event.author.name).toBe('René Müller')
  expect(event.mail).toEqual({
    messageId: '<question-2@mail.example>',
    subject: 'Re: Schüssel',
    from: 'rene@mail.example',
    to: ['help@shop.example'],
    cc: ['anna@friends.example', 'bob@friends.example'],
    replyTo: ['rene.private@mail.example'],
    references: ['<answer-1@in.shop.example>', '<question-1@mail.example>'],
    token: 'tok1',
    isForward: false,
    isAligned: true,
  })
  expect(event.attachments.map(({ name, type, inline, size }) => ({ name, type, inline, size }))).toEqual([
    { name: 'crack.png', type: 'image/png', inline: true, size: 8 },
    { name: 'etc_..invoice.pdf', type: 'application/pdf', inline: false, size: 9 },
  ])
  expect(Buffer.from(event.attachments[1]?.bytes ?? []).toString()).toBe('%PDF-1.4\n')
})

test('every field is decoded by its own charset', async () => {
  const event = await read(
    mailFields(
      {},
      {
        subject: Buffer.from([0x53, 0x63, 0x68, 0xfc, 0x73, 0x73, 0x65, 0x6c]),
        text: Buffer.from([0xc3, 0xe4, 0xe5]),
        charsets: '{"subject":"iso-8859-1","text":"windows-1251"}',
      },
    ),
  )
  expect([event.mail?.subject, event.text]).toEqual(['Schüssel', 'Где'])
})

test('Japanese that is written in seven bits is read, with its name and without', async () => {
  const said = '\x1b$B%F%9%H\x1b(B'
  const named = mailFields({}, { text: said, charsets: '{"text":"ISO-2022-JP"}' })
  expect((await read(named)).text).toBe('テスト')
  const unnamed = `${headerBlock({ Subject: `Re: ${said}` })}\nHello\n`
  expect((await read({ email: unnamed })).mail?.subject).toBe('Re: テスト')
})

test.each([
  'x-klingon',
  'base64',
  '',
  '../../etc',
  'utf-8\u0000',
  'hex',
])('the absurd charset %j costs nothing of the text', async (charset) => {
  const text = 'Wo ist meine Schüssel?'
  expect((await read(mailFields({}, { text, charsets: JSON.stringify({ text: charset }) }))).text).toBe(text)
})

test('bytes that are not of their charset are shown as Windows would', async () => {
  expect((await read(mailFields({}, { text: Buffer.from([0x63, 0x61, 0x66, 0xe9]) }))).text).toBe('café')
})

test('files keep their bytes, and names that would leave their folder are tamed', async () => {
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45])
  const { attachments } = await read(
    mailFields(
      {},
      {
        html: '<p>See <img src="cid:pic"></p>',
        'attachment-info': '{"attachment2":{"filename":"pic.png","type":"image/png","content-id":"pic"}}',
        attachment1: { name: '..', type: 'application/octet-stream', bytes },
        attachment2: { name: 'pic.png', type: 'image/png', bytes },
        attachment3: { name: '..\\..\\boot.ini', type: 'nonsense', bytes },
      },
    ),
  )
  expect(attachments).toEqual([
    { name: 'attachment', type: 'application/octet-stream', size: 6, inline: false, bytes },
    { name: 'pic.png', type: 'image/png', size: 6, inline: true, bytes },
    { name: 'boot.ini', type: expect.any(String), size: 6, inline: false, bytes },
  ])
})

test('HTML is read where there is no text', async () => {
  const event = await read(
    mailFields(
      {},
      { text: ' \n', html: '<p>Where is <b>my bowl</b>?</p><p>See <a href="https://a.example/x">this</a></p>' },
    ),
  )
  expect(event.text).toBe('Where is my bowl?\n\nSee this (https://a.example/x)')
})

test('without a Message-ID the same mail keeps the same id, and another mail has another', async () => {
  const first = await read(mailFields({ 'Message-ID': '' }))
  const again = await read(
    mailFields({ 'Message-ID': '', Received: 'from elsewhere; Tue, 07 May 2024 10:12:50 +0000' }),
  )
  const other = await read(mailFields({ 'Message-ID': '' }, { text: 'Another question' }))
  expect(again.id).toBe(first.id)
  expect(other.id).not.toBe(first.id)
})

test.each([
  [
    'the envelope',
    mailFields({}, { envelope: '{"to":["reply+AbC=x@in.shop.example"],"from":"b@c.example"}' }),
    'abc=x',
  ],
  ['To', mailFields({ To: 'Shop <reply+tok@IN.shop.example>' }), 'tok'],
  ['Cc', mailFields({ Cc: 'x@y.example, help+tok@in.shop.example' }), 'tok'],
  ['another domain', mailFields({ To: 'reply+tok@other.example' }), undefined],
])('the token of a plus-address is found in %s', async (_, fields, token) => {
  expect((await read(fields)).mail?.token).toBe(token)
})

test.each([
  ['help@shop.example', true],
  ['Reply+abc@in.shop.example', true],
  ['reply@in.shop.example', true],
  ['maya@shop.example', false],
  ['ben@mail.example', false],
])('a mail from %s is ours: %s', async (from, isUs) => {
  expect((await read(mailFields({ From: from }))).author.isUs).toBe(isUs)
})

test('a bounce is a machine’s message and the failed delivery of our mail', async () => {
  const request = mailRequest({ email: fixture('bounce.eml'), envelope: '{"to":["help@shop.example"],"from":""}' })
  const { events } = await email.open(settings, tools).receive(request)
  expect(events).toMatchObject([
    { type: 'message', author: { isMachine: true } },
    {
      type: 'delivery',
      state: 'failed',
      platformId: '<answer-1@in.shop.example>',
      bounce: 'hard',
      reason: 'ben@mail.example: smtp; 550 5.1.1 User unknown',
    },
  ])
  expect(events[1]?.id).not.toBe(events[0]?.id)
})

test('what a server gave up on after trying is a bounce that may not happen again', async () => {
  const full = Buffer.from(fixture('bounce.eml').toString().replace('Status: 5.1.1', 'Status: 4.2.2'))
  const { events } = await email.open(settings, tools).receive(mailRequest({ email: full }))
  expect(events[1]).toMatchObject({ state: 'failed', bounce: 'soft' })
})

test.each([
  ['names who complained', 'Original-Rcpt-To: <Ben@mail.example>\n', 'ben@mail.example'],
  ['blacks that out', 'Original-Rcpt-To: redacted\n', 'ana@mail.example'],
])('a feedback report that %s is a complaint about our mail', async (_, field, recipient) => {
  const report = fixture('complaint.eml').toString().replace('Original-Rcpt-To: <Ben@mail.example>\n', field)
  const { events } = await email.open(settings, tools).receive(mailRequest({ email: Buffer.from(report) }))
  expect(events).toMatchObject([
    { type: 'message', author: { isMachine: true } },
    { type: 'delivery', state: 'complained', platformId: '<answer-1@in.shop.example>', recipient },
  ])
})

test('a feedback report that says it is no spam is no complaint', async () => {
  const report = fixture('complaint.eml').toString().replace('Feedback-Type: abuse', 'Feedback-Type: not-spam')
  const { events } = await email.open(settings, tools).receive(mailRequest({ email: Buffer.from(report) }))
  expect(events.map(({ type }) => type)).toEqual(['message'])
})

test('a report of a mere delay is no failed delivery', async () => {
  const delayed = Buffer.from(fixture('bounce.eml').toString().replace('Action: failed', 'Action: delayed'))
  const { events } = await email.open(settings, tools).receive(mailRequest({ email: delayed }))
  expect(events.map(({ type }) => type)).toEqual(['message'])
})

test('without a key only an integration’s own address is believed', async () => {
  const { account: _, ...anywhere } = mail
  await expect(email.open(settings, tools).receive(anywhere)).rejects.toMatchObject({ status: 401 })
})

test('an endpoint that does not exist is not found', async () => {
  const error = await email
    .open(settings, tools)
    .receive({ ...mail, endpoint: 'what' })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Rejected)
  expect(error).toMatchObject({ status: 404 })
})
