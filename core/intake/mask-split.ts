import type { Desk } from '../answering/desk.ts'
import { addStaffRow } from '../answering/show.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import type { Card } from '../domain/outbound.ts'
import { maskCardAcross } from '../understanding/mask-across.ts'

/** A number is said in one go. */
const oneGoMs = 10 * 60_000
const mostBefore = 8

/**
 * Takes a card number out that somebody said in several messages: from this one before it is stored, from those before it where
 * they stand, in staff's threads, too. Nobody could tell of the first of them what it was.
 */
export async function maskSplit(desk: Desk, { id }: Conversation, event: MessageEvent): Promise<MessageEvent> {
  if (!/\d/.test(event.text)) return event
  const { tx, house } = desk
  const since = new Date(house.now().getTime() - oneGoMs).toISOString()
  const before = (await tx.messages.list(id))
    .filter(({ senderType, createdAt }) => senderType === 'customer' && createdAt > since)
    .filter(({ metadata }) => metadata.connector === event.place.connector && metadata.thread === event.place.thread)
    .slice(-mostBefore)
  const kept = maskCardAcross(
    before.map(({ content }) => content),
    event.text,
  )
  if (kept === undefined) return event
  const rows = await tx.outbox.list(id)
  for (const [index, message] of before.entries()) {
    const content = kept[index]!
    if (content === message.content) continue
    await tx.messages.setContent(message.id, content, {})
    // The first message stands in the conversation's own card, which is drawn anew anyway.
    for (const { place, payload } of rows.filter((row) => row.payload.about === message.id))
      await addStaffRow(desk, id, place, {
        ...{ kind: 'card', card: { ...(payload.card as Card), quote: content }, about: message.id },
      })
  }
  return { ...event, text: kept.at(-1)! }
}
