import type { LearningRow } from '../domain/learning.ts'
import type { LearningLog } from '../store/learning.ts'
import { type Engine, type EngineChange, engineVersion, makeEngine, restoreEngine } from './engine.ts'
import { unpack } from './snapshot.ts'

/** Up to this many examples a refit takes some milliseconds and is done where the row is applied; later ones in a job. */
const refitsAtOnce = 350
const readAtOnce = 500
/** So long other work waits for a fold, ms. */
const sliceMs = 8

/** Of lessons and topics that changed, the last row that made it count. */
export interface Changed {
  lessons: Map<string, number>
  topics: Map<string, number>
}

/** Keeps what a row changed by its name alone: a long log changes the same topics again and again. */
export function note({ lessons, topics }: Changed, seq: number, change: EngineChange): void {
  for (const { id } of change.lessons) later(lessons, id, seq)
  for (const { id } of change.topics) later(topics, id, seq)
}

/** Takes in what changed elsewhere. */
export function noteAll({ lessons, topics }: Changed, more: Changed): void {
  for (const [id, seq] of more.lessons) later(lessons, id, seq)
  for (const [id, seq] of more.topics) later(topics, id, seq)
}

function later(rows: Map<string, number>, id: string, seq: number): void {
  rows.set(id, Math.max(seq, rows.get(id) ?? 0))
}

export interface Fold {
  engine: Engine
  /** What rows and refits changed; what a snapshot held already is not among it. */
  changed: Changed
  /** The row behind which the snapshot was made that it went on from; 0 = from the beginning. */
  from: number
}

/**
 * Folds an agent's log into an engine, up to row `upTo`: on from the newest snapshot where there is one, with every refit
 * of the log in its place. The same log gives the same engine, with a snapshot or without. Leaves room for other work.
 */
export async function foldLog(log: LearningLog, agentId: string, upTo = Number.POSITIVE_INFINITY): Promise<Fold> {
  const refits = (await log.refits(agentId)).filter((refit) => refit.seq <= upTo)
  const countsFrom = new Map(refits.map(({ at, seq }) => [at, seq]))
  const kept = await log.snapshot(agentId)
  const isOurs = kept !== undefined && kept.engine === engineVersion && countsFrom.has(kept.at)
  const engine = isOurs
    ? await inSlices(restoreEngine(await unpack(kept.bytes), { refitsAtOnce }))
    : makeEngine({ refitsAtOnce })
  const changed: Changed = { lessons: new Map(), topics: new Map() }
  const from = engine.seq
  const breathe = makeBreath()
  for (;;) {
    const rows = await log.rows(agentId, engine.seq, readAtOnce)
    for (const row of rows) {
      if (row.seq > upTo) return { engine, changed, from }
      note(changed, row.seq, engine.apply(row))
      const counts = countsFrom.get(row.seq)
      if (counts !== undefined) note(changed, counts, await inSlices(engine.refit()))
      await breathe()
    }
    if (rows.length < readAtOnce) return { engine, changed, from }
  }
}

/** True for a row that says of an engine that it has to be folded anew: a refit that it has not made. */
export function isNewRefit(engine: Engine, { entry }: LearningRow): boolean {
  return entry.type === 'refit' && entry.at > engine.refitAt
}

/** Runs a generator to its end, with pauses for other work. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  const breathe = makeBreath()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await breathe()
  }
}

/** Waits for everybody else's turn, when this turn has been long. */
function makeBreath(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < sliceMs) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now()
        resolve()
      })
    })
  }
}
