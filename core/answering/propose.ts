import type { Conversation, Draft, Receipt } from '../domain/conversation.ts'
import type { Desk } from './desk.ts'
import { showConversation } from './show.ts'
import { showDraft } from './show-draft.ts'
import { withdrawOpen } from './withdraw.ts'

/** An answer that a person, not the engine, puts forward. */
export interface Proposal {
  text: string
  unfilled: string[]
  /** The customer's message that it answers. */
  messageId: string
  lessonId: string | null
  /** Who proposes: a teammate's id, or 'system'. */
  actor: string
  /** For the receipt: one sentence. */
  why: string
  /** What the card of the draft before says: "replaced by Maya's choice". */
  withdrawn: string
  sources: Receipt['lessons']
}

/**
 * With the conversation locked: makes this its one draft. It names no topic and counts as no prediction, so it moves no
 * proof and no calibration; what is sent of it is learned as any teammate's words are.
 */
export async function propose(desk: Desk, conversation: Conversation, proposal: Proposal): Promise<Draft> {
  const { tx, house } = desk
  const { messageId, text, unfilled, lessonId, actor } = proposal
  await withdrawOpen(desk, conversation.id, { why: proposal.withdrawn, actor, isMoot: true })
  const receipt = await tx.receipts.add({
    ...{ id: crypto.randomUUID(), conversationId: conversation.id, messageId, action: 'draft' },
    ...{ reasons: [proposal.why], gates: [], lessons: proposal.sources, topicId: null, confidence: 0, claims: [] },
    inputs: { proposedBy: actor },
  })
  const draft = await tx.drafts.add({
    ...{ id: crypto.randomUUID(), conversationId: conversation.id, messageId, state: 'pending', text, unfilled },
    ...{ lessonId, topicId: null, confidence: 0, signals: [], writer: 'local', receiptId: receipt.id, why: null },
    shownAt: house.now().toISOString(),
  })
  const fact = { conversationId: conversation.id, actor, receiptId: receipt.id, data: { draftId: draft.id } }
  await tx.events.add({ ...fact, type: 'draft_made' })
  await tx.events.add({ ...fact, type: 'draft_shown' })
  // Raises the version: what is being thought about the conversation would be a second draft.
  await tx.conversations.update(conversation.id, {})
  await showConversation(desk, conversation.id)
  await showDraft(desk, draft)
  return draft
}
