import type { Agent } from '../domain/business.ts'
import type { Lesson } from '../domain/learning.ts'
import { Model } from '../errors.ts'
import type { Embedder, Ports } from '../ports.ts'
import type { Scope } from '../store/store.ts'
import { patternsOf, voiceProfile } from '../voice/patterns.ts'
import { type Engine, engineVersion, makeEngine } from './engine.ts'
import { type Changed, type Fold, foldLog, inSlices, isNewRefit, note, noteAll } from './fold.ts'
import { pack } from './snapshot.ts'
import { emptied } from './topic-board.ts'

/** Engines folded from the learning log, one per agent, kept in memory and caught up before every use. */
export interface Learners {
  /** The engine at the end of the log, with lessons and topics projected to the database. `scope` = where the agent was read already. */
  current(businessId: string, agentId?: string, scope?: Pick<Scope, 'agent'>): Promise<{ engine: Engine; agent: Agent }>
  /** A worker's part: groups and trains everything afresh where the engine says that it is due, and keeps a snapshot. */
  refit(businessId: string, agentId: string): Promise<void>
  /** The engine as it was last used; for looking inside a transaction, where nothing may be awaited but the database. */
  peek(businessId: string, agentId: string): Engine | undefined
}

/** How many agents' engines one process keeps. */
const mostKept = 50
const readAtOnce = 500

/** With the seq at which each lesson or topic last changed: what a projection still owes the database. */
interface Kept extends Changed {
  engine: Engine
  epoch: number
  /** The row for which a refit was asked for. */
  askedAt: number
  /** The replies behind the voice that was written last. */
  voiced: number
  /** Catching up is done by one caller at a time. */
  turn: Promise<unknown>
}

/**
 * Makes the cache. State is a function of the log: an engine is worth no more than the rows it was folded from, so losing
 * one, or having another in a second process, changes nothing but time.
 */
export function makeLearners(ports: Pick<Ports, 'store' | 'embedder'> & { jobs?: Ports['jobs'] }): Learners {
  const kept = new Map<string, Kept>()

  async function current(
    businessId: string,
    agentId?: string,
    scope: Pick<Scope, 'agent'> = ports.store.of(businessId),
  ): Promise<{ engine: Engine; agent: Agent }> {
    const agent = await scope.agent(agentId)
    const key = `${businessId}/${agent.id}`
    const one = kept.get(key) ?? { ...nothing, lessons: new Map(), topics: new Map() }
    kept.delete(key)
    kept.set(key, one)
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break
      kept.delete(oldest)
    }
    const turn = one.turn.catch(() => {}).then(() => catchUp(one, businessId, agent))
    one.turn = turn
    await turn
    return { engine: one.engine, agent }
  }

  async function catchUp(one: Kept, businessId: string, agent: Agent): Promise<void> {
    const { learning } = ports.store.of(businessId)
    // Whoever waited for another's turn may hold an older row than the engine was folded from.
    if (agent.learningEpoch > one.epoch) Object.assign(one, fresh(agent.learningEpoch), { turn: one.turn })
    if (one.engine.seq === 0 && agent.learningSeq > 0) take(one, await foldLog(learning, agent.id), agent.projectedSeq)
    while (one.engine.seq < agent.learningSeq) {
      const rows = await learning.rows(agent.id, one.engine.seq, readAtOnce)
      for (const row of rows) {
        if (isNewRefit(one.engine, row)) {
          take(one, await foldLog(learning, agent.id, row.seq), agent.projectedSeq)
          continue
        }
        if (row.seq <= one.engine.seq) continue
        note(one, row.seq, one.engine.apply(row))
      }
      if (rows.length < readAtOnce) break
    }
    await project(one, businessId, agent)
    if (one.engine.dueAt === 0 || one.askedAt === one.engine.dueAt) return
    one.askedAt = one.engine.dueAt
    await ports.jobs?.run(businessId, { name: 'refit', id: agent.id })
  }

  async function refit(businessId: string, agentId: string): Promise<void> {
    const scope = ports.store.of(businessId)
    const { engine } = await current(businessId, agentId)
    const at = engine.dueAt
    if (at === 0) return
    const { learningEpoch: epoch } = await scope.agent(agentId)
    const fold = await foldLog(scope.learning, agentId, at)
    await inSlices(fold.engine.refit())
    const bytes = await pack(fold.engine.save())
    await scope.write(async (tx) => {
      const isCurrent = await tx.learning.saveSnapshot(agentId, epoch, { at, engine: engineVersion, bytes })
      // Something was forgotten meanwhile: what was made here still knows it.
      if (isCurrent) await tx.learning.append(agentId, { type: 'refit', at }, {})
    })
    await current(businessId, agentId)
  }

  /** Writes what changed since the database's projection; when another worker was faster, there is nothing to do. */
  async function project(one: Kept, businessId: string, { id: agentId, ...known }: Agent): Promise<void> {
    if (known.projectedSeq >= one.engine.seq) return
    const scope = ports.store.of(businessId)
    const { projectedSeq } = await scope.agent(agentId)
    if (projectedSeq >= one.engine.seq) return
    const lessons = changedSince(one.lessons, projectedSeq, (id) => one.engine.lesson(id))
    const topics = changedSince(one.topics, projectedSeq, (id) => one.engine.topic(id) ?? emptied(id))
    const withVectors = await embedAll(ports.embedder, lessons).catch((error: unknown) => {
      if (error instanceof Model) return undefined
      throw error
    })
    // The embedder is away: the engine knows the lessons, and the sweep has them projected later.
    if (withVectors === undefined) return
    const voice = one.engine.voice()
    await scope.write(async (tx) => {
      const done = await tx.learning.project(agentId, projectedSeq, one.engine.seq, { lessons: withVectors, topics })
      // Another worker wrote it, or nobody said anything in their own words.
      if (!done || one.voiced === voice.replies) return
      await tx.voice.replace(agentId, patternsOf(voice))
      await tx.saveAgent(agentId, { voiceProfile: voiceProfile(voice) })
    })
    one.voiced = voice.replies
  }

  return { current, refit, peek: (businessId, agentId) => kept.get(`${businessId}/${agentId}`)?.engine }
}

