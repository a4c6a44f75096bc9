import type { House } from '../house.ts'
import { atDesk } from './desk.ts'
import { thinkAgain } from './think-again.ts'
import { withdrawDraft } from './withdraw.ts'

/**
 * Takes back every draft whose lesson was corrected since it was made, wherever that happened, and thinks afresh about
 * their questions. Safe to call at any time: it finds what there is to do.
 */
export async function withdrawOutdated(house: House, businessId: string): Promise<void> {
  for (const { id, conversationId } of await house.store.of(businessId).drafts.outdated()) {
    const isOwed = await atDesk(house, businessId, async (desk) => {
      await desk.tx.conversations.lock(conversationId)
      const draft = await desk.tx.drafts.get(id)
      const withdrawal = { why: 'the answer that it came from was corrected', actor: 'system', isMoot: true }
      if (draft === undefined || !(await withdrawDraft(desk, draft, withdrawal))) return false
      await desk.tx.conversations.update(conversationId, { thoughtOwedAt: house.now().toISOString() })
      desk.tell('conversation', conversationId)
      return true
    })
    if (isOwed) await thinkAgain(house, businessId, conversationId)
  }
}
