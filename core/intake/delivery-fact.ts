import type { OutboxRow } from '../domain/delivery.ts'
import type { DeliveryEvent } from '../domain/event.ts'

/** A row that stands in a conversation. */
export type SaidRow = OutboxRow & { conversationId: string }

/** The fact of a conversation that this event is. */
export function factOf({ id, conversationId }: SaidRow, { reason, recipient }: DeliveryEvent) {
  const data = { outboxId: id, why: reason ?? '', ...(recipient ? { recipient } : {}) }
  return { conversationId, actor: 'system', receiptId: null, data }
}
