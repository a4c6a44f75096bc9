import type { By } from '../answering/by.ts'
import type { Agent } from '../domain/business.ts'
import type { Arrangement } from '../domain/learning.ts'
import { stages } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { TopicView } from '../views.ts'
import type { Engine } from './engine.ts'
import { refreshStage, topic as viewOf } from './progress.ts'
import { topicGone } from './topic-gone.ts'

const mostLetters = 80

/** Staff call a topic by a name of their own; null = by its key terms again. Its proof and its switch stay. */
export async function nameTopic(house: House, by: By, topicId: string, name: string | null): Promise<TopicView> {
  const { agent, engine } = await known(house, by, topicId)
  const given = name?.replace(/\s+/g, ' ').trim() ?? null
  if (given === '') throw new Refused(422, 'A topic needs a name.')
  if (given !== null && given.length > mostLetters)
    throw new Refused(422, `A topic’s name has ${mostLetters} letters at most.`)
  const isSame = (other: string) => other.toLowerCase() === given?.toLowerCase()
  if (engine.topics().some((other) => other.id !== topicId && isSame(other.name)))
    throw new Refused(409, `Another topic is called “${given}”. Where the two are the same, merge them.`)
  const row = { type: 'named' as const, lessons: lessonsOf(engine, topicId), name: given, actor: by.teammate.id }
  await write(house, by, agent, row, { action: 'topic renamed', subject: topicId, data: { name: given } })
  return view(house, by, agent, topicId)
}

/** Staff want a topic kept as it is, or no longer: pinned, it never becomes one with another by itself, nor renames itself. */
export async function pinTopic(house: House, by: By, topicId: string, isPinned: boolean): Promise<TopicView> {
  const { agent, engine } = await known(house, by, topicId)
  const row = { type: 'pinned' as const, lessons: lessonsOf(engine, topicId), isPinned, actor: by.teammate.id }
  await write(house, by, agent, row, {
    action: isPinned ? 'topic pinned' : 'topic unpinned',
    subject: topicId,
    data: {},
  })
  return view(house, by, agent, topicId)
}

/**
 * Staff say that two topics are one: what belongs to the first, now or later, belongs to the other. That is another claim,
 * to be proven from nothing, so that neither is answered alone any more; of caps and limits the stricter stay.
 */
export async function mergeTopics(
  house: House,
  by: By,
  topicId: string,
  into: string,
): Promise<{ mergeId: string; topic: TopicView }> {
  if (topicId === into) throw new Refused(409, 'A topic cannot be merged into itself.')
  await known(house, by, into)
  const { agent, engine } = await known(house, by, topicId)
  const mergeId = crypto.randomUUID()
  const row = {
    ...{ type: 'merged' as const, mergeId, actor: by.teammate.id },
    ...{ lessons: lessonsOf(engine, topicId), into: lessonsOf(engine, into) },
  }
  await write(
    house,
    by,
    agent,
    row,
    { action: 'topics merged', subject: into, data: { merged: topicId } },
    async (tx) => {
      const [merged, whole] = await lockBoth(tx, agent.id, topicId, into)
      await formAnew(house, tx, agent, by, merged)
      const strictest = <T>(a: T | null, b: T | null, least: (a: T, b: T) => T) =>
        a === null ? b : b === null ? a : least(a, b)
      await formAnew(house, tx, agent, by, whole)
      await tx.controls.save(agent.id, into, {
        attempt: Math.max(merged.attempt, whole.attempt),
        cap: strictest(merged.cap, whole.cap, (a, b) => (stages.indexOf(a) < stages.indexOf(b) ? a : b)),
        eps: strictest(merged.eps, whole.eps, Math.min),
        mostAmount: strictest(merged.mostAmount, whole.mostAmount, Math.min),
      })
      for (const { id: _, createdAt: __, ...channel } of await tx.staffChannels.list()) {
        if (channel.purpose === 'topic' && channel.value === topicId)
          await tx.staffChannels.save({ ...channel, value: into })
      }
    },
  )
  const now = (await house.learners.current(by.businessId, agent.id)).engine.topic(into)
  if (!now?.merged.some((part) => part.mergeId === mergeId)) throw new Refused(409, 'The two are one topic already.')
  return { mergeId, topic: await view(house, by, agent, into) }
}

