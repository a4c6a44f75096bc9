import type { Outcome } from '../domain/event.ts'
import type { Awaited } from '../house.ts'

/** Makes the list of those who wait: nobody yet. */
export function makeAwaited(): Awaited {
  const waiting = new Map<string, (outcome: Outcome) => void>()
  return {
    begin(key) {
      const { promise, resolve } = Promise.withResolvers<Outcome>()
      waiting.set(key, resolve)
      return { outcome: promise, end: () => void (waiting.get(key) === resolve && waiting.delete(key)) }
    },
    has: (key) => waiting.has(key),
    tell: (key, outcome) => waiting.get(key)?.(outcome),
  }
}

/** Names one event of one business. */
export function awaitedKey(businessId: string, platformId: string): string {
  return `${businessId} ${platformId}`
}
