import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { atDesk, type Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { queueAnswer, teammateSpoke, type Words } from './queue.ts'
import { showConversation, showHeld } from './show.ts'

/** Sends a teammate's own words to the customer, after the undo window. */
export function reply(
  house: House,
  by: By,
  conversationId: string,
  input: { text: string; learn?: boolean },
): Promise<OutboxRow> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
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
  input: Pick<Words, 'text' | 'learn' | 'corrects' | 'writtenId' | 'isMarked'>,
): Promise<OutboxRow> {
  if (input.text.trim() === '') throw new Refused(422, 'There is nothing to send.')
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

/** Takes, releases, resolves or reopens a conversation. While a person has it, the agent is silent. */
export function act(
  house: House,
  by: By,
  conversationId: string,
  action: 'take' | 'release' | 'resolve' | 'reopen',
): Promise<void> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
    const { tx } = desk
    const { settings } = await tx.business()
    const until = new Date(house.now().getTime() + settings.takeOverHours * 3_600_000).toISOString()
    const change = {
      take: { patch: { assigneeId: by.teammate.id, humanUntil: until }, type: 'taken' },
      release: { patch: { assigneeId: null, humanUntil: null }, type: 'released' },
      resolve: {
        patch: { status: 'resolved', waitingSince: null, assigneeId: null, humanUntil: null },
        type: 'resolved',
      },
      reopen: { patch: { status: 'active' }, type: 'reopened' },
    } as const
    const { patch, type } = change[action]
    await tx.conversations.update(conversation.id, patch)
    await tx.events.add({ conversationId: conversation.id, type, actor: by.teammate.id, receiptId: null, data: {} })
    if (action === 'take' || action === 'resolve') await teammateSpoke(desk, conversation, by.teammate)
    await showConversation(desk, conversation.id)
  })
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
    return work(desk, await desk.tx.conversations.lock(conversationId))
  })
}
