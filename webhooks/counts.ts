import { Counter, type Registry } from 'prom-client'
import type { Integration } from '#core/domain/business.ts'
import type { Log } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'

/** An integration's "last event" is written at most this often. */
const touchEveryMs = 30_000

/** What is counted of everything that arrives, by whichever way. */
export interface Counts {
  /** What became of one call or one event of a socket: accepted, ignored, or the status it was refused with. */
  count(connector: string, result: string, times?: number): void
  /** Something arrived over this integration. */
  touched(opened: { businessId: string; integration: Pick<Integration, 'id'> }): void
}

export function makeCounts({ metrics, store, log }: { metrics: Registry; store: Store; log: Log }): Counts {
  const webhooks = new Counter({
    name: 'lummy_webhooks_total',
    help: 'Webhook calls, and events of sockets, by connector and result.',
    labelNames: ['connector', 'result'],
    registers: [metrics],
  })
  const touched = new Map<string, number>()
  return {
    count: (connector, result, times = 1) => webhooks.inc({ connector, result }, times),
    touched({ businessId, integration }) {
      const now = Date.now()
      if (now - (touched.get(integration.id) ?? 0) < touchEveryMs) return
      touched.set(integration.id, now)
      store
        .of(businessId)
        .integrations.update(integration.id, { lastEventAt: new Date(now).toISOString() })
        .catch((error) => log.warn({ error }, 'an integration could not be marked'))
    },
  }
}
