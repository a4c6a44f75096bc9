import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { reopenedPatch } from '../domain/turn.ts'
import type { Desk } from './desk.ts'
import { waitingSinceOf } from './question.ts'

/**
 * Words that never reached the customer leave what they answered open: where it was resolved on their strength, it is
 * reopened. What had been resolved before they were written stays so. True when it was reopened.
 */
export async function reopenWithout(
  { tx }: Pick<Desk, 'tx'>,
  conversation: Conversation,
  row: OutboxRow,
  actor: string,
): Promise<boolean> {
  const { status, resolvedAt } = conversation
  if (status !== 'resolved' || resolvedAt === null || resolvedAt < row.createdAt) return false
  const others = (await tx.messages.list(conversation.id)).filter(({ id }) => id !== row.messageId)
  const since = waitingSinceOf(others)
  if (since === null) return false
  await tx.conversations.update(conversation.id, reopenedPatch(conversation, since))
  await tx.events.add({ conversationId: conversation.id, type: 'reopened', actor, receiptId: null, data: {} })
  return true
}
