import { createHash } from 'node:crypto'
import { type Accepted, type Answer, type Call, forkPlatform, type Platform, servePlatform } from './platform.ts'

/** The account that the stand-in plays, with what it owns; calls change it as they change Twilio. */
export interface TwilioAccount {
  accountSid: string
  authToken: string
  numbers: TwilioNumber[]
  services: {
    sid: string
    friendlyName: string
    inboundRequestUrl: string
    useInboundWebhookOnNumber: boolean
    /** Its pool; absent = all numbers of the account. */
    pool?: string[]
  }[]
  /** Numbers that said STOP to Twilio. */
  stopped: string[]
  /** What media are, base64, by the path of their address. */
  media: Record<string, string>
}

export interface TwilioNumber {
  sid: string
  phoneNumber: string
  smsUrl: string
  voiceUrl: string
  statusCallback: string
  /** What takes its texts and calls before its addresses do; absent = nothing. */
  smsApplicationSid?: string
  voiceApplicationSid?: string
  trunkSid?: string
  /** How its addresses are asked; absent = by POST. */
  smsMethod?: string
  voiceMethod?: string
}

/** Twilio's sids: two letters and 32 hexadecimal digits, here made from a name. */
export function sidOf(kind: string, name: string | number): string {
  return kind + createHash('sha256').update(`${kind} ${name}`).digest('hex').slice(0, 32)
}

/** One account with these numbers of ours, which lead nowhere yet. */
export function twilioAccount(...numbers: string[]): TwilioAccount {
  return {
    accountSid: sidOf('AC', 'shop'),
    authToken: createHash('sha256').update('token').digest('hex').slice(0, 32),
    numbers: numbers.map((phoneNumber) => ({
      ...{ sid: sidOf('PN', phoneNumber), phoneNumber, smsUrl: '', voiceUrl: '', statusCallback: '' },
    })),
    services: [],
    stopped: [],
    media: {},
  }
}

/** A part of Twilio's API: answers the calls that it knows. */
export type TwilioPart = (call: Call, fields: URLSearchParams) => Answer | undefined

/** Twilio's API on loopback: TWILIO_API_URL is `<url>`. Its log holds the messages that it took; `more` is asked first. */
export async function openTwilio(account: TwilioAccount, ...more: TwilioPart[]): Promise<Platform> {
  const parts = [...more, messages(account), numbers(account), services(account), media(account), theAccount(account)]
  return servePlatform((call) => {
    // Bytes have been moved to an address of their own, which is asked without credentials.
    const isPublic = call.path.startsWith('/bytes/')
    if (!isPublic && call.headers.authorization !== basic(account)) return refusal(401, 20003, 'Authenticate')
    const fields = new URLSearchParams(call.body.toString())
    for (const part of parts) {
      const answer = part(call, fields)
      if (answer !== undefined) return answer
    }
    return refusal(404, 20404, `The requested resource ${call.path} was not found`)
  })
}

/** The same in a process of its own. */
export async function forkTwilio(account: TwilioAccount): Promise<Platform> {
  return forkPlatform(new URL('./twilio-process.ts', import.meta.url), account)
}

/** A message that was taken, read from the log. */
export interface SentText {
  sid: string
  from: string | undefined
  to: string
  body: string
  media: string[]
  messagingServiceSid: string | undefined
  statusCallback: string | undefined
}

/** Reads the messages from the log, oldest first. */
export function sentTexts(log: Accepted[]): SentText[] {
  return log
    .filter(({ path }) => path.endsWith('/Messages.json'))
    .map(({ id, fields }) => ({
      sid: id,
      from: fields.From as string | undefined,
      to: String(fields.To),
      body: String(fields.Body ?? ''),
      media: (fields.MediaUrls ?? []) as string[],
      messagingServiceSid: fields.MessagingServiceSid as string | undefined,
      statusCallback: fields.StatusCallback as string | undefined,
    }))
}

/** https://www.twilio.com/docs/messaging/api/message-resource */
function messages(account: TwilioAccount): TwilioPart {
  let count = 0
  const kept: Record<string, unknown>[] = []
  return ({ method, path, query }, fields) => {
    if (path !== `/2010-04-01/Accounts/${account.accountSid}/Messages.json`) return undefined
    if (method === 'GET') {
      const to = query.get('To')
      return { status: 200, body: { messages: kept.filter((one) => to === null || one.to === to), page: 0 } }
    }
    const problem = problemWith(account, fields)
    if (problem !== undefined) return refusal(400, ...problem)
    count += 1
    const sid = sidOf('SM', count)
    const [to, from, body] = [fields.get('To'), fields.get('From'), fields.get('Body')]
    const made = { sid, account_sid: account.accountSid, to, from, body, status: 'queued', num_segments: '1' }
    kept.unshift(made)
    return {
      status: 201,
      body: made,
      made: { id: sid, fields: { ...Object.fromEntries(fields), MediaUrls: fields.getAll('MediaUrl') } },
    }
  }
}

