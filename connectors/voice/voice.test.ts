import { beforeEach, describe, expect, test } from 'vitest'
import { testConnector } from '#connectors/contract.ts'
import type { CallStep } from '#core/domain/call.ts'
import type { Outcome } from '#core/domain/event.ts'
import { forgetCalls } from './fixtures/forget.ts'
import { base, callSid, now, request, settings, theirs, tools } from './fixtures/requests.ts'
import { voice } from './index.ts'

beforeEach(forgetCalls)

const written = {
  caller: { text: 'Was Sie sagen, wird mitgeschrieben.', language: 'de' },
  teammate: { text: 'What you say is written down.', language: 'en' },
}
const listen: CallStep = { say: [], next: { kind: 'listen' } }

testConnector({
  connector: voice,
  settings,
  tools: { now: () => now },
  cases: {
    good: {
      'a call that rings': request('', { CallStatus: 'ringing' }),
      'a withheld number': request('', { From: '+266696687' }),
      words: request('turn?by=gather', { SpeechResult: 'Are you open?', Confidence: '0.9' }),
      keys: request('turn?by=gather', { Digits: '0' }),
      silence: request('turn?by=gather'),
      'a socket that broke': request('relayed?by=relay', { SessionStatus: 'failed', ErrorMessage: 'lost' }),
      'a phone that nobody answered': request('dialled?by=relay&teammate=t1', { DialCallStatus: 'no-answer' }),
      'a call that is over': request('status', { CallStatus: 'completed', CallDuration: '61' }),
    },
    unsigned: {
      'a call with a wrong signature': request('', {}, 'bm90IGEgc2lnbmF0dXJlIG9mIHR3aWxpbw=='),
      'a call without a signature': {
        ...request(''),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      'a call to another address': { ...request(''), url: `${base}/turn` },
    },
    rubbish: { 'what is about no call': request('', { CallSid: 'nonsense' }) },
    unknown: {
      'an endpoint of tomorrow': request('tomorrow'),
      'a call that still rings': request('status', { CallStatus: 'ringing' }),
    },
  },
})

describe('what a caller hears', () => {
  test('by relay: the greeting, over a socket at our address', async () => {
    const step: CallStep = { say: [{ text: 'Hello, this is Shop.', language: 'en' }], next: { kind: 'listen' } }
    const heard = await answer('', {}, { kind: 'done', step })
    expect(heard).toContain(`url="${base.replace('https', 'wss')}/relay"`)
    expect(heard).toContain('welcomeGreeting="Hello, this is Shop."')
    expect(heard).toContain(`action="${base}/relayed?by=relay&amp;once=`)
  })

  test('by relay: what callers say and press while we speak is asked for, and their languages are listened for', async () => {
    const heard = await answer('', {}, { kind: 'done', step: listen })
    expect(heard).toContain('interruptible="any"')
    expect(heard).toContain('reportInputDuringAgentSpeech="any"')
    expect(heard).not.toContain('multi')
    const many = { ...settings, otherLanguages: ['de-DE'], voice: 'Joanna-Neural' }
    const received = await voice.open(many, tools()).receive(request(''))
    const document = body(received, { kind: 'done', step: listen })
    expect(document).toContain('transcriptionLanguage="multi" transcriptionProvider="Deepgram"')
    expect(document).toContain('voice="Joanna-Neural" ttsProvider="Amazon"')
    expect(document).toContain('<Language code="de-DE" ttsProvider="ElevenLabs"/>')
  })

  test.each([
    ['en-US-Journey-O', 'Google'],
    ['Joanna-Generative', 'Amazon'],
    ['UgBBYS2sOqTuMpoF3BR0', undefined],
  ])('the voice %s is %s’s', async (name, provider) => {
    const received = await voice.open({ ...settings, voice: name }, tools()).receive(request(''))
    const found = /ttsProvider="(\w+)"/.exec(body(received, { kind: 'done', step: listen }))
    expect(found?.[1]).toBe(provider)
  })

  test('by turns: answers first, then our sentences, inside of what listens, so that they may be interrupted', async () => {
    const gathering = { ...settings, mode: 'gather' as const }
    const connection = voice.open(gathering, tools())
    const received = await connection.receive(request('turn?by=gather', { SpeechResult: 'Are you open?' }))
    const place = received.events[0]!.place
    await connection.send(place, { kind: 'reply', id: 'o1', text: 'Until **five**.', attachments: [] })
    const step: CallStep = { say: [{ text: 'Ist noch etwas?', language: 'de' }], next: { kind: 'listen' } }
    const { body } = (received.response as (outcome: Outcome) => { body?: string })({ kind: 'done', step })
    expect(body).toMatch(
      /<Gather[^>]*><Say[^>]*>Until five\.<\/Say><Say language="de-DE">Ist noch etwas\?<\/Say><\/Gather>/,
    )
  })

  test('while an answer is made: that it comes, and then we ask again', async () => {
    const heard = await answer('turn?by=gather', { SpeechResult: 'Are you open?' }, { kind: 'working' })
    expect(heard).toContain('One moment, please.')
    expect(heard).toContain(`${base}/wait?by=gather`)
  })

  test('a teammate’s phone rings for 25 seconds; they hear the summary and press 1', async () => {
    const next = { kind: 'dial' as const, teammateId: 't1', number: '+15550003333', seconds: 25 }
    const step: CallStep = {
      say: [],
      next: { ...next, summary: { text: 'A call from Ana. Press 1.', language: 'en' }, written },
    }
    const heard = await answer('turn?by=gather', { Digits: '0' }, { kind: 'done', step })
    expect(heard).toContain('<Dial timeout="25" callerId="+15550002222"')
    const whispering = /url="([^"]+)"/.exec(heard)![1]!.replaceAll('&amp;', '&')
    const child = { CallSid: `CA${'2'.repeat(32)}`, ParentCallSid: callSid }
    const asked = await answer(whispering.slice(base.length + 1), child, { kind: 'done' })
    expect(asked).toContain('A call from Ana. Press 1.')
    const pressing = /action="([^"]+)"/
      .exec(asked)![1]!
      .replaceAll('&amp;', '&')
      .slice(base.length + 1)
    const took = await voice.open(settings, tools()).receive(request(pressing, { ...child, Digits: '1' }))
    expect(took.events[0]).toMatchObject({ place: { thread: callSid }, what: { kind: 'bridged', teammateId: 't1' } })
    const refused = await voice.open(settings, tools()).receive(request(pressing, { ...child, Digits: '2' }))
    expect([refused.events, (refused.response as { body: string }).body]).toEqual([
      [],
      expect.stringContaining('<Hangup/>'),
    ])
  })

  test('nothing is recorded, whatever comes next', async () => {
    for (const next of [
      { kind: 'listen' },
      { kind: 'wait' },
      { kind: 'message' },
      { kind: 'hang up' },
    ] as CallStep['next'][])
      for (const to of ['', 'turn?by=gather'])
        expect(await answer(to, {}, { kind: 'done', step: { say: [], next } })).not.toMatch(/record/i)
  })

  test('what the socket handed over is said before it rings or hangs up; anything else goes on by turns', async () => {
    const step: CallStep = { say: [{ text: 'Goodbye.', language: 'en' }], next: { kind: 'hang up' } }
    const handed = await receive('relayed?by=relay', { SessionStatus: 'ended', HandoffData: JSON.stringify(step) })
    expect(handed.events).toEqual([])
    expect(body(handed)).toMatch(/<Say[^>]*>Goodbye\.<\/Say><Hangup\/>/)
    const broken = await receive('relayed?by=relay', {
      SessionStatus: 'failed',
      HandoffData: '{"next":{"kind":"dial"}}',
    })
    expect(broken.events).toMatchObject([{ what: { kind: 'broke' } }])
    expect(body(broken, { kind: 'done', step: listen })).toContain(`${base}/turn?by=gather`)
    const gone = await receive('relayed?by=relay', { SessionStatus: 'failed', CallStatus: 'completed' })
    expect(gone.events).toEqual([])
  })
})

