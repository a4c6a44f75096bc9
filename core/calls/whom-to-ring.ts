import type { Teammate } from '../domain/business.ts'

/** A teammate with a phone. */
export interface Ringable {
  id: string
  name: string
  number: string
}

/**
 * Whose phone rings next: whoever has the conversation first, then the others, each call beginning with another of them.
 * Nobody who is away or speaking already, nobody twice, and outside of opening hours nobody at all unless it is urgent. Pure.
 */
export function whomToRing(given: {
  teammates: readonly (Pick<Teammate, 'id' | 'name' | 'awayUntil'> & { number: string | undefined })[]
  assigneeId: string | null
  /** Those whose phone rang in this call. */
  rung: readonly string[]
  /** Those who are in another call. */
  busy: ReadonlySet<string>
  isOpen: boolean
  isUrgent: boolean
  /** Of the call; makes who is first differ. */
  callId: string
  /** The caller: nobody is rung by themselves. */
  caller: string | null
  now: Date
}): Ringable | undefined {
  const { teammates, assigneeId, rung, busy, isOpen, isUrgent, callId, caller, now } = given
  if (!isOpen && !isUrgent) return undefined
  const reachable = teammates.flatMap(({ id, name, awayUntil, number }): Ringable[] => {
    if (number === undefined || number === caller || rung.includes(id) || busy.has(id)) return []
    return awayUntil !== null && awayUntil > now.toISOString() ? [] : [{ id, name, number }]
  })
  const own = reachable.find(({ id }) => id === assigneeId)
  if (own !== undefined) return own
  const offset = Number.parseInt(callId.replaceAll('-', '').slice(-6), 16) || 0
  // Counted over all, so that the order stays while some drop out.
  const order = teammates.map(({ id }) => id).sort()
  const turn = (id: string) => (order.indexOf(id) - (offset % Math.max(1, order.length)) + order.length) % order.length
  return reachable.sort((a, b) => turn(a.id) - turn(b.id))[0]
}
