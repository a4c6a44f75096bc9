import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CallStep } from '#core/domain/call.ts'
import type { InboundEvent, Outcome } from '#core/domain/event.ts'
import { SignatureInvalid } from '#core/errors.ts'
import { forgetCalls } from './fixtures/forget.ts'
import { callSid, handshake, now, settings, theirs, tools } from './fixtures/requests.ts'
import { voice } from './index.ts'

const setup = { type: 'setup', sessionId: 'VX1', callSid, from: theirs, to: settings.number }
const prompt = (voicePrompt: string, last = true) => ({ type: 'prompt', voicePrompt, lang: 'en-US', last })
const listen: CallStep = { say: [], next: { kind: 'listen' } }

beforeEach(() => {
  forgetCalls()
  vi.useFakeTimers({ now })
})
afterEach(() => void vi.useRealTimers())

/** One call over a socket; `answers` decides what becomes of each event. */
function talk(
  answers: (event: InboundEvent) => Outcome | Promise<Outcome> = () => ({ kind: 'done', step: listen }),
  more: Partial<typeof settings> = {},
) {
  const connection = voice.open({ ...settings, ...more }, tools())
  const sent: { type: string; token?: string; lang?: string; handoffData?: string }[] = []
  const closed: [code: number, reason: string][] = []
  const events: InboundEvent[] = []
  let news = () => {}
  const line = connection.accept!(handshake())({
    send: (frame) => sent.push(JSON.parse(frame)),
    close: (code, reason) => closed.push([code, reason]),
    async handle(event) {
      events.push(event)
      return answers(event)
    },
    onNews: (_, wake) => {
      news = wake
      return () => {}
    },
  })
  return {
    ...{ connection, sent, closed, events, line },
    says: (...frames: object[]) => {
      for (const frame of frames) line.frame(JSON.stringify(frame))
    },
    hears: () => sent.flatMap(({ token }) => token ?? []),
    wakes: () => news(),
  }
}

const settle = () => vi.advanceTimersByTimeAsync(1)

