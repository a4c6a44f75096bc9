import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Relay } from 'bullmq'
import type { Live, LiveEvent, Log } from '#core/ports.ts'
import { type QueueAddress, relayOptions } from './connection.ts'
import { queueName } from './names.ts'
import { atMost } from './queue.ts'

/** Tells the open pages of this process. */
export function makeLocalLive(): Live {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    publish(businessId, event) {
      emitter.emit(businessId, event)
    },
    subscribe(businessId, listener) {
      emitter.on(businessId, listener)
      return () => emitter.off(businessId, listener)
    },
  }
}

interface Told {
  from: string
  businessId: string
  event: LiveEvent
}

/** Tells the open pages of every process; a relay that is away costs them a reload, nothing else. */
export async function openLive(
  address: QueueAddress & { name?: string; log: Log },
): Promise<{ live: Live; close(): Promise<void> }> {
  const { log, name = queueName } = address
  const local = makeLocalLive()
  const me = randomUUID()
  const { options, close } = relayOptions(address, log)
  const relay = new Relay({
    ...options,
    namespace: name,
    // PostgreSQL compiled to WASM wakes nobody: ask it often.
    ...(address.redisUrl === undefined && address.isEmbedded && { blockTimeout: 50 }),
  })
  relay.on('error', (error) => log.warn({ error: String(error) }, 'pages in other processes are not told of changes'))
  const subscribed = relay.subscribe<Told>('changes', ({ data }) => {
    if (data.from !== me) local.publish(data.businessId, data.event)
  })
  // A queue that is away must not hold up the start.
  await atMost(subscribed, 2_000).catch(() => {})
  subscribed.catch((error) => log.warn({ error: String(error) }, 'pages here are not told of other processes'))
  return {
    live: {
      publish(businessId, event) {
        local.publish(businessId, event)
        const told: Told = { from: me, businessId, event }
        relay.publish('changes', told).catch(() => {})
      },
      subscribe: local.subscribe,
    },
    async close() {
      await atMost(relay.close(), 2_000).catch(() => {})
      await close()
    },
  }
}
