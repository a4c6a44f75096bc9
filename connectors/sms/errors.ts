import type { Refusal } from '#connectors/shared/twilio/client.ts'
import { OptedOut, Platform, RateLimited } from '#core/errors.ts'

const optedOut = 21610
const outsideWindow = 63016

/** Twilio's numbers in words: https://www.twilio.com/docs/api/errors */
const words: Record<number, string> = {
  11751: 'its pictures are too large for one message',
  12300: 'Twilio could not fetch a picture from our address',
  21211: 'this is no number that can be texted',
  21217: 'this is no number that can be texted',
  21265: 'this is no number that can be texted',
  21408: 'Twilio may not text to this country: allow it under Messaging, Geo permissions',
  21606: 'our number cannot send texts: see its settings at Twilio',
  21608: 'a trial account of Twilio texts to verified numbers only',
  [optedOut]: 'they said STOP to this number',
  21611: 'too many messages wait at Twilio',
  21612: 'there is no way from our number to theirs',
  21614: 'this number is no mobile number',
  21617: 'it is too long for one message',
  21660: 'our number does not belong to this Twilio account',
  21703: 'the Messaging Service has no number',
  21711: 'our number is not in the Messaging Service any more: add it there again',
  30001: 'too many messages waited at Twilio',
  30002: 'the Twilio account is suspended',
  30003: 'their phone is off, out of reach, or does not exist',
  30004: 'their phone or network blocks messages',
  30005: 'this number does not exist, or is not in use',
  30006: 'a landline, or a network that takes no texts',
  30007: 'their network took it for spam',
  30008: 'their network gave no reason',
  30011: 'their phone or network takes no pictures by text',
  30022: 'our number sends more than US networks let it (A2P 10DLC)',
  30023: 'our number has sent all that US networks take in a day (A2P 10DLC)',
  30027: 'our number has sent all that T-Mobile takes in a day',
  30032: 'our toll-free number is not verified yet',
  30034: 'our number is not registered for texting in the US (A2P 10DLC)',
  30036: 'it waited at Twilio for longer than it may',
  30410: 'their network did not answer in time',
  63003: 'this number is not on WhatsApp',
  63007: 'our number is no WhatsApp sender of this Twilio account',
  63015: 'they have not joined the WhatsApp sandbox',
  [outsideWindow]:
    'more than 24 hours since they last wrote: WhatsApp takes no free answer any more. Use another channel',
  63018: 'WhatsApp asked us to slow down',
  63019: 'WhatsApp could not fetch a picture from our address',
  63024: 'this number is not on WhatsApp',
  63038: 'the Twilio account has sent all that it may in a day',
}

/** What a message's error means, in words; undefined = Twilio named none. */
export function errorWords(code: number | undefined): string | undefined {
  if (code === undefined || code === 0) return undefined
  const said = words[code]
  return said === undefined ? `Twilio's error ${code}` : `${said} (Twilio's error ${code})`
}

export function meansStop(code: number | undefined): boolean {
  return code === optedOut
}

/** What Twilio's refusal of a message means for us; undefined = what its status says. */
export function explain({ code }: Refusal): Platform | undefined {
  const said = code === undefined ? undefined : words[code]
  if (code === undefined || said === undefined) return undefined
  if (meansStop(code)) return new OptedOut(said)
  const sentence = `${said} (Twilio's error ${code})`
  if (code === 21611 || code === 63018) return new RateLimited(60_000, sentence, 'place')
  return new Platform(sentence, { notSent: true, retry: false })
}
