import type { Checked, Tools } from '#connectors/connector.ts'
import { checked } from '#connectors/shared/checked.ts'
import { Gone, NotAllowed } from '#core/errors.ts'
import { type Api, openApi } from './api.ts'
import type { SmsSettings } from './settings.ts'

/**
 * Enters our address at the numbers and the Messaging Service, and says what was set. WhatsApp senders are set in the
 * Console alone. Throws NotAllowed where a number is not this account's, else Platform errors.
 */
export async function setUp(settings: SmsSettings, webhookUrl: string, tools: Tools): Promise<string[]> {
  const api = openApi(settings, tools)
  const set: string[] = []
  for (const number of settings.numbers) {
    const { sid, smsUrl } = await ownNumber(api, number)
    await api.incomingPhoneNumbers(sid).update({ smsUrl: webhookUrl, smsMethod: 'POST', smsApplicationSid: '' })
    const before = smsUrl && smsUrl !== webhookUrl ? `, where ${smsUrl} was before` : ''
    set.push(`Texts to ${number} come here${before}.`)
  }
  const service = settings.messagingServiceSid
  if (service !== undefined) {
    const { friendlyName } = await api.messaging.v1.services(service).update({
      inboundRequestUrl: webhookUrl,
      inboundMethod: 'POST',
      useInboundWebhookOnNumber: false,
    })
    set.push(`Texts to the Messaging Service ${friendlyName} come here.`)
  }
  return set
}

/** Proves the credentials, and that texts to our numbers come here; says what is wrong otherwise. */
export function check(settings: SmsSettings, tools: Tools): Promise<Checked> {
  const { webhookUrl } = tools
  return checked(async () => {
    const api = openApi(settings, tools)
    const account = await api.api.v2010.accounts(settings.accountSid).fetch()
    if (account.status !== 'active') return { ok: false, problem: `The Twilio account is ${account.status}.` }
    const service = settings.messagingServiceSid
    const pool = service === undefined ? undefined : await api.messaging.v1.services(service).fetch()
    const isPoolOurs = pool !== undefined && !pool.useInboundWebhookOnNumber
    if (webhookUrl !== undefined && isPoolOurs && pool.inboundRequestUrl !== webhookUrl)
      return {
        ok: false,
        problem: elsewhere(`the Messaging Service ${pool.friendlyName}`, pool.inboundRequestUrl, webhookUrl),
      }
    if (webhookUrl !== undefined && pool?.useInboundWebhookOnNumber && settings.numbers.length === 0)
      return {
        ok: false,
        problem: `The Messaging Service ${pool.friendlyName} leaves texts to the addresses of its numbers: have it send them to ${webhookUrl} (Integration, Send a webhook).`,
      }
    for (const number of settings.numbers) {
      const { smsUrl, smsMethod, smsApplicationSid, capabilities } = await ownNumber(api, number)
      if (capabilities && capabilities.sms === false) return { ok: false, problem: `${number} cannot receive texts.` }
      // In a service, the service's address counts, not the number's.
      if (webhookUrl === undefined || isPoolOurs) continue
      // An app takes them before the number's own address does.
      if (smsApplicationSid)
        return { ok: false, problem: elsewhere(number, `the TwiML App ${smsApplicationSid}`, webhookUrl) }
      if (smsUrl !== webhookUrl) return { ok: false, problem: elsewhere(number, smsUrl, webhookUrl) }
      if (smsMethod === 'GET') return { ok: false, problem: `Texts to ${number} come by GET: set the address to POST.` }
    }
    return { ok: true, label: labelOf(settings) }
  })
}

/** What people call it: its numbers. */
export function labelOf({ numbers, whatsapp, messagingServiceSid }: SmsSettings): string {
  const named = [...numbers, ...whatsapp.map((number) => `WhatsApp ${number}`)]
  const shown = named.length > 3 ? [...named.slice(0, 2), `${named.length - 2} more`] : named
  return shown.length > 0 ? shown.join(', ') : `Messaging Service ${messagingServiceSid}`
}

async function ownNumber(api: Api, number: string) {
  // Short codes stand in a list of their own, which has no addresses that the API could set for everybody.
  if (!number.startsWith('+'))
    throw new NotAllowed(`the address of ${number} entered in the Console: it is a short code`)
  const [found] = await api.incomingPhoneNumbers.list({ phoneNumber: number, limit: 1 })
  if (found === undefined) throw new Gone(`${number} is no number of this Twilio account`)
  return found
}

function elsewhere(what: string, url: string, webhookUrl: string): string {
  const where = url ? `go to ${url}` : 'go nowhere'
  return `Texts to ${what} ${where}, not to ${webhookUrl}.`
}
