import { expect, test } from 'vitest'
import type { LanguageModel, WriteOptions, WriteRequest } from '#core/domain/language.ts'
import { ModelRefused, ModelTalkedNonsense, ModelUnreachable } from '#core/errors.ts'
import { writeDraft } from './write.ts'

const request: WriteRequest = {
  business: { company: 'Fern & Oak', language: 'en', tone: [] },
  conversation: [{ from: 'customer', text: 'Can I send it back?' }],
  lessons: [{ id: 'l1', question: 'Returns?', reply: 'Within 30 days.' }],
  localDraft: 'Within 30 days.',
  shape: 'written',
  maxChars: 400,
}
const usage = { inputTokens: 10, outputTokens: 5, cachedTokens: 0 }
const modelThat = (write: (options: WriteOptions) => Promise<string>): LanguageModel => ({
  name: 'test/model',
  write: async (_, options = {}) => ({ text: await write(options), usage, model: 'model-1' }),
})

test('with no model the local draft is the draft', async () => {
  expect(await writeDraft({ request })).toEqual({ text: 'Within 30 days.', writer: 'local' })
})

test('a model’s words are taken under its name, with what they cost', async () => {
  const model = modelThat(async () => 'Of course, within 30 days!')
  expect(await writeDraft({ model, request })).toEqual({
    text: 'Of course, within 30 days!',
    writer: 'test/model',
    used: { model: 'test/model', ...usage },
  })
})

test('an answer that was of no use is paid for too, under the model’s name', async () => {
  const error = Object.assign(new ModelRefused('the lessons do not answer this'), { usage })
  const model = modelThat(() => Promise.reject(error))
  expect(await writeDraft({ model, request })).toEqual({
    text: 'Within 30 days.',
    writer: 'local',
    fallback: 'the lessons do not answer this',
    used: { model: 'test/model', ...usage },
  })
})

test('a model without lessons is not asked', async () => {
  const model = modelThat(async () => expect.unreachable())
  const draft = await writeDraft({ model, request: { ...request, lessons: [], localDraft: '' } })
  expect(draft).toMatchObject({ text: '', writer: 'local', fallback: expect.stringContaining('no lesson') })
})

test.each([
  new ModelUnreachable('Claude answered 529'),
  new ModelRefused('refused'),
  new ModelTalkedNonsense('JSON'),
])('after %s the local draft is used, and says why', async (error) => {
  const model = modelThat(() => Promise.reject(error))
  expect(await writeDraft({ model, request })).toEqual({
    text: 'Within 30 days.',
    writer: 'local',
    fallback: error.message,
  })
})

test.each([
  [
    'heeds its signal',
    ({ signal }: WriteOptions) =>
      new Promise<string>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  ],
  ['hears nothing', () => new Promise<string>(() => {})],
])('a slow model that %s is left at the time-out', async (_, write) => {
  const draft = await writeDraft({ model: modelThat(write), request, timeoutMs: 20 })
  expect(draft).toEqual({
    text: 'Within 30 days.',
    writer: 'local',
    fallback: 'test/model did not finish within 0.02 s',
  })
})

test('a draft that is no longer wanted ends with the caller’s reason, not with a fallback', async () => {
  const controller = new AbortController()
  const reason = new Error('the customer wrote again')
  const writing = writeDraft({ model: modelThat(() => new Promise(() => {})), request, signal: controller.signal })
  controller.abort(reason)
  await expect(writing).rejects.toBe(reason)
  await expect(writeDraft({ request, signal: controller.signal })).rejects.toBe(reason)

  const late = new AbortController()
  const failing = modelThat(async () => {
    late.abort(reason)
    throw new ModelUnreachable('aborted')
  })
  await expect(writeDraft({ model: failing, request, signal: late.signal })).rejects.toBe(reason)
})

test('a bug is not taken for a model’s failure', async () => {
  const model = modelThat(() => Promise.reject(new TypeError('x is not a function')))
  await expect(writeDraft({ model, request })).rejects.toThrow(TypeError)
})
