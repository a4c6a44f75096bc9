import { createHash } from 'node:crypto'
import type { Desk } from '../answering/desk.ts'
import { knownFacts } from '../answering/facts.ts'
import { counted, questionBefore } from '../answering/question.ts'
import { showConversation, showDraft } from '../answering/show.ts'
import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { LearningEntry, Verdict } from '../domain/learning.ts'
import type { Delivery } from '../domain/outbound.ts'
import { judge, type StaffAction } from './judge.ts'

/**
 * What follows from words that reached the customer, in the transaction that says so: the conversation moves on, and what
 * a teammate said is learned. What was not sent teaches nothing. Returns the agent whose log grew.
 */
export async function afterSent(
  desk: Desk,
  conversation: Conversation,
  row: OutboxRow,
  delivery: Delivery,
): Promise<string | undefined> {
  const { tx, house } = desk
  const messages = await tx.messages.list(conversation.id)
  const said = messages.find((message) => message.id === row.messageId)
  const actor = row.teammateId ?? 'agent'
  const draft = row.draftId === null ? undefined : await tx.drafts.get(row.draftId)
  const fact = (type: 'sent' | 'first_answer' | 'lesson_learned', data: Record<string, unknown>) =>
    tx.events.add({ conversationId: conversation.id, type, actor, receiptId: draft?.receiptId ?? null, data })
  if (said !== undefined && said.metadata.platformId === undefined) {
    await tx.messages.setMetadata(said.id, { platformId: delivery.platformId })
  }
  await fact('sent', { outboxId: row.id })
  const isFirst = !counted(messages).some(
    (message) => message.senderType !== 'customer' && message.id !== row.messageId,
  )
  if (isFirst) await fact('first_answer', { afterMs: house.now().getTime() - Date.parse(conversation.createdAt) })
  const wroteSince =
    said !== undefined && counted(messages).some((m) => m.senderType === 'customer' && m.createdAt > said.createdAt)
  const hours = (await tx.business()).settings.takeOverHours
  await tx.conversations.update(conversation.id, {
    ...(wroteSince ? {} : { waitingSince: null }),
    ...(row.teammateId !== null && conversation.status === 'escalated' ? { status: 'active' as const } : {}),
    // A take-over lasts while its teammate keeps speaking.
    ...(row.teammateId !== null && conversation.humanUntil !== null
      ? { humanUntil: hoursFromNow(house.now(), hours) }
      : {}),
  })
  const learned =
    row.teammateId === null || said === undefined
      ? undefined
      : await learn(desk, conversation, row, said, messages, draft)
  if (learned !== undefined) await fact('lesson_learned', { lessonId: learned })
  await showConversation(desk, conversation.id)
  return learned === undefined ? undefined : conversation.agentId
}

async function learn(
  desk: Desk,
  conversation: Conversation,
  row: OutboxRow,
  said: Message,
  messages: Message[],
  draft: Draft | undefined,
): Promise<string | undefined> {
  const { tx } = desk
  const question = questionBefore(messages, said.id)
  const drafts =
    question === undefined
      ? []
      : (await tx.drafts.list(conversation.id)).filter((one) => one.messageId === question.last.id)
  const teaches = conversation.kind !== 'test' && row.payload.learn !== false
  if (!teaches || question === undefined) {
    for (const one of drafts)
      await tx.evidence.decide(one.id, null, conversation.kind === 'test' ? 'test' : 'not to be learned')
    return undefined
  }
  const verdicts = await judgeAll(desk, conversation, drafts, said, row)
  const wrong = verdicts.find(({ verdict }) => verdict.counts && verdict.err === 1)?.draft
  const approved = draft?.state === 'approved'
  // Our own words, approved or edited without touching a fact, are no second lesson: they raise the first one's standing.
  const fromDraft =
    draft !== undefined &&
    verdicts.some((one) => one.draft.id === draft.id && one.verdict.counts && one.verdict.err === 0)
  const corrects = typeof row.payload.corrects === 'string' ? lessonIdOf(row.payload.corrects) : undefined
  const supersedes = corrects ?? (draft !== undefined || answeredBefore(messages, said) ? wrong?.lessonId : undefined)
  const person = await tx.people.get(conversation.personId)
  const entry: LearningEntry = {
    type: 'pair',
    lessonId: lessonIdOf(row.id),
    question: question.text,
    context: question.context,
    reply: said.content,
    author: row.teammateId ?? '',
    conversationId: conversation.id,
    channel: conversation.channel,
    personId: conversation.personId,
    known: knownFacts(person, conversation),
    origin: 'live',
    ownWords: !(approved || fromDraft),
    ...(supersedes ? { supersedes } : {}),
  }
  await tx.learning.append(conversation.agentId, entry, { conversationId: conversation.id })
  desk.tell('lesson', entry.lessonId)
  return entry.lessonId
}

/** Gives every draft that answered this question its verdict; each counts once, in the log and in the evidence. */
async function judgeAll(
  desk: Desk,
  conversation: Conversation,
  drafts: Draft[],
  said: Message,
  row: OutboxRow,
): Promise<{ draft: Draft; verdict: Verdict }[]> {
  const { tx, house } = desk
  const judged: { draft: Draft; verdict: Verdict }[] = []
  for (const draft of drafts) {
    if (draft.lessonId === null || draft.topicId === null || draft.state === 'rejected') continue
    const verdict = judge(
      { text: draft.text, topicId: draft.topicId, lessonId: draft.lessonId },
      staffDid(draft, said, row),
      (reply) => house.learners.peek(tx.businessId, conversation.agentId)?.topicOfReply(reply),
    )
    judged.push({ draft, verdict })
    await tx.evidence.decide(draft.id, verdict.counts ? verdict.err : null, verdict.reason)
    if (draft.state === 'shadow' || draft.state === 'pending') {
      await tx.drafts.move(draft.id, ['shadow', 'pending'], 'withdrawn', { why: 'a teammate answered' })
      if (draft.state === 'pending') await showDraft(desk, { ...draft, state: 'withdrawn', why: 'a teammate answered' })
    }
    if (!verdict.counts) continue
    await tx.learning.append(
      conversation.agentId,
      {
        type: 'verdict',
        topicId: draft.topicId,
        lessonId: draft.lessonId,
        err: verdict.err,
        unchanged: verdict.unchanged,
        confidence: draft.confidence,
        signals: draft.signals,
      },
      { conversationId: conversation.id, confidence: draft.confidence },
    )
  }
  return judged
}

function staffDid(draft: Draft, said: Message, row: OutboxRow): StaffAction {
  if (row.draftId !== draft.id) return { did: 'wrote', text: said.content }
  return draft.state === 'approved' ? { did: 'approved' } : { did: 'edited', text: said.content }
}

/** The agent had answered this question on its own before the teammate spoke: their words correct it. */
function answeredBefore(messages: Message[], said: Message): boolean {
  const before = counted(messages).filter((message) => message.createdAt < said.createdAt)
  return before.at(-1)?.senderType === 'ai'
}

/** A lesson is named after the words it was learned from, so that learning twice is learning once. */
export function lessonIdOf(outboxId: string): string {
  const hex = createHash('sha256').update(`lesson/${outboxId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function hoursFromNow(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString()
}
