import type { TextPlace } from '#connectors/connector.ts'
import type { Place } from '#core/domain/place.ts'
import type { TextTo } from '#core/ports.ts'
import type { Opened } from './connections.ts'

/**
 * Where a text to somebody goes, of all that the business can text from: where this conversation is texted already, from the
 * number that they called, where they were texted before; else from a number of their country, of the country that they
 * called, of the agent whose number they called; else from the first, in the order in which numbers were connected. Pure.
 */
export function textPlaceOf(
  all: readonly Pick<Opened, 'connection' | 'connector' | 'integration'>[],
  to: TextTo,
): Place | undefined {
  const { number, ours, here = [], before = [] } = to
  const called = all.find(({ connector, integration }) => connector.abilities.calls && integration.account === ours)
  const offers = all.flatMap(({ connection, integration }) =>
    (connection.textPlaces?.({ number, known: [...here, ...before] }) ?? []).map((offer) => ({
      ...offer,
      isOfAgent: called !== undefined && integration.agentId === called.integration.agentId,
    })),
  )
  const better: ((offer: (typeof offers)[number]) => number)[] = [
    ({ place }) => rankIn(here, place),
    (offer) => (offer.ours === ours ? 0 : 1),
    ({ place }) => rankIn(before, place),
    (offer) => (isOfCountry(offer, number) ? 0 : 1),
    (offer) => (isOfCountry(offer, ours) ? 0 : 1),
    ({ isOfAgent }) => (isOfAgent ? 0 : 1),
  ]
  // Sorting keeps the order of what is equal.
  return offers.sort((a, b) => better.map((rank) => rank(a) - rank(b)).find((by) => by !== 0) ?? 0)[0]?.place
}

/** Where it stands among them; what is not there comes after all. */
function rankIn(places: readonly Place[], place: Place): number {
  const at = places.findIndex(
    ({ connector, account, thread }) =>
      connector === place.connector && account === place.account && thread === place.thread,
  )
  return at === -1 ? places.length : at
}

/** A platform that chooses the number itself chooses one of the receiver's country where it has one. */
function isOfCountry({ ours }: TextPlace, number: string): boolean {
  return ours === undefined || callingCode(ours) === callingCode(number)
}

/** Of E.164: one digit (North America, Russia), two of these, else three. https://www.itu.int/oth/T0202.aspx?parent=T0202 */
const twoDigits = /^\+(?:20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

function callingCode(number: string): string {
  if (!number.startsWith('+')) return number
  const digits = /^\+[17]/.test(number) ? 1 : twoDigits.test(number) ? 2 : 3
  return number.slice(1, 1 + digits)
}
