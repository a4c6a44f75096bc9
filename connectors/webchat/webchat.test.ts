import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboundRequest } from '#connectors/connector.ts'
import { testConnector } from '#connectors/contract.ts'
import { quietTools } from '#connectors/shared/quiet-tools.ts'
import type { Card, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { PayloadInvalid, Platform, Refused, Rejected, TooLarge } from '#core/errors.ts'
import { webchat } from './index.ts'
import { type MessageFrame, maxFrameBytes, maxTextBytes, messageEvent, readFrame } from './parse.ts'
import { errorFrame, showMessage } from './render.ts'
import { type WebchatSettings, webchatSettings } from './settings.ts'
import { checkSession, newSession } from './verify.ts'

const settings: WebchatSettings = { name: 'Fern & Oak' }
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')
const post = (body: string | object, more: Partial<InboundRequest> = {}): InboundRequest => ({
  method: 'POST',
  url: 'https://desk.example/webhooks/webchat/i1',
  endpoint: '',
  headers: { 'content-type': 'application/json', origin: 'https://shop.example' },
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  account: 'chat-1',
  ...more,
})
const good = { type: 'message', session: newSession(), id: crypto.randomUUID(), text: 'Hello' }

testConnector({
  connector: webchat,
  settings,
  cases: {
    good: { 'a message': post(fixture('message')), 'a message without context': post(fixture('message-bare')) },
    // Nobody signs: the session is the secret, and the origin is tested below.
    unsigned: {},
    rubbish: {
      'no JSON': post('{"type": "message"'),
      'no UTF-8': post('', { body: Uint8Array.of(0x22, 0xff, 0xfe, 0x22) }),
      nothing: post(''),
      'a list': post('[]'),
      'a frame without a type': post({ text: 'Hello' }),
      'a message without a session': post({ ...good, session: undefined }),
      'a message of a made-up session': post({ ...good, session: 'me' }),
      'a message without an id': post({ ...good, id: undefined }),
      'a message whose id is no uuid': post({ ...good, id: '1' }),
      'a message without words': post({ ...good, text: ' \n\u0000 ' }),
      'a message whose text is no text': post({ ...good, text: ['Hello'] }),
      'a chat that the address does not name': { ...post(good), account: undefined as never },
    },
    unknown: { 'somebody typing': post({ type: 'typing', session: newSession() }), 'a hello': post({ type: 'hello' }) },
  },
})

const tools = quietTools(new Date('2026-03-01T10:00:00Z'))
const open = (more: Partial<WebchatSettings> = {}, published: unknown[] = []) =>
  webchat.open({ ...settings, ...more }, { ...tools, publish: (...call) => void published.push(call) })

describe('a message that was posted', () => {
  test('becomes an event with its words, page and session', async () => {
    const { events, response } = await open().receive(post(fixture('message')))
    expect(events).toEqual([
      {
        type: 'message',
        id: 'AAECAwQFBgcICQoLDA0ODw.0f8fad5b-d9cb-469f-a165-70867728950e',
        place: { connector: 'webchat', account: 'chat-1', thread: 'AAECAwQFBgcICQoLDA0ODw', private: true },
        at: '2026-03-01T10:00:00.000Z',
        author: {
          handle: { kind: 'chat', value: 'AAECAwQFBgcICQoLDA0ODw' },
          isUs: false,
          isMachine: false,
          isOutsider: false,
          isVerified: true,
        },
        messageId: '0f8fad5b-d9cb-469f-a165-70867728950e',
        text: 'Hi,\ncan I send the chair back?',
        attachments: [],
        context: { page: 'https://shop.example/chairs/oak', locale: 'en-GB' },
      },
    ])
    expect(response).toMatchObject({
      status: 200,
      body: '{"type":"accepted","id":"0f8fad5b-d9cb-469f-a165-70867728950e"}',
    })
  })

  test('in one session never has the id of one in another', () => {
    const frame = readFrame(fixture('message')) as MessageFrame
    const now = tools.now()
    const ids = [newSession(), newSession()].map((session) => messageEvent(frame, { account: 'a', session, now }).id)
    expect(new Set(ids).size).toBe(2)
  })

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'not an address',
    '',
    'https://',
  ])('from a page called %j shows staff no page', (page) => {
    const frame = readFrame(JSON.stringify({ ...good, context: { page } })) as MessageFrame
    expect(messageEvent(frame, { account: 'a', session: good.session, now: tools.now() })).not.toHaveProperty('context')
  })
})

