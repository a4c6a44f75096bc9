import { randomUUID } from 'node:crypto'
import type { Colleague } from './twilio-dial.ts'
import type { TwilioAccount } from './twilio-platform.ts'
import { signedForm } from './twilio-requests.ts'
import type { Transcript } from './twilio-transcript.ts'
import type { Parts, Spoken } from './twilio-transcription.ts'
import { readTwiml, type Verb } from './twilio-twiml.ts'

/** Somebody on the phone with us, by a script. Everything waits until it can happen: one speaks when one is listened to. */
export interface Caller {
  callSid: string
  transcript: Transcript
  /** What Twilio would have complained about: its error numbers with what was wrong. */
  problems: string[]
  /** The addresses that Twilio asked, in order, with their answers' status. */
  asked: { url: string; status: number }[]
  says(text: string, more?: { confidence?: number; language?: string }): Promise<void>
  presses(digits: string): Promise<void>
  /** Says nothing until a turn is over; by ConversationRelay there are no turns. */
  isSilent(): Promise<void>
  /** Speaks over what is being said, of which these words were heard. */
  interrupts(heard: string, text: string): Promise<void>
  hangsUp(): Promise<void>
  /** The network loses the socket. */
  drops(): Promise<void>
  /** Bytes that Twilio never sends. */
  sends(...frames: string[]): Promise<void>
  /** Waits for words of ours that match, after those that were waited for before; returns them. */
  hears(words: RegExp | string): Promise<string>
  /** How we listen now. */
  listening(): Promise<'relay' | 'gather'>
  /** The call is over: who ended it. */
  ended: Promise<'us' | 'caller'>
}

/** What a call needs of Twilio, and of the test. */
export interface Line {
  account: TwilioAccount
  /** Where a public address leads on this machine. */
  reach?(url: string): string
  /** The phones of colleagues, by number. */
  colleagues?: Record<string, Colleague>
  /** What the caller and a colleague who takes it say to each other, and how it comes where it is written down. */
  talk?: readonly Spoken[]
  parts?: Parts
  /** Is told of time that passes for people alone. */
  passes?(ms: number): Promise<void>
  /** Every webhook comes twice, with the same token; the answer to the first counts, or the first is lost on its way. */
  repeats?: 'and the first counts' | 'since the first is lost'
  /** Replace the good signatures of requests, and that of the socket. */
  signature?: string
  relaySignature?: string
  forwardedFrom?: string
}

/** A call that runs, as the API sees it. */
export interface Running {
  isOver(): boolean
  /** It goes on with this document, whatever it was doing. */
  replace(twiml: string): void
}

/** Where a public address leads on this machine. */
export function reached({ reach = (url) => url }: Line, url: string): string {
  return reach(url)
}

/** Twilio asks an address; undefined where the answer is no success, after which it hangs up (error 11200). */
export function makePost(
  line: Line,
  told: Pick<Caller, 'asked' | 'problems'>,
): (url: string, fields: Record<string, string>) => Promise<Verb[] | undefined> {
  return async (url, fields) => {
    const request = signedForm(line.account, url, fields)
    request.headers['i-twilio-idempotency-token'] = randomUUID()
    if (line.signature !== undefined) request.headers['x-twilio-signature'] = line.signature
    const responses = [await fetch(reached(line, url), request)]
    if (line.repeats !== undefined) responses.push(await fetch(reached(line, url), request))
    const { status, headers } = responses.at(line.repeats === 'since the first is lost' ? -1 : 0)!
    const [first, ...others] = await Promise.all(responses.map((response) => response.text()))
    const body = (line.repeats === 'since the first is lost' ? others[0] : first) ?? ''
    told.asked.push({ url, status })
    if (status === 204) return []
    if (status !== 200) {
      told.problems.push(`11200: ${url} answered ${status}`)
      return undefined
    }
    if (!/xml/.test(headers.get('content-type') ?? '')) told.problems.push(`12300: ${url} is no XML`)
    return readTwiml(body)
  }
}
