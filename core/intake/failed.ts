import type { Desk } from '../answering/desk.ts'
import { bounceWords, mailHandle } from '../answering/mail-reach.ts'
import { noteOptOut } from '../answering/opt-out.ts'
import { lastFromCustomer } from '../answering/question.ts'
import { sayNotDelivered, sayNotReached } from '../answering/undelivered.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { DeliveryEvent } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import { waitingFor } from '../domain/turn.ts'
import type { Scope } from '../store/store.ts'
import { factOf, type SaidRow } from './delivery-fact.ts'

/** It did not arrive after all: the customer waits again, staff are told, and its address is marked where mail came back. */
export async function noteFailed(desk: Desk, row: SaidRow, event: DeliveryEvent): Promise<void> {
  const { tx } = desk
  const why = event.reason ?? 'the platform could not deliver it'
  await markAddress(desk, row, event)
  if (isCopy(row, event)) {
    await tx.events.add({ ...factOf(row, event), type: 'failed' })
    // The customer has it: sent again, they would have it twice.
    return sayNotReached(desk, row, `${event.recipient} did not get this: ${why}.`)
  }
  if (!(await tx.outbox.move(row.id, ['sending', 'sent', 'in_doubt'], 'failed', { error: why }))) return
  await tx.events.add({ ...factOf(row, event), type: 'failed' })
  await waitsAgain(tx, row.conversationId)
  await sayNotDelivered(desk, row, `This did not reach the customer: ${why}.`, 'failed')
}

async function markAddress(
  desk: Desk,
  row: SaidRow,
  { bounce, recipient, reason, at, isOptedOut }: DeliveryEvent,
): Promise<void> {
  const { tx, house } = desk
  const mail = row.payload.mail as MailEnvelope | undefined
  const isOurs = recipient !== undefined && mail !== undefined && [...mail.to, ...mail.cc].includes(recipient)
  if (isOptedOut) {
    const stopped = isOurs ? mailHandle(recipient) : house.messenger.describe(row.place).recipient
    await noteOptOut(desk, row.conversationId, stopped, isOurs ? 'unsubscribe' : 'STOP')
  }
  if (bounce === undefined || !isOurs) return
  // They wrote since: whatever came back then, mail reaches them now.
  const messages = await tx.messages.list(row.conversationId)
  const hasWritten = messages.some(
    ({ senderType, metadata, createdAt }) =>
      senderType === 'customer' && metadata.mail?.from === recipient && createdAt > at,
  )
  if (!hasWritten)
    await tx.bounces.set(mailHandle(recipient), { at, isHard: bounce === 'hard', why: bounceWords(reason ?? '') })
}

/** It failed for somebody in Cc, or for one of several in To: the others got it. */
function isCopy(row: OutboxRow, { recipient }: DeliveryEvent): boolean {
  const mail = row.payload.mail as MailEnvelope | undefined
  const address = recipient?.toLowerCase()
  if (mail === undefined || address === undefined) return false
  return mail.cc.includes(address) || (mail.to.includes(address) && mail.to.length > 1)
}

/** What counted as answered was not: the customer waits since they wrote last. */
async function waitsAgain(tx: Scope, conversationId: string): Promise<void> {
  const { waitingSince, kind } = await tx.conversations.lock(conversationId)
  const since = waitingSince ?? lastFromCustomer(await tx.messages.list(conversationId))?.createdAt ?? null
  const waits = { status: 'escalated' as const, waitingSince: since }
  await tx.conversations.update(conversationId, { ...waits, waitingFor: waitingFor({ ...waits, kind }) })
}
