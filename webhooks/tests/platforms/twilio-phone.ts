import { callNumber } from './twilio-caller.ts'
import type { Caller, Line, Running } from './twilio-line.ts'
import type { TwilioAccount, TwilioPart } from './twilio-platform.ts'

/** Twilio's voice side for one account: people call its numbers, and the API changes calls that run. */
export interface TwilioPhone {
  /** For `openTwilio`. */
  part: TwilioPart
  /** Somebody calls; it rings at once. */
  call(from: string, to: string, line?: Partial<Omit<Line, 'account'>>): Caller
}

/** Makes it; `usual` is what every call of it has in common. */
export function twilioPhone(account: TwilioAccount, usual: Omit<Line, 'account'> = {}): TwilioPhone {
  const running = new Map<string, Running>()
  const calls = `/2010-04-01/Accounts/${account.accountSid}/Calls/`
  return {
    call: (from, to, line) => callNumber({ ...usual, ...line, account }, from, to, running),

    /** https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource */
    part({ method, path }, fields) {
      const callSid =
        path.startsWith(calls) && method === 'POST' ? path.slice(calls.length, -'.json'.length) : undefined
      if (callSid === undefined) return undefined
      const call = running.get(callSid)
      const refusal = (status: number, code: number, message: string) => ({ status, body: { code, message, status } })
      if (call === undefined) return refusal(404, 20404, `The requested resource ${path} was not found`)
      if (call.isOver()) return refusal(400, 21220, 'Call is not in-progress. Cannot redirect.')
      const twiml = fields.get('Twiml')
      if (twiml === null) return refusal(400, 21219, 'neither Twiml nor Url')
      call.replace(twiml)
      return { status: 200, body: { sid: callSid, status: 'in-progress' } }
    },
  }
}
