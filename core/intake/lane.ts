import type { InboxRow } from '../domain/delivery.ts'
import type { InboundEvent, MessageEvent, Outcome } from '../domain/event.ts'
import { LeaseLost, Refused, Rejected } from '../errors.ts'
import type { House } from '../house.ts'
import { remembering } from '../store/remembering.ts'
import { handleAction } from './action.ts'
import { awaitedKey } from './awaited.ts'
import { handleCall } from './call.ts'
import { handleConfirmation } from './confirmation.ts'
import { handleDelivery } from './delivery.ts'
import { handleDismissed, handleInvited } from './membership.ts'
import { handleMessages } from './messages.ts'
import { handleEdit, handleRemoval } from './staff-words.ts'
import type { Turn } from './turn.ts'
import { handleUninstall } from './uninstall.ts'

/** How long a lease stands without being renewed; a worker that dies is replaced after this. */
const leaseMs = 30_000
/** How many rows are read at once. */
const mostRows = 50

/**
 * Handles everything unhandled in one lane, in order of arrival, messages of one person as one turn.
 * Returns what became of each event by its inbox id. Safe to call twice or at the same time elsewhere: one holds the
 * lease, the others return at once, and the holder looks once more after it let go.
 */
export async function handleLane(house: House, businessId: string, lane: string): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  // What came while its first rows were handled is seen by the look after the lease was let go.
  for (let isMore = true; isMore; ) isMore = await handleHeld(house, businessId, lane, outcomes)
  return outcomes
}

/** Takes the lease, handles what is there now, and lets go; true when there is more by then. */
async function handleHeld(
  house: House,
  businessId: string,
  lane: string,
  outcomes: Map<string, Outcome>,
): Promise<boolean> {
  const scope = house.store.of(businessId)
  const fence = await scope.leases.take(lane, house.now(), leaseMs)
  if (fence === undefined) return false
  let renewed: Promise<unknown> = Promise.resolve()
  const renewal = setInterval(() => {
    renewed = scope.leases.renew(lane, fence, house.now(), leaseMs).catch(() => {})
  }, leaseMs / 3)
  // A turn that never ends does not keep its process from ending.
  renewal.unref()
  let failed = false
  try {
    for (const turn of turnsOf(await scope.inbox.unhandled(lane, mostRows))) {
      const outcome = await handleTurn(house, { businessId, lane, fence, rows: turn })
      if (outcome === undefined) failed = true
      else
        for (const row of turn) {
          outcomes.set(row.platformId, outcome)
          house.awaited.tell(awaitedKey(businessId, row.platformId), outcome)
        }
    }
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    house.log.info({ businessId, lane }, 'another worker took over this lane')
    return false
  } finally {
    clearInterval(renewal)
    // One that is on its way would take the lease again, for nobody.
    await renewed
    await scope.leases.release(lane, fence)
  }
  // A failed turn stays unhandled: the sweep brings it back later instead of this hammering it.
  return !failed && (await scope.inbox.unhandled(lane, 1)).length > 0
}

/** Handles one turn; undefined when it failed and stays in the inbox. */
async function handleTurn(openHouse: House, turn: Turn): Promise<Outcome | undefined> {
  const house = remembersIn(openHouse, turn.businessId)
  const scope = house.store.of(turn.businessId)
  const seqs = turn.rows.map((row) => row.seq)
  try {
    return await handleEvents(house, turn)
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    if (error instanceof Rejected) {
      // Somebody asked for what cannot be done now: that is an answer, not a failure.
      await scope.inbox.markHandled(seqs, error.message)
      return { kind: 'refused', say: error.message, ...detailsOf(error) }
    }
    house.log.error({ businessId: turn.businessId, lane: turn.lane, error }, 'a turn failed')
    await scope.inbox.markFailed(seqs, error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** The same house for one turn: what it reads twice between two writes is read once. */
function remembersIn(house: House, businessId: string): House {
  const scope = remembering(house.store.of(businessId))
  return { ...house, store: { ...house.store, of: (id) => (id === businessId ? scope : house.store.of(id)) } }
}

function handleEvents(house: House, turn: Turn): Promise<Outcome> {
  const events = turn.rows.map((row) => row.event)
  const first = events[0] as InboundEvent
  switch (first.type) {
    case 'message':
      return handleMessages(house, turn, events as MessageEvent[])
    case 'edit':
      return handleEdit(house, turn, first)
    case 'removal':
      return handleRemoval(house, turn, first)
    case 'action':
      return handleAction(house, turn, first)
    case 'delivery':
      return handleDelivery(house, turn, first)
    case 'uninstall':
      return handleUninstall(house, turn, first)
    case 'confirmation':
      return handleConfirmation(house, turn, first)
    case 'invited':
      return handleInvited(house, turn, first)
    case 'dismissed':
      return handleDismissed(house, turn, first)
    case 'call':
      return handleCall(house, turn, first)
  }
}

function detailsOf(error: Rejected): { news?: string; field?: string } {
  if (!(error instanceof Refused)) return {}
  const { news, field } = error
  return { ...(news === undefined ? {} : { news }), ...(field === undefined ? {} : { field }) }
}

/** Consecutive messages of one author are one turn; everything else is a turn of its own. */
export function turnsOf(rows: InboxRow[]): InboxRow[][] {
  const turns: InboxRow[][] = []
  for (const row of rows) {
    const before = turns.at(-1)?.at(-1)
    if (before !== undefined && areOneTurn(before.event, row.event)) turns.at(-1)?.push(row)
    else turns.push([row])
  }
  return turns
}

function areOneTurn(a: InboundEvent, b: InboundEvent): boolean {
  return (
    a.type === 'message' &&
    b.type === 'message' &&
    // Each mail carries its own subject and references; only chats come in bursts.
    a.mail === undefined &&
    a.consent === undefined &&
    b.consent === undefined &&
    b.mail === undefined &&
    a.author.handle.kind === b.author.handle.kind &&
    a.author.handle.value === b.author.handle.value
  )
}
