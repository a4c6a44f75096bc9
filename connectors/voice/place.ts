import type { CallFact } from '#core/domain/call.ts'
import type { MessageEvent } from '#core/domain/event.ts'
import type { Handle, Place } from '#core/domain/place.ts'
import type { VoiceSettings } from './settings.ts'

/** Numbers that stand for one that is withheld. https://support.twilio.com: "anonymous" on a keypad, and the like. */
const withheld = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'])

export function placeOf({ number }: Pick<VoiceSettings, 'number'>, callSid: string): Place {
  return { connector: 'voice', account: number, thread: callSid, private: true }
}

/** Who calls; a withheld number names this call alone. */
export function callerOf(from: string | undefined, callSid: string): { handle: Handle; isWithheld: boolean } {
  const isWithheld = from === undefined || !/^\+[1-9]\d{6,14}$/.test(from) || withheld.has(from)
  return { handle: { kind: 'phone', value: isWithheld ? `anonymous:${callSid}` : from }, isWithheld }
}

export interface Facts {
  settings: Pick<VoiceSettings, 'number'>
  callSid: string
  /** The same in every retry, unique in this call. */
  id: string
  now: Date
}

export function callEvent({ settings, callSid, id, now }: Facts, what: CallFact) {
  const place = placeOf(settings, callSid)
  return { type: 'call' as const, id: `${callSid}/${id}`, place, at: now.toISOString(), what }
}

/** Words of a caller. Their number proves nothing. */
export function spokenEvent(
  { settings, callSid, id, now }: Facts,
  spoken: { from: string | undefined; text: string; language?: string },
): MessageEvent {
  return {
    type: 'message',
    id: `${callSid}/${id}`,
    messageId: `${callSid}/${id}`,
    place: placeOf(settings, callSid),
    at: now.toISOString(),
    author: {
      handle: callerOf(spoken.from, callSid).handle,
      ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: false },
    },
    text: spoken.text.slice(0, mostChars),
    attachments: [],
    ...(spoken.language === undefined ? {} : { context: { language: spoken.language } }),
  }
}

/** Nobody says more in one breath. */
export const mostChars = 4_000
