import type { Desk } from '../answering/desk.ts'
import { knownFacts, participantFacts } from '../answering/facts.ts'
import { guide } from '../answering/guide.ts'
import { counted, questionBefore, waits } from '../answering/question.ts'
import { showConversation } from '../answering/show.ts'
import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { teaches } from '../domain/kind.ts'
import type { LearningEntry } from '../domain/learning.ts'
import type { Delivery } from '../domain/outbound.ts'
import { waitingFor } from '../domain/turn.ts'
import { takenBack, withoutApology } from './afterthought.ts'
import { judgeAll, judgeNone } from './judged.ts'
import { learnVerdict } from './learn-verdict.ts'
import { lessonIdOf } from './lesson-id.ts'
import { offerCorrections } from './offer-corrections.ts'

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
  // What the product says for itself answers nothing and teaches nothing.
  if (row.payload.isSystem === true) {
    await showConversation(desk, conversation.id)
    return undefined
  }
  const isFirst = !counted(messages).some(
    (message) => message.senderType !== 'customer' && message.id !== row.messageId,
  )
  if (isFirst) await fact('first_answer', { afterMs: house.now().getTime() - Date.parse(conversation.createdAt) })
  const later = said === undefined ? [] : counted(messages).filter(({ createdAt }) => createdAt > said.createdAt)
  const waitingSince = later.find(waits)?.createdAt ?? null
  const isHandled = row.teammateId !== null && conversation.status === 'escalated'
  const hours = (await tx.business()).settings.takeOverHours
  await tx.conversations.update(conversation.id, {
    waitingSince,
    waitingFor: waitingFor({ ...conversation, waitingSince }),
    ...(conversation.answeredAt === null ? { answeredAt: house.now().toISOString() } : {}),
    ...(isHandled ? { status: 'active' as const } : {}),
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
  await guide(desk, conversation)
  return learned === undefined ? undefined : conversation.agentId
}

/**
 * What a teammate's reply teaches: a verdict on every draft of its question, and a lesson. Returns the lesson's id. `at` is
 * for what was said in the past.
 */
export async function learn(
  desk: Desk,
  conversation: Conversation,
  row: Pick<OutboxRow, 'id' | 'payload' | 'teammateId' | 'draftId'> & { createdAt?: string },
  said: Message,
  messages: Message[],
  draft: Draft | undefined,
  at?: string,
): Promise<string | undefined> {
  const { tx } = desk
  const asked = questionBefore(messages, said.id)
  const taken = asked === undefined ? await takenBack(desk, messages, said) : undefined
  const question = asked ?? taken?.question
  // What was taken back had its verdict when it was sent.
  const drafts =
    asked === undefined ? [] : (await tx.drafts.list(conversation.id)).filter((one) => one.messageId === asked.last.id)
  const isTaught =
    teaches(conversation) &&
    row.payload.learn !== false &&
    conversation.erasedAt === undefined &&
    !said.metadata.erasedAt
  if (!isTaught || question === undefined) {
    await judgeNone(desk, drafts, teaches(conversation) ? 'not to be learned' : conversation.kind)
    return undefined
  }
  const verdicts = await judgeAll(desk, conversation, drafts, said, row, at)
  const wrong = verdicts.find(({ verdict }) => verdict.counts && verdict.err === 1)?.draft
  const approved = draft?.state === 'approved'
  // Our own words, approved or edited without touching a fact, are no second lesson: they raise the first one's standing.
  const fromDraft =
    draft !== undefined &&
    verdicts.some((one) => one.draft.id === draft.id && one.verdict.counts && one.verdict.err === 0)
  const corrects = typeof row.payload.corrects === 'string' ? lessonIdOf(row.payload.corrects) : undefined
  const rejected = await rejectedBefore(desk, conversation, messages, said)
  const supersedes =
    corrects ??
    taken?.lessonId ??
    rejected?.lessonId ??
    (draft !== undefined || answeredBefore(messages, said) ? wrong?.lessonId : undefined)
  const person = await tx.people.get(conversation.personId)
  const entry: LearningEntry = {
    type: 'pair',
    lessonId: lessonIdOf(row.id),
    question: question.text,
    context: question.context,
    reply: supersedes === undefined ? said.content : withoutApology(said.content),
    author: row.teammateId ?? '',
    ...(said.metadata.authorName === undefined ? {} : { authorName: said.metadata.authorName }),
    conversationId: conversation.id,
    channel: conversation.channel,
    personId: conversation.personId,
    // Who asked may be a participant of the mail thread: their name becomes a slot, too.
    known: [...knownFacts(person, conversation), ...participantFacts(person, conversation, question.last)],
    origin: 'live',
    ownWords: !(approved || fromDraft),
    ...((approved || fromDraft) && draft?.lessonId ? { confirms: draft.lessonId } : {}),
    ...(draft === undefined ? {} : { fromDraft: true }),
    ...(supersedes ? { supersedes } : {}),
  }
  await tx.learning.append(conversation.agentId, entry, { conversationId: conversation.id, ...(at && { at }) })
  desk.tell('lesson', entry.lessonId)
  if (supersedes) await offerCorrections(desk, conversation, { lessonId: supersedes, by: entry.lessonId })
  return entry.lessonId
}

/** A draft that was rejected as wrong counts against the lesson that it came from; any other reason says nothing of it. */
export async function learnRejection(desk: Desk, conversation: Conversation, draft: Draft): Promise<void> {
  if (draft.state === 'rejected' && isWrong(draft))
    await learnVerdict(desk, conversation, draft, { err: 1, unchanged: false })
}

function isWrong({ why }: Pick<Draft, 'why'>): boolean {
  return why === 'wrong facts' || why === 'wrong topic'
}

/** The draft of this question that was rejected as wrong: the first answer after it is the right one. */
async function rejectedBefore(
  { tx }: Desk,
  conversation: Conversation,
  messages: Message[],
  said: Message,
): Promise<Draft | undefined> {
  const before = counted(messages).findLast(
    ({ id, senderType, createdAt }) => senderType !== 'customer' && id !== said.id && createdAt <= said.createdAt,
  )
  const drafts = await tx.drafts.list(conversation.id)
  const last = drafts.findLast(({ lessonId, createdAt }) => lessonId !== null && createdAt <= said.createdAt)
  const isRejected = last?.state === 'rejected' && isWrong(last)
  return isRejected && (before === undefined || before.createdAt < last.createdAt) ? last : undefined
}

/** The agent had answered this question on its own before the teammate spoke: their words correct it. */
function answeredBefore(messages: Message[], said: Message): boolean {
  const before = counted(messages).filter((message) => message.createdAt < said.createdAt)
  return before.at(-1)?.senderType === 'ai'
}

function hoursFromNow(now: Date, hours: number): string {
  return new Date(now.getTime() + hours * 3_600_000).toISOString()
}
