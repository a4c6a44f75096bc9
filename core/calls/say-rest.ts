import { amountsIn } from '../answering/alone.ts'
import { deliver } from '../answering/deliver.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { ungrounded } from '../answering/grounding.ts'
import { recordUse } from '../answering/model-use.ts'
import { isPersonal } from '../answering/personal.ts'
import { showDraft } from '../answering/show-draft.ts'
import type { Call } from '../domain/call.ts'
import type { Draft, Message, Receipt } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { House } from '../house.ts'
import { gatesOf } from '../routing/gates.ts'
import type { Situation } from '../routing/situation.ts'
import { linkPattern, mostSentences } from './spoken.ts'
import type { Streamed } from './streamed.ts'

/** The gates that look at words; the others looked at the question, and it is the same. */
const wordGates = new Set(['grounding', 'amount', 'recipients', 'sender'])

/**
 * Says what a model writes after its first sentence, each sentence behind the same gates, as a row of its own: committed
 * before it is said, never said twice. Where one may not be said, the answer ends before it. Returns false then.
 */
export async function sayRest(house: House, businessId: string, call: Call, stream: Streamed): Promise<boolean> {
  const scope = house.store.of(businessId)
  const draft = (await scope.drafts.list(call.conversationId)).at(-1)
  const receipt = draft && (await scope.receipts.get(draft.receiptId))
  if (draft === undefined || receipt === undefined) return true
  const spoken = receipt.action === 'answer'
  const rows = await scope.outbox.list(call.conversationId)
  const first = spoken
    ? rows.findLast(({ draftId, audience }) => audience === 'customer' && draftId === draft.id)
    : undefined
  const sentences = [draft.text]
  let said = 1
  let isAllowed = true
  for await (const sentence of stream.rest()) {
    isAllowed = !spoken || (await maySay(house, businessId, receipt, call, sentence))
    if (!isAllowed) break
    sentences.push(sentence)
    if (first === undefined || said >= mostSentences || linkPattern.test(sentence)) continue
    said += 1
    await say(house, businessId, first, sentence)
  }
  await atDesk(house, businessId, async (desk) => {
    const usage = stream.usage()
    if (usage !== undefined) await recordUse(desk, call.conversationId, receipt.id, [{ model: draft.writer, ...usage }])
    await keepWhole(desk, draft, first, sentences.join(' '), said < sentences.length)
  })
  return isAllowed
}

/** The same gates as for the whole, over this sentence. */
async function maySay(
  house: House,
  businessId: string,
  receipt: Receipt,
  call: Call,
  sentence: string,
): Promise<boolean> {
  const scope = house.store.of(businessId)
  const { situation } = receipt.inputs as { situation?: Situation }
  if (situation === undefined) return false
  const { engine } = await house.learners.current(
    businessId,
    (await scope.conversations.get(call.conversationId))?.agentId,
  )
  const replies = receipt.lessons.flatMap(({ lessonId }) => engine.lesson(lessonId)?.reply ?? [])
  const words = (await scope.messages.list(call.conversationId)).map(({ content }: Message) => content)
  const gates = gatesOf({
    ...situation,
    prediction: { candidates: [], confidence: 1 } as unknown as Situation['prediction'],
    ungrounded: ungrounded(sentence, replies, words),
    amounts: amountsIn(sentence),
    isPersonal: isPersonal({ text: sentence, filled: [], templates: replies, known: [] }),
  })
  return gates.every(({ name, passed }) => passed || !wordGates.has(name))
}

async function say(house: House, businessId: string, first: OutboxRow, sentence: string): Promise<void> {
  const id = await atDesk(house, businessId, async (desk) => {
    const { conversationId, audience, place, cancelIf, messageId, draftId, teammateId } = first
    const added = await desk.tx.outbox.add({
      ...{ id: crypto.randomUUID(), conversationId, audience, place, cancelIf, messageId, draftId, teammateId },
      payload: { ...first.payload, text: sentence },
      state: 'held',
      notBefore: desk.house.now().toISOString(),
    })
    return added.id
  })
  await deliver(house, businessId, id)
}

/** Conversation, draft and offer hold the whole answer; of a draft for staff, its card too. */
async function keepWhole(
  desk: Desk,
  draft: Draft,
  first: OutboxRow | undefined,
  text: string,
  isMore: boolean,
): Promise<void> {
  const { tx } = desk
  if (text === draft.text) return
  const changed = await tx.drafts.move(draft.id, [draft.state], draft.state, { text })
  if (changed && draft.state === 'pending') await showDraft(desk, { ...draft, text }, undefined, { isUpdate: true })
  if (first?.messageId == null) return
  await tx.messages.setContent(first.messageId, text, {})
  if (isMore) await tx.outbox.move(first.id, ['sent'], 'sent', { payload: { ...first.payload, whole: text } })
  desk.tell('conversation', draft.conversationId)
}
