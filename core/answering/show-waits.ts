import type { OutboxRow } from '../domain/delivery.ts'
import { clockTime } from '../domain/when.ts'
import { noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { notifyByMail, showInThreads } from './show.ts'

/** A wait that is over sooner is nobody's concern, ms. */
const longMs = 60_000

/** Says once, on its card or by mail, that an answer waits for long or for somebody's doing, and why. */
export async function showWaits(desk: Desk, outboxId: string): Promise<void> {
  const { tx, house } = desk
  const row = await tx.outbox.get(outboxId)
  if (row === undefined || row.audience === 'staff' || row.conversationId === null) return
  desk.tell('conversation', row.conversationId)
  const isLong = Date.parse(row.notBefore) - house.now().getTime() >= longMs
  if (row.waitsFor === null || row.payload.saidWaits === row.waitsFor) return
  if (row.waitsFor === 'slow' && !isLong) return
  const { settings } = await tx.business()
  const when =
    row.waitsFor === 'slow'
      ? `it goes out ${clockTime(row.notBefore, settings.zone, house.now())}`
      : 'it goes out by itself once that is done'
  const body = String(row.payload.text ?? '')
  const undo = { action: 'undo' as const, label: 'Undo', target: row.id }
  const card = noticeCard(`Not sent yet: ${row.error}; ${when}.`, { body, buttons: [undo] })
  await tx.outbox.move(row.id, [row.state], row.state, { payload: { ...row.payload, saidWaits: row.waitsFor } })
  await showInThreads(desk, row.conversationId, card, { outboxId: row.id })
  await notifyByMail(desk, row.conversationId, card, { heldId: row.id })
}

/** What was said to wait has gone. */
export async function showGone(desk: Desk, { id, conversationId, payload }: OutboxRow): Promise<void> {
  if (conversationId === null || payload.saidWaits === undefined) return
  await showInThreads(desk, conversationId, noticeCard('Sent.', { body: String(payload.text ?? '') }), { outboxId: id })
}
