import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ModelRefused, ModelTalkedNonsense, ModelUnreachable } from '#core/errors.ts'
import { anthropicModel } from './anthropic.ts'
import type { ModelPrice } from './prices.ts'
import { noAnswer } from './prompt.ts'
import { type Answer, cut, hang, json, sampleRequest, startTestServer, stream, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const model = (options: { timeoutMs?: number; retries?: number; prices?: ModelPrice[] } = {}) =>
  anthropicModel({ apiKey: 'sk-ant-secret', baseUrl: server.url, model: 'claude-test', retries: 0, ...options })
const write = (options: { timeoutMs?: number; retries?: number } = {}) => model(options).write(sampleRequest)

const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`
const start = event('message_start', {
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-test-20260101',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 40, cache_creation_input_tokens: 5, cache_read_input_tokens: 900, output_tokens: 1 },
  },
})
const blockStart = event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })
const text = (piece: string) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } })
const finish = (reason: string | null) => [
  event('content_block_stop', { index: 0 }),
  event('message_delta', { delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: 12 } }),
  event('message_stop', {}),
]
const says = (pieces: string[], reason: string | null = 'end_turn'): Answer =>
  stream([start, blockStart, event('ping', {}), ...pieces.map(text), ...finish(reason)])

describe('a reply', () => {
  test('streams in, and is handed over whole with what it cost', async () => {
    server.answers(says(['You can return ', 'it within ', '30 days.\n']))
    const pieces: string[] = []
    const written = await model().write(sampleRequest, { onText: (piece) => pieces.push(piece) })
    expect(written).toEqual({
      text: 'You can return it within 30 days.',
      usage: {
        ...{ inputTokens: 945, outputTokens: 12, cachedTokens: 900, cacheWriteTokens: 5 },
        ...{ costMicros: null, currency: 'USD' },
      },
      model: 'claude-test-20260101',
    })
    expect(pieces).toEqual(['You can return ', 'it within ', '30 days.\n'])
  })

  test('costs what its kinds of tokens cost, each counted once', async () => {
    server.answers(says(['Fine.']))
    const prices = [{ model: 'claude-test', input: 2, output: 10, cachedRead: 0.1, cacheWrite: 2.5 }]
    const { usage } = await model({ prices }).write(sampleRequest)
    // 40 fresh, 900 read from the cache, 5 written to it, 12 out.
    expect(usage.costMicros).toBe(Math.ceil(40 * 2 + 900 * 0.1 + 5 * 2.5 + 12 * 10))
  })

  test('of a listed model has a price of its own accord', async () => {
    server.answers(
      stream([
        start.replace('claude-test-20260101', 'claude-sonnet-5-5'),
        blockStart,
        text('Fine.'),
        ...finish('end_turn'),
      ]),
    )
    expect((await write()).usage).toMatchObject({ costMicros: 303, currency: 'USD' })
  })

  test('that says the lessons do not answer was paid for all the same', async () => {
    server.answers(says([noAnswer]))
    const prices = [{ model: 'claude-test', input: 1, output: 1 }]
    const error = await model({ prices })
      .write(sampleRequest)
      .catch((error: unknown) => error)
    expect(error).toMatchObject({ name: 'ModelRefused', usage: { inputTokens: 945, costMicros: 957 } })
  })

  test('is asked for with the key, the model, and rules that the provider may cache', async () => {
    server.answers(says(['Fine.']))
    await write()
    const [{ path, headers, body } = { path: '', headers: {}, body: {} }] = server.sent
    expect(path).toBe('/v1/messages')
    expect(JSON.stringify(headers)).toContain('sk-ant-secret')
    expect(headers['anthropic-version']).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(body).toMatchObject({
      model: 'claude-test',
      stream: true,
      system: [{ type: 'text', cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user' }],
    })
  })

  test('of another customer of the same business shares every cached byte', async () => {
    server.answers(says(['Fine.']))
    await write()
    await model().write({
      ...sampleRequest,
      conversation: [{ from: 'customer', text: 'Else?' }],
      lessons: [],
      localDraft: '',
    })
    const [first, second] = server.sent.map(({ body }) => body)
    expect(second?.system).toEqual(first?.system)
    expect(second?.messages).not.toEqual(first?.messages)
  })

  test('that thinks first is read without its thoughts', async () => {
    const thinking = [
      event('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
      event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking: 'Let me see' } }),
      event('content_block_stop', { index: 0 }),
      event('content_block_start', { index: 1, content_block: { type: 'text', text: '' } }),
      event('content_block_delta', { index: 1, delta: { type: 'text_delta', text: 'Within 30 days.' } }),
      event('content_block_stop', { index: 1 }),
      ...finish('end_turn').slice(1),
    ]
    server.answers(stream([start, ...thinking]))
    expect((await write()).text).toBe('Within 30 days.')
  })
})

const failure = (type: string) => ({ type: 'error', error: { type, message: 'no' } })
describe('trouble', () => {
  test.each<[string, Answer, new () => Error, RegExp]>([
    [
      '429',
      json(429, failure('rate_limit_error'), { 'retry-after': '30' }),
      ModelUnreachable,
      /429 \(rate_limit_error/,
    ],
    ['529', json(529, failure('overloaded_error')), ModelUnreachable, /529 \(overloaded_error/],
    ['500', json(500, failure('api_error')), ModelUnreachable, /500/],
    ['a proxy’s page', (response) => void response.writeHead(502).end('<html>bad gateway'), ModelUnreachable, /502/],
    ['401', json(401, failure('authentication_error')), ModelUnreachable, /check its key/],
    ['404', json(404, failure('not_found_error')), ModelUnreachable, /check the model's name/],
    ['400', json(400, failure('invalid_request_error')), ModelRefused, /400/],
    [
      'overload in the stream',
      stream([start, event('error', failure('overloaded_error'))]),
      ModelUnreachable,
      /overload/,
    ],
    [
      'a malformed stream',
      stream([start, 'event: content_block_delta\ndata: {"type": "content\n\n']),
      ModelTalkedNonsense,
      /read/,
    ],
    ['a page instead of a stream', (response) => void response.end('<html>'), ModelUnreachable, /Claude/],
    ['a connection cut at once', cut, ModelUnreachable, /reached/],
    ['a connection cut in the stream', stream([start, blockStart, text('You can')], 'cut'), ModelUnreachable, /Claude/],
    ['a stream that just ends', stream([start, blockStart, text('You can')]), ModelUnreachable, /Claude/],
    ['a refusal', says(['I would rather'], 'refusal'), ModelRefused, /refusal/],
    ['silence', says([]), ModelRefused, /nothing/],
    ['lessons that do not answer', says([`${noAnswer}`]), ModelRefused, /lessons/],
    ['an answer cut at the most tokens', says(['You can'], 'max_tokens'), ModelTalkedNonsense, /end/],
    ['too long a reply', says(Array(30).fill('All of this is too long. ')), ModelTalkedNonsense, /400 are the most/],
    ['endless text', says(Array(300).fill('x y z '.repeat(20))), ModelTalkedNonsense, /without end/],
    ['JSON', says(['{"reply": "Fine."}']), ModelTalkedNonsense, /JSON/],
  ])('%s', async (_, answer, kind, sentence) => {
    server.answers(answer)
    const error = await write().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(kind)
    expect(String(error)).toMatch(sentence)
    expect(JSON.stringify([error, (error as Error).cause, (error as Error).stack])).not.toContain('sk-ant-secret')
  })

  test.each<[string, Answer]>([
    ['before it answers', hang],
    ['in the stream', stream([start, blockStart, text('You can')], 'hang')],
  ])('a server that hangs %s is left at the time-out', async (_, answer) => {
    server.answers(answer)
    await expect(write({ timeoutMs: 80 })).rejects.toThrow(new ModelUnreachable('Claude did not finish within 0.08 s'))
  })

  test('the time-out covers retries too', async () => {
    server.answers(json(529, failure('overloaded_error'), { 'retry-after-ms': '30' }))
    await expect(write({ timeoutMs: 200, retries: 1000 })).rejects.toThrow(/did not finish/)
    expect(server.sent.length).toBeGreaterThan(1)
  })

  test('a moment’s overload is tried once more', async () => {
    server.answers(json(529, failure('overloaded_error'), { 'retry-after-ms': '1' }), says(['Fine.']))
    expect((await write({ retries: 1 })).text).toBe('Fine.')
    expect(server.sent).toHaveLength(2)
  })

  test('a caller who gives up gets the own reason back', async () => {
    server.answers(hang)
    const reason = new Error('the customer wrote again')
    const signal = AbortSignal.any([AbortSignal.abort(reason)])
    await expect(model().write(sampleRequest, { signal })).rejects.toBe(reason)
    const controller = new AbortController()
    setTimeout(() => controller.abort(reason), 30)
    await expect(model().write(sampleRequest, { signal: controller.signal })).rejects.toBe(reason)
  })
})
