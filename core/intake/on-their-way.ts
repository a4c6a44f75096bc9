import { setTimeout as wait } from 'node:timers/promises'
import type { InboundEvent } from '../domain/event.ts'
import type { Handle } from '../domain/place.ts'
import type { Ports } from '../ports.ts'

/** The hub gives a platform so long; what is `sending` for longer was left behind by a dead process. */
const longestCallMs = 20_000
/** Twilio waits 15 s for our answer, and a STOP that was answered late is none. */
const patienceMs = 10_000
const askEveryMs = 50

/**
 * A STOP is answered once nothing is on its way to that number any more: another process may have committed to sending just
 * before it was taken in, and hands its words over after. What begins later sees the STOP.
 */
export async function untilNothingIsOnItsWay(
  ports: Pick<Ports, 'store' | 'messenger' | 'now' | 'log'>,
  businessId: string,
  events: readonly InboundEvent[],
): Promise<void> {
  const stopped = events.flatMap((event) =>
    event.type === 'message' && event.consent?.what === 'stop' ? [event.author.handle] : [],
  )
  if (stopped.length === 0) return
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += askEveryMs) {
    if (!(await isSomethingOnItsWay(ports, businessId, stopped))) return
    await wait(askEveryMs)
  }
  ports.log.warn({ businessId }, 'a platform is so slow that a STOP was answered before its words had gone')
}

async function isSomethingOnItsWay(
  { store, messenger, now }: Pick<Ports, 'store' | 'messenger' | 'now'>,
  businessId: string,
  to: readonly Handle[],
): Promise<boolean> {
  const since = new Date(now().getTime() - longestCallMs).toISOString()
  return (await store.of(businessId).outbox.onTheirWay(since)).some(({ place, payload }) => {
    const { recipient } = messenger.describe(place)
    // The answer to the STOP itself may be the one.
    return (
      payload.confirmsStop !== true &&
      to.some(({ kind, value }) => kind === recipient?.kind && value === recipient.value)
    )
  })
}
