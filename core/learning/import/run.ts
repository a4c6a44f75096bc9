import { createHash } from 'node:crypto'
import type { ImportRun, LearningEntry, Slot } from '../../domain/learning.ts'
import type { Ports } from '../../ports.ts'
import type { LearningFacts } from '../../store/learning.ts'
import type { Scope } from '../../store/store.ts'
import { maskSecrets } from '../../understanding/mask.ts'
import { type HistoryRow, type ReplayedRow, replay } from '../backtest.ts'
import { type Claim, makeCertificate, type RunningCertificate } from '../certificate.ts'
import { claimId, gateOf, pooledGates, poolSubject, subjectOf } from '../claims.ts'
import { type Engine, makeEngine } from '../engine.ts'
import type { Learners } from '../learners.ts'
import type { PastPair } from './past-message.ts'
import { emptySummary, type ImportSummary, summarize } from './summary.ts'

export interface ImportOptions {
  /** Pairs that are learned in one transaction. */
  batchSize?: number
  /** Told after each batch how many pairs are done. */
  onProgress?: (done: number) => void
  /** Stops after the batch at hand; the same import goes on later. */
  signal?: AbortSignal
}

/**
 * Learns past pairs, oldest first, as if they happened now: each is predicted before its answer is shown, judged as a
 * blind draft, then learned. Batches are all or nothing, so that a run that died goes on where it stopped; an answer that
 * any import learned before is passed over. Returns the summary, or undefined when it was stopped before the end.
 */
export async function runImport(
  ports: Pick<Ports, 'store' | 'embedder' | 'live' | 'log'>,
  learners: Learners,
  businessId: string,
  run: ImportRun,
  pairs: AsyncIterable<PastPair> | Iterable<PastPair>,
  options: ImportOptions = {},
): Promise<ImportSummary | undefined> {
  const scope = ports.store.of(businessId)
  const state: State = {
    run,
    engine: makeEngine(),
    certificates: new Map(),
    subjectOf: (topicId) => topicId,
    policy: (await scope.business()).settings,
    embedder: ports.embedder.name,
    summary: { ...emptySummary(), ...(run.summary.learned as ImportSummary | undefined) },
    done: run.done,
  }
  await catchUp(scope, state)
  await readFormed(scope, state)
  await readCertificates(scope, state)
  let position = 0
  let batch: PastPair[] = []
  const flush = async () => {
    await scope.write((tx) => learnBatch(tx, state, batch))
    batch = []
    options.onProgress?.(state.done)
    ports.live.publish(businessId, { type: 'import', id: run.id, version: state.done })
  }
  try {
    for await (const pair of pairs) {
      if (position++ < run.done) continue
      batch.push(pair)
      if (batch.length < (options.batchSize ?? 200)) continue
      await flush()
      if (options.signal?.aborted) return undefined
    }
    if (batch.length > 0) await flush()
  } catch (error) {
    // What was learned stays: the same file goes on from here.
    await scope.imports.update(run.id, { state: 'failed' })
    throw error
  }
  await learners.current(businessId, run.agentId)
  const stands = (claim: OwnClaim) => (state.certificates.get(claim.id) ?? emptyCertificate(state, claim)).state()
  const summary = summarize(state.summary, state.engine, {
    topic: (topicId) => stands(topicClaim(state, topicId)),
    pool: poolClaims(state).map(stands),
  })
  await scope.imports.update(run.id, {
    state: 'done',
    total: state.done,
    summary: { ...run.summary, learned: summary },
  })
  ports.live.publish(businessId, { type: 'import', id: run.id, version: state.done + 1 })
  ports.live.publish(businessId, { type: 'agent', id: run.agentId, version: state.engine.seq })
  return summary
}

