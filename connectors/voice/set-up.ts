import type { Checked, Tools } from '#connectors/connector.ts'
import { checked } from '#connectors/shared/checked.ts'
import { openTwilio } from '#connectors/shared/twilio/client.ts'
import { Gone } from '#core/errors.ts'
import type { VoiceSettings } from './settings.ts'

/** Enters our addresses at the number, and says what was set. Throws Platform errors. */
export async function setUp(settings: VoiceSettings, webhookUrl: string, tools: Tools): Promise<string[]> {
  const api = openTwilio(settings, tools)
  const { sid, voiceUrl, trunkSid } = await ownNumber(api, settings.number)
  await api.incomingPhoneNumbers(sid).update({
    ...{ voiceUrl: webhookUrl, voiceMethod: 'POST', voiceApplicationSid: '' },
    ...{ statusCallback: `${webhookUrl}/status`, statusCallbackMethod: 'POST' },
  })
  const before = voiceUrl && voiceUrl !== webhookUrl ? `, where ${voiceUrl} was before` : ''
  if (trunkSid) return [inTrunk(settings.number, trunkSid)]
  return [`Calls to ${settings.number} come here${before}.`]
}

/** Proves the credentials, and that calls come here; says what is wrong otherwise. */
export function check(settings: VoiceSettings, tools: Tools): Promise<Checked> {
  const { webhookUrl } = tools
  return checked(async () => {
    const api = openTwilio(settings, tools)
    const account = await api.api.v2010.accounts(settings.accountSid).fetch()
    if (account.status !== 'active') return { ok: false, problem: `The Twilio account is ${account.status}.` }
    const number = await ownNumber(api, settings.number)
    const { statusCallback, capabilities, trunkSid } = number
    if (capabilities && capabilities.voice === false)
      return { ok: false, problem: `${settings.number} cannot take calls.` }
    if (webhookUrl !== undefined && trunkSid) return { ok: false, problem: inTrunk(settings.number, trunkSid) }
    const where = webhookUrl === undefined ? undefined : elsewhere(number, webhookUrl)
    if (where !== undefined) return { ok: false, problem: `Calls to ${settings.number} ${where}.` }
    if (webhookUrl !== undefined && statusCallback !== `${webhookUrl}/status`)
      return {
        ok: false,
        problem: `Twilio does not tell us when calls to ${settings.number} end: its status callback is not ${webhookUrl}/status.`,
      }
    return { ok: true, label: settings.number }
  })
}

/** A trunk takes all calls, whatever addresses the number has. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
function inTrunk(number: string, trunkSid: string): string {
  return `Calls to ${number} go to the SIP trunk ${trunkSid}: take the number out of it (Twilio Console, Elastic SIP Trunking).`
}

/** Where calls go that do not come to us as we read them. */
function elsewhere(
  { voiceUrl, voiceMethod, voiceApplicationSid }: Awaited<ReturnType<typeof ownNumber>>,
  webhookUrl: string,
): string | undefined {
  if (voiceApplicationSid) return `go to the TwiML App ${voiceApplicationSid}, not to ${webhookUrl}`
  if (voiceUrl !== webhookUrl) return `go ${voiceUrl ? `to ${voiceUrl}` : 'nowhere'}, not to ${webhookUrl}`
  return voiceMethod === 'GET' ? 'come by GET, not by POST' : undefined
}

async function ownNumber(api: ReturnType<typeof openTwilio>, number: string) {
  const [found] = await api.incomingPhoneNumbers.list({ phoneNumber: number, limit: 1 })
  if (found === undefined) throw new Gone(`${number} is no number of this Twilio account`)
  return found
}
