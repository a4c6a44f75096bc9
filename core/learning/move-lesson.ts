import type { By } from '../answering/by.ts'
import type { Agent } from '../domain/business.ts'
import type { Lesson } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { LessonView, TopicView } from '../views.ts'
import { formAnew, known, lessonsOf, lockAll, view, write } from './arrange.ts'
import type { Engine } from './engine.ts'
import { teammateNames } from './progress.ts'

/**
 * A teammate says that one lesson belongs to another topic, or (null) to one of its own. Both topics are other claims from
 * here on: what this lesson was right about counts for neither, and neither is answered alone before it is proven anew.
 */
export async function moveLesson(
  house: House,
  by: By,
  lessonId: string,
  to: string | null,
): Promise<{ moveId: string; topic: TopicView }> {
  const { agent, engine, from } = await lessonAt(house, by, lessonId)
  if (to === from) throw new Refused(409, 'The lesson belongs to that topic already.')
  if (to === null && othersIn(engine, from, lessonId).length === 0)
    throw new Refused(409, 'The lesson has a topic of its own already.')
  if (to !== null) await known(house, by, to)
  const moveId = crypto.randomUUID()
  const heirs = heirOf(engine, from, lessonId)
  const row = { type: 'moved' as const, moveId, lessonId, actor: by.teammate.id }
  const target = to === null ? null : lessonsOf(engine, to)
  const fact = { action: 'lesson moved', subject: lessonId, data: { from, to } }
  await write(house, by, agent, { ...row, to: target }, fact, (tx) =>
    otherClaims(house, tx, agent, by, [
      { from, to: [from, ...heirs, ...(to === null ? [lessonId] : [])] },
      { from: to ?? from, to: [to ?? from] },
    ]),
  )
  return { moveId, topic: await told(house, by, agent, lessonId, from) }
}

/** Takes the last move of a lesson back, with the same price for both topics; the topic that it is in again. */
export async function unmoveLesson(house: House, by: By, lessonId: string, moveId: string): Promise<TopicView> {
  const { agent, engine, from } = await lessonAt(house, by, lessonId)
  const move = engine.moveOf(lessonId)
  if (move?.moveId !== moveId) throw new Refused(409, 'That was taken back already.')
  const row = { type: 'unmoved' as const, moveId, actor: by.teammate.id }
  const fact = { action: 'lesson moved back', subject: lessonId, data: { from, to: move.backTo } }
  await write(house, by, agent, row, fact, (tx) =>
    // Where it founded the topic that it returns to, that is called by it again.
    otherClaims(house, tx, agent, by, [
      { from, to: [from, ...heirOf(engine, from, lessonId)] },
      { from: move.backTo, to: [move.backTo, lessonId] },
    ]),
  )
  return told(house, by, agent, lessonId, from)
}

/** Lessons with who moved them, as things stand. */
export async function withMoves(house: House, businessId: string, lessons: Lesson[]): Promise<LessonView[]> {
  const { engine } = await house.learners.current(businessId)
  const moves = lessons.map(({ id }) => engine.moveOf(id))
  if (moves.every((move) => move === undefined)) return lessons
  const names = await teammateNames(house.store.of(businessId))
  return lessons.map((lesson, i) => {
    const move = moves[i]
    if (move === undefined) return lesson
    return { ...lesson, moved: { moveId: move.moveId, by: names.get(move.actor) ?? null, at: move.at } }
  })
}

async function lessonAt(house: House, { businessId }: By, lessonId: string) {
  const { agent, engine } = await house.learners.current(businessId)
  const lesson = engine.lesson(lessonId)
  if (lesson === undefined) throw new Refused(404, 'This lesson does not exist.')
  return { agent, engine, from: lesson.topicId }
}

function othersIn(engine: Engine, topicId: string, lessonId: string): string[] {
  return engine.lessons().flatMap(({ id, topicId: its }) => (its === topicId && id !== lessonId ? [id] : []))
}

/** The lesson that a topic is called by once this one, which it is called by now, has left it. */
function heirOf(engine: Engine, topicId: string, lessonId: string): string[] {
  return topicId === lessonId ? othersIn(engine, topicId, lessonId).slice(0, 1) : []
}

/** All these are other claims from here on; what a topic may not do it may not do under its other name either. */
async function otherClaims(
  house: House,
  tx: Scope,
  agent: Agent,
  by: By,
  limits: readonly { from: string; to: readonly string[] }[],
): Promise<void> {
  const locked = await lockAll(
    tx,
    agent.id,
    limits.flatMap(({ from, to }) => [from, ...to]),
  )
  for (const topic of locked.values()) await formAnew(house, tx, agent, by, topic)
  for (const { from, to } of limits) {
    const { attempt, cap, eps, mostAmount } = locked.get(from)!
    for (const id of to) if (id !== from) await tx.controls.save(agent.id, id, { attempt, cap, eps, mostAmount })
  }
}

/** Tells open pages of the topic that a lesson is in by now, and of the one that it came from. */
async function told(house: House, by: By, agent: Agent, lessonId: string, from: string): Promise<TopicView> {
  const { engine } = await house.learners.current(by.businessId, agent.id)
  const now = engine.lesson(lessonId)?.topicId ?? from
  for (const id of new Set([from, now]))
    house.live.publish(by.businessId, { type: 'topic', id, version: house.now().getTime() })
  house.live.publish(by.businessId, { type: 'lesson', id: lessonId, version: house.now().getTime() })
  return view(house, by, agent, now)
}
