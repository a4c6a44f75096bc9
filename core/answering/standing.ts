import type { TopicControl } from '../domain/autonomy.ts'
import type { Agent, Business } from '../domain/business.ts'
import type { Certificate, Evidence, Stage, Topic } from '../domain/learning.ts'
import { autonomyOf, type ClaimFact } from '../learning/admission.ts'
import { type AuditState, auditState } from '../learning/audit.ts'
import type { Claim } from '../learning/certificate.ts'
import { carriedFrom, charge, claimId, gateOf, pooledGates, poolSubject, subjectOf } from '../learning/claims.ts'
import type { Tally } from '../learning/exact.ts'
import { stageOf } from '../routing/stage.ts'
import type { Scope } from '../store/store.ts'
import { evidenceSentence, proofSentence, waitsSentence } from './standing-sentence.ts'

/** Where a topic stands: its stage, and the certificates that may let it be answered alone. */
export interface Standing {
  stage: Stage
  /** A certificate lets it be answered alone, and enough live rows agree with it. */
  certified: boolean
  certificate: Certificate
  pooled: Certificate
  /** The pooled certificate stands in for the topic's own. */
  isCarried: boolean
  /** The processes that a row admitted now is charged to. */
  claims: string[]
  /** The attempts that a row admitted now belongs to. */
  attempts: { topic: number; agent: number }
  /** The owner may switch it on. */
  eligible: boolean
  /** Live rows that still have to agree where the proof comes from history. */
  liveMissing: number
  audits: AuditState
  /** Why its answers wait for staff although it is proven. */
  waits: string | undefined
  /** Errors of the drafts that staff saw while they answered, and of those that they did not. */
  seen: Tally
  blind: Tally
  /** `blind` where staff are led by the drafts that they see: then the others alone are evidence. */
  basis: 'all' | 'blind'
  /** Live rows that its gates let through, a day. */
  perDay: number
  /** Live rows of this attempt. */
  liveRows: number
  sentence: string
  /** The evidence in words, for the receipt of an answer sent on it; undefined without a certificate. */
  proof: string | undefined
}

/** The makers of a draft: a claim holds for one of each and for no other. */
export interface Makers {
  writer: string
  embedder: string
  engine: string
}

export type KnownTopic = Topic & TopicControl

/** A row that is to be admitted, and what its gates rest on. */
export interface RowAtHand {
  confidence: number
  /** Of the engine that it was predicted with. */
  sureFrom: (aim: number) => number
}

/** Reads the evidence of a topic's own claim and of the pool's gates, and says where that leaves it, or a row of it. */
export async function standing(
  scope: Scope,
  agent: Agent,
  business: Business,
  topic: KnownTopic | undefined,
  makers: Makers,
  now: Date,
  row?: RowAtHand,
): Promise<Standing> {
  return (await standings(scope, agent, business, makers, now, row, topic))(topic)
}

