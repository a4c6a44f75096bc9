import { setTimeout as wait } from 'node:timers/promises'
import type { Ledger } from './ledger.ts'

/** Waits until nothing is left to do by itself: every row handled, nothing held, ready or on its way. */
export async function settle(ledger: Ledger, withinMs: number): Promise<Record<string, number>> {
  let left: Record<string, number> = {}
  for (const until = Date.now() + withinMs; Date.now() < until; await wait(500)) {
    left = await ledger.left()
    if (Object.values(left).every((count) => count === 0)) return left
  }
  return left
}
