import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ModelRefused, ModelTalkedNonsense, ModelUnreachable } from '#core/errors.ts'
import { openaiEmbedder, openaiModel } from './openai.ts'
import { project } from './project.ts'
import { noAnswer } from './prompt.ts'
import { type Answer, cut, hang, json, sampleRequest, startTestServer, stream, type TestServer } from './test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const settings = () => ({ apiKey: 'sk-secret', baseUrl: `${server.url}/v1`, model: 'llama-test', retries: 0 })
const write = (options: { timeoutMs?: number; retries?: number } = {}) =>
  openaiModel({ ...settings(), ...options }).write(sampleRequest)

const chunk = (fields: object) =>
  `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'llama-test-q4', ...fields })}\n\n`
const delta = (delta: object, finish: string | null = null) =>
  chunk({ choices: [{ index: 0, delta, finish_reason: finish }] })
const usage = chunk({
  choices: [],
  usage: { prompt_tokens: 300, completion_tokens: 9, prompt_tokens_details: { cached_tokens: 256 } },
})
const done = 'data: [DONE]\n\n'
const says = (pieces: string[], finish = 'stop'): Answer =>
  stream([
    delta({ role: 'assistant', content: '' }),
    ...pieces.map((content) => delta({ content })),
    delta({}, finish),
    usage,
    done,
  ])

