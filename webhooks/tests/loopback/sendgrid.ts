import { onTestFinished } from 'vitest'
import { openSendGrid, sendGridAccount, sentMails } from '../platforms/sendgrid-platform.ts'
import { type IncomingMail, type SigningKeys, sendGridRequests } from '../platforms/sendgrid-requests.ts'
import type { Hub } from './hub.ts'

const address = 'help@shop.example'
const inboundDomain = 'in.shop.example'

/** SendGrid on loopback: customers and staff write mail to the shop's mailbox; with `keys`, what it tells us is signed. */
export async function sendGridSide(keys?: SigningKeys) {
  const account = { ...sendGridAccount }
  const platform = await openSendGrid(account)
  onTestFinished(() => platform.close())
  return {
    ...{ connector: 'email', account: address, platform, environment: { SENDGRID_API_URL: platform.url } },
    settings: () => ({
      ...{ address, name: 'Shop', apiKey: account.apiKey, inboundDomain },
      ...(keys && { parsePublicKey: keys.publicKey, eventsPublicKey: keys.publicKey }),
    }),
    sendGrid: account,

    in(hub: Hub) {
      const sendGridSays = sendGridRequests(keys, hub.house.clock.now)
      return {
        sendGridSays,
        /** A customer writes a mail. */
        async mails(mail: Omit<IncomingMail, 'to' | 'subject'> & Partial<IncomingMail>) {
          const given = { to: `help@${inboundDomain}`, subject: 'A question', ...mail }
          const reply = await hub.post(hub.address('email'), sendGridSays.inbound(given))
          await hub.house.pass(3_000)
          return reply
        },
        mailed: async () => sentMails(await platform.accepted()),
      }
    },
  }
}
