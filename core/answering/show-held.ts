import type { OutboxRow } from '../domain/delivery.ts'
import type { Attachment } from '../domain/file.ts'
import type { Button } from '../domain/outbound.ts'
import { clockTime } from '../domain/when.ts'
import { heldCard, noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { notifyByMail, showInThreads } from './show.ts'

/** Windows shorter than this are over before anybody can answer a mail. */
const mailWindowMs = 20_000

/** Says that an answer is on its way, or when it goes out after what, with *Undo*; by mail where staff have no chat. */
export async function showHeld(desk: Desk, row: OutboxRow, by: string, waitsFor?: string): Promise<void> {
  if (row.conversationId === null) return
  const filesNote = desk.house.messenger.filesNote(row.place, (row.payload.attachments ?? []) as Attachment[])
  const card = heldCard(row, by, await clockOf(desk), { filesNote, waitsFor })
  await showInThreads(desk, row.conversationId, card, { outboxId: row.id })
  const heldMs = Date.parse(row.notBefore) - Date.parse(row.createdAt)
  if (heldMs >= mailWindowMs) await notifyByMail(desk, row.conversationId, card, { heldId: row.id }, row.teammateId)
}

/** Says on its card that an answer was stopped and why; what a teammate had planned for later can still be sent. */
export async function showStopped(desk: Desk, row: OutboxRow, why: string): Promise<void> {
  if (row.conversationId === null) return
  const isPlanned = row.teammateId !== null && row.payload.sendAt !== undefined
  const buttons: Button[] = isPlanned ? [{ action: 'send_now', label: 'Send now', target: row.id }] : []
  const card = noticeCard(isPlanned ? `Held back: ${why}.` : `Not sent: ${why}.`, { body: wordsOf(row), buttons })
  await showInThreads(desk, row.conversationId, card, { outboxId: row.id })
  if (isPlanned) await notifyByMail(desk, row.conversationId, card, { heldId: row.id }, row.teammateId)
  desk.tell('outbox', row.id)
}

/** Says, where somebody has just answered or stepped in, that an answer planned for later still goes out. */
export async function showStillPlanned(desk: Desk, row: OutboxRow, happened: string): Promise<void> {
  if (row.conversationId === null) return
  const clock = await clockOf(desk)
  const planner = row.teammateId === null ? undefined : await desk.tx.teammates.get(row.teammateId)
  const title = `${happened}; what ${planner?.name ?? 'a teammate'} planned still goes out ${clock(row.notBefore)}.`
  const buttons: Button[] = [
    { action: 'send_now', label: 'Send now', target: row.id },
    { action: 'undo', label: 'Undo', target: row.id },
  ]
  await showInThreads(desk, row.conversationId, noticeCard(title, { body: wordsOf(row), buttons }))
}

async function clockOf({ tx, house }: Desk): Promise<(at: string) => string> {
  const { settings } = await tx.business()
  return (at) => clockTime(at, settings.zone, house.now())
}

function wordsOf(row: OutboxRow): string {
  return String(row.payload.text ?? '')
}
