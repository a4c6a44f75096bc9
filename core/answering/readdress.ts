import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow, OutboxState } from '../domain/delivery.ts'
import type { Scope } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { freshEnvelope } from './envelope.ts'
import type { OtherPlace } from './other-places.ts'
import { mailFacts } from './queue.ts'
import { showInThreads } from './show.ts'
import { showHeld } from './show-held.ts'

/**
 * Sends the words of a row to another place of the customer instead, held anew for that channel's undo window; its card says
 * so. Undefined where the row is not in one of these states any more. With the conversation locked.
 */
export async function readdress(
  desk: Desk,
  row: OutboxRow,
  conversation: Conversation,
  { label, place }: OtherPlace,
  { from, name: by }: { from: OutboxState[]; name: string },
): Promise<OutboxRow | undefined> {
  const { tx, house } = desk
  if (!(await tx.outbox.move(row.id, from, 'cancelled', { error: `sent to ${label} instead` }))) return undefined
  const id = crypto.randomUUID()
  const identity = place.connector === 'email' ? desk.surfaces.mail : undefined
  const name = row.teammateId === null ? (await tx.agent(conversation.agentId)).name : await nameOf(tx, row.teammateId)
  const mail = identity && freshEnvelope(house, identity, { conversation, outboxId: id, to: place.thread, name })
  const { mail: _, sendAt: __, whole, ...payload } = row.payload
  const { undoMs } = (await tx.business()).settings
  const { channel } = house.messenger.describe(place)
  const delayMs = undoMs[channel] ?? house.messenger.abilities(place.connector).undoMs
  const sent = await tx.outbox.add({
    ...{ id, conversationId: conversation.id, audience: 'customer', place, state: 'held', cancelIf: [] },
    payload: {
      ...payload,
      // For the ear it was shortened.
      ...(whole === undefined ? {} : { text: whole }),
      ...(mail === undefined ? {} : { mail }),
    },
    notBefore: new Date(house.now().getTime() + delayMs).toISOString(),
    ...{ messageId: row.messageId, draftId: row.draftId, teammateId: row.teammateId },
  })
  if (row.messageId !== null)
    await tx.messages.setMetadata(row.messageId, {
      ...{ connector: place.connector, account: place.account, outboxId: id },
      ...(mail === undefined ? {} : { platformId: mail.messageId, subject: mail.subject, mail: mailFacts(mail) }),
    })
  await tx.conversations.update(conversation.id, {})
  desk.wake(sent)
  desk.tell('conversation', conversation.id)
  const card = { purpose: 'notice' as const, title: `Goes to ${label} instead (${by}).`, facts: [] }
  await showInThreads(desk, conversation.id, { ...card, sources: [], buttons: [] }, { outboxId: row.id })
  await showHeld(desk, sent, by)
  return sent
}

async function nameOf(tx: Scope, teammateId: string): Promise<string> {
  return (await tx.teammates.get(teammateId))?.name ?? ''
}