/** A lesson is named after the answer that it was learned from, so that learning twice is learning once. */
export function importedLessonId(externalId: string): string {
  const hex = createHash('sha256').update(`lesson/import/${externalId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

interface State {
  run: ImportRun
  /** This run's own: a batch that is rolled back must not be remembered by the engine that answers customers. */
  engine: Engine
  certificates: Map<string, RunningCertificate>
  /** What a topic's own claim is about. */
  subjectOf: (topicId: string) => string
  policy: { showFrom: number; sendFrom: number; eps: number; alpha: number }
  embedder: string
  summary: ImportSummary
  /** Pairs taken so far, those passed over among them. */
  done: number
}

/** Inside a transaction that locks the agent: nobody else learns between what is predicted from and what is written. */
async function learnBatch(tx: Scope, state: State, batch: readonly PastPair[]): Promise<void> {
  const { run, engine } = state
  await tx.learning.lock(run.agentId)
  await catchUp(tx, state)
  await readFormed(tx, state)
  const seen = await tx.imports.seen(
    run.id,
    batch.map((pair) => pair.externalId),
  )
  const rows: HistoryRow[] = []
  for (const pair of batch) {
    if (seen.has(pair.externalId)) state.summary.knownBefore += 1
    else rows.push(await historyRow(tx, run.id, pair))
  }
  const entries: { entry: LearningEntry; facts: LearningFacts }[] = []
  const evidence = new Map<string, { err: 0 | 1 | null; reason: string; blind: boolean; importId: string }[]>()
  const takeRow = (done: ReplayedRow) => {
    const at = rows[done.i]!.at
    for (const entry of done.entries) entries.push({ entry, facts: { at, confidence: done.confidence } })
    count(state.summary, done)
    if (!done.verdict) return
    const { verdict } = done
    const row = { err: verdict.counts ? verdict.err : null, reason: verdict.reason, blind: true, importId: run.id }
    for (const claim of done.claims) evidence.set(claim, [...(evidence.get(claim) ?? []), row])
  }
  replay(rows, engine, takeRow, { ...state, agentId: run.agentId })
  await tx.learning.appendMany(run.agentId, entries)
  for (const [claim, decided] of evidence) await tx.evidence.addDecided(claim, decided)
  state.done += batch.length
  await tx.imports.update(run.id, {
    state: 'running',
    done: state.done,
    summary: { ...run.summary, learned: state.summary },
  })
}

/** Staff may merge or split topics while an import runs: those are other claims from there on. */
async function readFormed(scope: Scope, state: State): Promise<void> {
  const topics = await scope.topics.list(state.run.agentId)
  const formed = new Map(topics.map((topic) => [topic.id, topic.formed]))
  state.subjectOf = (id) => subjectOf({ id, formed: formed.get(id) ?? 0 })
}

/** Folds what others learned meanwhile. */
async function catchUp(scope: Scope, { engine, run }: State): Promise<void> {
  for (;;) {
    const rows = await scope.learning.rows(run.agentId, engine.seq, 500)
    for (const row of rows) engine.apply(row)
    if (rows.length < 500) return
  }
}

/** The claims' evidence so far: a proven topic charges its own process alone. */
async function readCertificates(scope: Scope, state: State): Promise<void> {
  const { engine, certificates } = state
  if (engine.seq === 0) return
  for (const claim of [...poolClaims(state), ...engine.topics().map((topic) => topicClaim(state, topic.id))]) {
    const running = emptyCertificate(state, claim)
    for (const row of await scope.evidence.rows(claim.id)) {
      if (row.err === undefined) break
      running.push(row.err)
    }
    certificates.set(claim.id, running)
  }
}

/** A claim that the local writer's rows are evidence of, named as `replay` names it. */
interface OwnClaim extends Required<Pick<Claim, 'alpha' | 'of'>> {
  id: string
}

function topicClaim(state: State, topicId: string): OwnClaim {
  const { policy } = state
  return {
    id: claimId({ ...partsOf(state), subject: state.subjectOf(topicId), gate: gateOf(policy.sendFrom) }),
    alpha: policy.alpha,
    of: 'topic',
  }
}

function poolClaims(state: State): OwnClaim[] {
  return pooledGates(state.policy, state.engine.sureFrom).map(({ gate, alpha, of }) => ({
    id: claimId({ ...partsOf(state), subject: poolSubject, gate }),
    alpha,
    of,
  }))
}

function partsOf({ run, policy, embedder, engine }: State) {
  return { agent: run.agentId, eps: policy.eps, writer: 'local', embedder, engine: engine.version }
}

function emptyCertificate({ policy }: State, { alpha, of }: OwnClaim): RunningCertificate {
  return makeCertificate({ eps: policy.eps, alpha, attempt: 1, of })
}

async function historyRow(tx: Scope, importId: string, pair: PastPair): Promise<HistoryRow> {
  const { address, name } = pair.customer
  const person = address === '' ? undefined : await tx.people.byHandle({ kind: 'email', value: address })
  const known: { type: Slot['type']; value: string }[] = []
  if (name !== undefined && name !== '') known.push({ type: 'person', value: name })
  if (address !== '') known.push({ type: 'email', value: address })
  return {
    customer: maskSecrets(pair.question).text,
    staff: maskSecrets(pair.reply).text,
    context: pair.context.map((turn) => maskSecrets(turn).text),
    author: pair.author,
    lessonId: importedLessonId(pair.externalId),
    at: pair.at,
    channel: pair.channel,
    ...(person?.personId ? { personId: person.personId } : {}),
    importId,
    known,
  }
}

function count(summary: ImportSummary, row: ReplayedRow): void {
  summary.learned += 1
  if (row.sent) summary.wouldHaveSent += 1
  if (!row.verdict?.counts) return
  summary.judged += 1
  if (row.verdict.err === 0) summary.right += 1
}