/** Undoes a merge; both topics are claims of their own again, to be proven from nothing. The topic that was split off. */
export async function unmergeTopics(house: House, by: By, topicId: string, mergeId: string): Promise<TopicView> {
  const { agent, engine } = await known(house, by, topicId)
  const part = engine.topic(topicId)?.merged.find((merged) => merged.mergeId === mergeId)
  if (part === undefined) throw new Refused(404, 'These topics are split already.')
  const row = { type: 'unmerged' as const, mergeId, actor: by.teammate.id }
  await write(
    house,
    by,
    agent,
    row,
    { action: 'topics split', subject: topicId, data: { split: part.id } },
    async (tx) => {
      for (const one of await lockBoth(tx, agent.id, part.id, topicId)) await formAnew(house, tx, agent, by, one)
    },
  )
  house.live.publish(by.businessId, { type: 'topic', id: part.id, version: house.now().getTime() })
  return view(house, by, agent, part.id)
}

export async function known(
  house: House,
  { businessId }: By,
  topicId: string,
): Promise<{ agent: Agent; engine: Engine }> {
  const { agent, engine } = await house.learners.current(businessId)
  if ((engine.topic(topicId)?.volume ?? 0) === 0) throw topicGone(engine, topicId)
  return { agent, engine }
}

/** So many lessons stand for a topic: forgetting one, or a customer's, leaves the others to say which is meant. */
const mostLessons = 12

/** The founding one first, then some from all over its time. */
export function lessonsOf(engine: Engine, topicId: string): string[] {
  const ids = engine
    .lessons()
    .flatMap((lesson) => (lesson.topicId === topicId && lesson.id !== topicId ? lesson.id : []))
  const stride = Math.max(1, Math.ceil(ids.length / (mostLessons - 1)))
  return [topicId, ...ids.filter((_, i) => i % stride === 0)]
}

export async function write(
  house: House,
  by: By,
  agent: Agent,
  row: Arrangement,
  fact: { action: string; subject: string; data: Record<string, unknown> },
  besides?: (tx: Scope) => Promise<void>,
): Promise<void> {
  const { businessId, teammate } = by
  await house.store.of(businessId).write(async (tx) => {
    await besides?.(tx)
    await tx.learning.append(agent.id, row, {})
    await tx.audit.add({ ...fact, actor: teammate.id, data: { ...fact.data, by: teammate.name } })
  })
  await refreshStage(house, businessId, agent.id)
  house.live.publish(businessId, { type: 'topic', id: fact.subject, version: house.now().getTime() })
}

type Locked = Awaited<ReturnType<Scope['controls']['lock']>> & { id: string }

async function lockBoth(tx: Scope, agentId: string, a: string, b: string): Promise<[Locked, Locked]> {
  const locked = await lockAll(tx, agentId, [a, b])
  return [locked.get(a)!, locked.get(b)!]
}

/** Always in the same order, so that two writes never wait for each other. */
export async function lockAll(tx: Scope, agentId: string, ids: readonly string[]): Promise<Map<string, Locked>> {
  const locked = new Map<string, Locked>()
  for (const id of [...new Set(ids)].sort()) locked.set(id, { id, ...(await tx.controls.lock(agentId, id)) })
  return locked
}

/** It is another claim from here on, and is not answered alone before that is proven. */
export async function formAnew(house: House, tx: Scope, agent: Agent, { teammate }: By, topic: Locked): Promise<void> {
  const now = house.now().toISOString()
  const stopped = {
    ...{ switchedOn: false, switchedBy: teammate.id, switchedAt: now, revokedAt: now },
    revokedWhy: 'what belongs to it was changed',
  }
  await tx.controls.save(agent.id, topic.id, { formed: topic.formed + 1, ...(topic.switchedOn ? stopped : {}) })
}

export async function view(house: House, { businessId }: By, agent: Agent, topicId: string): Promise<TopicView> {
  const found = await viewOf(house, businessId, agent, topicId)
  if (found === undefined) throw topicGone((await house.learners.current(businessId, agent.id)).engine, topicId)
  return found
}
