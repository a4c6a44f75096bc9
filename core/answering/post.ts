import type { OutboxRow } from '../domain/delivery.ts'
import type { Card } from '../domain/outbound.ts'
import type { Place } from '../domain/place.ts'
import type { Desk } from './desk.ts'

/** Shows staff a card that is about no conversation. */
export async function post(desk: Desk, place: Place, card: Card): Promise<OutboxRow> {
  const row = await desk.tx.outbox.add({
    ...{ conversationId: null, audience: 'staff', place, payload: { kind: 'card', card }, state: 'ready' },
    ...{ notBefore: desk.house.now().toISOString(), cancelIf: [], messageId: null, draftId: null, teammateId: null },
  })
  desk.wake(row)
  return row
}
