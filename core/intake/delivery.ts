import { settleSent } from '../answering/deliver.ts'
import { atDesk } from '../answering/desk.ts'
import { noteOptOut } from '../answering/opt-out.ts'
import { lastFromCustomer } from '../answering/question.ts'
import { sayNotDelivered, sayNotReached } from '../answering/undelivered.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { DeliveryEvent, Outcome } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import { waitingFor } from '../domain/turn.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { Turn } from './turn.ts'

/** The platform's own word settles what was in doubt, and tells when something sent did not arrive after all. */
export async function handleDelivery(house: House, turn: Turn, event: DeliveryEvent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const { connector, account } = event.place
  const row =
    (event.outboxId === undefined || !isUuid(event.outboxId) ? undefined : await scope.outbox.get(event.outboxId)) ??
    (event.platformId === undefined ? undefined : await scope.outbox.byPlatformId(connector, account, event.platformId))
  const seqs = turn.rows.map(({ seq }) => seq)
  if (row === undefined) {
    await scope.inbox.markHandled(seqs, 'about nothing of ours')
    return { kind: 'done' }
  }
  if (event.state !== 'failed') {
    await settleSent(house, turn.businessId, row, {
      platformId: event.platformId ?? row.platformId ?? row.id,
      ...(event.place.thread === '' ? {} : { thread: event.place.thread }),
    })
  }
  await atDesk(house, turn.businessId, async (desk) => {
    await desk.tx.leases.check(turn.lane, turn.fence)
    await desk.tx.inbox.markHandled(seqs, event.state)
    if (
      row.conversationId === null ||
      row.audience === 'staff' ||
      event.state === 'sent' ||
      row.payload.answersWord === true
    )
      return
    const fact = {
      conversationId: row.conversationId,
      actor: 'system',
      receiptId: null,
      data: { outboxId: row.id, why: event.reason ?? '', ...(event.recipient ? { recipient: event.recipient } : {}) },
    }
    if (event.state === 'delivered') return desk.tx.events.add({ ...fact, type: 'delivered' })
    const why = event.reason ?? 'the platform could not deliver it'
    if (isCopy(row, event)) {
      await desk.tx.events.add({ ...fact, type: 'failed' })
      // The customer has it: sent again, they would have it twice.
      return sayNotReached(desk, row, `${event.recipient} did not get this: ${why}.`)
    }
    if (!(await desk.tx.outbox.move(row.id, ['sending', 'sent', 'in_doubt'], 'failed', { error: why }))) return
    if (event.isOptedOut) await noteOptOut(desk, row.conversationId, row.place)
    await desk.tx.events.add({ ...fact, type: 'failed' })
    await waitsAgain(desk.tx, row.conversationId)
    await sayNotDelivered(desk, row, `This did not reach the customer: ${why}.`, 'failed')
  })
  return { kind: 'done' }
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

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
