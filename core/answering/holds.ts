import { hash } from 'node:crypto'
import type { Hold, OutboxRow } from '../domain/delivery.ts'
import type { Place } from '../domain/place.ts'
import { NotAllowed, type Platform, RateLimited } from '../errors.ts'
import type { Scope } from '../store/store.ts'
import type { Desk } from './desk.ts'
import type { Pace } from './place-rules.ts'

/** So long a message waits to be let through, ms; then a person is told that it did not go. */
const longestWaitMs = 3 * 24 * 3_600_000
/** When a missing permission is tried again: soon at first, since somebody may be granting it, ms. */
const firstProbeMs = 5_000
const longestProbeMs = 10 * 60_000
/** After a hold one message goes after the other, so that it does not begin again at once, ms. */
const slowStartMs = 250
const longestSpreadMs = 5 * 60_000

/** The senders whose holds a place is under: the account, what the platform counts with it, itself. */
export function sendersOf(place: Place, pace: Pace | undefined): string[] {
  return ['', ...(pace === undefined ? [] : [pace.sender]), place.thread]
}

/** The same error with how long it is to be waited, where it is no fault of the message; undefined = it failed. */
export function mayWait(error: Platform, row: OutboxRow, now: Date): error is RateLimited | NotAllowed {
  if (!(error instanceof RateLimited) && !(error instanceof NotAllowed && error.waits !== undefined)) return false
  return now.getTime() - Date.parse(waitsSince(row, now)) < longestWaitMs
}

/** Inside a write: keeps that the platform holds a sender up, and when this row is tried again, ISO. */
export async function beginHold(
  tx: Scope,
  row: OutboxRow,
  error: RateLimited | NotAllowed,
  pace: Pace | undefined,
  now: Date,
): Promise<string> {
  const { connector, account, thread } = row.place
  const isSlow = error instanceof RateLimited
  const reach = isSlow ? error.reach : error.waits
  const sender = reach === 'account' ? '' : (pace?.sender ?? thread)
  const known = (await tx.holds.list()).find(
    (one) => one.connector === connector && one.account === account && one.sender === sender,
  )
  const holdsStill = known !== undefined && known.until > now.toISOString()
  const ofMessage = Number(row.payload.tries ?? 0)
  const tries = reach === 'message' ? ofMessage + 1 : holdsStill ? known.tries : (known?.tries ?? 0) + 1
  const waitMs = isSlow ? error.retryAfterMs : Math.min(longestProbeMs, firstProbeMs * 2 ** (tries - 1))
  const until = new Date(now.getTime() + waitMs).toISOString()
  const kind = isSlow ? ('slow' as const) : ('permission' as const)
  const why = error.message
  if (reach === 'message') return putOff(tx, row, { kind, why, turn: until, tries, attempts: row.attempts - 1 }, now)
  const hold = await tx.holds.put({ connector, account, sender, kind, why, until, tries })
  return waitBehind(tx, row, hold, pace, now, row.attempts - 1)
}

/** Inside a write: a row that met a hold gets its turn after it; returns that, ISO. */
export async function waitBehind(
  tx: Scope,
  row: OutboxRow,
  hold: Pick<Hold, 'kind' | 'why' | 'until'>,
  pace: Pace | undefined,
  now: Date,
  attempts = row.attempts,
): Promise<string> {
  const { connector, account } = row.place
  const since = now.toISOString()
  const counts = (await tx.outbox.counts(since)).find((one) => one.connector === connector && one.account === account)
  // All that wait share out the time after it; which of them goes first is as good as any.
  const spreadMs = Math.min(longestSpreadMs, (counts?.waiting ?? 1) * Math.max(slowStartMs, pace?.everyMs ?? 0))
  const turn = new Date(Date.parse(hold.until) + Math.round(spreadMs * shareOf(row.id))).toISOString()
  return putOff(tx, row, { kind: hold.kind, why: hold.why, turn, attempts }, now)
}

/** What went through ends what held its sender up, and what waited for the same permission follows. */
export async function endHold(desk: Desk, row: OutboxRow, pace: Pace | undefined): Promise<void> {
  if (row.waitsFor === null) return
  const { connector, account } = row.place
  const lifted = await desk.tx.holds.lift(connector, account, sendersOf(row.place, pace))
  if (row.waitsFor !== 'permission') return
  if (lifted.includes('permission')) await wakeWaiting(desk, connector, account)
  const others = await desk.tx.holds.list()
  const isHeld = others.some(
    (one) => one.kind === 'permission' && one.connector === connector && one.account === account,
  )
  if (!isHeld) await tellConnected(desk, connector, account)
}

/** Somebody did what was asked for, or says so: all that waits in this account is tried again. */
export async function tryAgain(desk: Desk, connector: string, account: string): Promise<void> {
  await desk.tx.holds.lift(connector, account)
  await wakeWaiting(desk, connector, account)
}

async function wakeWaiting(desk: Desk, connector: string, account: string): Promise<void> {
  const place = { connector, account, thread: '', private: true }
  for (const row of await desk.tx.outbox.release(connector, account, slowStartMs)) desk.wake({ ...row, place })
}

async function tellConnected(desk: Desk, connector: string, account: string): Promise<void> {
  await desk.tx.integrations.note(connector, account, { status: 'connected' })
  const known = (await desk.tx.integrations.list()).find(
    (one) => one.connector === connector && one.account === account,
  )
  if (known !== undefined) desk.tell('integration', known.id)
}

async function putOff(
  tx: Scope,
  row: OutboxRow,
  wait: { kind: Hold['kind']; why: string; turn: string; attempts: number; tries?: number },
  now: Date,
): Promise<string> {
  const at = wait.turn
  const state = row.state === 'sending' ? 'ready' : row.state
  await tx.outbox.move(row.id, [row.state], state, {
    notBefore: at,
    error: wait.why,
    waitsFor: wait.kind,
    attempts: wait.attempts,
    payload: {
      ...row.payload,
      waitsSince: waitsSince(row, now),
      ...(wait.tries === undefined ? {} : { tries: wait.tries }),
    },
  })
  return at
}

function waitsSince({ payload }: OutboxRow, now: Date): string {
  return typeof payload.waitsSince === 'string' ? payload.waitsSince : now.toISOString()
}

/** The same share, 0 to 1, of the same row each time. */
export function shareOf(id: string): number {
  return Number.parseInt(hash('sha256', id, 'hex').slice(0, 8), 16) / 2 ** 32
}