describe('a frame', () => {
  const text = (text: string) => (readFrame(JSON.stringify({ ...good, text })) as MessageFrame).text

  test('of any text leaves words that a database takes, and changes no letter of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        fc.pre(words.trim() !== '')
        const read = text(`x${words}x`)
        expect(read.isWellFormed()).toBe(true)
        expect(read).not.toContain('\u0000')
        if (!/[\p{Cc}]/u.test(words) && words.isWellFormed()) expect(read).toBe(`x${words}x`)
      }),
    )
  })

  test('may carry 16,384 bytes of text, and not one more', () => {
    expect(text('x'.repeat(maxTextBytes))).toHaveLength(maxTextBytes)
    expect(() => text('x'.repeat(maxTextBytes + 1))).toThrow(TooLarge)
    expect(text('椅'.repeat(maxTextBytes / 4))).toHaveLength(maxTextBytes / 4)
    expect(() => text('椅'.repeat(maxTextBytes / 3 + 1))).toThrow(TooLarge)
    expect(() => readFrame('x'.repeat(maxFrameBytes + 1))).toThrow(TooLarge)
    expect(JSON.stringify({ ...good, text: '\u0001'.repeat(maxTextBytes) }).length).toBeLessThan(maxFrameBytes)
  })

  test('that is anything else is refused with a sentence or ignored, never a bug', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (frame) => {
        try {
          readFrame(frame)
        } catch (error) {
          expect(error).toBeInstanceOf(Rejected)
        }
      }),
    )
  })

  test('of a first visit and of a return is read', () => {
    expect(readFrame('{"type":"hello"}')).toEqual({ type: 'hello' })
    const session = newSession()
    expect(readFrame(JSON.stringify({ type: 'hello', session, lastSeen: 'm1' }))).toEqual({
      type: 'hello',
      session,
      lastSeen: 'm1',
    })
  })
})

test('sessions cannot be guessed and pass their own check; others do not', () => {
  const sessions = Array.from({ length: 200 }, newSession)
  expect(new Set(sessions).size).toBe(200)
  for (const session of sessions) expect(checkSession(session)).toBe(session)
  for (const bad of [undefined, '', 'me', `${sessions[0]}x`, `${'x'.repeat(21)}x`, '../../../../etc/passwd/']) {
    expect(() => checkSession(bad), bad).toThrow(PayloadInvalid)
  }
})

test('a hello over HTTP begins a chat, but tells nothing of one', async () => {
  const { response } = await open({ greeting: 'Hello!' }).receive(post({ type: 'hello' }))
  const body = JSON.parse((response as { body: string }).body)
  expect(body).toEqual({ type: 'welcome', session: body.session, name: 'Fern & Oak', greeting: 'Hello!', messages: [] })
  expect(checkSession(body.session)).toBe(body.session)
  const again = await open().receive(post({ type: 'hello', session: body.session }))
  expect(again.response).toMatchObject({ body: expect.stringContaining('"error"') })
})

describe('origins', () => {
  const allowedOrigins = ['https://shop.example']
  const from = (origin: string | undefined, method = 'POST') => post(good, { method, headers: { origin } })

  test.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'http://shop.example',
    'null',
    undefined,
  ])('a page of %s may not use a chat of another', async (origin) => {
    await expect(open({ allowedOrigins }).receive(from(origin))).rejects.toMatchObject({ name: 'Refused', status: 403 })
    await expect(open({ allowedOrigins }).receive(from(origin, 'OPTIONS'))).rejects.toBeInstanceOf(Refused)
  })

  test('the right page may, and its browser is told so', async () => {
    const headers = { 'access-control-allow-origin': 'https://shop.example', vary: 'origin' }
    const answers = ['POST', 'OPTIONS'].map((method) =>
      open({ allowedOrigins }).receive(from(allowedOrigins[0], method)),
    )
    const [posted, asked] = await Promise.all(answers)
    expect(posted).toMatchObject({ response: { status: 200, headers }, events: [{ type: 'message' }] })
    expect(asked).toMatchObject({ response: { status: 204, headers }, events: [] })
  })

  test('with none listed any page may', async () => {
    expect((await open().receive(from('https://any.example'))).events).toHaveLength(1)
    expect((await open({ allowedOrigins: [] }).receive(from(undefined))).events).toHaveLength(1)
  })

  test('are read from a list or a line, without paths', () => {
    const read = (allowedOrigins: unknown) => webchatSettings.parse({ name: 'x', allowedOrigins }).allowedOrigins
    expect(read('https://a.example/, https://b.example:8443/shop')).toEqual([
      'https://a.example',
      'https://b.example:8443',
    ])
    expect(read(['https://a.example'])).toEqual(['https://a.example'])
    expect(() => read('a.example')).toThrow()
    expect(() => read('ftp://a.example')).toThrow()
  })
})

