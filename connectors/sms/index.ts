import type { Connector } from '#connectors/connector.ts'
import { Platform } from '#core/errors.ts'
import { costOf } from './cost.ts'
import { filesNote } from './files.ts'
import { download } from './media.ts'
import { paceOf } from './pace.ts'
import { receive } from './parse.ts'
import { accountOf, describe, textPlaces } from './place.ts'
import { send } from './send.ts'
import { check, labelOf, setUp } from './set-up.ts'
import { type SmsSettings, smsEnvironment, smsSecrets, smsSettings } from './settings.ts'

/** Text messages and WhatsApp through Twilio: customers write to numbers of the business. */
export const sms: Connector<SmsSettings> = {
  id: 'sms',
  name: 'SMS and WhatsApp',
  settings: smsSettings,
  secrets: smsSecrets,
  environment: smsEnvironment,
  abilities: {
    channel: 'sms',
    customers: true,
    staff: false,
    updates: false,
    undoMs: 5_000,
    burstMs: 8_000,
    maxBodyBytes: 200_000,
  },
  open: (settings, tools) => ({
    receive: async (request) => receive(request, settings, tools),
    send: (place, outbound) => send(place, outbound, settings, tools),
    download: (file, mostBytes) => download(file, mostBytes, settings, tools),
    pace: (place) => paceOf(place, settings),
    textPlaces: (to) => textPlaces(to, settings),
    check: () => check(settings, tools),
  }),
  describe,
  costOf,
  filesNote,
  setUp,
  byHand: (_, webhookUrl) =>
    `In the Twilio Console, at each number (or at the Messaging Service), set "A message comes in" to ${webhookUrl} (HTTP POST).`,
  nextSteps,
  identify: async (settings, tools) => {
    // Without an address the check is of credentials and numbers alone: nothing points here yet.
    const { webhookUrl: _, ...bare } = tools
    const checked = await check(settings, bare)
    if (!checked.ok) throw new Platform(checked.problem, { notSent: true, retry: false })
    return { account: accountOf(settings), label: labelOf(settings) }
  },
}

function nextSteps({ numbers, messagingServiceSid, whatsapp }: SmsSettings, webhookUrl: string): string[] {
  const senders = whatsapp.map(
    (number) =>
      `Twilio Console, Messaging, Senders, WhatsApp senders, ${number}: webhook for incoming messages ${webhookUrl} (HTTP POST).`,
  )
  const first = numbers[0] ?? messagingServiceSid ?? whatsapp[0]
  return [...senders, `Text ${first} from your own phone: the conversation appears in the admin.`]
}
