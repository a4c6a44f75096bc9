import type { PlaceFacts } from '#connectors/connector.ts'
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

/** Where a text to this number goes: from `ours` where that is one of these, else from the first, or the service's choice. */
export function textPlace(to: { number: string; ours: string }, settings: SmsSettings): Place | undefined {
  const ours = settings.numbers.includes(to.ours) ? to.ours : (settings.numbers[0] ?? settings.messagingServiceSid)
  if (ours === undefined || !fullNumber.test(to.number)) return undefined
  return placeOf(accountOf(settings), { channel: 'sms', ours, theirs: to.number })
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
