import { onTestFinished } from 'vitest'
import { openTwilio, sentTexts, twilioAccount } from '../platforms/twilio-platform.ts'
import { type IncomingText, twilioRequests } from '../platforms/twilio-requests.ts'
import type { Hub } from './hub.ts'

export const [ours, theirs] = ['+15550002222', '+15550001111']

/** Twilio on loopback: customers text the shop's number. */
export async function twilioSide() {
  const account = twilioAccount(ours)
  const platform = await openTwilio(account)
  onTestFinished(() => platform.close())
  const twilioSays = twilioRequests(account)
  return {
    ...{ connector: 'sms', account: ours, platform, environment: { TWILIO_API_URL: platform.url } },
    settings: () => ({ accountSid: account.accountSid, authToken: account.authToken, numbers: [ours] }),
    ...{ twilio: account },

    in: ({ house, post, address }: Hub) => ({
      twilioSays,
      /** A customer texts, and the burst window passes. */
      async texts(body: string, more: Partial<IncomingText> = {}) {
        const request = twilioSays.text(address('sms'), { from: theirs, to: ours, body, ...more })
        const reply = await post(request.url, request)
        await house.pass(9_000)
        return reply
      },
      sent: async () => sentTexts(await platform.accepted()),
      /** What became of a text, told to the address that it was sent with. */
      async becomes(text: { sid: string; statusCallback: string | undefined }, status: string, errorCode?: number) {
        const code = errorCode === undefined ? {} : { errorCode }
        const request = twilioSays.status(text.statusCallback ?? '', {
          ...{ sid: text.sid, from: ours, to: theirs, status },
          ...code,
        })
        const reply = await post(request.url, request)
        await house.pass(2_000)
        return reply
      },
    }),
  }
}
