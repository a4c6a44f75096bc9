import type { By } from '../answering/by.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import type { AuditedAnswer } from '../domain/autonomy.ts'
import type { Draft } from '../domain/conversation.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { learnVerdict } from './learn-verdict.ts'
import { decideAudited, ofNoAttempt } from './watch.ts'

/** What one click says of an answer that was sent alone. */
export const auditVerdicts = ['fine', 'wrong', 'otherwise'] as const
export type AuditVerdict = (typeof auditVerdicts)[number]

/** *Fine*, *wrong*, or right and *would say otherwise*: a teammate looked at an answer that was sent alone. */
export async function giveVerdict(house: House, by: By, auditId: string, verdict: AuditVerdict): Promise<void> {
  await house.learners.current(by.businessId)
  await atAudited(house, by.businessId, auditId, async (desk, answer) => {
    await by.settle?.(desk.tx)
    if (answer.kind === 'before')
      throw new Refused(409, 'Answer the customer in your own words: that says whether Lummy would have been right.')
    const err = verdict === 'wrong' ? 1 : 0
    const reason = { fine: 'fine', wrong: 'marked wrong', otherwise: 'right, in other words' }[verdict]
    if (!(await decideAudited(desk, answer, { err, reason, by: by.teammate.id })))
      throw new Refused(409, 'Somebody else was faster.')
    const data = { verdict, topic: answer.topicId }
    await desk.tx.audit.add({ actor: by.teammate.id, action: 'answer checked', subject: answer.id, data })
    const draft = answer.draftId === null ? undefined : await desk.tx.drafts.get(answer.draftId)
    if (draft === undefined) return
    await desk.tx.drafts.judge(draft.id, { err, verdict: reason, saidId: draft.saidId })
    const conversation = await desk.tx.conversations.get(draft.conversationId)
    if (conversation !== undefined)
      await learnVerdict(desk, conversation, draft, { err, unchanged: verdict === 'fine' })
    if (answer.conversationId !== null) desk.tell('conversation', answer.conversationId)
  })
}

/** Sweep's part: nobody looked at it in time, which counts as wrong. */
export async function expireAudited(house: House, businessId: string, auditId: string): Promise<void> {
  await atAudited(house, businessId, auditId, async (desk, answer) => {
    if (answer.deadline > house.now().toISOString()) return
    await decideAudited(desk, answer, { err: 1, reason: 'undecided', by: 'system' })
  })
}

/** Staff found an answer wrong that the agent had sent alone and nobody had been asked to look at. */
export async function noteCorrection(desk: Desk, agentId: string, draft: Draft, by: string): Promise<void> {
  const { tx, house } = desk
  if (draft.topicId === null) return
  const known = await tx.auditedAnswers.byDraft(draft.id)
  const open = known.find(({ decidedAt }) => decidedAt === null)
  const outcome = { err: 1 as const, reason: 'corrected', by }
  if (open !== undefined) return void (await decideAudited(desk, open, outcome))
  if (known.length > 0) return
  const isVouched = (await tx.receipts.get(draft.receiptId))?.inputs.vouchedBy !== undefined
  const { attempt } = await tx.controls.get(agentId, draft.topicId)
  const answer = await tx.auditedAnswers.add({
    ...{ agentId, topicId: draft.topicId, conversationId: draft.conversationId, draftId: draft.id },
    ...{ kind: 'correction', attempt: isVouched ? ofNoAttempt : attempt, agentAttempt: ofNoAttempt, note: null },
    deadline: house.now().toISOString(),
  })
  await decideAudited(desk, answer, outcome)
}

/** In the order of every other write: the conversation first. */
async function atAudited(
  house: House,
  businessId: string,
  auditId: string,
  work: (desk: Desk, answer: AuditedAnswer) => Promise<void>,
): Promise<void> {
  const known = await house.store.of(businessId).auditedAnswers.get(auditId)
  if (known === undefined) throw new Refused(404, 'This answer is not on the list any more.')
  await atDesk(house, businessId, async (desk) => {
    if (known.conversationId !== null && (await desk.tx.conversations.get(known.conversationId)) !== undefined)
      await desk.tx.conversations.lock(known.conversationId)
    const answer = await desk.tx.auditedAnswers.get(auditId)
    if (answer !== undefined) await work(desk, answer)
  })
}
