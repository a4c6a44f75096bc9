import { compose } from '../answering/compose.ts'
import { ungrounded } from '../answering/grounding.ts'
import type { LearningEntry, Slot, Verdict } from '../domain/learning.ts'
import { type Decision, decide } from '../routing/decide.ts'
import { stageOf } from '../routing/stage.ts'
import { understand } from '../understanding/understand.ts'
import { makeCertificate, type RunningCertificate } from './certificate.ts'
import { type Charge, carriedFrom, charge, claimId, gateOf, pooledGates, poolSubject } from './claims.ts'
import type { Engine } from './engine.ts'
import { judge } from './judge.ts'

/** One answered question of the past, in time order. */
export interface HistoryRow {
  customer: string
  staff: string
  /** Turns before the question, oldest first. */
  context?: readonly string[]
  author: string
  lessonId: string
  at: string
  channel?: string
  conversationId?: string
  personId?: string
  importId?: string
  /** Names and other facts known of this customer. */
  known?: readonly { type: Slot['type']; value: string }[]
}

/** What the engine would have said before staff answered, and how that turned out. */
export interface ReplayedRow {
  /** Position in the history, from 0. */
  i: number
  reply: string | null
  confidence: number
  /** True where it would have answered alone: every gate open and a certificate standing, of the topic or the pool. */
  sent: boolean
  /** Lesson that the reply was made from. */
  lessonId?: string
  /** Row that taught this lesson. */
  source?: number
  topicId?: string
  decision: Decision
  verdict?: Verdict
  /** Claims that the row is evidence of; empty where it was not admitted. */
  claims: string[]
  /** The rows of the learning log that it led to: its verdict, then its pair. */
  entries: LearningEntry[]
}

export interface ReplayOptions {
  policy: { showFrom: number; sendFrom: number; eps: number; alpha: number; allowedSubjects?: readonly string[] }
  agentId: string
  embedder: string
  /** Certificates of an earlier part of the same history, to go on with. */
  certificates?: Map<string, RunningCertificate>
  /** What a topic's own claim is about, where staff merged or split it; else its id. */
  subjectOf?: (topicId: string) => string
  /** Lessons recalled for each question. */
  recallLimit?: number
}

/**
 * Replays a history in time order through the product's own engine: predict before the reply is shown, judge, then
 * learn. Nothing of a later row is used for an earlier one.
 */
