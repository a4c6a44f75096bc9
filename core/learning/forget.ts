import { atDesk } from '../answering/desk.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { afterUnlearning, unlearn } from './unlearn.ts'

/**
 * Unlearns one lesson: its rows of the log are blanked and everything learned is folded again without them, so that
 * nothing of it is left in lessons, topics or model. Drafts that came from it are withdrawn.
 */
export async function forget(house: House, businessId: string, lessonId: string, by: string): Promise<void> {
  const { agent } = await house.learners.current(businessId)
  if ((await house.store.of(businessId).lessons.get(lessonId)) === undefined)
    throw new Refused(404, 'This lesson does not exist.')
  const unlearned = await atDesk(house, businessId, async (desk) => {
    await desk.tx.audit.add({ actor: by, action: 'lesson forgotten', subject: lessonId })
    return unlearn(desk, agent.id, { lessonId }, { why: 'the lesson was forgotten', actor: by })
  })
  await afterUnlearning(house, businessId, unlearned)
}
