import type { Connector } from '#connectors/connector.ts'
import { Platform } from '#core/errors.ts'
import { receive } from './parse.ts'
import { accept } from './relay.ts'
import { holds, send } from './send.ts'
import { check, setUp } from './set-up.ts'
import { type VoiceSettings, voiceEnvironment, voiceSecrets, voiceSettings } from './settings.ts'

/** Phone calls through Twilio: customers call a number of the business. */
export const voice: Connector<VoiceSettings> = {
  id: 'voice',
  name: 'Phone',
  settings: voiceSettings,
  secrets: voiceSecrets,
  environment: voiceEnvironment,
  abilities: {
    channel: 'phone',
    customers: true,
    calls: true,
    staff: false,
    updates: false,
    // What was said cannot be taken back.
    undoMs: 0,
    burstMs: 0,
    maxBodyBytes: 100_000,
  },
  open: (settings, tools) => ({
    receive: async (request) => receive(request, settings, tools),
    send: (place, outbound) => send(place, outbound, settings, tools),
    holds: (place) => holds(place, settings, tools.now()),
    accept: (request) => accept(request, settings, tools),
    check: () => check(settings, tools),
  }),
  setUp,
  byHand: ({ number }, webhookUrl) =>
    `In the Twilio Console, at ${number}, set "A call comes in" to ${webhookUrl} and "Call status changes" to ${webhookUrl}/status (both HTTP POST).`,
  nextSteps: ({ number, mode, writeDown }) => [
    ...(mode === 'relay' || writeDown
      ? [
          'Twilio Console, Voice, General settings: agree to the AI features addendum, which ConversationRelay and transcription need.',
        ]
      : []),
    'Teammates, in the admin: say at which numbers your colleagues take calls.',
    `Call ${number} from your own phone: the call appears in the admin while it runs.`,
  ],
  identify: async (settings, tools) => {
    // Without an address the check is of credentials and number alone: nothing points here yet.
    const { webhookUrl: _, ...bare } = tools
    const checked = await check(settings, bare)
    if (!checked.ok) throw new Platform(checked.problem, { notSent: true, retry: false })
    return { account: settings.number, label: settings.number }
  },
}