/** What is kept before the log was looked at: no log has this epoch, so nothing is ever folded into its engine. */
const nothing: Kept = fresh(-1)

function fresh(epoch: number): Kept {
  return {
    engine: makeEngine(),
    epoch,
    lessons: new Map(),
    topics: new Map(),
    askedAt: 0,
    voiced: -1,
    turn: Promise.resolve(),
  }
}

/** Puts a folded engine in place of the one before, and remembers what the database does not know of it. */
function take(one: Kept, { engine, changed, from }: Fold, projectedSeq: number): void {
  const before = one.engine
  one.engine = engine
  noteAll(one, changed)
  if (before.seq === 0 && projectedSeq >= from) return
  // What the snapshot holds came about otherwise than here.
  for (const lesson of engine.lessons()) {
    const known = before.lesson(lesson.id)
    if (known?.topicId !== lesson.topicId || known.reply !== lesson.reply) one.lessons.set(lesson.id, engine.seq)
  }
  for (const { id } of [...before.topics(), ...engine.topics()]) one.topics.set(id, engine.seq)
}

function changedSince<T>(changed: Map<string, number>, seq: number, get: (id: string) => T | undefined): T[] {
  const found: T[] = []
  for (const [id, at] of changed) {
    const value = at > seq ? get(id) : undefined
    if (value !== undefined) found.push(value)
  }
  return found
}

/** Models take a bounded number of texts a call. */
const embedAtOnce = 64

async function embedAll(
  embedder: Embedder,
  lessons: Lesson[],
): Promise<(Lesson & { vector: Float32Array; embedder: string })[]> {
  const done: (Lesson & { vector: Float32Array; embedder: string })[] = []
  for (let start = 0; start < lessons.length; start += embedAtOnce) {
    const some = lessons.slice(start, start + embedAtOnce)
    const vectors = await embedder.embed(some.map((lesson) => lesson.question))
    some.forEach((lesson, i) => {
      done.push({ ...lesson, vector: vectors[i] as Float32Array, embedder: embedder.name })
    })
  }
  return done
}
