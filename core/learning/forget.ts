import { atDesk } from '../answering/desk.ts'
import { showDraft } from '../answering/show.ts'
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
  await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    await tx.learning.erase(agent.id, { lessonId })
    await tx.learning.resetProjection(agent.id)
    await tx.audit.add({ actor: by, action: 'lesson forgotten', subject: lessonId })
    for (const draft of await tx.drafts.byLesson(lessonId)) {
      const why = 'the lesson was forgotten'
      if (!(await tx.drafts.move(draft.id, ['pending', 'shadow'], 'withdrawn', { why }))) continue
      await tx.evidence.decide(draft.id, null, 'withdrawn')
      if (draft.state === 'pending') await showDraft(desk, { ...draft, state: 'withdrawn', why })
    }
    desk.tell('lesson', lessonId)
  })
  await house.learners.current(businessId)
}
