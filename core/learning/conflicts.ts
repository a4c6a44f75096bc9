import type { By } from '../answering/by.ts'
import { atDesk } from '../answering/desk.ts'
import { withdrawOutdated } from '../answering/outdated.ts'
import type { Conflict, ConflictDecision } from '../domain/conflict.ts'
import type { Lesson, Standing } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { ConflictView } from '../views.ts'
import { contradictionOf } from './contradictions.ts'
import type { Engine } from './engine.ts'
import { around } from './truth/around.ts'

const mostListed = 200

/** Answers that contradict each other, newest first; those that were forgotten since are not among them. */
export async function listConflicts(
  house: House,
  businessId: string,
  { state = 'open', lessonId }: { state?: 'open' | 'decided'; lessonId?: string },
): Promise<ConflictView[]> {
  const scope = house.store.of(businessId)
  const which = lessonId === undefined ? { state } : { lessonId }
  const rows = await scope.conflicts.list({ ...which, limit: mostListed })
  const views = await Promise.all(rows.filter((row) => row.state !== 'moot').map((row) => viewOf(scope, row)))
  return views.filter((view) => view !== undefined)
}

/**
 * A teammate says which of two answers is right. The other one, and every answer around it that says the same, is
 * superseded; what had faded on the right side stands again. `both` = they differ by case, and both stand.
 */
export async function decideConflict(
  house: House,
  by: By,
  id: string,
  decision: ConflictDecision,
): Promise<ConflictView> {
  const { businessId, teammate } = by
  const scope = house.store.of(businessId)
  const conflict = await scope.conflicts.get(id)
  if (conflict === undefined) throw new Refused(404, 'This question does not exist any more.')
  const { engine } = await house.learners.current(businessId, conflict.agentId)
  const [a, b] = [engine.lesson(conflict.lessonA), engine.lesson(conflict.lessonB)]
  if (a === undefined || b === undefined) throw new Refused(409, 'One of the two answers was forgotten since.')
  const standings = standingsAfter(engine, a, b, decision, teammate.name)
  await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    await by.settle?.(tx)
    if (!(await tx.conflicts.decide(id, { decision, by: teammate.id })))
      throw new Refused(409, await decidedBefore(tx, id))
    for (const { lessonId, to, by: other, why } of standings) {
      const entry = { type: 'standing' as const, lessonId, to, why, ...(other === undefined ? {} : { by: other }) }
      await tx.learning.append(conflict.agentId, entry, {})
      desk.tell('lesson', lessonId)
    }
    await tx.audit.add({
      actor: teammate.id,
      action: 'conflict decided',
      subject: id,
      data: { decision, by: teammate.name },
    })
  })
  await house.learners.current(businessId, conflict.agentId)
  await withdrawOutdated(house, businessId)
  await house.jobs.run(businessId, { name: 'project', id: conflict.agentId })
  const view = await viewOf(scope, (await scope.conflicts.get(id)) ?? conflict)
  if (view === undefined) throw new Refused(409, 'One of the two answers was forgotten since.')
  return view
}

interface Decided {
  lessonId: string
  to: Exclude<Standing, 'sourced'>
  by?: string
  why: string
}

function standingsAfter(engine: Engine, a: Lesson, b: Lesson, decision: ConflictDecision, name: string): Decided[] {
  const near = [...new Map([a, b, ...around(engine, a), ...around(engine, b)].map((one) => [one.id, one])).values()]
  const hasFaded = ({ standing }: Lesson) => standing === 'stale' || standing === 'contested'
  if (decision === 'both') {
    const why = `${name} said that both are right, each in its case.`
    const sides = near.filter(
      (one) =>
        one.id === a.id ||
        one.id === b.id ||
        contradictionOf(one, a) !== undefined ||
        contradictionOf(one, b) !== undefined,
    )
    return sides.filter(hasFaded).map(({ id }) => ({ lessonId: id, to: 'current', why }))
  }
  const [right, wrong] = decision === 'a' ? [a, b] : [b, a]
  const why = `${name} decided.`
  const isWrong = (one: Lesson) =>
    one.id === wrong.id || (one.id !== right.id && contradictionOf(right, one) !== undefined)
  const isRight = (one: Lesson) => one.id === right.id || contradictionOf(wrong, one) !== undefined
  return near.flatMap((one): Decided[] => {
    if (isWrong(one)) return [{ lessonId: one.id, to: 'superseded', by: right.id, why }]
    return hasFaded(one) && isRight(one) ? [{ lessonId: one.id, to: 'current', why }] : []
  })
}

async function decidedBefore(tx: Scope, id: string): Promise<string> {
  const conflict = await tx.conflicts.get(id)
  if (conflict?.state === 'moot') return 'This is settled: one of the two answers was corrected or forgotten.'
  const teammate = conflict?.decidedBy ? await tx.teammates.get(conflict.decidedBy) : undefined
  return `${teammate?.name ?? 'A teammate'} decided this before.`
}

async function viewOf(scope: Scope, conflict: Conflict): Promise<ConflictView | undefined> {
  const { agentId: _, lessonA, lessonB, ...rest } = conflict
  const [a, b] = [await scope.lessons.get(lessonA), await scope.lessons.get(lessonB)]
  if (a === undefined || b === undefined) return undefined
  const topic = await scope.topics.get(a.topicId)
  const teammate = conflict.decidedBy === null ? undefined : await scope.teammates.get(conflict.decidedBy)
  return { ...rest, topicId: a.topicId, topicName: topic?.name ?? '', a, b, decidedByName: teammate?.name ?? null }
}
