import type { Desk } from '../answering/desk.ts'
import { counted } from '../answering/question.ts'
import type { Conversation, ConversationKind } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import { conversationKindOf } from '../domain/kind.ts'
import { understand } from '../understanding/understand.ts'
import { fact } from './fact.ts'

/** What a conversation that begins with these messages is about; who is known already decides for what is no question. */
export function firstKind(kind: ConversationKind, events: readonly MessageEvent[]): ConversationKind {
  if (kind !== 'support') return kind
  return kindIn(events.map(({ mail, text }) => [mail?.subject, text].filter(Boolean).join('\n')).join('\n'))
}

/**
 * Somebody who began with "hello" says later what they want: until the first answer, and unless a teammate said what it is
 * about, the kind follows their words.
 */
export async function laterKind(desk: Desk, conversation: Conversation): Promise<void> {
  const { tx } = desk
  if (conversation.kind !== 'support' || conversation.answeredAt !== null) return
  const said = counted(await tx.messages.list(conversation.id)).filter(({ senderType }) => senderType === 'customer')
  const kind = kindIn(said.map(({ content }) => content).join('\n'))
  if (kind === 'support') return
  const events = await tx.events.list(conversation.id)
  if (events.some(({ type }) => type === 'kind_changed')) return
  await tx.conversations.update(conversation.id, { kind })
  await fact(desk, conversation, 'system', 'kind_changed', { from: 'support', to: kind })
}

function kindIn(text: string): ConversationKind {
  return conversationKindOf(understand(text, []).kind)
}
