import type { Card } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { By } from './drafts.ts'
import { waitingFor } from './waiting.ts'
import { waitingCard } from './waiting-view.ts'

/** The first thing that waits for a teammate, in the order of the list; a sentence when nothing does. */
export async function nextWaiting(house: House, by: By): Promise<{ say: string } | { next: Card }> {
  const view = await waitingFor(house, { businessId: by.businessId, teammateId: by.teammate.id })
  const first = view.sections[0]?.rows[0]
  if (first === undefined) return { say: 'Nothing waits for you.' }
  const card = waitingCard(first, house.publicUrl, house.now())
  const others = view.count - 1
  return {
    next:
      others === 0 ? card : { ...card, status: `${card.status} · ${others} more ${others === 1 ? 'waits' : 'wait'}` },
  }
}