describe('a reply', () => {
  test('streams in, and is handed over whole with what it cost', async () => {
    server.answers(says(['You can return ', 'it within 30 days.']))
    const pieces: string[] = []
    const written = await openaiModel(settings()).write(sampleRequest, { onText: (piece) => pieces.push(piece) })
    expect(written).toEqual({
      text: 'You can return it within 30 days.',
      usage: { inputTokens: 300, outputTokens: 9, cachedTokens: 256, costMicros: null, currency: 'USD' },
      model: 'llama-test-q4',
    })
    expect(pieces).toEqual(['You can return ', 'it within 30 days.'])
    const [sent] = server.sent
    expect(sent).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer sk-secret' },
      body: { model: 'llama-test', stream: true, messages: [{ role: 'system' }, { role: 'user' }] },
    })
  })

  test('of a small server that sends neither usage nor model nor [DONE] is read', async () => {
    const bare = (choice: object) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`
    server.answers(stream([bare({ delta: { content: 'Fine.' } }), bare({ delta: {}, finish_reason: 'stop' })]))
    expect(await write()).toEqual({
      text: 'Fine.',
      usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costMicros: null, currency: 'USD' },
      model: 'llama-test',
    })
  })

  test('costs what its kinds of tokens cost, each counted once', async () => {
    server.answers(says(['Fine.']))
    const prices = [{ model: 'llama-test', input: 2, output: 10, cachedRead: 0.5 }]
    const { usage } = await openaiModel({ ...settings(), prices }).write(sampleRequest)
    expect(usage.costMicros).toBe((300 - 256) * 2 + 256 * 0.5 + 9 * 10)
  })

  test('tells of tokens that were put into the cache', async () => {
    const details = { cached_tokens: 100, cache_write_tokens: 50 }
    const counted = chunk({
      ...{ choices: [], model: 'gpt-6-luna' },
      usage: { prompt_tokens: 300, completion_tokens: 40, prompt_tokens_details: details },
    })
    server.answers(stream([delta({ content: 'Fine.' }), delta({}, 'stop'), counted, done]))
    expect((await write()).usage).toMatchObject({
      cacheWriteTokens: 50,
      costMicros: Math.ceil(150 * 0.1 + 100 * 0.01 + 50 * 0.125 + 40 * 0.5),
    })
  })

  test('that is of no use was paid for all the same', async () => {
    server.answers(says([noAnswer]))
    expect(await write().catch((error: unknown) => error)).toMatchObject({ usage: { inputTokens: 300 } })
    server.answers(stream([delta({ content: 'You can' })]))
    expect(await write().catch((error: unknown) => error)).not.toHaveProperty('usage')
  })

  test('that thinks aloud first is read without its thoughts', async () => {
    server.answers(says(['<think>\nThe customer asks', ' about returns.</think>\n\n', 'Within 30 days.']))
    expect((await write()).text).toBe('Within 30 days.')
  })
})

const failure = (code: string) => ({ error: { message: 'no', type: code, code, param: null } })
describe('trouble', () => {
  test.each<[string, Answer, new () => Error, RegExp]>([
    ['429', json(429, failure('rate_limit_exceeded'), { 'retry-after': '30' }), ModelUnreachable, /429/],
    ['no money left', json(429, failure('insufficient_quota')), ModelUnreachable, /insufficient_quota/],
    ['503', json(503, failure('overloaded')), ModelUnreachable, /503/],
    ['401', json(401, failure('invalid_api_key')), ModelUnreachable, /check its key/],
    ['an unknown model', json(404, failure('model_not_found')), ModelUnreachable, /check the model's name/],
    ['400', json(400, failure('context_length_exceeded')), ModelRefused, /400/],
    [
      'an error in the stream',
      stream([delta({ content: 'You' }), `data: ${JSON.stringify(failure('server_error'))}\n\n`]),
      ModelUnreachable,
      /server_error/,
    ],
    ['a malformed stream', stream([delta({ content: 'You' }), 'data: {"choices": [\n\n']), ModelTalkedNonsense, /read/],
    ['a page instead of a stream', (response) => void response.end('<html>'), ModelUnreachable, /broke off/],
    ['a connection cut at once', cut, ModelUnreachable, /reached/],
    ['a connection cut in the stream', stream([delta({ content: 'You can' })], 'cut'), ModelUnreachable, /reached/],
    ['a stream that just ends', stream([delta({ content: 'You can' })]), ModelUnreachable, /broke off/],
    ['a refusal', stream([delta({ refusal: 'I cannot' }), delta({}, 'stop'), done]), ModelRefused, /refused/],
    ['a content filter', says(['You'], 'content_filter'), ModelRefused, /content filter/],
    ['silence', says(['  \n']), ModelRefused, /nothing/],
    ['lessons that do not answer', says(['LESSONS_DO_', `NOT_ANSWER.`]), ModelRefused, /lessons/],
    ['an answer cut at the most tokens', says(['You can'], 'length'), ModelTalkedNonsense, /end/],
    ['control tokens', says(['Fine.<|im_end|>\n<|im_start|>user']), ModelTalkedNonsense, /control/],
    ['endless text', says(Array(300).fill('x y z '.repeat(20))), ModelTalkedNonsense, /without end/],
  ])('%s', async (_, answer, kind, sentence) => {
    server.answers(answer)
    const error = await write().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(kind)
    expect(String(error)).toMatch(sentence)
    expect(JSON.stringify([error, (error as Error).cause, (error as Error).stack])).not.toContain('sk-secret')
  })

  test.each<[string, Answer]>([
    ['before it answers', hang],
    ['in the stream', stream([delta({ content: 'You can' })], 'hang')],
  ])('a server that hangs %s is left at the time-out', async (_, answer) => {
    server.answers(answer)
    await expect(write({ timeoutMs: 80 })).rejects.toThrow(/did not finish within 0.08 s/)
  })

  test('a caller who gives up in the stream gets the own reason back', async () => {
    server.answers(stream([delta({ content: 'You can' })], 'hang'))
    const controller = new AbortController()
    const reason = new Error('the customer wrote again')
    const writing = openaiModel(settings()).write(sampleRequest, {
      signal: controller.signal,
      onText: () => controller.abort(reason),
    })
    await expect(writing).rejects.toBe(reason)
  })

  test('nobody listening is unreachable', async () => {
    const model = openaiModel({ ...settings(), baseUrl: 'http://127.0.0.1:1/v1' })
    await expect(model.write(sampleRequest)).rejects.toBeInstanceOf(ModelUnreachable)
  })

  test('a sentinel in the middle counts too', async () => {
    server.answers(says([`Sorry! ${noAnswer}`]))
    await expect(write()).rejects.toBeInstanceOf(ModelRefused)
  })
})

describe('embeddings', () => {
  const embedder = (options: object = {}) =>
    openaiEmbedder({ ...settings(), model: 'text-embedding-3-small', ...options })
  const gives =
    (length: number, order: (rows: object[]) => object[] = (rows) => rows): Answer =>
    (response, sent) => {
      const input = sent.body.input as unknown as string[]
      const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vector(text, length) }))
      return json(200, { object: 'list', model: 'm', data: order(data), usage: { prompt_tokens: 1, total_tokens: 1 } })(
        response,
        sent,
      )
    }
  const vector = (text: string, length: number) => Array.from({ length }, (_, at) => Math.sin((at + 1) * text.length))
  const lengthOf = (vector: Float32Array) => Math.hypot(...vector)

  test('are asked for as floats in 512 dimensions and come back in order, each of length 1', async () => {
    server.answers(gives(512, (rows) => rows.toReversed()))
    const vectors = await embedder().embed(['one', 'three', 'eleven'])
    expect(server.sent[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { encoding_format: 'float', dimensions: 512, input: ['one', 'three', 'eleven'] },
    })
    expect(vectors).toEqual(['one', 'three', 'eleven'].map((text) => project(vector(text, 512), 512)))
    for (const vector of vectors) expect(lengthOf(vector)).toBeCloseTo(1, 5)
  })

  test.each([384, 768, 1024, 1536])('of %i dimensions from another model are brought to 512', async (length) => {
    server.answers(gives(length))
    const other = embedder({ model: 'nomic-embed-text' })
    const [first] = await other.embed(['a question'])
    expect(server.sent[0]?.body).not.toHaveProperty('dimensions')
    expect(first).toHaveLength(512)
    expect(lengthOf(first!)).toBeCloseTo(1, 5)
  })

  test('of long lists go in batches; empty texts are zeros and never sent', async () => {
    server.answers(gives(512))
    const texts = Array.from({ length: 130 }, (_, at) => (at % 13 === 0 ? ' ' : 'x'.repeat(at)))
    const vectors = await embedder().embed(texts)
    expect(server.sent.length).toBe(2)
    expect(vectors).toHaveLength(130)
    for (const [at, text] of texts.entries()) expect(lengthOf(vectors[at]!)).toBeCloseTo(text === ' ' ? 0 : 1, 5)
    expect(vectors[129]).toEqual(project(vector('x'.repeat(129), 512), 512))
    expect(await embedder().embed([])).toEqual([])
  })

  test('tell of every call that the server counted, and what it cost', async () => {
    server.answers(gives(512))
    const told: unknown[] = []
    const texts = Array.from({ length: 130 }, (_, at) => `text ${at}`)
    const prices = [{ model: 'm', input: 7, output: 0 }]
    await embedder({ prices }).embed(texts, undefined, (usage) => told.push(usage))
    const one = { inputTokens: 1, outputTokens: 0, cachedTokens: 0, costMicros: 7, currency: 'USD' }
    expect(told).toEqual([one, one, one])
    server.answers(json(200, { data: [{ index: 0, embedding: [1] }] }))
    await embedder().embed(['one'], undefined, () => expect.unreachable())
  })

  test('a space that is projected has another name than one that is cut', () => {
    expect(embedder().name).toBe('openai/text-embedding-3-small@512')
    expect(embedder({ askDimensions: false }).name).toBe('openai/text-embedding-3-small')
  })

  test.each<[string, Answer, new () => Error]>([
    ['too few', gives(512, (rows) => rows.slice(1)), ModelTalkedNonsense],
    ['the same twice', gives(512, (rows) => rows.map((row) => ({ ...row, index: 0 }))), ModelTalkedNonsense],
    ['no numbers', gives(512, (rows) => rows.map((row) => ({ ...row, embedding: ['a'] }))), ModelTalkedNonsense],
    ['empty ones', gives(0), ModelTalkedNonsense],
    ['429', json(429, failure('rate_limit_exceeded')), ModelUnreachable],
    [
      'no JSON',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{'),
      ModelTalkedNonsense,
    ],
    ['cut', cut, ModelUnreachable],
  ])('%s is an error', async (_, answer, kind) => {
    server.answers(answer)
    await expect(embedder().embed(['one', 'two'])).rejects.toBeInstanceOf(kind)
  })

  test('a server that hangs is left at the time-out', async () => {
    server.answers(hang)
    await expect(embedder({ timeoutMs: 80 }).embed(['one'])).rejects.toThrow(/did not finish/)
  })
})
