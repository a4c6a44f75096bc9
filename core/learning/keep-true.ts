import { atDesk, type Desk } from '../answering/desk.ts'
import { namedId } from '../answering/named-id.ts'
import { tellConflict } from '../answering/tell-conflict.ts'
import type { Conflict } from '../domain/conflict.ts'
import type { LearningRow, Lesson } from '../domain/learning.ts'
import type { House } from '../house.ts'
import { contradictionOf } from './contradictions.ts'
import type { Engine } from './engine.ts'
import { around } from './truth/around.ts'
import { type Judgement, outlived, weigh } from './truth/sides.ts'

const rowsAtOnce = 200
/** Of imported history only the newest words of a topic are weighed: what they contradict is the past. */
const newestImported = 3
const mostOpen = 200

/**
 * Weighs what was learned since the last time against the lessons around it: contradictions are put to staff, and what
 * staff stopped saying fades. Every conclusion is a row of the learning log, written in one transaction with how far the
 * log was read. Safe to call at any time, by any number of workers.
 */
export async function keepTrue(house: House, businessId: string, agentId: string): Promise<void> {
  const scope = house.store.of(businessId)
  for (;;) {
    const { engine } = await house.learners.current(businessId, agentId)
    const from = await scope.conflicts.readTo(agentId)
    const rows = await scope.learning.rows(agentId, from, rowsAtOnce)
    const last = rows.at(-1)?.seq
    if (last === undefined) break
    const known = await scope.conflicts.list({ agentId, limit: mostOpen })
    const importOf = new Map<string, string | undefined>(
      rows.flatMap(({ entry }) => (entry.type === 'pair' ? [[entry.lessonId, entry.importId] as const] : [])),
    )
    const found = freshIn(rows, engine).map((fresh) => ({
      fresh,
      judgement: judgementOf(engine, fresh, known),
      importId: importOf.get(fresh.id),
    }))
    const changed = await atDesk(house, businessId, async (desk) => {
      if (!(await desk.tx.conflicts.readOn(agentId, from, last))) return false
      for (const one of found) await keep(desk, agentId, engine, one)
      return found.some(({ judgement }) => judgement.standings.length > 0)
    })
    if (changed) await house.learners.current(businessId, agentId)
    if (rows.length < rowsAtOnce && !changed) break
  }
  await closeMoot(house, businessId, agentId)
}

/** The lessons that these rows made, as far as they stand. */
function freshIn(rows: readonly LearningRow[], engine: Engine): Lesson[] {
  const lessons = rows.flatMap(({ entry }) => (entry.type === 'pair' ? (engine.lesson(entry.lessonId) ?? []) : []))
  const made = [...new Map(lessons.map((lesson) => [lesson.id, lesson])).values()]
  const standing = made.filter(({ standing }) => standing === 'current' || standing === 'sourced')
  const seen = new Map<string, number>()
  const newest = standing.toReversed().filter(({ origin, topicId }) => {
    const count = (seen.get(topicId) ?? 0) + 1
    seen.set(topicId, count)
    return origin === 'live' || count <= newestImported
  })
  return newest.reverse()
}

function judgementOf(engine: Engine, fresh: Lesson, known: readonly Conflict[]): Judgement {
  const near = around(engine, fresh)
  const topic = engine.lessons().filter((lesson) => lesson.topicId === fresh.topicId)
  const faded = outlived(fresh, topic).map((one) => ({ ...one, to: 'stale' as const }))
  const judgement = weigh(fresh, near)
  const same = known.filter((conflict) => isAbout(engine, conflict, fresh))
  // Staff said that both are right, each in its case: neither fades.
  if (same.some(({ decision }) => decision === 'both')) return { standings: faded }
  const { conflict } = judgement
  const isAsked = same.some(({ state }) => state === 'open')
  return {
    standings: [...judgement.standings, ...faded],
    ...(conflict === undefined || isAsked ? {} : { conflict }),
  }
}

/** It contradicts one side of a conflict and goes with the other: staff are asked about this, or were. */
function isAbout(engine: Engine, { lessonA, lessonB }: Conflict, fresh: Lesson): boolean {
  const [a, b] = [engine.lesson(lessonA), engine.lesson(lessonB)]
  if (a === undefined || b === undefined) return false
  return (contradictionOf(a, fresh) !== undefined) !== (contradictionOf(b, fresh) !== undefined)
}

async function keep(
  desk: Desk,
  agentId: string,
  engine: Engine,
  { fresh, judgement, importId }: { fresh: Lesson; judgement: Judgement; importId: string | undefined },
): Promise<void> {
  const { tx } = desk
  for (const { lessonId, to, by, why } of judgement.standings) {
    // What an import made of a lesson is undone with it.
    const entry = { type: 'standing' as const, lessonId, to, by, why, ...(importId === undefined ? {} : { importId }) }
    await tx.learning.append(agentId, entry, {})
    desk.tell('lesson', lessonId)
  }
  if (judgement.conflict === undefined) return
  const { lessonA, lessonB, matter } = judgement.conflict
  const id = namedId(`conflict/${tx.businessId}/${agentId}/${[lessonA, lessonB].sort().join('/')}`)
  const conflict = await tx.conflicts.add({ id, agentId, topicId: fresh.topicId, lessonA, lessonB, matter })
  const said = engine.lesson(lessonA)
  // A history that was imported contradicts itself often: it is listed, and calls nobody.
  if (conflict !== undefined && said !== undefined && fresh.origin === 'live')
    await tellConflict(desk, conflict, said, fresh)
}

/** A conflict is over when one of its lessons was corrected or forgotten. */
async function closeMoot(house: House, businessId: string, agentId: string): Promise<void> {
  const scope = house.store.of(businessId)
  const { engine } = await house.learners.current(businessId, agentId)
  for (const { id, lessonA, lessonB } of await scope.conflicts.list({ agentId, state: 'open', limit: mostOpen })) {
    const gone = [lessonA, lessonB].some((lesson) => (engine.lesson(lesson)?.standing ?? 'superseded') === 'superseded')
    if (gone) await scope.conflicts.decide(id, 'moot')
  }
}
