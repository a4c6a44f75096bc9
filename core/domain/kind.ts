import type { Conversation, ConversationKind } from './conversation.ts'

/** What a message is written for, as far as its words tell. */
export const messageKinds = ['support', 'sales', 'partner', 'pitch', 'job', 'other'] as const
export type MessageKind = (typeof messageKinds)[number]

/**
 * The kind of a conversation that begins with such a message. Who sells to us or looks for work is no customer: `partner`
 * keeps them out of the sales list and out of support's targets.
 */
export function conversationKindOf(kind: MessageKind): 'support' | 'sales' | 'partner' {
  if (kind === 'sales') return 'sales'
  return kind === 'partner' || kind === 'pitch' || kind === 'job' ? 'partner' : 'support'
}

/** Whether what is said in such a conversation is learned, counted and judged. */
export function teaches({ kind }: Pick<Conversation, 'kind'>): boolean {
  return kind === 'support' || kind === 'sales' || kind === 'partner'
}

/** Spam and machine mail: in the quiet list, in nobody's thread, never answered. */
export function isPutAside({ kind }: Pick<Conversation, 'kind'>): boolean {
  return kind === 'automated' || kind === 'spam'
}

/** The kinds of the quiet list, and those of everybody's lists. */
export const quietKinds: ConversationKind[] = ['automated', 'spam']
export const openKinds: ConversationKind[] = ['support', 'sales', 'partner', 'test']
