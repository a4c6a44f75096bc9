import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { atDesk, type Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { refuseIfAnswered } from './first.ts'
import { queueAnswer, teammateSpoke, type Words } from './queue.ts'
import type { Sending } from './sending.ts'
import { showConversation } from './show.ts'
import { showHeld } from './show-held.ts'
import { refuseErased, refuseShut } from './shut.ts'

/** Sends a teammate's own words to the customer, after the undo window. */
export function reply(
  house: House,
  by: By,
  conversationId: string,
  input: { text: string } & Sending,
): Promise<OutboxRow> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
    if (input.seenAnswers !== undefined)
      await refuseIfAnswered(desk.tx, conversationId, input.seenAnswers, by.teammate.id)
    const row = await replyInside(desk, by, conversation, input)
    await showHeld(desk, row, by.teammate.name)
    return row
  })
}

/** The same inside a write that already holds the conversation's lock. */
export async function replyInside(
  desk: Desk,
  by: By,
  conversation: Conversation,
  input: Omit<Words, 'draftId' | 'teammate' | 'disclosure' | 'undoMs'>,
): Promise<OutboxRow> {
  refuseShut(conversation)
  if (input.text.trim() === '' && !input.attachments?.length) throw new Refused(422, 'There is nothing to send.')
  const { settings } = await desk.tx.business()
  await teammateSpoke(desk, conversation, by.teammate)
  const row = await queueAnswer(desk, conversation, {
    ...input,
    draftId: undefined,
    teammate: by.teammate,
    disclosure: null,
    undoMs: settings.undoMs,
  })
  await showConversation(desk, conversation.id)
  return row
}

/** Runs a write under the conversation's lock, with the engine caught up before it. */
export async function withConversation<T>(
  house: House,
  by: By,
  conversationId: string,
  work: (desk: Desk, conversation: Conversation) => Promise<T>,
): Promise<T> {
  if ((await house.store.of(by.businessId).conversations.get(conversationId)) === undefined) {
    throw new Refused(404, 'This conversation does not exist.')
  }
  await house.learners.current(by.businessId)
  return atDesk(house, by.businessId, async (desk) => {
    await by.settle?.(desk.tx)
    const conversation = await desk.tx.conversations.lock(conversationId)
    refuseErased(conversation)
    return work(desk, conversation)
  })
}
