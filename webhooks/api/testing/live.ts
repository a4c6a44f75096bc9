import type { Live, LiveEvent } from '#core/ports.ts'

/** Tells who listens in this process. */
export function fakeLive(): Live {
  const listeners = new Map<string, Set<(event: LiveEvent) => void>>()
  return {
    publish(businessId, event) {
      for (const listener of listeners.get(businessId) ?? []) listener(event)
    },
    subscribe(businessId, listener) {
      const of = listeners.get(businessId) ?? new Set()
      listeners.set(businessId, of.add(listener))
      return () => of.delete(listener)
    },
  }
}
