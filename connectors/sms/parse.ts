import { z } from 'zod'
import type { InboundRequest, Received, Tools } from '#connectors/connector.ts'
import { isTwilio } from '#connectors/shared/twilio/address.ts'
import type { DeliveryEvent, MessageEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import { PayloadInvalid, Rejected } from '#core/errors.ts'
import { errorWords, meansStop } from './errors.ts'
import { readConsent } from './keywords.ts'
import { accountOf, fullNumber, type Pair, placeOf, readAddress } from './place.ts'
import type { SmsSettings } from './settings.ts'
import { verify } from './verify.ts'

const sid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i)
const count = z.coerce.number().int().min(0).max(20).catch(0)
const degrees = z.coerce.number().min(-180).max(180)

/** https://www.twilio.com/docs/messaging/guides/webhook-request */
const message = z.object({
  MessageSid: sid,
  AccountSid: z.string(),
  MessagingServiceSid: z.string().optional(),
  From: z.string().min(1).max(100),
  To: z.string().min(1).max(100),
  Body: z.string().max(100_000).default(''),
  NumMedia: count.default(0),
  OptOutType: z.string().optional(),
  ProfileName: z.string().max(200).optional(),
  Latitude: degrees.optional().catch(undefined),
  Longitude: degrees.optional().catch(undefined),
  Label: z.string().max(200).optional(),
  Address: z.string().max(500).optional(),
})

/** https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks */
const status = z.object({
  MessageSid: sid,
  AccountSid: z.string(),
  MessageStatus: z.string().max(30),
  ErrorCode: z.coerce.number().int().optional().catch(undefined),
  From: z.string().max(100).optional(),
  To: z.string().min(1).max(100),
})

const twiml = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
}

/** Verifies and reads one request of Twilio: a message at the integration's address, what became of ours at its `status`. */
export function receive(request: InboundRequest, settings: SmsSettings, tools: Tools): Received {
  if (request.endpoint !== '' && request.endpoint !== 'status') throw new Rejected(404, 'no such address')
  if (request.method !== 'POST') throw new Rejected(405, 'Twilio is to send POST')
  const fields = verify(request, settings.authToken)
  if (fields.AccountSid !== undefined && fields.AccountSid !== settings.accountSid) return unknown('account')
  if (request.endpoint === 'status') return { response: { status: 204 }, events: statusOf(fields, request.url) }
  return messageOf(fields)

  function unknown(what: string): Received {
    tools.log.warn({ what }, 'Twilio told of what is not ours')
    return { response: twiml, events: [] }
  }

  function messageOf(given: Record<string, string>): Received {
    const read = message.safeParse(given)
    if (!read.success) throw new PayloadInvalid('no message of Twilio')
    const told = read.data
    const [from, to] = [readAddress(told.From), readAddress(told.To)]
    if (!isOurs(settings, to, told.MessagingServiceSid)) return unknown('number')
    const pair: Pair = { channel: to.channel, ours: to.value, theirs: from.value }
    const text = [told.Body, locationOf(told)].filter((part) => part !== '').join('\n')
    const attachments = mediaOf(given, told.NumMedia)
    // Nothing was said, and nothing shown: there is nothing to answer.
    if (text.trim() === '' && attachments.length === 0) return { response: twiml, events: [] }
    const consent = attachments.length > 0 ? undefined : readConsent(text, { ...pair, optOutType: told.OptOutType })
    const event: MessageEvent = {
      type: 'message',
      id: told.MessageSid,
      place: placeOf(accountOf(settings), pair),
      at: tools.now().toISOString(),
      author: {
        handle: { kind: 'phone', value: from.value },
        ...(told.ProfileName ? { name: told.ProfileName } : {}),
        isUs: isOurs(settings, from),
        // Names and short codes are senders of machines; nobody reads what is answered to them. On WhatsApp people may hide
        // their number behind an id, which is answered as it came.
        isMachine: from.channel === 'sms' && !fullNumber.test(from.value),
        isOutsider: false,
        // Whoever pays for it sends a text from any number.
        isVerified: false,
      },
      messageId: told.MessageSid,
      text,
      attachments,
      ...(consent === undefined ? {} : { consent }),
    }
    return { response: twiml, events: [event] }
  }

  function statusOf(given: Record<string, string>, url: string): DeliveryEvent[] {
    const read = status.safeParse(given)
    if (!read.success) throw new PayloadInvalid('no status of Twilio')
    const told = read.data
    const query = new URL(url).searchParams
    const state = stateOf(told.MessageStatus)
    // Of an answer that went as several messages the last one tells that it has all gone.
    if (state === undefined || (state !== 'failed' && query.get('more') !== null)) return []
    const [to, from] = [readAddress(told.To), readAddress(told.From ?? '')]
    const pair: Pair = { channel: to.channel, ours: from.value || 'unknown', theirs: to.value }
    const outboxId = query.get('lummy')
    const reason =
      state === 'failed'
        ? (errorWords(told.ErrorCode) ?? reasonless[told.MessageStatus] ?? 'Twilio gave no reason')
        : undefined
    return [
      {
        type: 'delivery',
        id: `${told.MessageSid} ${told.MessageStatus}`,
        place: placeOf(accountOf(settings), pair),
        at: tools.now().toISOString(),
        state,
        platformId: told.MessageSid,
        ...(outboxId === null ? {} : { outboxId }),
        ...(reason === undefined ? {} : { reason }),
        ...(meansStop(told.ErrorCode) ? { isOptedOut: true as const } : {}),
        ...(query.get('chosen') !== null && fullNumber.test(from.value) ? { isChosen: true as const } : {}),
      },
    ]
  }
}

