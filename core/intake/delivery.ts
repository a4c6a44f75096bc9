import { atDesk, type Desk } from '../answering/desk.ts'
import { mailHandle } from '../answering/mail-reach.ts'
import { settleSent } from '../answering/settle-sent.ts'
import { goOnAt } from '../answering/text-place.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { DeliveryEvent, Outcome } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { Ports } from '../ports.ts'
import type { Scope } from '../store/store.ts'
import { factOf, type SaidRow } from './delivery-fact.ts'
import { noteFailed } from './failed.ts'
import { takeAwayConsent } from './no-more.ts'
import type { Turn } from './turn.ts'

/** The platform's own word settles what was in doubt, and tells what became of what was sent. */
export async function handleDelivery(house: House, turn: Turn, event: DeliveryEvent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const row = await rowOf(scope, event)
  const seqs = turn.rows.map((row) => row.seq)
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
    const { conversationId } = row
    if (conversationId !== null && event.isChosen) await goOnAt(desk, conversationId, event.place)
    if (conversationId === null || row.audience === 'staff' || row.payload.answersWord === true) return
    await note(desk, { ...row, conversationId }, event)
  })
  return { kind: 'done' }
}

async function note(desk: Desk, row: SaidRow, event: DeliveryEvent): Promise<void> {
  const { state } = event
  switch (state) {
    case 'sent':
      return
    case 'failed':
      return noteFailed(desk, row, event)
    case 'complained':
    case 'unsubscribed':
    case 'resubscribed':
      return takeAwayConsent(desk, row, event, state)
    case 'delivered':
      return desk.tx.events.add({ ...factOf(row, event), type: state })
    case 'delayed':
    case 'opened':
    case 'clicked':
      // A mail is opened as often as somebody looks at it: the first time says all.
      if (await isKnown(desk.tx, row, event)) return
      return desk.tx.events.add({ ...factOf(row, event), type: state })
  }
}

async function isKnown(tx: Scope, row: SaidRow, { state, recipient }: DeliveryEvent): Promise<boolean> {
  const events = await tx.events.list(row.conversationId)
  return events.some(
    ({ type, data }) => type === state && data.outboxId === row.id && (data.recipient ?? '') === (recipient ?? ''),
  )
}

/** What of ours an event is about: by the id that the platform carried back, else by its own. */
async function rowOf(scope: Scope, event: DeliveryEvent): Promise<OutboxRow | undefined> {
  const { connector, account } = event.place
  return (
    (event.outboxId === undefined || !isUuid(event.outboxId) ? undefined : await scope.outbox.get(event.outboxId)) ??
    (event.platformId === undefined ? undefined : await scope.outbox.byPlatformId(connector, account, event.platformId))
  )
}

/**
 * Obeys, before the platform is answered, whoever called a mail of ours spam or wants no more: what has not left by then does
 * not leave. Only the address that the mail went to is theirs to speak for.
 */
export async function obeyReceiver(
  { store }: Pick<Ports, 'store'>,
  businessId: string,
  event: DeliveryEvent,
): Promise<void> {
  const { state, recipient } = event
  if (recipient === undefined || !(state === 'complained' || state === 'unsubscribed' || state === 'resubscribed'))
    return
  const scope = store.of(businessId)
  const row = await rowOf(scope, event)
  if (row?.audience !== 'customer' || !reaches(row, recipient)) return
  await scope.write((tx) => tx.optOuts.set(mailHandle(recipient), state === 'resubscribed' ? null : event.at))
}

function reaches({ payload }: OutboxRow, recipient: string): boolean {
  const mail = payload.mail as MailEnvelope | undefined
  return mail !== undefined && [...mail.to, ...mail.cc].includes(recipient.toLowerCase())
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
