import type { Draft, DraftState } from '../domain/conversation.ts'
import { voidChecks } from './checks.ts'
import type { Desk } from './desk.ts'
import { mailWithdrawn } from './mail-withdrawn.ts'
import { showDraft } from './show-draft.ts'

/** Why a proposal is off the table. */
export interface Withdrawal {
  /** One clause: "the customer wrote again". */
  why: string
  /** A teammate's id, 'customer', 'system'. */
  actor: string
  /** No verdict will follow: it answers what is no longer asked. */
  isMoot: boolean
}

/** Takes a draft back, shown or silent, and says why on its card; false when it was decided before. */
export async function withdrawDraft(
  desk: Desk,
  draft: Draft,
  { why, actor, isMoot }: Withdrawal,
  from: DraftState[] = ['pending', 'shadow'],
): Promise<boolean> {
  const { tx } = desk
  if (!(await tx.drafts.move(draft.id, from, 'withdrawn', { why }))) return false
  if (isMoot) {
    await tx.evidence.decide(draft.id, null, 'withdrawn')
    await voidChecks(desk, draft.id, 'withdrawn')
  }
  // Nobody saw it: it goes as silently as it came.
  if (draft.shownAt === null) return true
  if (draft.editorId !== null) await tx.drafts.setEditor(draft.id, null, null)
  await tx.events.add({
    conversationId: draft.conversationId,
    type: 'draft_withdrawn',
    actor,
    receiptId: draft.receiptId,
    data: { draftId: draft.id, why },
  })
  await showDraft(desk, { ...draft, state: 'withdrawn', why, editorId: null, editingUntil: null })
  if (draft.state === 'pending') await mailWithdrawn(desk, draft, { why, actor })
  return true
}

/** Takes back everything that is proposed in a conversation. */
export async function withdrawOpen(desk: Desk, conversationId: string, withdrawal: Withdrawal): Promise<void> {
  for (const draft of await desk.tx.drafts.open(conversationId)) await withdrawDraft(desk, draft, withdrawal)
}

/** The card of the draft before says that a new one stands below it. */
export async function showReplaced(desk: Desk, draft: Draft): Promise<void> {
  const before = (await desk.tx.drafts.list(draft.conversationId)).findLast(
    ({ version, shownAt }) => version < draft.version && shownAt !== null,
  )
  if (before?.state === 'withdrawn') await showDraft(desk, before, undefined, { isReplaced: true })
}