function isOurs(settings: SmsSettings, { channel, value }: ReturnType<typeof readAddress>, service?: string): boolean {
  if (service !== undefined && service === settings.messagingServiceSid) return true
  return (channel === 'sms' ? settings.numbers : settings.whatsapp).includes(value)
}

const reasonless: Record<string, string> = { canceled: 'it was cancelled at Twilio' }

/** `queued` and `sending` say nothing that matters; `read` is told after or instead of `delivered`. */
function stateOf(told: string): DeliveryEvent['state'] | undefined {
  if (told === 'sent') return 'sent'
  if (told === 'delivered' || told === 'read') return 'delivered'
  return ['failed', 'undelivered', 'canceled'].includes(told) ? 'failed' : undefined
}

/** A place that was shared on WhatsApp, as words. */
function locationOf(told: z.infer<typeof message>): string {
  if (told.Latitude === undefined || told.Longitude === undefined) return ''
  const named = [told.Label, told.Address].filter(Boolean).join(', ')
  return `Location: ${named === '' ? '' : `${named}, `}${told.Latitude}, ${told.Longitude}`
}

/** Media by address: Twilio keeps it, and gives it to whoever has the credentials. */
function mediaOf(fields: Record<string, string>, many: number): Attachment[] {
  return Array.from({ length: many }, (_, at) => at).flatMap((at) => {
    const url = fields[`MediaUrl${at}`]
    if (url === undefined || !isTwilio(url)) return []
    const told = fields[`MediaContentType${at}`]?.split(';')[0]?.trim().toLowerCase() ?? ''
    const type = /^[\w.+-]+\/[\w.+-]+$/.test(told) ? told : 'application/octet-stream'
    return [{ name: `${nameFor(type)}-${at + 1}.${extensionFor(type)}`, type, size: 0, inline: false, url }]
  })
}

function nameFor(type: string): string {
  if (type.startsWith('image/')) return 'picture'
  if (type.startsWith('audio/')) return 'voice-note'
  if (type.startsWith('video/')) return 'video'
  return /vcard/.test(type) ? 'contact' : 'file'
}

function extensionFor(type: string): string {
  const known: Record<string, string> = {
    'image/jpeg': 'jpg',
    'audio/mpeg': 'mp3',
    'audio/mp4': 'm4a',
    'video/quicktime': 'mov',
    'text/vcard': 'vcf',
    'text/x-vcard': 'vcf',
    'text/plain': 'txt',
    'application/octet-stream': 'bin',
  }
  return (
    known[type] ??
    (type.split('/')[1] ?? 'bin')
      .replace(/^x-/, '')
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 8)
  )
}
