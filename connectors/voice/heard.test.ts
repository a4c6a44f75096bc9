import { beforeEach, describe, expect, test } from 'vitest'
import type { CallStep } from '#core/domain/call.ts'
import type { Outcome } from '#core/domain/event.ts'
import { PayloadInvalid, SignatureInvalid } from '#core/errors.ts'
import { forgetCalls } from './fixtures/forget.ts'
import { base, callSid, request, settings, tools } from './fixtures/requests.ts'
import { voice } from './index.ts'

beforeEach(forgetCalls)

const stretch = `GT${'a'.repeat(32)}`
const dial: CallStep = {
  say: [{ text: 'Ich verbinde Sie.', language: 'de' }],
  next: {
    ...{ kind: 'dial', teammateId: 't1', number: '+15550003333', seconds: 25 },
    summary: { text: 'A call from Ana. Press 1.', language: 'en' },
    written: {
      caller: { text: 'Was Sie sagen, wird mitgeschrieben.', language: 'de' },
      teammate: { text: 'What you say is written down.', language: 'en' },
    },
  },
}

describe('a transfer that is written down', () => {
  test('the caller is told before it begins, then it begins, then it rings, and the colleague is told', async () => {
    const heard = await answer(true, 'turn?by=gather', { Digits: '0' }, dial)
    expect(heard).toMatch(
      /Ich verbinde Sie\.<\/Say><Say[^>]*>Was Sie sagen, wird mitgeschrieben\.<\/Say><Start><Transcription [^>]*\/><\/Start><Dial /,
    )
    const [noun = ''] = /<Transcription [^>]*>/.exec(heard) ?? []
    for (const attribute of ['track="both_tracks"', 'languageCode="de-DE"', 'partialResults="false"'])
      expect(noun).toContain(attribute)
    expect(noun).toContain(`statusCallbackUrl="${base}/heard?by=gather&amp;teammate=t1&amp;once=`)
    expect(decodeURIComponent(heard.replaceAll('+', ' '))).toContain(
      'say=What you say is written down. A call from Ana.',
    )
  })

  test('it ends before anything of ours is said after the colleague’s phone', async () => {
    const step: CallStep = { say: [{ text: 'Is there anything else?', language: 'en' }], next: { kind: 'listen' } }
    const after = await answer(true, 'dialled?by=gather&teammate=t1', { DialCallStatus: 'completed' }, step)
    expect(after).toMatch(/<Response><Stop><Transcription name="transfer-t1"\/><\/Stop>.*Is there anything else/)
    const [started = ''] =
      /<Transcription [^>]*>/.exec(await answer(true, 'turn?by=gather', { Digits: '0' }, dial)) ?? []
    expect(started).toContain('name="transfer-t1"')
  })

  test('also after a call that went by ConversationRelay', async () => {
    const { response } = await receive(true, 'relayed?by=relay', { HandoffData: JSON.stringify(dial) })
    expect((response as { body: string }).body).toContain('<Start><Transcription')
  })

  test.each([
    ['true', true],
    ['false', false],
    [true, true],
    [undefined, false],
  ])('is set from a form or a command line: %s', (writeDown, read) => {
    expect(voice.settings.parse({ ...settings, writeDown })).toMatchObject({ writeDown: read })
    expect(voice.settings.safeParse({ ...settings, writeDown: 'perhaps' }).success).toBe(false)
  })

  test('without the setting nobody is told, and nothing begins, ends or is read', async () => {
    for (const to of ['turn?by=gather', 'dialled?by=gather&teammate=t1']) {
      const heard = await answer(false, to, { Digits: '0', DialCallStatus: 'busy' }, dial)
      expect(heard).toContain('<Dial ')
      expect(heard).not.toMatch(/Transcription|mitgeschrieben|written/)
    }
    expect(await receive(false, 'heard?teammate=t1', content({}))).toEqual({ response: { status: 204 }, events: [] })
  })
})

