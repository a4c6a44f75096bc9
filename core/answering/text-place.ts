import type { Call } from '../domain/call.ts'
import { isNowhere } from '../domain/nowhere.ts'
import type { Place } from '../domain/place.ts'
import type { Desk } from './desk.ts'

/**
 * Where a caller is texted: from the number that they know, which their conversations tell; undefined where their number is
 * withheld or nothing of ours can text.
 */
export async function textPlace(
  desk: Pick<Desk, 'tx' | 'house' | 'surfaces'>,
  { number, to, conversationId }: Pick<Call, 'number' | 'to' | 'conversationId'>,
): Promise<Place | undefined> {
  if (number === null) return undefined
  const { tx, surfaces } = desk
  const here = await texted(desk, number, conversationId)
  const personId = (await tx.conversations.get(conversationId))?.personId
  const theirs = personId === undefined ? [] : await tx.personLinks.conversations(personId)
  const before: Place[] = []
  for (const { id } of theirs.slice(-mostConversations).toReversed())
    if (id !== conversationId) before.push(...(await texted(desk, number, id)))
  return surfaces.textPlace({ number, ours: to, here, before })
}

/** Whether they can be texted at all; asks nobody. */
export function isTextable({ surfaces }: Pick<Desk, 'surfaces'>, { number, to }: Pick<Call, 'number' | 'to'>): boolean {
  return number !== null && surfaces.textPlace({ number, ours: to }) !== undefined
}

/**
 * A text went where no conversation stood: after a call, or from a number that the platform chose. What they write back there
 * goes on here.
 */
export async function goOnAt(
  { tx, house }: Pick<Desk, 'tx' | 'house'>,
  conversationId: string,
  place: Place,
): Promise<void> {
  if (isNowhere(place) || house.messenger.describe(place).recipient?.kind !== 'phone') return
  if ((await tx.conversations.byPlace(place)) === undefined)
    await tx.conversations.addPlace(conversationId, 'customer', place)
}

/** Of more, the older ones say nothing. */
const mostConversations = 20

/** Where a conversation was texted with this number; the newest first. */
async function texted(
  { tx, house }: Pick<Desk, 'tx' | 'house'>,
  number: string,
  conversationId: string,
): Promise<Place[]> {
  const places = await tx.conversations.places(conversationId)
  return places
    .flatMap(({ role, place }) => {
      const { channel, recipient } = house.messenger.describe(place)
      return role === 'customer' && channel === 'sms' && recipient?.value === number ? [place] : []
    })
    .toReversed()
}
