import { atDesk } from '../answering/desk.ts'
import { mailHandle } from '../answering/mail-reach.ts'
import { readUnsubscribeToken } from '../answering/unsubscribe-link.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { DeliveryEvent } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import { takeAwayConsent } from './no-more.ts'

/** Obeys whoever pressed it; false when we did not make the link, or what it was about is gone. Safe to call twice. */
export async function unsubscribe(house: House, token: string): Promise<boolean> {
  const row = await mailOf(house, token)
  const [recipient] = (row?.payload.mail as MailEnvelope | undefined)?.to ?? []
  if (row === undefined || recipient === undefined || row.conversationId === null) return false
  const { businessId, conversationId } = row
  const at = house.now().toISOString()
  await atDesk(house, businessId, async (desk) => {
    await desk.tx.conversations.lock(conversationId)
    if (!(await desk.tx.optOuts.set(mailHandle(recipient), at))) return
    const event: DeliveryEvent = {
      type: 'delivery',
      id: row.id,
      place: row.place,
      at,
      state: 'unsubscribed',
      recipient,
    }
    await takeAwayConsent(desk, { ...row, conversationId }, event, 'unsubscribed')
  })
  return true
}

/** Whether such a link is ours, for the page that asks before anything is done. */
export async function isUnsubscribeLink(house: House, token: string): Promise<boolean> {
  return (await mailOf(house, token)) !== undefined
}

async function mailOf(house: House, text: string): Promise<(OutboxRow & { businessId: string }) | undefined> {
  const link = readUnsubscribeToken(house.keys, text)
  const row = link && (await house.store.of(link.businessId).outbox.get(link.outboxId))
  return row && link ? { ...row, businessId: link.businessId } : undefined
}