describe('sending', () => {
  const place: Place = { connector: 'webchat', account: 'chat-1', thread: newSession(), private: true }

  test('a reply is sent once stored: open pages are told to read it', async () => {
    const published: unknown[] = []
    const reply: Outbound = { kind: 'reply', id: 'o1', text: 'Within 30 days.', attachments: [] }
    expect(await open({}, published).send(place, reply)).toEqual({ platformId: 'o1' })
    expect(published).toEqual([[place, 'o1']])
    expect(await webchat.open(settings, tools).send(place, reply)).toEqual({ platformId: 'o1' })
  })

  test('what is meant for staff is refused as surely not sent', async () => {
    const card: Card = { purpose: 'notice', title: 'For staff', facts: [], sources: [], buttons: [] }
    const error = await open()
      .send(place, { kind: 'card', id: 'o2', card })
      .catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Platform)
    expect(error).toMatchObject({ notSent: true, retry: false })
  })
})

test.each([
  ['ai', { authorName: 'Bot' }, { id: 'm1', from: 'agent', name: 'Bot' }],
  ['human', { authorName: 'Maya' }, { id: 'm1', from: 'human', name: 'Maya' }],
  ['human', {}, { id: 'm1', from: 'human' }],
  ['customer', { platformId: 'u1', authorName: 'Ann' }, { id: 'u1', from: 'customer' }],
] as const)('a message stored as %s with %o is shown as %o', (senderType, metadata, shown) => {
  const at = '2026-03-01T10:00:00.000Z'
  const stored = { id: 'm1', senderType, content: 'Words', createdAt: at, metadata }
  expect(showMessage(stored)).toEqual({ ...shown, text: 'Words', at })
})

test('what stands under our words is shown, and a mail signature of theirs is not', () => {
  const at = '2026-03-01T10:00:00.000Z'
  const stored = { id: 'm1', content: 'Words', createdAt: at, metadata: { signature: 'Written by an AI.' } }
  expect(showMessage({ ...stored, senderType: 'ai' }).text).toBe('Words\n\nWritten by an AI.')
  expect(showMessage({ ...stored, senderType: 'customer' }).text).toBe('Words')
})

test('a message may consist of files alone, at most five, and only over the socket', async () => {
  const frame = { type: 'message', id: '8b7a0c9e-52c5-4a3f-9a35-3e8d4c7b1a2f', text: '', files: ['token'] }
  expect(readFrame(JSON.stringify(frame))).toMatchObject({ text: '', files: ['token'] })
  expect(() => readFrame(JSON.stringify({ ...frame, files: [] }))).toThrow('empty')
  expect(() => readFrame(JSON.stringify({ ...frame, files: Array(6).fill('token') }))).toThrow('not a chat frame')
})

test('a customer is told what was refused, and nothing of a bug', () => {
  expect(errorFrame(new TooLarge('the message is too long'), 'u1')).toEqual({
    type: 'error',
    sentence: 'the message is too long',
    id: 'u1',
  })
  expect(JSON.stringify(errorFrame(new Error('connect 10.0.0.7:5432')))).not.toContain('10.0.0.7')
})

test('a new chat gets a public name of its own, unless it has one', async () => {
  const [one, two] = await Promise.all([webchat.identify(settings, tools), webchat.identify(settings, tools)])
  expect(one.account).not.toBe(two.account)
  expect(one).toMatchObject({ account: expect.stringMatching(/^chat-[0-9a-f]{12}$/), label: 'Fern & Oak' })
  expect((await webchat.identify({ ...settings, publicId: 'shop' }, tools)).account).toBe('shop')
})
