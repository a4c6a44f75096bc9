import type { ModelUse } from '../domain/language.ts'
import type { Desk } from './desk.ts'

/** Writes down what the calls of one thought cost. One that was dropped was paid for too: it has no receipt. */
export async function recordUse(
  { tx }: Desk,
  conversationId: string,
  receiptId: string | null,
  used: ModelUse[],
): Promise<void> {
  for (const use of used) {
    await tx.events.add({ conversationId, type: 'model_used', actor: 'agent', receiptId, data: { ...use } })
  }
}
