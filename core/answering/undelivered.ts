import type { OutboxRow } from '../domain/delivery.ts'
import type { Button } from '../domain/outbound.ts'
import { conversationLink, noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { otherChannelButton } from './other-places.ts'
import { notifyByMail, showConversation, showInThreads, tellTeammate } from './show.ts'

/**
 * Says that something did not, or may not have, reached the customer, and what can be pressed: in the thread where it was
 * written, by mail to a writer who wrote by mail, and by mail to everybody where staff have no chat.
 */
export async function sayNotDelivered(
  desk: Desk,
  row: OutboxRow,
  sentence: string,
  state: 'failed' | 'in_doubt',
): Promise<void> {
  if (row.conversationId === null) return
  const body = String(row.payload.text ?? '')
  const link = conversationLink(desk.house.publicUrl, row.conversationId)
  const again: Button = { action: 'send_again', label: state === 'failed' ? 'Retry' : 'Send again', target: row.id }
  const buttons: Button[] =
    state === 'failed'
      ? [again, ...(await otherChannelButton(desk, row))]
      : [again, { action: 'it_arrived', label: 'It arrived', target: row.id }]
  const card = noticeCard(sentence, { body, buttons, link })
  await showInThreads(desk, row.conversationId, card, { outboxId: row.id })
  await notifyByMail(desk, row.conversationId, card, { outboxId: row.id })
  await tellWriter(desk, row, row.conversationId, sentence, { body, buttons, link })
  await showConversation(desk, row.conversationId)
}

/** What was said not to have arrived, did: its card offers to send it no more. */
export async function sayDelivered(desk: Desk, row: OutboxRow): Promise<void> {
  if (row.conversationId === null) return
  const events = await desk.tx.events.list(row.conversationId)
  const wasSaid = events.some(
    ({ type, data }) => (type === 'failed' || type === 'in_doubt') && data.outboxId === row.id && !data.recipient,
  )
  if (wasSaid) await redraw(desk, row, 'Sent after all.')
}

/** Somebody sends it once more: until it is known what became of it, nobody else has to. */
export async function saySentAgain(desk: Desk, row: OutboxRow, by: string): Promise<void> {
  await redraw(desk, row, `${by} sends this once more.`)
}

async function redraw(desk: Desk, { id, conversationId, payload }: OutboxRow, sentence: string): Promise<void> {
  if (conversationId === null) return
  const card = noticeCard(sentence, { body: String(payload.text ?? '') })
  await showInThreads(desk, conversationId, card, { outboxId: id })
}

/** Says that one of several people did not get a mail that the customer did get. */
export async function sayNotReached(desk: Desk, row: OutboxRow, sentence: string): Promise<void> {
  if (row.conversationId === null) return
  const card = noticeCard(sentence)
  await showInThreads(desk, row.conversationId, card)
  await notifyByMail(desk, row.conversationId, card)
  await tellWriter(desk, row, row.conversationId, sentence, {})
}

/** Whoever wrote by mail reads it there; without a chat everybody is told by mail already. */
async function tellWriter(
  desk: Desk,
  row: OutboxRow,
  conversationId: string,
  sentence: string,
  options: Parameters<typeof noticeCard>[1],
): Promise<void> {
  const { roots, mail } = desk.surfaces
  if (row.payload.via !== 'mail' || row.teammateId === null || mail === undefined || roots.length === 0) return
  const writer = await desk.tx.teammates.get(row.teammateId)
  if (writer === undefined) return
  const place = { connector: 'email', account: mail.account, thread: writer.email, private: true }
  const to = { kind: 'email' as const, value: writer.email }
  await tellTeammate(desk, conversationId, place, to, sentence, options, { outboxId: row.id })
}
