import type {
  Conversation,
  ConversationEvent,
  ConversationEventType,
  ConversationPlace,
} from '../domain/conversation.ts'
import { isNowhere } from '../domain/nowhere.ts'
import { resolvedPatch } from '../domain/turn.ts'
import { noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { propose } from './propose.ts'
import { lastFromCustomer } from './question.ts'
import { showConversation, showInThreads } from './show.ts'

/** What is tried next in a test conversation. */
export type TestStep = 'approve' | 'undo' | 'again' | 'note' | 'done'

/** Where a test stands, by what happened in it. Pure. */
export function testStep(happened: readonly ConversationEventType[]): TestStep {
  const last = (...types: ConversationEventType[]) => happened.findLastIndex((type) => types.includes(type))
  if (last('sent') >= 0) return last('noted') >= 0 ? 'done' : 'note'
  const [approved, undone] = [last('draft_approved', 'draft_edited'), last('undone')]
  if (undone > approved) return 'again'
  return approved >= 0 ? 'undo' : 'approve'
}

/** One sentence for whoever tries it. */
export const testHints: Record<TestStep, string> = {
  approve:
    'This is a test: the customer is invented, and nothing leaves. First press *Approve* on the suggested answer.',
  undo: 'Approved. Everything waits a moment before it leaves, here for a minute: press *Undo*.',
  again: 'Stopped: nothing left. Now *Approve* it again, and let it go.',
  note: 'It has left, to nobody. Last step: write a reply in this thread and press *Keep as note*. Notes never reach a customer.',
  done: 'That is all: you approved, stopped, sent and kept a note. This test is over; nothing of it is counted or learned.',
}

/** What an invented customer asks, and what is proposed while nothing was learned that fits. */
export const testWords = {
  customer: 'Tessa Test',
  question: 'Hello, I would like to order two mugs as a present. Do you wrap gifts, and what does it cost?',
  answer: 'Hello Tessa, yes, we wrap gifts, and it costs nothing: tick the box when you order.',
}

/**
 * Says in a test conversation what to try next, each step once; proposes an answer where the agent had none, and ends the
 * test after its last step. Inside the write of what happened; does nothing elsewhere.
 */
export async function guide(desk: Desk, { id, kind }: Pick<Conversation, 'id' | 'kind'>): Promise<void> {
  if (kind !== 'test') return
  const { tx, house } = desk
  if (!isTestPlace(await tx.conversations.places(id))) return
  const conversation = await tx.conversations.get(id)
  if (conversation === undefined || conversation.status === 'resolved') return
  const step = stepOf(await tx.events.list(id))
  if (step === 'approve' && (await tx.drafts.pending(id)) === undefined) await proposeAnswer(desk, conversation)
  const key = `test/${step}`
  if ((await tx.outbox.list(id)).some(({ payload }) => payload.outboxId === key)) return
  await showInThreads(desk, id, noticeCard(testHints[step]), { outboxId: key })
  if (step !== 'done') return
  await tx.conversations.update(id, resolvedPatch('teammate', house.now().toISOString()))
  await tx.events.add({ conversationId: id, type: 'resolved', actor: 'system', receiptId: null, data: { by: 'test' } })
  await showConversation(desk, id)
}

/** The hint of a conversation as a page shows it; null where it is no test. */
export function hintFor(
  { kind, status }: Pick<Conversation, 'kind' | 'status'>,
  places: readonly ConversationPlace[],
  events: readonly ConversationEvent[],
): string | null {
  if (kind !== 'test' || !isTestPlace(places)) return null
  return testHints[status === 'resolved' ? 'done' : stepOf(events)]
}

function stepOf(events: readonly ConversationEvent[]): TestStep {
  // What the product says for itself is no step of theirs.
  return testStep(events.filter(({ type, actor }) => type !== 'sent' || actor !== 'agent').map(({ type }) => type))
}

function isTestPlace(places: readonly ConversationPlace[]): boolean {
  return places.some(({ role, place }) => role === 'customer' && isNowhere(place))
}

async function proposeAnswer(desk: Desk, conversation: Conversation): Promise<void> {
  const last = lastFromCustomer(await desk.tx.messages.list(conversation.id))
  if (last === undefined) return
  await propose(desk, conversation, {
    ...{ text: testWords.answer, unfilled: [], lessonId: null, messageId: last.id, actor: 'system', sources: [] },
    ...{ why: 'an invented answer for the test', withdrawn: 'replaced for the test' },
  })
}
