import { randomUUID } from 'node:crypto'
import { sidOf } from './twilio-platform.ts'
import type { Transcript } from './twilio-transcript.ts'
import type { Verb } from './twilio-twiml.ts'

/** What a colleague does whose phone rings. */
export type Colleague =
  | 'takes it'
  | 'refuses'
  | 'does not answer'
  | 'is busy'
  /** A mailbox: picks up and presses nothing. */
  | 'is a mailbox'

/** How a phone that rang is told of. https://www.twilio.com/docs/voice/twiml/dial#attributes-action */
export type DialFields = {
  DialCallSid: string
  DialCallStatus: 'completed' | 'busy' | 'no-answer' | 'failed'
  /** Whether the two spoke: a phone that was picked up and put down is `completed`, too. */
  DialBridged: 'true' | 'false'
  DialCallDuration?: string
}

const ringMs = 6_000
const talkMs = 40_000

/** Rings one phone: what is whispered to whoever picks up, the key that they press, and how it ends. */
export async function ring(given: {
  number: string
  does: Colleague
  transcript: Transcript
  timeoutMs: number
  /** Those of the phone's own call, whose parent is the caller's. */
  fields: Record<string, string>
  whisperUrl: string | undefined
  post(url: string, fields: Record<string, string>): Promise<Verb[] | undefined>
  /** The two are connected. */
  talks(): Promise<void>
}): Promise<DialFields> {
  const { does, transcript, timeoutMs, whisperUrl, post } = given
  const DialCallSid = sidOf('CA', randomUUID())
  const fields = {
    ...given.fields,
    CallSid: DialCallSid,
    To: given.number,
    Called: given.number,
    CallStatus: 'in-progress',
  }
  const rings = async (ms: number) => {
    transcript.add('ringing', given.number, { ms })
    await transcript.pass(ms)
  }
  const over = (DialCallStatus: DialFields['DialCallStatus']): DialFields => ({
    ...{ DialCallSid, DialCallStatus, DialBridged: 'false' },
  })
  if (does === 'is busy') return over('busy')
  await rings(does === 'does not answer' ? timeoutMs : Math.min(ringMs, timeoutMs))
  if (does === 'does not answer') return over('no-answer')

  let verbs = whisperUrl === undefined ? [] : ((await post(whisperUrl, fields)) ?? [])
  while (verbs.length > 0) {
    let next: Verb[] | undefined
    for (const verb of verbs) {
      if (verb.name === 'Hangup') return { ...over('completed'), DialCallDuration: '4' }
      const words = verb.name === 'Say' ? [verb] : verb.children
      for (const { text } of words) if (text !== '') transcript.add('colleague', text)
      if (verb.name !== 'Gather' || does === 'is a mailbox') continue
      const pressed = { ...fields, Digits: does === 'takes it' ? '1' : '2' }
      next = (await post(new URL(verb.attributes.action ?? '', whisperUrl).href, pressed)) ?? [hangup]
      break
    }
    verbs = next ?? []
  }
  transcript.add('colleague', 'speaks with them', { ms: talkMs })
  await given.talks()
  await transcript.pass(talkMs)
  return { DialCallSid, DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: String(talkMs / 1000) }
}

const hangup: Verb = { name: 'Hangup', attributes: {}, children: [], text: '' }
