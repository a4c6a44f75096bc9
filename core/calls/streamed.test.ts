import { describe, expect, test } from 'vitest'
import type { LanguageModel, WriteRequest } from '#core/domain/language.ts'
import { ModelUnreachable } from '#core/errors.ts'
import { type Autonomous, autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import { caller } from '#core/testing/caller.ts'
import { streamed } from './streamed.ts'

const usage = { inputTokens: 90, outputTokens: 12, cachedTokens: 0 }
const request = {} as WriteRequest

/** A model that writes what it is told, when it is told. */
function typist(): LanguageModel & {
  types(piece: string): void
  ends(): void
  breaks(): void
  isAsked: Promise<void>
} {
  let onText: ((piece: string) => void) | undefined
  let text = ''
  let settle: {
    resolve(written: { text: string; usage: typeof usage; model: string }): void
    reject(error: Error): void
  }
  let asked = () => {}
  const isAsked = new Promise<void>((resolve) => (asked = resolve))
  return {
    name: 'typist',
    isAsked,
    write(_, options) {
      onText = options?.onText
      asked()
      return new Promise((resolve, reject) => (settle = { resolve, reject }))
    },
    types(piece) {
      text += piece
      onText?.(piece)
    },
    ends: () => settle.resolve({ text, usage, model: 'typist-1' }),
    breaks: () => settle.reject(new ModelUnreachable('it broke off')),
  }
}

describe('a model for the ear', () => {
  test('answers with its first sentence once a second begins, and tells the others as they are finished', async () => {
    const model = typist()
    const stream = streamed(model)
    const first = stream.model.write(request)
    model.types('We do. We')
    expect(await first).toMatchObject({ text: 'We do.' })
    const rest = stream.rest()
    model.types(' open at 9. And')
    expect(await rest.next()).toEqual({ done: false, value: 'We open at 9.' })
    model.types(' close at 5.')
    model.ends()
    expect(await rest.next()).toEqual({ done: false, value: 'And close at 5.' })
    expect(await rest.next()).toMatchObject({ done: true })
    expect(stream.usage()).toEqual(usage)
  })

  test('answers with all of it where there is one sentence, with what it cost', async () => {
    const model = typist()
    const stream = streamed(model)
    const first = stream.model.write(request)
    model.types('We do.')
    model.ends()
    expect(await first).toEqual({ text: 'We do.', usage, model: 'typist-1' })
    expect(await stream.rest().next()).toMatchObject({ done: true })
    expect(stream.usage()).toBeUndefined()
  })

  test('fails like any model before its first sentence, and only stops after it', async () => {
    const early = typist()
    const failed = streamed(early).model.write(request)
    early.types('We')
    early.breaks()
    await expect(failed).rejects.toThrow('it broke off')

    const late = typist()
    const stream = streamed(late)
    const first = stream.model.write(request)
    late.types('We do. We op')
    await first
    late.breaks()
    const rest = []
    for await (const sentence of stream.rest()) rest.push(sentence)
    expect(rest).toEqual([])
  })
})

describe('a call with a model', () => {
  test('hears the first sentence before the second is written, and each only once', async () => {
    const { ana, model, house, heard } = await proven()
    const outcome = ana.says('Do you ship to Norway?')
    await model().isAsked
    model().types(`${shipsToNorway} We`)
    await until(() => heard().length === 1)
    expect(heard()).toEqual([shipsToNorway])
    model().types(' are glad to.')
    model().ends()
    expect(await outcome).toEqual({ said: [shipsToNorway, 'We are glad to.'], next: { kind: 'listen' } })
    const { messages } = await house.core.conversations.get(house.owner, (await ana.conversation()).id)
    expect(messages.map(({ content }) => content)).toEqual([
      'Do you ship to Norway?',
      `${shipsToNorway} We are glad to.`,
    ])
  })

  test('is not told what stands in no lesson: the answer ends before it, and a person is asked', async () => {
    const { ana, model, heard } = await proven()
    const outcome = ana.says('Do you ship to Norway?')
    await model().isAsked
    model().types(`${shipsToNorway} It costs 49 euros. Goodbye.`)
    model().ends()
    expect((await outcome).next).toEqual({ kind: 'message' })
    expect(heard()).toEqual([shipsToNorway])
  })
})

/** A topic that is answered alone in a model's words, and somebody who calls; `model` is the one that is asked next. */
async function proven() {
  let next: ReturnType<typeof typist> | undefined
  const made = await autonomous({ settings: { auditTime: 'after' } })
  const { house, topicId } = made
  await made.prove()
  await house.core.learning.switchTopic(house.owner, topicId, true)
  house.restart((ports) => ({
    ...ports,
    model: {
      name: 'typist',
      write: (given, options) =>
        next?.write(given, options) ?? Promise.resolve({ text: shipsToNorway, usage, model: 'typist-1' }),
    },
  }))
  // A writer proves itself, whatever others have proved.
  for (let rows = 0; !(await isSentAlone(made)); rows++)
    if (rows > 120) throw new Error('the model was never certified')
  const ana = caller(house)
  await ana.calls()
  next = typist()
  return { house, ana, model: () => next!, heard: () => house.platforms.heardIn(ana.place) }
}

async function isSentAlone({ house, ask }: Autonomous): Promise<boolean> {
  const { view } = await ask('Somebody')
  const isAlone = view.messages.at(-1)?.senderType === 'ai'
  await house.pass(5_000)
  if (view.draft) await house.core.drafts.approve(house.owner, view.draft.id, view.draft.version)
  else if (!isAlone) await house.core.conversations.reply(house.owner, view.conversation.id, { text: shipsToNorway })
  await house.settle()
  return isAlone
}

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 2))
}
