import type { Desk } from '../answering/desk.ts'
import type { Conversation, ConversationEventType } from '../domain/conversation.ts'

/** Writes down that something came about which no teammate did. */
export function fact(
  { tx }: Desk,
  { id }: Conversation,
  actor: 'customer' | 'system',
  type: ConversationEventType,
  data: Record<string, unknown>,
): Promise<void> {
  return tx.events.add({ conversationId: id, type, actor, receiptId: null, data })
}
