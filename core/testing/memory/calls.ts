import type { Call } from '#core/domain/call.ts'
import { laneOf } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import { compare, type Tenant, type World } from './world.ts'

/** Phone calls. */
export function makeCalls(world: World, tenant: () => Tenant): Scope['calls'] {
  const oldestFirst = (calls: Call[]) =>
    calls.sort((a, b) => compare(a.beganAt, b.beganAt) || compare(a.id, b.id)).map((call) => ({ ...call }))
  return {
    async add(input) {
      if (tenant().calls.find(({ place }) => laneOf(place) === laneOf(input.place)) !== undefined)
        throw new Error('calls_place_unique')
      const id = world.newId()
      return tenant().calls.set(id, { ...input, id })
    },
    byPlace: async (place) => tenant().calls.find((call) => laneOf(call.place) === laneOf(place)),
    of: async (conversationId) => oldestFirst(tenant().calls.filter((call) => call.conversationId === conversationId)),
    open: async () => oldestFirst(tenant().calls.filter(({ endedAt }) => endedAt === null)),
    async update(id, patch) {
      const call = tenant().calls.get(id)
      if (call !== undefined) tenant().calls.set(id, { ...call, ...patch })
    },
  }
}
