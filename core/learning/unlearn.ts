import type { Desk } from '../answering/desk.ts'
import { thinkAgain } from '../answering/think-again.ts'
import { withdrawDraft } from '../answering/withdraw.ts'
import type { House } from '../house.ts'
import type { LearnedFrom } from '../store/learning.ts'

/** What was unlearned, and what is to be done once the write has committed. */
export interface Unlearned {
  agentId: string
  /** How many rows of the log were blanked. */
  erased: number
  /** The conversations that lost a draft that was shown. */
  owed: string[]
}

/**
 * Inside a write: blanks these rows of the log, so that everything learned is folded again without them, and withdraws the
 * drafts that came from them. `afterUnlearning` does the rest.
 */
export async function unlearn(
  desk: Desk,
  agentId: string,
  which: LearnedFrom,
  { why, actor }: { why: string; actor: string },
): Promise<Unlearned> {
  const { tx, house } = desk
  const lessonIds = await tx.learning.taught(agentId, which)
  const erased = await tx.learning.erase(agentId, which)
  if (erased > 0) await tx.learning.resetProjection(agentId)
  const owed: string[] = []
  for (const draft of await tx.drafts.byLessons(lessonIds)) {
    if (!(await withdrawDraft(desk, draft, { why, actor, isMoot: true })) || draft.state !== 'pending') continue
    await tx.conversations.update(draft.conversationId, { thoughtOwedAt: house.now().toISOString() })
    desk.tell('conversation', draft.conversationId)
    owed.push(draft.conversationId)
  }
  for (const id of lessonIds) desk.tell('lesson', id)
  return { agentId, erased, owed }
}

/** Folds the log again and thinks anew where a draft was lost. What a crash leaves undone the sweep comes back to. */
export async function afterUnlearning(
  house: House,
  businessId: string,
  { agentId, owed }: Pick<Unlearned, 'agentId' | 'owed'>,
): Promise<void> {
  await house.learners.current(businessId, agentId)
  for (const conversationId of owed) await thinkAgain(house, businessId, conversationId)
}
