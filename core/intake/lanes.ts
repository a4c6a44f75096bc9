import type { Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { handleLane } from './lane.ts'

/** The lanes that this process works on. */
export interface Lanes {
  handle(businessId: string, lane: string): Promise<Map<string, Outcome>>
  /** A worker of this process holds the lane, or tries to: what it handles there is told here. */
  isBusy(businessId: string, lane: string): boolean
}

export function makeLanes(house: House): Lanes {
  const busy = new Map<string, number>()
  return {
    isBusy: (businessId, lane) => busy.has(`${businessId} ${lane}`),
    async handle(businessId, lane) {
      const key = `${businessId} ${lane}`
      busy.set(key, (busy.get(key) ?? 0) + 1)
      try {
        return await handleLane(house, businessId, lane)
      } finally {
        const left = (busy.get(key) ?? 1) - 1
        if (left === 0) busy.delete(key)
        else busy.set(key, left)
      }
    },
  }
}
