import { verdictDeadline } from '../domain/business-days.ts'
import type { Conversation, Draft } from '../domain/conversation.ts'
import { teaches } from '../domain/kind.ts'
import { decideAudited, ofNoAttempt } from '../learning/watch.ts'
import type { Decision } from '../routing/decide.ts'
import { mayStill } from './alone.ts'
import { noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { showInThreads } from './show.ts'
import type { Thought } from './think.ts'

/** What the receipt says of how the decision is checked, and on whose word it stands. */
export function checksOf({ blind, isAudited, vouchedBy }: Decision): Record<string, unknown> {
  return {
    ...(blind === undefined ? {} : { blind }),
    ...(isAudited ? { audit: 'after' } : blind === 'audit' ? { audit: 'before' } : {}),
    ...(vouchedBy === undefined ? {} : { vouchedBy }),
  }
}

/** Asked inside the write of a decision that rests on autonomy: nothing has taken it away since it was thought. */
export async function stillStands(desk: Desk, conversation: Conversation, thought: Thought): Promise<boolean> {
  const { decision, prediction, vouchedFor, state, agent } = thought
  if (decision.action !== 'answer' && decision.blind !== 'audit') return true
  const { tx, house } = desk
  if (prediction.topicId === undefined) return false
  // Orders this write and whatever switches, caps or stops the topic.
  const { attempt } = await tx.controls.lock(agent.id, prediction.topicId)
  if (attempt !== state.attempts.topic) return false
  const draft = { topicId: prediction.topicId, ...thought.makers }
  return mayStill(house, tx, conversation, draft, {
    row: thought.row,
    // What was drawn to be checked stands on the same word.
    ...(decision.vouchedBy === undefined && decision.blind === undefined ? {} : { vouchedFor }),
  })
}

/** Puts what was drawn, and what a customer doubts, on the list of answers that people look at. */
export async function openChecks(
  desk: Desk,
  conversation: Conversation,
  draft: Draft,
  thought: Thought,
): Promise<void> {
  const { tx, house } = desk
  const { decision, business, state, suspect } = thought
  const deadline = verdictDeadline(house.now(), business.settings)
  const base = { agentId: conversation.agentId, conversationId: conversation.id, deadline }
  const kind = decision.blind === 'audit' ? 'before' : decision.isAudited ? 'after' : undefined
  if (kind !== undefined && draft.topicId !== null && teaches(conversation)) {
    const isVouched = decision.vouchedBy !== undefined || state.stage !== 'automatic'
    await tx.auditedAnswers.add({
      ...{ ...base, topicId: draft.topicId, draftId: draft.id, kind, note: null },
      attempt: isVouched ? ofNoAttempt : state.attempts.topic,
      agentAttempt: isVouched ? ofNoAttempt : state.attempts.agent,
    })
    desk.tell('topic', draft.topicId)
  }
  if (suspect === undefined || suspect.draft.topicId === null || !teaches(conversation)) return
  const { id: draftId, topicId } = suspect.draft
  const known = await tx.auditedAnswers.byDraft(draftId)
  if (known.some(({ kind }) => kind === 'suspect' || kind === 'correction')) return
  const isVouched = (await tx.receipts.get(suspect.draft.receiptId))?.inputs.vouchedBy !== undefined
  const { attempt } = await tx.controls.get(conversation.agentId, topicId)
  await tx.auditedAnswers.add({
    ...{ ...base, topicId, draftId, kind: 'suspect', note: suspect.why },
    attempt: isVouched ? ofNoAttempt : attempt,
    agentAttempt: isVouched ? ofNoAttempt : state.attempts.agent,
  })
  desk.tell('topic', topicId)
}

/** Tells staff, without the draft, that this one is theirs to answer first. */
export async function askBlindly(desk: Desk, { id, conversationId }: Draft): Promise<void> {
  const card = noticeCard(blindTitle, {
    body: blindSentence,
    buttons: [{ action: 'reply', label: 'Reply', target: conversationId, style: 'primary' }],
  })
  await showInThreads(desk, conversationId, card, { draftId: id })
}

const blindTitle = 'Please answer this one without a draft.'
const blindSentence = 'It is one of the few that check Lummy: once you have answered, you see what it would have said.'

/** What these answers were about was not sent, or is asked no more: nobody has to look at them, and they count nowhere. */
export async function voidChecks(desk: Desk, draftId: string, reason: string): Promise<void> {
  for (const answer of await desk.tx.auditedAnswers.byDraft(draftId))
    if (answer.decidedAt === null) await decideAudited(desk, answer, { err: null, reason, by: 'system' })
}
