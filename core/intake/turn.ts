import type { InboxRow } from '../domain/delivery.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { awaitedKey } from './awaited.ts'

/** What a handler may write with: its fence is checked inside every write, so a worker that lost its lease writes nothing. */
export interface Turn {
  businessId: string
  lane: string
  fence: number
  rows: InboxRow[]
}

/** Marks a turn's events handled in the transaction of what they caused: a crash in between must not do it twice. */
export function settled(turn: Turn, result: string): (tx: Scope) => Promise<void> {
  return async (tx) => {
    await tx.leases.check(turn.lane, turn.fence)
    await tx.inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      result,
    )
  }
}

/** Whether somebody waits in this process for what becomes of it. */
export function isAwaited({ awaited }: Pick<House, 'awaited'>, { businessId, rows }: Turn): boolean {
  return rows.some(({ platformId }) => awaited.has(awaitedKey(businessId, platformId)))
}
