import { ownerOnly } from '../accounts/owner-only.ts'
import { tellBusiness } from '../accounts/tell.ts'
import { atDesk } from '../answering/desk.ts'
import type { Teammate } from '../domain/business.ts'
import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { afterUnlearning, unlearn } from '../learning/unlearn.ts'
import type { Taught } from '../views.ts'
import { drawAgain } from './erase.ts'

/** What a teammate is called whose name is gone. */
export const formerName = 'Former teammate'

/** How much was learned from a teammate's replies. Owners only. */
export async function taughtBy(house: House, actor: Actor, teammateId: string): Promise<Taught> {
  ownerOnly(actor)
  const teammate = await known(house, actor, teammateId)
  const { engine } = await house.learners.current(actor.businessId)
  const authors = new Set(authorsOf(teammate))
  const theirs = engine.lessons().filter(({ author }) => authors.has(author.toLowerCase()))
  return { lessons: theirs.length, underName: theirs.filter(({ author }) => author !== teammate.id).length }
}

/**
 * Unlearns what a teammate's replies taught: lessons, topics, model and voice are as if they had never answered, and what
 * they had corrected stands again. Imported replies count by their name or address. Verdicts on other people's lessons and
 * the evidence of certificates stay: they say how good drafts were, in nobody's words. Of somebody who was removed the name
 * and address go too: the audit log, and whatever else names them by their id, then says *Former teammate*. What was sent to
 * customers stays in its conversations. Owners only; returns how many lessons went.
 */
export async function unlearnTeammate(house: House, actor: Actor, teammateId: string): Promise<Taught> {
  const taught = await taughtBy(house, actor, teammateId)
  const { agent } = await house.learners.current(actor.businessId)
  const unlearned = await atDesk(house, actor.businessId, async (desk) => {
    const { tx } = desk
    const at = house.now().toISOString()
    // Read again inside the write: an invitation may have brought them back a moment ago.
    const teammate = (await tx.teammates.get(teammateId)) ?? missing()
    const which = { authors: authorsOf(teammate) }
    const lessonIds = await tx.learning.taught(agent.id, which)
    const why = 'what it came from was unlearned'
    const done = await unlearn(desk, agent.id, which, { why, actor: actor.teammateId })
    const isFormer = Boolean(teammate.removedAt)
    const data = { lessons: taught.lessons, rows: done.erased }
    await tx.audit.add({ actor: actor.teammateId, action: 'teammate unlearned', subject: teammateId, data })
    if (isFormer && !teammate.forgottenAt) {
      await tx.privacy.forgetTeammate(teammate, { as: formerName, at })
      // Sentences of the log that named them are projected anew.
      await tx.learning.resetProjection(agent.id)
    }
    await drawAgain(desk, [], await tx.privacy.blankLessons(lessonIds, at))
    return done
  })
  await afterUnlearning(house, actor.businessId, unlearned)
  tellBusiness(house, actor.businessId)
  return taught
}

/** How the log knows them: by id where they answered here, by name or address in what was imported. Lower case. */
function authorsOf({ id, name, email, forgottenAt }: Teammate): string[] {
  return (forgottenAt ? [id] : [id, name, email]).map((one) => one.toLowerCase())
}

async function known(house: House, { businessId }: Actor, id: string): Promise<Teammate> {
  return (await house.store.of(businessId).teammates.get(id)) ?? missing()
}

function missing(): never {
  throw new Refused(404, 'This teammate does not exist.')
}
