import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import { noticeCard } from './cards.ts'
import { withConversation } from './conversations.ts'
import { guide } from './guide.ts'
import { showInThreads } from './show.ts'

/** Keeps words beside a conversation, for colleagues alone: they never reach the customer, teach nothing and stop nothing. */
export async function writeNote(house: House, by: By, conversationId: string, text: string): Promise<void> {
  const words = text.trim()
  if (words === '') throw new Refused(422, 'There is nothing to keep.')
  await withConversation(house, by, conversationId, async (desk, conversation) => {
    await desk.tx.events.add({
      ...{ conversationId: conversation.id, type: 'noted', actor: by.teammate.id, receiptId: null },
      data: { text: words },
    })
    await showInThreads(desk, conversation.id, noticeCard(`Note by ${by.teammate.name}`, { body: words }))
    desk.tell('conversation', conversation.id)
    await guide(desk, conversation)
  })
}
