import type { Conversation, ConversationKind } from './conversation.ts'

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