export function replay(
  rows: Iterable<HistoryRow>,
  engine: Engine,
  onRow: (row: ReplayedRow) => void,
  options: ReplayOptions,
): Map<string, RunningCertificate> {
  const certificates = options.certificates ?? new Map<string, RunningCertificate>()
  const certified = new Set([...certificates].flatMap(([claim, running]) => (running.isCertified() ? [claim] : [])))
  const rowOf = new Map<string, number>()
  const { policy } = options
  const parts = {
    agent: options.agentId,
    eps: policy.eps,
    writer: 'local',
    embedder: options.embedder,
    engine: engine.version,
  }
  const poolNow = () =>
    pooledGates(policy, engine.sureFrom).map((gate) => ({
      ...gate,
      claim: claimId({ ...parts, subject: poolSubject, gate: gate.gate }),
    }))
  const termsOfPool = new Map(poolNow().map(({ claim, alpha, of }) => [claim, { alpha, of }]))
  let seq = engine.seq
  let i = 0
  for (const row of rows) {
    const done = predictRow(row)
    onRow({ ...done, i })
    for (const entry of done.entries) engine.apply({ seq: ++seq, at: row.at, entry })
    rowOf.set(row.lessonId, i)
    i++
  }
  return certificates

  function predictRow(row: HistoryRow): Omit<ReplayedRow, 'i'> {
    const context = [...(row.context ?? [])]
    const understanding = understand(row.customer, context)
    const query = { text: row.customer, context, language: understanding.language }
    const prediction = engine.predict(query, engine.recall({ text: understanding.resolved }, options.recallLimit ?? 16))
    const best = prediction.candidates[0]
    const lesson = best && engine.lesson(best.lessonId)
    const draft = lesson ? compose(lesson, query, row.known ?? []) : { text: '', unfilled: [] }
    const topic = best && engine.topic(best.topicId)
    const charged = best && chargeRow(best.topicId, prediction.confidence)
    const isCertified = charged?.sentOn !== undefined
    const decision = decide({
      understanding,
      prediction,
      stage: stageOf(topic, { certified: isCertified, switchedOn: true }),
      certified: isCertified,
      switchedOn: true,
      policy,
      unfilled: draft.unfilled,
      ungrounded: lesson
        ? ungrounded(
            draft.text,
            [lesson.reply],
            [row.customer, ...context, ...(row.known ?? []).map((fact) => fact.value)],
          )
        : [],
      agentStatus: 'active',
      humanHasConversation: false,
      isMachine: false,
      hasUnreadableFile: false,
    })
    const verdict =
      best &&
      judge(
        { text: draft.text, topicId: best.topicId, lessonId: best.lessonId },
        { did: 'wrote', text: row.staff },
        engine.topicOfReply,
      )
    const sent = decision.action === 'answer'
    const claims = decision.admitted && charged !== undefined ? charged.claims : []
    if (verdict) push(claims, verdict)
    return {
      reply: lesson ? draft.text : null,
      confidence: prediction.confidence,
      sent,
      ...(lesson ? { lessonId: lesson.id, topicId: lesson.topicId } : {}),
      ...(lesson && rowOf.has(lesson.id) ? { source: rowOf.get(lesson.id)! } : {}),
      decision,
      ...(verdict ? { verdict } : {}),
      claims,
      entries: entriesOf(row, prediction.signals, prediction.confidence, best, verdict),
    }
  }

  function chargeRow(topicId: string, confidence: number): Charge {
    const subject = options.subjectOf?.(topicId) ?? topicId
    const own = { claim: claimId({ ...parts, subject, gate: gateOf(policy.sendFrom) }), from: policy.sendFrom }
    return charge({
      confidence,
      own,
      pool: poolNow(),
      isCertified: (claim) => certified.has(claim),
      isCarried: (certificates.get(own.claim)?.rows() ?? 0) >= carriedFrom,
    })
  }

  function push(claims: readonly string[], verdict: Verdict): void {
    for (const claim of claims) {
      const running = certificates.get(claim) ?? makeCertificate({ ...policy, ...termsOfPool.get(claim), attempt: 1 })
      certificates.set(claim, running)
      running.push(verdict.counts ? verdict.err : null)
      if (!certified.has(claim) && running.isCertified()) certified.add(claim)
    }
  }
}

function entriesOf(
  row: HistoryRow,
  signals: number[],
  confidence: number,
  best: { lessonId: string; topicId: string } | undefined,
  verdict: Verdict | undefined,
): LearningEntry[] {
  const ofImport = row.importId === undefined ? {} : { importId: row.importId }
  const entries: LearningEntry[] = []
  if (best && verdict?.counts) {
    const { err, unchanged } = verdict
    entries.push({
      type: 'verdict',
      topicId: best.topicId,
      lessonId: best.lessonId,
      err,
      unchanged,
      confidence,
      signals,
      ...ofImport,
    })
  }
  entries.push({
    type: 'pair',
    lessonId: row.lessonId,
    question: row.customer,
    context: [...(row.context ?? [])],
    reply: row.staff,
    author: row.author,
    ...(row.conversationId === undefined ? {} : { conversationId: row.conversationId }),
    channel: row.channel ?? 'email',
    ...(row.personId === undefined ? {} : { personId: row.personId }),
    known: [...(row.known ?? [])],
    origin: 'import',
    ...ofImport,
    ownWords: true,
  })
  return entries
}
