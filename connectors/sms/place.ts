import type { PlaceFacts, TextPlace } from '#connectors/connector.ts'
import type { Place } from '#core/domain/place.ts'
import { Gone } from '#core/errors.ts'
import type { SmsSettings } from './settings.ts'

export type TextChannel = 'sms' | 'whatsapp'

/** A pair of numbers: what one conversation is held between. */
export interface Pair {
  channel: TextChannel
  ours: string
  theirs: string
}

/** Meta's customer service window: https://www.twilio.com/docs/whatsapp/key-concepts#the-24-hour-window */
const windowMs = 24 * 3_600_000

/** The account of an integration: its Messaging Service, else its first number. */
export function accountOf({ messagingServiceSid, numbers, whatsapp }: SmsSettings): string {
  return messagingServiceSid ?? numbers[0] ?? `whatsapp:${whatsapp[0]}`
}

export function placeOf(account: string, { channel, ours, theirs }: Pair): Place {
  return { connector: 'sms', account, thread: `${channel}/${ours}/${theirs}`, private: true }
}

/** The pair of numbers that a place stands for; throws Gone where it is none. */
export function pairOf(place: Pick<Place, 'thread'>): Pair {
  const pair = readPair(place)
  if (pair === undefined) throw new Gone('this is no pair of numbers')
  return pair
}

/** Undefined where it is none. */
export function readPair({ thread }: Pick<Place, 'thread'>): Pair | undefined {
  const [channel, ours, theirs, more] = thread.split('/')
  const isPair = (channel === 'sms' || channel === 'whatsapp') && ours && theirs && more === undefined
  return isPair ? { channel, ours, theirs } : undefined
}

/**
 * From which of our numbers a text to this one may come: those of the settings. Where the pool of a service is not listed
 * there, those that they have written to or heard from, else the one that it chooses.
 */
export function textPlaces(to: { number: string; known: readonly Place[] }, settings: SmsSettings): TextPlace[] {
  const { numbers, messagingServiceSid } = settings
  const account = accountOf(settings)
  if (!fullNumber.test(to.number)) return []
  const from = (ours: string) => placeOf(account, { channel: 'sms', ours, theirs: to.number })
  if (numbers.length > 0 || messagingServiceSid === undefined)
    return numbers.map((ours) => ({ place: from(ours), ours }))
  const known = to.known.flatMap((place) => {
    const pair = place.connector === 'sms' && place.account === account ? readPair(place) : undefined
    const isTheirs = pair?.channel === 'sms' && pair.theirs === to.number && pair.ours !== messagingServiceSid
    return isTheirs ? [{ place: from(pair.ours), ours: pair.ours }] : []
  })
  return [...known, { place: from(messagingServiceSid), ours: undefined }]
}

/** E.164: what can be answered. */
export const fullNumber = /^\+[1-9]\d{6,14}$/

/** STOP holds for a person, whichever of our numbers they wrote it to; WhatsApp takes free words for 24 hours. */
export function describe(place: Place): PlaceFacts {
  const pair = readPair(place)
  if (pair === undefined) return { channel: 'sms' }
  const { channel, theirs } = pair
  const recipient = { kind: 'phone' as const, value: theirs }
  return channel === 'sms' ? { channel, recipient } : { channel, recipient, answerWithinMs: windowMs }
}

/** `whatsapp:+1555…` and `+1555…` as Twilio writes them. */
export function readAddress(text: string): { channel: TextChannel; value: string } {
  const whatsapp = /^whatsapp:(.*)$/i.exec(text.trim())
  return whatsapp ? { channel: 'whatsapp', value: (whatsapp[1] ?? '').trim() } : { channel: 'sms', value: text.trim() }
}

export function writeAddress(channel: TextChannel, value: string): string {
  return channel === 'whatsapp' ? `whatsapp:${value}` : value
}
