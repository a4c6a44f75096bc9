import { returnIfAway } from '../accounts/away.ts'
import type { Desk } from '../answering/desk.ts'
import { counted } from '../answering/question.ts'
import { stopHeld } from '../answering/queue.ts'
import { withdrawOpen } from '../answering/withdraw.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import { isPutAside } from '../domain/kind.ts'
import { reopenedPatch, resolvedPatch, waitingFor } from '../domain/turn.ts'
import { relearnConversation } from '../learning/taught-in.ts'
import { fact } from './fact.ts'

/**
 * What a customer's message changes: it waits, it reopens, it wakes, and it makes what was about to be said stale. A bare
 * thank-you does none of that; after an answer it says that all is well. `quiet` = nobody is to be shown anything.
 */
export async function noteArrival(
  desk: Desk,
  conversation: Conversation,
  added: Message[],
  event: MessageEvent,
): Promise<'heard' | 'quiet'> {
  const { tx } = desk
  for (const { id } of added) await fact(desk, conversation, 'customer', 'arrived', { messageId: id })
  desk.tell('conversation', conversation.id)
  if (event.author.isMachine) return 'quiet'
  // A person writes where a machine wrote before: it is a conversation now.
  const isWoken = conversation.kind === 'automated'
  if (isPutAside(conversation) && !isWoken) return 'quiet'
  if (added.every(({ metadata }) => metadata.isThanks)) {
    // A nod says that it was read, not that all is well.
    if (added.some(({ metadata }) => !metadata.isNod)) await thanked(desk, conversation)
    return 'heard'
  }
  const kind = isWoken ? 'support' : conversation.kind
  if (isWoken) {
    await fact(desk, conversation, 'customer', 'kind_changed', { from: conversation.kind, to: kind })
    await relearnConversation(desk, { ...conversation, kind })
  }
  const isResolved = conversation.status === 'resolved'
  const since = conversation.waitingSince ?? added.find(({ metadata }) => !metadata.isThanks)?.createdAt ?? event.at
  await tx.conversations.update(conversation.id, {
    kind,
    waitingSince: since,
    waitingFor: waitingFor({ kind, status: 'active', waitingSince: since }),
    snoozedUntil: null,
    followUpAt: null,
    followUpBy: null,
    ...(conversation.waitingSince === null ? { lateToldAt: null } : {}),
    ...(isResolved ? reopenedPatch({ kind }, since) : {}),
  })
  await returnIfAway(desk, conversation)
  if (isResolved) await fact(desk, conversation, 'customer', 'reopened', {})
  if (conversation.snoozedUntil !== null)
    await fact(desk, conversation, 'customer', 'woken', { why: 'the customer wrote' })
  await withdrawOpen(desk, conversation.id, { why: 'the customer wrote again', actor: 'customer', isMoot: true })
  for (const row of await tx.outbox.waiting(conversation.id)) {
    if (row.audience === 'customer' && row.cancelIf.includes('customer wrote')) {
      await stopHeld(desk, row, 'the customer wrote again')
    }
  }
  return 'heard'
}

/** After an answer that was sent, a thank-you says that it was the right one; anything else it leaves as it is. */
async function thanked(desk: Desk, conversation: Conversation): Promise<void> {
  const { tx, house } = desk
  if (conversation.waitingFor !== 'customer' || conversation.status === 'resolved') return
  const messages = counted(await tx.messages.list(conversation.id))
  const answer = messages.findLast(({ senderType }) => senderType !== 'customer')
  const row = answer && (await tx.outbox.byMessage(answer.id))
  if (row?.state !== 'sent') return
  await tx.conversations.update(conversation.id, resolvedPatch('customer', house.now().toISOString()))
  await fact(desk, conversation, 'customer', 'resolved', { by: 'customer' })
}
