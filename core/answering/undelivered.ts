import type { OutboxRow } from '../domain/delivery.ts'
import { conversationLink, noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { notifyByMail, showConversation, showInThreads } from './show.ts'

/** Says where staff work that something did not, or may not have, reached the customer, and what they can press. */
export async function sayNotDelivered(desk: Desk, row: OutboxRow, sentence: string): Promise<void> {
  if (row.conversationId === null) return
  const card = noticeCard(sentence, {
    body: String(row.payload.text ?? ''),
    buttons: [
      { action: 'send_again', label: 'Send again', target: row.id },
      { action: 'it_arrived', label: 'It arrived', target: row.id },
    ],
    link: conversationLink(desk.house.publicUrl, row.conversationId),
  })
  await showInThreads(desk, row.conversationId, card, { outboxId: row.id })
  await notifyByMail(desk, row.conversationId, card)
  await showConversation(desk, row.conversationId)
}
