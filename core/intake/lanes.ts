import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { handleLane } from './lane.ts'

/** The lanes that this process works on. */
export interface Lanes {
  handle(businessId: string, lane: string): Promise<Map<string, Outcome>>
  /** A worker of this process holds the lane, or tries to: what it handles there is told here. */
  isBusy(businessId: string, lane: string): boolean
  /** Resolves when nothing is being handled, or after so long: what is in hand then is taken up again by another process. */
  finish(withinMs: number): Promise<void>
}

export function makeLanes(house: House): Lanes {
  const busy = new Map<string, number>()
  const inHand = new Set<Promise<unknown>>()
  return {
    isBusy: (businessId, lane) => busy.has(`${businessId} ${lane}`),
    async handle(businessId, lane) {
      const key = `${businessId} ${lane}`
      busy.set(key, (busy.get(key) ?? 0) + 1)
      const handled = handleLane(house, businessId, lane)
      inHand.add(handled)
      try {
        return await handled
      } finally {
        inHand.delete(handled)
        const left = (busy.get(key) ?? 1) - 1
        if (left === 0) busy.delete(key)
        else busy.set(key, left)
      }
    },
    async finish(withinMs) {
      const late = new AbortController()
      await Promise.race([
        Promise.allSettled(inHand),
        wait(withinMs, undefined, { signal: late.signal }).catch(() => {}),
      ])
      late.abort()
    },
  }
}
