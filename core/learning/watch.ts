import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { tellEverybody } from '../answering/tell-everybody.ts'
import type { AuditedAnswer, AuditKind } from '../domain/autonomy.ts'
import { poolSubject } from './claims.ts'
import { makeDetector } from './detector.ts'
import { isVetoed } from './veto.ts'

/** What was sent on a voucher says nothing about a claim: no attempt is this one. */
export const ofNoAttempt = 0

/** Only what was drawn is a sample: the rest of what went wrong feeds the veto alone. */
const drawn: readonly AuditKind[] = ['before', 'after']

/** Decides an answer that is looked at, and stops what it shows to be wrong too often; false when it was decided before. */
export async function decideAudited(
  desk: Desk,
  answer: AuditedAnswer,
  outcome: { err: 0 | 1 | null; reason: string; by: string },
): Promise<boolean> {
  if (!(await desk.tx.auditedAnswers.decide(answer.id, outcome))) return false
  desk.tell('topic', answer.topicId)
  if (outcome.err !== null && answer.attempt !== ofNoAttempt) await watch(desk, answer.agentId, answer.topicId)
  return true
}

/**
 * Looks at what was audited and corrected, of one topic and of the whole agent, and revokes when the detector raises its
 * alarm or two of a topic's last ten were wrong. Inside the write that knows of the outcome.
 */
async function watch(desk: Desk, agentId: string, topicId: string): Promise<void> {
  const { tx } = desk
  const { eps } = (await tx.business()).settings
  // Always in this order, so that two writes never wait for each other.
  const pool = await tx.controls.lock(agentId, poolSubject)
  const control = await tx.controls.lock(agentId, topicId)
  // What was merged into another topic is answered as part of that one, which proved itself without it.
  const isGone = (await tx.topics.get(topicId))?.volume === 0
  const own = isGone ? [] : await tx.auditedAnswers.outcomes(agentId, { topicId, attempt: control.attempt })
  const why = reasonToStop(own, control.eps ?? eps)
  if (why !== undefined) await revoke(desk, agentId, topicId, why)
  const whole = await tx.auditedAnswers.outcomes(agentId, { agentAttempt: pool.attempt })
  if (isAlarming(whole, eps)) await revokeAll(desk, agentId, whole)
}

type Outcome = { kind: AuditKind; err: 0 | 1 }

/** Why a topic is stopped, by what was found of its answers in the order of finding; undefined while all is well. Pure. */
export function reasonToStop(outcomes: readonly Outcome[], eps: number): string | undefined {
  const last = outcomes.slice(-10)
  const wrong = last.filter(({ err }) => err === 1).length
  if (isVetoed(outcomes.map(({ err }) => err)))
    return `${wrong} of its last ${last.length} answers looked at were wrong`
  if (!isAlarming(outcomes, eps)) return undefined
  const sample = outcomes.filter(({ kind }) => drawn.includes(kind))
  return `${sample.filter(({ err }) => err === 1).length} of ${sample.length} checked answers were wrong, more often than ${eps * 100} %`
}

function isAlarming(outcomes: readonly Outcome[], eps: number): boolean {
  const detector = makeDetector({ eps })
  for (const { kind, err } of outcomes) if (drawn.includes(kind)) detector.push(err)
  return detector.alarmed()
}

/** Puts a topic back to supervised: its claim starts from nothing, with less of alpha, and staff are told why. */
async function revoke(desk: Desk, agentId: string, topicId: string, why: string): Promise<void> {
  const { tx, house } = desk
  await stop(desk, agentId, topicId, why)
  const name = (await tx.topics.get(topicId))?.name ?? topicId
  await tellEverybody(
    desk,
    noticeCard(`Lummy no longer answers “${name}” alone: ${why}.`, {
      body: 'It proposes drafts again, and starts from nothing to prove itself.',
      link: { label: 'See its answers', url: `${house.publicUrl}/admin/learning/${encodeURIComponent(topicId)}` },
    }),
  )
}

/** The alarm of the whole agent: whatever it answered alone, it does no longer. */
async function revokeAll(desk: Desk, agentId: string, outcomes: readonly Outcome[]): Promise<void> {
  const { tx, house } = desk
  const sample = outcomes.filter(({ kind }) => drawn.includes(kind))
  const wrong = sample.filter(({ err }) => err === 1).length
  const why = `over all topics, ${wrong} of ${sample.length} checked answers were wrong`
  await stop(desk, agentId, poolSubject, why)
  for (const { id, switchedOn } of await tx.topics.list(agentId)) {
    if (!switchedOn) continue
    await tx.controls.lock(agentId, id)
    await stop(desk, agentId, id, why)
  }
  await tellEverybody(
    desk,
    noticeCard(`Lummy answers nothing alone any more: ${why}.`, {
      body: 'It proposes drafts again, and every topic starts from nothing to prove itself.',
      link: { label: 'See the topics', url: `${house.publicUrl}/admin/learning` },
    }),
  )
}

async function stop({ tx, house, tell }: Desk, agentId: string, subject: string, why: string): Promise<void> {
  const { attempt } = await tx.controls.get(agentId, subject)
  await tx.controls.save(agentId, subject, {
    ...{ switchedOn: false, switchedBy: 'system', switchedAt: house.now().toISOString() },
    ...{ attempt: attempt + 1, revokedAt: house.now().toISOString(), revokedWhy: why },
  })
  await tx.audit.add({ actor: 'system', action: 'topic revoked', subject, data: { why, attempt: attempt + 1 } })
  tell('topic', subject)
}