describe('a call over ConversationRelay', () => {
  test('is verified before a word is read', () => {
    const connection = voice.open(settings, tools())
    for (const wrong of ['', 'bm90IGEgc2lnbmF0dXJl'])
      expect(() => connection.accept!(handshake(wrong))).toThrow(SignatureInvalid)
  })

  test('hands on what the caller said, once it is whole, and says what was sent meanwhile', async () => {
    const call = talk()
    call.says(setup, prompt('Are you', false), prompt('Are you open?'))
    await settle()
    expect(call.events).toMatchObject([{ type: 'message', text: 'Are you open?', place: { thread: callSid } }])
    const place = call.events[0]!.place
    expect(call.connection.holds!(place)).toBe(true)
    await call.connection.send(place, { kind: 'reply', id: 'o1', text: 'Until **five**.', attachments: [] })
    expect(call.sent).toEqual([{ type: 'text', token: 'Until five.', last: true, lang: 'en-US' }])
    call.line.closed()
    expect(call.connection.holds!(place)).toBe(false)
  })

  test('never leaves a caller in silence: it says that an answer comes, again and again', async () => {
    const call = talk(() => new Promise(() => {}))
    call.says(setup, prompt('Are you open?'))
    await vi.advanceTimersByTimeAsync(2_400)
    expect(call.hears()).toEqual([])
    await vi.advanceTimersByTimeAsync(8_000)
    expect(call.hears()).toEqual(Array(3).fill('One moment, please.'))
  })

  test('asks what comes next while a line is held, and does it', async () => {
    const steps: CallStep[] = [
      { say: [], next: { kind: 'wait' } },
      { say: [{ text: 'Here.', language: 'en' }], next: { kind: 'listen' } },
    ]
    const call = talk(() => ({ kind: 'done', step: steps.shift() ?? listen }))
    call.says(setup, prompt('Are you open?'))
    await vi.advanceTimersByTimeAsync(2_600)
    expect(call.events.map((event) => (event.type === 'call' ? event.what.kind : event.type))).toEqual([
      'message',
      'waiting',
    ])
    expect(call.hears().at(-1)).toBe('Here.')
  })

  test('is told at once where somebody has something to say', async () => {
    const call = talk()
    call.says(setup)
    call.wakes()
    await settle()
    expect(call.events).toMatchObject([{ what: { kind: 'waiting' } }])
  })

  test('silence is told once the caller has had time to answer', async () => {
    const call = talk(() => ({
      kind: 'done',
      step: { say: [{ text: 'Is there anything else?', language: 'en' }], next: { kind: 'listen' } },
    }))
    call.says(setup, prompt('Thanks.'))
    await vi.advanceTimersByTimeAsync(6_000)
    expect(call.events).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(4_000)
    expect(call.events[1]).toMatchObject({ what: { kind: 'unclear' } })
  })

  test('silence counts from when all that we say has been heard', async () => {
    const twice = { text: 'x'.repeat(100), language: 'en' }
    const call = talk((event) => ({
      ...{ kind: 'done' as const },
      step: event.type === 'message' ? { say: [twice, twice], next: { kind: 'listen' as const } } : listen,
    }))
    call.says(setup, prompt('Hours?'))
    await vi.advanceTimersByTimeAsync(200 * 65 + 6_000)
    expect(call.events).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(call.events).toHaveLength(2)
  })

  test('whoever speaks is not taken for silent, however long they speak', async () => {
    const call = talk(() => ({ kind: 'done', step: { say: [], next: { kind: 'message' } } }))
    call.says(setup, prompt('I want to leave a message.'))
    await settle()
    for (let i = 0; i < 10; i++) {
      call.says(prompt('It is a long', false))
      await vi.advanceTimersByTimeAsync(4_000)
    }
    expect(call.events).toHaveLength(1)
  })

  test('what is still written after an interruption is not said over the caller', async () => {
    const call: ReturnType<typeof talk> = talk(async (event) => {
      if (event.type === 'call') return { kind: 'done', step: listen }
      const say = (text: string) =>
        call.connection.send(event.place, { kind: 'reply', id: text, text, attachments: [] })
      await say('First.')
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      await say('Second.')
      return { kind: 'done', step: listen }
    })
    call.says(setup, prompt('Hours?'))
    await vi.advanceTimersByTimeAsync(500)
    call.says({ type: 'interrupt', utteranceUntilInterrupt: 'Fir' })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(call.hears()).toEqual(['First.'])
  })

  test('whoever says okay to the holding sentence hears the answer all the same', async () => {
    const call: ReturnType<typeof talk> = talk(async (event) => {
      if (event.type !== 'message' || event.text !== 'Hours?') return { kind: 'done', step: listen }
      await new Promise((resolve) => setTimeout(resolve, 4_000))
      await call.connection.send(event.place, { kind: 'reply', id: 'o1', text: 'Until five.', attachments: [] })
      return { kind: 'done', step: listen }
    })
    call.says(setup, prompt('Hours?'))
    await vi.advanceTimersByTimeAsync(3_000)
    call.says({ type: 'interrupt', utteranceUntilInterrupt: 'One mo' })
    await vi.advanceTimersByTimeAsync(1_500)
    call.says(prompt('Okay.'))
    await settle()
    expect(call.hears()).toEqual(['One moment, please.', 'Until five.'])
    expect(call.events).toMatchObject([{ text: 'Hours?' }, { text: 'Okay.' }])
  })

  test('an answer is heard to its end before the call is handed over', async () => {
    const call: ReturnType<typeof talk> = talk(async (event) => {
      await call.connection.send(event.place, {
        kind: 'reply',
        id: 'o1',
        text: 'Until five on weekdays.',
        attachments: [],
      })
      return { kind: 'done', step: { say: [], next: { kind: 'hang up' } } }
    })
    call.says(setup, prompt('Hours?'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(call.sent.map(({ type }) => type)).toEqual(['text'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(call.sent.map(({ type }) => type)).toEqual(['text', 'end'])
  })

  test('keys that belong together are one event; what was heard before an interruption is told', async () => {
    const call = talk()
    call.says(
      setup,
      { type: 'dtmf', digit: '4' },
      { type: 'dtmf', digit: '2' },
      { type: 'interrupt', utteranceUntilInterrupt: 'Until' },
    )
    await vi.advanceTimersByTimeAsync(1_500)
    expect(call.events).toMatchObject([
      { what: { kind: 'interrupted', heard: 'Until' } },
      { what: { kind: 'digits', digits: '42' } },
    ])
  })

  test('the last words, and whose phone rings, are handed over to the request that follows', async () => {
    const step: CallStep = { say: [{ text: 'Goodbye.', language: 'en' }], next: { kind: 'hang up' } }
    const call = talk(() => ({ kind: 'done', step }))
    call.says(setup, prompt('Bye'))
    await settle()
    expect(call.sent).toEqual([{ type: 'end', handoffData: JSON.stringify(step) }])
  })

  test('speaks the language that the caller speaks, of those that the number takes', async () => {
    const call = talk(undefined, { otherLanguages: ['de-DE'] })
    const said = (voicePrompt: string, lang: string) => call.says({ ...prompt(voicePrompt), lang })
    const answers = (text: string) =>
      call.connection.send(call.events[0]!.place, { kind: 'reply', id: text, text, attachments: [] })
    call.says(setup)
    // Where Twilio tells languages apart it names no country.
    said('Haben Sie offen?', 'de')
    await settle()
    await answers('Bis fünf.')
    expect(call.sent.at(-1)).toMatchObject({ token: 'Bis fünf.', lang: 'de-DE' })
    expect(call.events[0]).toMatchObject({ context: { language: 'de' } })
    // A cough that was taken for Dutch.
    said('Hé', 'nl')
    await settle()
    await answers('Um fünf.')
    expect(call.sent.at(-1)).toMatchObject({ lang: 'de-DE' })
    expect(call.events[1]).not.toHaveProperty('context')
  })

  test('what was said before they hung up is stored, though nobody hears the answer', async () => {
    let finish = () => {}
    const call = talk((event) =>
      event.type === 'message' && event.text === 'First.'
        ? new Promise<Outcome>((resolve) => (finish = () => resolve({ kind: 'done', step: listen })))
        : { kind: 'done', step: listen },
    )
    call.says(setup, prompt('First.'), prompt('Second.'))
    await settle()
    call.line.closed()
    finish()
    await settle()
    expect(call.events).toMatchObject([{ text: 'First.' }, { text: 'Second.' }])
  })

  test('words for a call that is over are refused, surely not said', async () => {
    const call = talk()
    call.says(setup)
    call.line.closed()
    const place = { connector: 'voice', account: settings.number, thread: callSid, private: true }
    expect(call.connection.holds!(place)).toBe(false)
  })

  test.each([
    ['garbage', 'x'],
    ['a known message with wrong fields', '{"type":"prompt","voicePrompt":7,"last":true}'],
  ])('%s closes it with a reason', (_, frame) => {
    const call = talk()
    call.line.frame(JSON.stringify(setup))
    call.line.frame(frame)
    expect(call.closed).toEqual([[1007, 'this is no message of ConversationRelay']])
  })

  test('what Twilio may say one day is passed over; words before the setup are not', () => {
    const call = talk()
    call.says({ type: 'tomorrow', a: 1 })
    expect(call.closed).toEqual([])
    call.says(prompt('Hi'))
    expect(call.closed).toEqual([[1008, 'no setup']])
  })

  test('an error of ours closes it, so that the call goes on by turns', async () => {
    const call = talk(() => Promise.reject(new Error('the database is away')))
    call.says(setup, prompt('Hi'))
    await settle()
    expect(call.closed).toMatchObject([[1011, expect.stringContaining('by turns')]])
  })
})

const recorded = new URL('../../../shared/fixtures/twilio-ws/conversation_relay.json', import.meta.url)

describe.skipIf(!existsSync(recorded))('Twilio’s own messages (skipped where ../shared is absent)', () => {
  test('are all understood', async () => {
    const call = talk()
    const frames = JSON.parse(readFileSync(recorded, 'utf8')) as { type: string }[]
    expect(frames.length).toBeGreaterThanOrEqual(5)
    call.says(...frames)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(call.closed).toEqual([])
    const kinds = call.events.map((event) => (event.type === 'call' ? event.what.kind : event.type))
    expect(kinds).toEqual(['message', 'interrupted', 'digits'])
  })
})