test('who picks up and does not press 1 has not taken it, be it a mailbox', async () => {
  const ended = (fields: Record<string, string>) =>
    receive('dialled?by=relay&teammate=t1', { DialCallStatus: 'completed', ...fields })
  expect((await ended({ DialBridged: 'false' })).events).toMatchObject([{ what: { result: 'refused' } }])
  expect((await ended({ DialBridged: 'true' })).events).toMatchObject([{ what: { result: 'accepted' } }])
})

test('a request whose handling failed takes no words that come later', async () => {
  let time = now
  const connection = voice.open(settings, { ...tools(), now: () => time })
  const { events } = await connection.receive(
    request('turn?by=gather', { SpeechResult: 'Hi', CallSid: `CA${'3'.repeat(32)}` }),
  )
  expect(connection.holds!(events[0]!.place)).toBe(true)
  time = new Date(now.getTime() + 21_000)
  expect(connection.holds!(events[0]!.place)).toBe(false)
})

test('a number proves nothing, and a withheld one is nobody’s', async () => {
  const spoken = await receive('turn?by=gather', { SpeechResult: 'Hi' })
  expect(spoken.events[0]).toMatchObject({ author: { handle: { kind: 'phone', value: theirs }, isVerified: false } })
  const begun = await receive('', { From: 'anonymous' })
  expect(begun.events[0]).toMatchObject({ what: { from: { value: `anonymous:${callSid}` }, isWithheld: true } })
})

test('words that Twilio is not sure of are asked for again', async () => {
  const { events } = await receive('turn?by=gather', { SpeechResult: 'mumble', Confidence: '0.1' })
  expect(events).toMatchObject([{ type: 'call', what: { kind: 'unclear' } }])
})

test.each([['0.0'], [undefined]])('an engine that does not say how sure it is (%s) is believed', async (confidence) => {
  const said = { SpeechResult: 'Hi', ...(confidence === undefined ? {} : { Confidence: confidence }) }
  expect((await receive('turn?by=gather', said)).events).toMatchObject([{ type: 'message', text: 'Hi' }])
})

test('a held line is asked about again so soon that nobody hears nothing for four seconds', async () => {
  const { withinMs = Number.POSITIVE_INFINITY, response } = await receive('wait?by=gather', {})
  const held = (response as (outcome: Outcome) => { body?: string })({ kind: 'working' }).body
  const pause = /<Pause length="(\d+)"\/>/.exec(held ?? '')
  expect(Number(pause?.[1]) * 1000 + withinMs).toBeLessThan(4_000)
})

function receive(to: string, fields: Record<string, string>) {
  return voice.open(settings, tools()).receive(request(to, fields))
}

function body(
  { response }: Awaited<ReturnType<typeof receive>>,
  outcome: Outcome = { kind: 'done', step: listen },
): string {
  return (typeof response === 'function' ? response(outcome) : response).body ?? ''
}

async function answer(to: string, fields: Record<string, string>, outcome: Outcome): Promise<string> {
  return body(await receive(to, fields), outcome)
}
