import type { Desk } from '../answering/desk.ts'
import { stopHeld } from '../answering/queue.ts'
import { showConversation } from '../answering/show.ts'
import type { DeliveryEvent } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import { factOf, type SaidRow } from './delivery-fact.ts'

/** What the reader of a mail said by their mail program's buttons, as staff read it. */
const words = { complained: 'spam report', unsubscribed: 'unsubscribe', resubscribed: 'resubscribe' } as const

/**
 * Somebody called a mail of ours spam, or asked for no more, or for more again. It was obeyed where the event was kept; here
 * what is still held for them without a person is stopped, and staff see it.
 */
export async function takeAwayConsent(
  desk: Desk,
  row: SaidRow,
  event: DeliveryEvent,
  state: keyof typeof words,
): Promise<void> {
  const { tx } = desk
  const fact = { ...factOf(row, event), actor: 'customer' }
  const data = { ...fact.data, word: words[state] }
  if (state === 'complained') await tx.events.add({ ...fact, type: 'complained' })
  await tx.events.add({ ...fact, data, type: state === 'resubscribed' ? 'opted_in' : 'opted_out' })
  if (state !== 'resubscribed' && event.recipient !== undefined)
    for (const held of await tx.outbox.waiting(row.conversationId)) {
      const mail = held.payload.mail as MailEnvelope | undefined
      if (held.teammateId === null && mail?.to.includes(event.recipient))
        await stopHeld(desk, held, 'they asked for no more mail')
    }
  await showConversation(desk, row.conversationId)
}
