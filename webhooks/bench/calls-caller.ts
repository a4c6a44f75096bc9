import { randomUUID } from 'node:crypto'
import { sidOf, type TwilioAccount } from '#webhooks/tests/platforms/twilio-platform.ts'
import { openRelay } from '#webhooks/tests/platforms/twilio-relay.ts'
import { signedForm } from '#webhooks/tests/platforms/twilio-requests.ts'
import { makeTranscript } from '#webhooks/tests/platforms/twilio-transcript.ts'
import { readTwiml } from '#webhooks/tests/platforms/twilio-twiml.ts'

/** What became of one question. */
export interface Spoken {
  /** From the last word to the first that is said back. */
  ms: number
  /** Whether that is the answer: a caller may also hear that it comes. */
  isAnswer: boolean
}

/** A call by ConversationRelay that stands. */
export interface BenchCall {
  asks(question: string, answer: string): Promise<Spoken>
  /** How the socket ended, before the caller hung up: `failed` was lost, `ended` is a hand-over of ours. */
  over(): string | undefined
  hangsUp(): void
}

/** How long somebody waits for a word. */
const patienceMs = 10_000

/** Calls, or opens the socket of the echo; undefined where none stands. */
export async function openCall(
  account: TwilioAccount,
  from: string,
  to: string,
  echoUrl: string | undefined,
): Promise<BenchCall | undefined> {
  const callSid = sidOf('CA', randomUUID())
  const asked = echoUrl === undefined ? await ring(account, { callSid, from, to }) : { url: echoUrl }
  if (asked?.url === undefined) return undefined
  let heard = (_words: string) => {}
  const transcript = makeTranscript()
  const relay = await openRelay({
    ...{ authToken: account.authToken, url: asked.url, reached: asked.url, asked, problems: [] },
    setup: { sessionId: sidOf('VX', randomUUID()), accountSid: account.accountSid, callSid, from, to },
    transcript: {
      ...transcript,
      add(who, text, more) {
        heard(text)
        return transcript.add(who, text, more)
      },
    },
  })
  if (!('says' in relay)) return undefined
  let over: string | undefined
  relay.ended.then(({ SessionStatus }) => {
    over = SessionStatus
  })
  return {
    over: () => over,
    hangsUp: () => relay.hangsUp(),
    asks(question, answer) {
      const said = Promise.withResolvers<Spoken>()
      const late = setTimeout(() => said.resolve({ ms: patienceMs, isAnswer: false }), patienceMs)
      const from = performance.now()
      heard = (words) => said.resolve({ ms: performance.now() - from, isAnswer: words === answer })
      relay.says(question)
      return said.promise.finally(() => {
        clearTimeout(late)
        heard = () => {}
      })
    },
  }
}

/** The first webhook: where the socket is, by its TwiML. */
async function ring(account: TwilioAccount, { callSid, from, to }: { callSid: string; from: string; to: string }) {
  const url = account.numbers.find(({ phoneNumber }) => phoneNumber === to)?.voiceUrl ?? ''
  const fields = { AccountSid: account.accountSid, CallSid: callSid, CallStatus: 'ringing', From: from, To: to }
  const response = await fetch(url, signedForm(account, url, fields))
  if (response.status !== 200) return undefined
  const [connect] = readTwiml(await response.text())
  return connect?.children.find(({ name }) => name === 'ConversationRelay')?.attributes
}
