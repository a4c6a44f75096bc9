import { noticeCard } from '../answering/cards.ts'
import { voidChecks } from '../answering/checks.ts'
import type { Desk } from '../answering/desk.ts'
import { counted } from '../answering/question.ts'
import { showInThreads } from '../answering/show.ts'
import { showDraft } from '../answering/show-draft.ts'
import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Verdict } from '../domain/learning.ts'
import { noteCorrection } from './audited.ts'
import { judge, type StaffAction } from './judge.ts'
import { learnVerdict } from './learn-verdict.ts'
import { readable } from './readable.ts'
import { decideAudited } from './watch.ts'

/** What staff said, as far as drafts are judged by it. */
type Spoken = Pick<OutboxRow, 'draftId' | 'teammateId'> & { createdAt?: string }

/** Gives every draft that answered this question its verdict; each counts once, in the log and in the evidence. */
export async function judgeAll(
  desk: Desk,
  conversation: Conversation,
  drafts: Draft[],
  said: Message,
  row: Spoken,
  at?: string,
): Promise<{ draft: Draft; verdict: Verdict }[]> {
  const { tx } = desk
  const { replyTopic, topicNow } = topicsNow(desk, conversation)
  const alone = await sentAlone(desk, conversation)
  const judged: { draft: Draft; verdict: Verdict }[] = []
  for (const draft of drafts) {
    if (draft.lessonId === null || draft.topicId === null || draft.state === 'rejected') continue
    const verdict = judge(
      { text: draft.text, topicId: topicNow(draft.topicId), lessonId: draft.lessonId },
      staffDid(draft, said, row),
      replyTopic,
    )
    judged.push({ draft, verdict })
    const err = verdict.counts ? verdict.err : null
    await tx.evidence.decide(
      draft.id,
      wasRead(draft, row) ? err : null,
      wasRead(draft, row) ? verdict.reason : 'too fast',
    )
    await tx.drafts.judge(draft.id, { err, verdict: verdict.reason, saidId: said.id })
    await withdrawAnswered(desk, draft, verdict)
    await decideChecks(
      desk,
      conversation,
      draft,
      { err, reason: verdict.reason, by: row.teammateId ?? 'system' },
      alone,
    )
    if (verdict.counts) await learnVerdict(desk, conversation, draft, verdict, at)
  }
  await judgeSuspects(desk, conversation, said, row)
  return judged
}

/** Topics as they stand before the row: what a draft was made from may be part of another topic by now. */
function topicsNow({ tx, house }: Desk, { agentId }: Conversation) {
  const engine = house.learners.peek(tx.businessId, agentId)
  return {
    replyTopic: (reply: string) => engine?.topicOfReply(reply),
    topicNow: (id: string) => engine?.topicNow(id) ?? id,
  }
}

/** An approval that came faster than the text can be read is sent, but proves nothing. */
function wasRead(draft: Draft, { draftId, createdAt }: Spoken): boolean {
  if (draftId !== draft.id || draft.state !== 'approved' || draft.shownAt === null || createdAt === undefined)
    return true
  return readable(draft.text, Date.parse(createdAt) - Date.parse(draft.shownAt))
}

function staffDid(draft: Draft, said: Message, row: Spoken): StaffAction {
  if (row.draftId !== draft.id) return { did: 'wrote', text: said.content }
  return draft.state === 'approved' ? { did: 'approved' } : { did: 'edited', text: said.content }
}

/** What staff did not use is off the table; what they were not to see, they see now. */
async function withdrawAnswered(desk: Desk, draft: Draft, verdict: Verdict): Promise<void> {
  const { tx, house } = desk
  if (draft.state !== 'shadow' && draft.state !== 'pending') return
  const why = 'a teammate answered'
  const isRevealed = draft.blind !== null
  const shownAt = isRevealed ? { shownAt: house.now().toISOString() } : {}
  await tx.drafts.move(draft.id, ['shadow', 'pending'], 'withdrawn', { why, ...shownAt })
  if (isRevealed) await showInThreads(desk, draft.conversationId, revealed(draft, verdict), { draftId: draft.id })
  else if (draft.state === 'pending') await showDraft(desk, { ...draft, state: 'withdrawn', why })
}

function revealed({ text }: Draft, verdict: Verdict) {
  const said = !verdict.counts
    ? 'This is what Lummy would have said. It counts nowhere.'
    : verdict.err === 0
      ? 'Lummy would have been right. It would have said:'
      : 'Lummy would have said something else:'
  return noticeCard(said, { body: text })
}

/** Drafts of this conversation that the agent sent without a person. */
async function sentAlone({ tx }: Desk, { id }: Conversation): Promise<Set<string>> {
  const messages = counted(await tx.messages.list(id))
  return new Set(messages.flatMap(({ senderType, metadata }) => (senderType === 'ai' ? (metadata.draftId ?? []) : [])))
}

async function decideChecks(
  desk: Desk,
  conversation: Conversation,
  draft: Draft,
  outcome: { err: 0 | 1 | null; reason: string; by: string },
  alone: ReadonlySet<string>,
): Promise<void> {
  for (const answer of await desk.tx.auditedAnswers.byDraft(draft.id))
    if (answer.kind === 'before' && answer.decidedAt === null) await decideAudited(desk, answer, outcome)
  if (outcome.err === 1 && alone.has(draft.id)) await noteCorrection(desk, conversation.agentId, draft, outcome.by)
}

/**
 * Answers that their customer doubted: staff who say the same clear them, staff who say something else about the same
 * confirm the doubt. Other words decide nothing: then a teammate's click does.
 */
async function judgeSuspects(desk: Desk, conversation: Conversation, said: Message, row: Spoken): Promise<void> {
  const { tx } = desk
  const { replyTopic, topicNow } = topicsNow(desk, conversation)
  for (const answer of await tx.auditedAnswers.open({ agentId: conversation.agentId, limit: 1_000 })) {
    if (answer.kind !== 'suspect' || answer.conversationId !== conversation.id || answer.draftId === null) continue
    const draft = await tx.drafts.get(answer.draftId)
    if (draft?.topicId == null || draft.lessonId === null) continue
    const { text, lessonId } = draft
    const topicId = topicNow(draft.topicId)
    const verdict = judge({ text, topicId, lessonId }, { did: 'wrote', text: said.content }, replyTopic)
    if (!verdict.counts || verdict.reason === 'undecided') continue
    if (verdict.err === 1 && replyTopic(said.content) !== topicId) continue
    const { err, reason } = verdict
    if (await decideAudited(desk, answer, { err, reason, by: row.teammateId ?? 'system' }))
      await tx.drafts.judge(draft.id, { err, verdict: reason, saidId: said.id })
  }
}

/** What staff said is not to be learned: the drafts of its question count nowhere. */
export async function judgeNone(desk: Desk, drafts: Draft[], reason: string): Promise<void> {
  for (const { id } of drafts) {
    await desk.tx.evidence.decide(id, null, reason)
    await voidChecks(desk, id, reason)
  }
}