/** The same for many topics: what they share is read once, and with it the evidence of `first`. */
export async function standings(
  scope: Scope,
  agent: Agent,
  business: Business,
  makers: Makers,
  now: Date,
  row?: RowAtHand,
  first?: KnownTopic,
): Promise<(topic: KnownTopic | undefined) => Promise<Standing>> {
  const { eps, alpha, sendFrom, isDemo } = business.settings
  const claimed = (subject: string, gate: string, terms: Omit<Claim, 'attempt'>, attempt: number) => {
    const claim = processOf(claimId({ agent: agent.id, subject, gate, eps: terms.eps, ...makers }), attempt)
    return { claim, read: (rows: Evidence[]) => ({ claim, rows, ...autonomyOf(historyOf(rows, attempt), terms, now) }) }
  }
  const ownClaim = (topic: KnownTopic) =>
    claimed(subjectOf(topic), gateOf(sendFrom), { eps: topic.eps ?? eps, alpha }, topic.attempt)
  const agentAttempt = (await scope.controls.get(agent.id, poolSubject)).attempt
  const poolClaims = pooledGates(business.settings, row?.sureFrom ?? (() => 0)).map(({ gate, alpha, of, from }) => ({
    ...claimed(poolSubject, gate, { eps, alpha, of }, agentAttempt),
    from,
  }))
  const firstClaim = first && ownClaim(first)
  const ahead = [...poolClaims, ...(firstClaim === undefined ? [] : [firstClaim])].map(({ claim }) => claim)
  const aheadRows = await scope.evidence.of(ahead)
  const rowsOf = async (claim: string) => aheadRows[ahead.indexOf(claim)] ?? (await scope.evidence.rows(claim))
  const pool = poolClaims.map(({ read, from }, at) => ({ ...read(aheadRows[at] ?? []), from }))
  const pooled = pool.reduce((best, one) => (one.certificate.missing < best.certificate.missing ? one : best))
  const open = await scope.auditedAnswers.open(openAudits(agent.id))

  return async (topic) => {
    const ofTopic = topic && ownClaim(topic)
    const own = ofTopic?.read(await rowsOf(ofTopic.claim))
    const charged =
      topic &&
      own &&
      charge({
        confidence: row?.confidence ?? 1,
        own: { claim: own.claim, from: sendFrom },
        pool,
        isCertified: (claim) => [own, ...pool].some((one) => one.claim === claim && one.certified),
        isCarried: carries(own.rows, topic, eps),
      })
    const isProven = charged?.sentOn !== undefined
    const vouching = pool.find(({ claim }) => claim === charged?.sentOn)
    const liveMissing = isDemo ? 0 : Math.max(0, leastLive - agreedLive(own?.rows ?? []))
    const certified = isProven && liveMissing === 0
    const audits = auditState(
      open.filter(({ topicId }) => topicId === topic?.id),
      now,
    )
    const waits = waitsSentence(audits)
    const switchedOn = topic?.switchedOn ?? false
    const isCapped = (topic?.cap ?? 'automatic') !== 'automatic'
    return {
      stage: topic === undefined ? 'observing' : stageOf(topic, { certified, switchedOn, cap: topic.cap, waits }),
      certified,
      isCarried: vouching !== undefined,
      certificate: own?.certificate ?? pooled.certificate,
      pooled: pooled.certificate,
      claims: charged?.claims ?? [],
      attempts: { topic: topic?.attempt ?? 1, agent: agentAttempt },
      eligible: certified && !switchedOn && !isCapped,
      liveMissing: isProven ? liveMissing : 0,
      audits,
      waits,
      seen: own?.seen ?? pooled.seen,
      blind: own?.blind ?? pooled.blind,
      basis: own?.basis ?? pooled.basis,
      perDay: paceOf(own?.rows ?? [], now),
      liveRows: (own?.rows ?? []).filter(({ isImported }) => !isImported).length,
      proof: own?.certified
        ? proofSentence('this topic', own.certificate)
        : certified && vouching !== undefined
          ? proofSentence('all topics at this confidence', vouching.certificate)
          : undefined,
      sentence: evidenceSentence({
        own: own?.certificate ?? pooled.certificate,
        ...{ isProven, liveMissing, waits, switchedOn },
        ...{ cap: topic?.cap ?? null, revokedWhy: topic?.revokedWhy ?? null },
      }),
    }
  }
}

/** An attempt's own process: what was admitted in the attempts before counts for it in nothing. */
export function processOf(claim: string, attempt: number): string {
  return attempt === 1 ? claim : `${claim}/${attempt}`
}

/** An attempt's rows, after as many revocations as came before it. */
function historyOf(rows: readonly Evidence[], attempt: number): ClaimFact[] {
  const revocations: ClaimFact[] = Array.from({ length: attempt - 1 }, () => ({ type: 'revoked' }))
  return [...revocations, ...rows.map((row) => ({ ...row, type: 'admitted' as const }))]
}

/** More than this wait for nobody's topic alone: each waits from ten on. */
const mostOpen = 1_000

export function openAudits(agentId: string) {
  return { agentId, limit: mostOpen }
}

/** What lost its certificate once has to prove itself alone, and the pool says nothing about a smaller risk than its own. */
function carries(rows: readonly Evidence[], topic: KnownTopic, poolEps: number): boolean {
  return decided(rows).length >= carriedFrom && topic.attempt === 1 && (topic.eps ?? poolEps) >= poolEps
}

const dayMs = 86_400_000
const paceDays = 14

/** Live rows a day over the last two weeks, or since the first where that is less. */
function paceOf(rows: readonly Evidence[], now: Date): number {
  const since = new Date(now.getTime() - paceDays * dayMs).toISOString()
  const live = rows.filter(({ isImported, admittedAt }) => !isImported && admittedAt >= since)
  const first = live[0]
  if (first === undefined) return 0
  const days = Math.max(1, (now.getTime() - Date.parse(first.admittedAt)) / dayMs)
  return live.length / Math.min(paceDays, days)
}

/** History alone lets no topic be answered alone: so many live rows have to agree too. */
const leastLive = 10

function agreedLive(rows: readonly Evidence[]): number {
  return decided(rows).filter(({ err, isImported }) => err === 0 && !isImported).length
}

function decided(rows: readonly Evidence[]): Evidence[] {
  return rows.filter(({ err }) => err !== undefined && err !== null)
}