describe('what Twilio tells of it', () => {
  test('a finished part is who said what, at which place; the same each time that it comes', async () => {
    const [told, again] = [await part({}), await part({})]
    expect(told).toEqual(again)
    expect(told).toMatchObject({
      at: '2026-11-29T09:59:30.454Z',
      place: { thread: callSid },
      what: { kind: 'heard', by: 'caller', teammateId: 't1', stretch, sequence: 4, text: 'How long does it take?' },
    })
    expect(await part({ Final: '' })).toEqual(told)
    expect(await part({ Track: 'outbound_track' })).toMatchObject({ what: { by: 'teammate' } })
    expect((await part({ SequenceId: '5' }))!.id).not.toBe(told!.id)
  })

  test.each([
    ['a part that may still change', { Final: 'false' }],
    ['silence', { TranscriptionData: '{"transcript":"  ","confidence":0.9}' }],
    ['what was hardly understood', { TranscriptionData: '{"transcript":"uh","confidence":0.1}' }],
    ['the beginning', { TranscriptionEvent: 'transcription-started' }],
    ['the end', { TranscriptionEvent: 'transcription-stopped' }],
    ['what Twilio tells one day', { TranscriptionEvent: 'transcription-tomorrow' }],
  ])('%s is nothing', async (_, fields) => {
    expect(await part(fields)).toBeUndefined()
  })

  test('that it failed is told once', async () => {
    const failed = { TranscriptionEvent: 'transcription-error', TranscriptionError: 'language not supported' }
    expect(await part(failed)).toMatchObject({ what: { kind: 'unheard', why: 'language not supported' } })
    expect((await part(failed))!.id).toBe((await part(failed))!.id)
  })

  test('words are no longer than anybody says in one breath', async () => {
    const long = JSON.stringify({ transcript: 'word '.repeat(5_000), confidence: 0.9 })
    expect((await part({ TranscriptionData: long }))!.what).toMatchObject({ text: expect.stringMatching(/^.{4000}$/) })
  })

  test.each([
    ['no JSON', { TranscriptionData: '{"transcript":' }],
    ['no words', { TranscriptionData: '{"confidence":0.9}' }],
    ['a list', { TranscriptionData: '[]' }],
    ['no place', { SequenceId: 'four' }],
    ['a place before the first', { SequenceId: '-1' }],
    ['a track of nobody', { Track: 'both_tracks' }],
    ['another thing’s id', { TranscriptionSid: `TR${'a'.repeat(32)}` }],
    ['another thing’s call', { CallSid: 'nonsense' }],
  ])('%s is no part', async (_, fields) => {
    await expect(receive(true, 'heard?teammate=t1', content(fields))).rejects.toThrow(PayloadInvalid)
  })

  test('a forged part, or one for another colleague, is refused before it is read', async () => {
    const good = request('heard?teammate=t1', content({}))
    const forged = request('heard?teammate=t1', content({}), 'bm90IGEgc2lnbmF0dXJlIG9mIHR3aWxpbw==')
    const others = { ...good, url: good.url.replace('t1', 't2') }
    const words = { ...good, body: Buffer.from(good.body.toString().replace('How+long', 'How+much')) }
    for (const one of [forged, others, words]) await expect(open(true).receive(one)).rejects.toThrow(SignatureInvalid)
  })
})

const open = (writeDown: boolean) => voice.open({ ...settings, writeDown }, tools())
const receive = async (writeDown: boolean, to: string, fields: Record<string, string>) =>
  open(writeDown).receive(request(to, fields))

async function answer(writeDown: boolean, to: string, fields: Record<string, string>, step: CallStep): Promise<string> {
  const { response } = await receive(writeDown, to, fields)
  if (typeof response !== 'function') throw new Error('nobody waits for this')
  const outcome: Outcome = { kind: 'done', step }
  return response(outcome).body?.toString() ?? ''
}

async function part(fields: Record<string, string>) {
  const { events, response } = await receive(true, 'heard?teammate=t1', content(fields))
  expect(response).toEqual({ status: 204 })
  const [event] = events
  return event?.type === 'call' ? event : undefined
}

/** https://www.twilio.com/docs/voice/twiml/transcription */
function content(fields: Record<string, string>): Record<string, string> {
  return {
    ...{ AccountSid: settings.accountSid, TranscriptionSid: stretch, TranscriptionEvent: 'transcription-content' },
    ...{ SequenceId: '4', Track: 'inbound_track', Final: 'true', LanguageCode: 'en-US' },
    Timestamp: '2026-11-29T09:59:30.454203Z',
    TranscriptionData: '{"transcript":"How long does it take?","confidence":0.93}',
    ...fields,
  }
}
