import type { OutboxRow } from '../domain/delivery.ts'
import { isPutAside } from '../domain/kind.ts'
import { Gone, NotAllowed, OptedOut, Platform, type RateLimited, Unreachable } from '../errors.ts'
import type { House } from '../house.ts'
import { noteTrouble } from '../integrations/trouble.ts'
import { atDesk, type Desk } from './desk.ts'
import { type SentTo, showAllAnew, showElsewhere } from './gone.ts'
import { beginHold, mayWait, shareOf } from './holds.ts'
import { noteOptOut } from './opt-out.ts'
import type { Pace } from './place-rules.ts'
import { reopenWithout } from './reopen.ts'
import { showWaits } from './show-waits.ts'
import { sayNotDelivered } from './undelivered.ts'

/** After this many refusals that surely did not arrive, a person is told instead. */
const mostAttempts = 6
const firstBackoffMs = 2_000

/** Sweep's part: a row left in `sending` by a process that died. Nobody knows whether it arrived: a person decides. */
export async function doubt(house: House, businessId: string, outboxId: string): Promise<void> {
  await atDesk(house, businessId, async (desk) => {
    const row = await desk.tx.outbox.get(outboxId)
    if (row === undefined) return
    const why = 'We stopped while it was being sent: it may not have arrived.'
    if (await desk.tx.outbox.move(outboxId, ['sending'], 'in_doubt', { error: why })) await noteDoubt(desk, row, why)
  })
}

/** What the platform's refusal, or its silence, makes of a row: it waits, is tried again, failed, or is in doubt. */
export async function settleFailure(
  house: House,
  businessId: string,
  row: OutboxRow,
  error: unknown,
  pace: Pace | undefined,
  at: SentTo,
): Promise<void> {
  if (!(error instanceof Platform))
    house.log.error({ businessId, outboxId: row.id, error }, 'sending threw what no platform says')
  if (error instanceof Platform && mayWait(error, row, house.now())) return holdUp(house, businessId, row, error, pace)
  const sure = error instanceof Platform && error.notSent
  const why = error instanceof Platform ? error.message : 'something went wrong while sending'
  if (sure && error.retry && row.attempts < mostAttempts) {
    const waitMs = Math.round(firstBackoffMs * 2 ** (row.attempts - 1) * (1 + shareOf(row.id) / 4))
    const notBefore = new Date(house.now().getTime() + waitMs).toISOString()
    if (await house.store.of(businessId).outbox.move(row.id, ['sending'], 'ready', { notBefore, error: why })) {
      await house.jobs.deliver(businessId, row.id, waitMs)
    }
    return
  }
  const moved = await atDesk(house, businessId, async (desk) => {
    // In the order of every other write: the conversation first.
    if (row.conversationId !== null) await desk.tx.conversations.lock(row.conversationId)
    const elsewhere = error instanceof Gone ? await showElsewhere(desk, row, error, at) : undefined
    if (elsewhere !== undefined) return elsewhere
    const moved = await desk.tx.outbox.move(row.id, ['sending'], sure ? 'failed' : 'in_doubt', { error: why })
    if (!moved) return []
    if (error instanceof Unreachable || error instanceof Gone || error instanceof NotAllowed)
      await noteTrouble(desk, row.place, sentenceOf(why), false)
    if (error instanceof OptedOut)
      await noteOptOut(desk, row.conversationId, house.messenger.describe(row.place).recipient)
    if (sure) await noteFailure(desk, row, why)
    else await noteDoubt(desk, row, why)
    return []
  })
  await showAllAnew(house, businessId, moved)
}

/** The platform takes nothing now, or somebody has to grant something: it waits, and so does what goes the same way. */
async function holdUp(
  house: House,
  businessId: string,
  row: OutboxRow,
  error: RateLimited | NotAllowed,
  pace: Pace | undefined,
): Promise<void> {
  const at = await atDesk(house, businessId, async (desk) => {
    if (row.conversationId !== null) await desk.tx.conversations.lock(row.conversationId)
    if ((await desk.tx.outbox.get(row.id))?.state !== 'sending') return undefined
    const at = await beginHold(desk.tx, row, error, pace, house.now())
    await noteTrouble(desk, row.place, sentenceOf(error.message), error instanceof NotAllowed)
    await showWaits(desk, row.id)
    desk.tell('outbox', row.id)
    return at
  })
  if (at !== undefined)
    await house.jobs.deliver(businessId, row.id, Math.max(0, Date.parse(at) - house.now().getTime()))
}

function sentenceOf(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
}

export async function noteFailure(desk: Desk, row: OutboxRow, why: string): Promise<void> {
  const conversationId = await noted(desk, row, 'failed', why)
  if (conversationId === undefined) return
  const conversation = await desk.tx.conversations.lock(conversationId)
  if (!isPutAside(conversation)) {
    await reopenWithout(desk, conversation, row, 'system')
    // Also where nothing was asked: what did not arrive is somebody's turn.
    const over = { resolvedBy: null, resolvedAt: null }
    await desk.tx.conversations.update(conversation.id, { ...over, status: 'escalated', waitingFor: 'staff' })
  }
  await sayNotDelivered(desk, row, `This did not reach the customer: ${why}.`, 'failed')
}

async function noteDoubt(desk: Desk, row: OutboxRow, why: string): Promise<void> {
  if ((await noted(desk, row, 'in_doubt', why)) === undefined) return
  await sayNotDelivered(desk, row, 'This may not have arrived; nobody has told us.', 'in_doubt')
}

/** Puts what became of words for a customer into their conversation; undefined where nobody has to be told. */
async function noted(desk: Desk, row: OutboxRow, type: 'failed' | 'in_doubt', why: string) {
  desk.tell('outbox', row.id)
  // That a STOP could not be confirmed is nobody's turn.
  if (row.conversationId === null || row.audience === 'staff' || row.payload.answersWord === true) return undefined
  const { conversationId } = row
  const data = { outboxId: row.id, why }
  await desk.tx.events.add({ conversationId, type, actor: 'system', receiptId: null, data })
  return conversationId
}