/** The refusals of the real API that a wrong message of ours would meet. */
function problemWith(account: TwilioAccount, fields: URLSearchParams): [code: number, message: string] | undefined {
  const [to, from, body] = [fields.get('To') ?? '', fields.get('From'), fields.get('Body') ?? '']
  const service = fields.get('MessagingServiceSid')
  if (!/^(whatsapp:)?\+[1-9]\d{6,14}$/.test(to)) return [21211, `Invalid 'To' Phone Number: ${to}`]
  const media = fields.getAll('MediaUrl')
  if (media.length > (to.startsWith('whatsapp:') ? 1 : 10))
    return [21623, 'Number of media files exceeds allowed limit']
  if (media.some((url) => !/^https?:\/\//.test(url))) return [21620, 'Invalid media URL(s)']
  if (body === '' && media.length === 0) return [21602, 'Message body is required.']
  if (body.length > 1600) return [21617, 'The concatenated message body exceeds the 1600 character limit.']
  if (service === null && from === null) return [21603, "A 'From' phone number is required."]
  if (service !== null && !account.services.some(({ sid }) => sid === service)) return [21705, 'no such service']
  const pool = account.services.find(({ sid }) => sid === service)?.pool
  if (from !== null && pool?.includes(from) === false)
    return [21711, `${from} is not associated to the Messaging Service`]
  const isOurs = from?.startsWith('whatsapp:') || account.numbers.some(({ phoneNumber }) => phoneNumber === from)
  if (from !== null && !isOurs) return [21660, `Mismatch between the 'From' number ${from} and the account`]
  if (account.stopped.includes(to)) return [21610, 'Attempt to send to unsubscribed recipient']
  return undefined
}

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
function numbers(account: TwilioAccount): TwilioPart {
  const base = `/2010-04-01/Accounts/${account.accountSid}/IncomingPhoneNumbers`
  return ({ method, path, query }, fields) => {
    if (path === `${base}.json`) {
      const asked = query.get('PhoneNumber')
      const found = account.numbers.filter(({ phoneNumber }) => asked === null || phoneNumber === asked)
      return { status: 200, body: { incoming_phone_numbers: found.map(numberBody), page: 0 } }
    }
    const number = account.numbers.find(({ sid }) => path === `${base}/${sid}.json`)
    if (number === undefined) return undefined
    if (method === 'POST') {
      number.smsUrl = fields.get('SmsUrl') ?? number.smsUrl
      number.voiceUrl = fields.get('VoiceUrl') ?? number.voiceUrl
      number.statusCallback = fields.get('StatusCallback') ?? number.statusCallback
      const changed = (name: string, before = '') => fields.get(name) ?? before
      number.smsMethod = changed('SmsMethod', number.smsMethod)
      number.voiceMethod = changed('VoiceMethod', number.voiceMethod)
      number.smsApplicationSid = changed('SmsApplicationSid', number.smsApplicationSid)
      number.voiceApplicationSid = changed('VoiceApplicationSid', number.voiceApplicationSid)
    }
    return { status: 200, body: numberBody(number) }
  }
}

function numberBody(number: TwilioNumber) {
  const { sid, phoneNumber, smsUrl, voiceUrl, statusCallback, trunkSid = null } = number
  return {
    ...{ sid, phone_number: phoneNumber, sms_url: smsUrl, voice_url: voiceUrl, status_callback: statusCallback },
    ...{ sms_method: number.smsMethod || 'POST', voice_method: number.voiceMethod || 'POST', trunk_sid: trunkSid },
    ...{ sms_application_sid: number.smsApplicationSid ?? '', voice_application_sid: number.voiceApplicationSid ?? '' },
    capabilities: { voice: true, sms: true, mms: true, fax: false },
  }
}

/** https://www.twilio.com/docs/messaging/api/service-resource */
function services(account: TwilioAccount): TwilioPart {
  return ({ method, path }, fields) => {
    const service = account.services.find(({ sid }) => path === `/v1/Services/${sid}`)
    if (service === undefined) return undefined
    if (method === 'POST') {
      service.inboundRequestUrl = fields.get('InboundRequestUrl') ?? service.inboundRequestUrl
      const own = fields.get('UseInboundWebhookOnNumber')
      if (own !== null) service.useInboundWebhookOnNumber = own === 'true'
    }
    return {
      status: 200,
      body: {
        sid: service.sid,
        friendly_name: service.friendlyName,
        inbound_request_url: service.inboundRequestUrl,
        use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
      },
    }
  }
}

/** Media are moved to where they can be had without credentials, as Twilio does. */
function media(account: TwilioAccount): TwilioPart {
  return ({ path, headers }) => {
    const isBytes = path.startsWith('/bytes/')
    const kept = account.media[isBytes ? path.slice('/bytes'.length) : path]
    if (kept === undefined) return undefined
    if (!isBytes) return { status: 307, headers: { location: `/bytes${path}` } }
    if (headers.authorization !== undefined) return { status: 400 }
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, bytes: Buffer.from(kept, 'base64') }
  }
}

function theAccount(account: TwilioAccount): TwilioPart {
  return ({ path }) =>
    path === `/2010-04-01/Accounts/${account.accountSid}.json`
      ? { status: 200, body: { sid: account.accountSid, friendly_name: 'Shop', status: 'active' } }
      : undefined
}

function basic({ accountSid, authToken }: TwilioAccount): string {
  return `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
}

function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` } }
}
