import type { Place } from '#core/domain/place.ts'
import { readPair } from './place.ts'
import type { SmsSettings } from './settings.ts'

/** Twilio's usual messages a second: https://help.twilio.com/articles/115002943027 */
const usual = { longCodeOfAmerica: 1, tollFree: 3, longCode: 10, shortCode: 100, whatsapp: 80 }

/** How fast the number behind a place may send. A service that chooses the number itself is taken for one number. */
export function paceOf(place: Place, { perSecond }: SmsSettings): { sender: string; everyMs: number } | undefined {
  const pair = readPair(place)
  if (pair === undefined) return undefined
  const { channel, ours } = pair
  const rate = perSecond ?? (channel === 'whatsapp' ? usual.whatsapp : rateOf(ours))
  return { sender: `${channel}/${ours}`, everyMs: Math.ceil(1000 / rate) }
}

function rateOf(number: string): number {
  if (!number.startsWith('+')) return number.startsWith('MG') ? usual.longCodeOfAmerica : usual.shortCode
  if (/^\+18(?:00|33|44|55|66|77|88)/.test(number)) return usual.tollFree
  return number.startsWith('+1') ? usual.longCodeOfAmerica : usual.longCode
}
