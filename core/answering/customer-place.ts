import type { Conversation } from '../domain/conversation.ts'
import type { Place } from '../domain/place.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { lastFromCustomer } from './question.ts'
import { textPlace } from './text-place.ts'

/** Where an answer goes: to where the customer wrote last, also when those words were merged in from elsewhere. */
export async function customerPlace(tx: Scope, conversation: Conversation): Promise<Place> {
  const last = lastFromCustomer(await tx.messages.list(conversation.id))?.metadata
  const own = await placesOf(tx, conversation.id)
  const moved = last?.movedFrom === undefined ? [] : await placesOf(tx, last.movedFrom)
  const exact = [...own, ...moved].find(
    ({ connector, account, thread }) =>
      connector === last?.connector && account === last.account && thread === last.thread,
  )
  // Words of a time that kept no thread: the place of the conversation that they came from.
  const found = exact ?? (last?.thread === undefined ? moved[0] : written(last)) ?? own[0]
  if (found === undefined) throw new Refused(409, 'This conversation has no address to answer to.')
  return found
}

function written({ connector, account, thread }: { connector?: string; account?: string; thread?: string }) {
  if (connector === undefined || account === undefined || thread === undefined) return undefined
  return { connector, account, thread, private: true }
}

async function placesOf(tx: Scope, conversationId: string): Promise<Place[]> {
  const places = await tx.conversations.places(conversationId)
  return places.flatMap(({ role, place }) => (role === 'customer' ? [place] : []))
}

/** The same, but whoever called is texted once their call is over, where the number takes texts. */
export async function answerPlace(desk: Desk, conversation: Conversation): Promise<Place> {
  const { tx, house } = desk
  const place = await customerPlace(tx, conversation)
  if (!house.messenger.abilities(place.connector).calls) return place
  const call = await tx.calls.byPlace(place)
  if (call === undefined || call.endedAt === null || call.number === null) return place
  return (await textPlace(desk, call)) ?? place
}
