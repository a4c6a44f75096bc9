import { atDesk } from '../answering/desk.ts'
import { thinkAgain } from '../answering/think-again.ts'
import { withdrawDraft } from '../answering/withdraw.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'

/**
 * Unlearns one lesson: its rows of the log are blanked and everything learned is folded again without them, so that
 * nothing of it is left in lessons, topics or model. Drafts that came from it are withdrawn.
 */
export async function forget(house: House, businessId: string, lessonId: string, by: string): Promise<void> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId)
  if ((await scope.lessons.get(lessonId)) === undefined) throw new Refused(404, 'This lesson does not exist.')
  const owed = await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const asked: string[] = []
    await tx.learning.erase(agent.id, { lessonId })
    await tx.learning.resetProjection(agent.id)
    await tx.audit.add({ actor: by, action: 'lesson forgotten', subject: lessonId })
    for (const draft of await tx.drafts.byLesson(lessonId)) {
      const withdrawal = { why: 'the lesson was forgotten', actor: by, isMoot: true }
      if (!(await withdrawDraft(desk, draft, withdrawal)) || draft.state !== 'pending') continue
      await tx.conversations.update(draft.conversationId, { thoughtOwedAt: house.now().toISOString() })
      desk.tell('conversation', draft.conversationId)
      asked.push(draft.conversationId)
    }
    desk.tell('lesson', lessonId)
    return asked
  })
  await house.learners.current(businessId)
  for (const conversationId of owed) await thinkAgain(house, businessId, conversationId)
}
