import { atDesk, type Desk } from '../answering/desk.ts'
import { openQuestion } from '../answering/question.ts'
import { queueAnswer } from '../answering/queue.ts'
import { isTextable, textPlace } from '../answering/text-place.ts'
import type { Call, CallStep } from '../domain/call.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { House } from '../house.ts'
import { understand } from '../understanding/understand.ts'
import { hasPerson, hasUnsaid, resume, sayDue } from './resume.ts'
import { sayRest } from './say-rest.ts'
import { sayer } from './sentence.ts'
import { stillWaitsFor } from './still-waits-for.ts'
import type { Streamed } from './streamed.ts'
import { toPerson } from './to-person.ts'

/** What the caller's words were taken for. */
export type Heard =
  /** A question: it has been thought about. */
  | 'asked'
  /** Yes or no to what they were asked. */
  | 'yes'
  | 'no'
  /** For staff: nobody else answers. */
  | 'left'

/** How often words that are neither the code nor anything that can be answered are let pass while a code is waited for. */
const mostAside = 2

/** What a call does after words of the caller, which are stored and, where they ask something, thought about. */
export async function afterWords(
  house: House,
  businessId: string,
  call: Call,
  heard: Heard,
  stream?: Streamed,
): Promise<CallStep> {
  const said = heard === 'asked' ? await sayDue(house, businessId, call) : 0
  const isWhole = heard !== 'asked' || stream === undefined || (await sayRest(house, businessId, call, stream))
  return atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const conversation = await tx.conversations.lock(call.conversationId)
    const now = (await tx.calls.byPlace(call.place)) ?? call
    if (call.unclear > 0) await tx.calls.update(call.id, { unclear: 0 })
    if (heard === 'yes' || heard === 'no') return afterReply(desk, now, conversation, heard)
    if (heard === 'left' || now.state !== 'live') return resume(desk, now, conversation)
    if (said > 0 && !isWhole)
      return toPerson(desk, now, conversation, 'What the model went on to write could not be said.')
    if (said > 0) return afterAnswer(desk, now)
    if (hasPerson(desk, conversation)) return resume(desk, now, conversation)
    const question = openQuestion(await tx.messages.list(conversation.id))
    // They thanked; or the answer is still to be said.
    if (question === undefined)
      return (await hasUnsaid(desk, now)) ? resume(desk, now, conversation) : anythingElse(desk, now)
    // They look for the code in their mail, or said it so that nobody could tell.
    if (!understand(question.text, question.context).asksForPerson) {
      const waiting = await stillWaitsFor(desk, call, mostAside)
      if (waiting !== undefined) return waiting
    }
    const draft = (await tx.drafts.list(conversation.id)).findLast(({ messageId }) => messageId === question.last.id)
    const receipt = draft && (await tx.receipts.get(draft.receiptId))
    if (draft?.state === 'pending' && receipt?.action === 'draft' && desk.surfaces.roots.length > 0)
      return resume(desk, now, conversation)
    return toPerson(desk, now, conversation, receipt?.reasons[0] ?? 'There was no answer that could be said.')
  })
}

/** An answer was said; where it was only its beginning, the whole is offered as a text. */
async function afterAnswer(desk: Desk, call: Call): Promise<CallStep> {
  const { tx, house } = desk
  const rows = await tx.outbox.list(call.conversationId)
  const last = rows.findLast(({ audience, state }) => audience === 'customer' && state === 'sent')
  // An answer that was said sentence by sentence is several rows of one message.
  const whole = rows.findLast(({ messageId, payload }) => messageId === last?.messageId && payload.whole !== undefined)
  const rest = typeof whole?.payload.whole === 'string' ? whole.payload.whole : null
  const isOffered = rest !== null && isTextable(desk, call)
  const asked = isOffered ? { asked: 'text' as const, rest } : { asked: null, rest: null }
  if (asked.asked !== call.asked || asked.rest !== call.rest) await tx.calls.update(call.id, asked)
  if (!isOffered) return { say: [], next: { kind: 'listen' } }
  const { say } = await sayer(house, tx, call)
  return { say: [say('callOfferText')], next: { kind: 'listen' } }
}

/** They answered what they were asked. */
export async function afterReply(
  desk: Desk,
  call: Call,
  conversation: Conversation,
  reply: 'yes' | 'no',
): Promise<CallStep> {
  const { tx, house } = desk
  const { say } = await sayer(house, tx, call)
  const { asked, rest } = call
  await tx.calls.update(call.id, { asked: null, rest: null, unclear: 0 })
  if (asked === 'more') {
    if (reply === 'yes') return { say: [say('callGoAhead')], next: { kind: 'listen' } }
    return { say: [say('callBye')], next: { kind: 'hang up' } }
  }
  if (asked === 'text' && reply === 'yes' && rest !== null && (await text(desk, call, conversation, rest))) {
    await tx.calls.update(call.id, { asked: 'more' })
    return { say: [say('callTexted'), say('callMore')], next: { kind: 'listen' } }
  }
  return anythingElse(desk, call)
}

/** They thanked, or want nothing more of it. */
export async function anythingElse(desk: Desk, call: Call): Promise<CallStep> {
  const { say } = await sayer(desk.house, desk.tx, call)
  await desk.tx.calls.update(call.id, { asked: 'more', rest: null })
  return { say: [say('callMore')], next: { kind: 'listen' } }
}

/** The whole answer, as a text to the number that the call came from; false where there is none. */
async function text(desk: Desk, call: Call, conversation: Conversation, words: string): Promise<boolean> {
  const place = await textPlace(desk, call)
  if (place === undefined) return false
  const { settings } = await desk.tx.business()
  await queueAnswer(desk, conversation, {
    ...{ text: words, draftId: undefined, teammate: undefined, disclosure: null, undoMs: settings.undoMs },
    // What was said in the call is the answer: this is the same once more.
    ...{ isSystem: true, place },
  })
  return true
}
