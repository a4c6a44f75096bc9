import { setTimeout as wait } from 'node:timers/promises'
import type { Connector, Renewal, Tools } from '#connectors/connector.ts'
import type { Integration } from '#core/domain/business.ts'
import { NotAllowed } from '#core/errors.ts'
import type { Live, Log } from '#core/ports.ts'
import type { Scope, Store } from '#core/store/store.ts'

/** One renewal at a time, in whichever process: longer than a call and the tries to save what it brought, ms. */
const leaseMs = 60_000
/** After a failure this process looks again after so long, ms. */
const againAfterMs = 5 * 60_000
/** The database may be away just now, and the platform has revoked what we had: what it gave is not let go at once, ms. */
const savePausesMs = [200, 1_000, 3_000, 9_000, 27_000]

/** Makes the pass that renews all credentials which are due; workers call it again and again. */
export function makeRenewals(house: {
  store: Store
  connectors: readonly Connector[]
  tools(connector: string): Tools
  live: Pick<Live, 'publish'>
  now(): Date
  log: Log
}): () => Promise<void> {
  const { store, connectors, live, now, log } = house
  const notBefore = new Map<string, number>()

  const isDue = (renewal: Renewal, { settings, status }: Integration) => {
    const dueAt = status === 'removed' ? undefined : renewal.dueAt(settings)
    return dueAt !== undefined && dueAt <= now()
  }

  async function renew(renewal: Renewal, scope: Scope, seen: Integration): Promise<void> {
    const lane = `renew/${seen.id}`
    const fence = await scope.leases.take(lane, now(), leaseMs)
    if (fence === undefined) return
    try {
      // Another process may have done it since we looked, and the old credentials are good once.
      const integration = await scope.integrations.get(seen.id)
      if (integration === undefined || !isDue(renewal, integration)) return
      const settings = await renewal.renew(integration.settings, house.tools(integration.connector))
      await save(scope, integration, settings as Record<string, unknown>, log)
    } catch (error) {
      notBefore.set(seen.id, now().getTime() + againAfterMs)
      await tell(scope, seen, error)
    } finally {
      await scope.leases.release(lane, fence)
    }
  }

  async function tell(scope: Scope, { id, connector }: Integration, error: unknown): Promise<void> {
    // One that fails must not keep the others from theirs.
    log.warn({ integration: id, connector, problem: String(error) }, 'credentials could not be renewed')
    if (!(error instanceof NotAllowed)) return
    const lastError = `Its credentials end soon and could not be renewed: it needs ${error.needs}.`
    await scope.integrations.update(id, { status: 'failing', lastError })
    live.publish(scope.businessId, { type: 'integration', id, version: now().getTime() })
  }

  return async () => {
    for (const { businessId, integration } of await store.system.integrations()) {
      const renewal = connectors.find(({ id }) => id === integration.connector)?.renewal
      if (renewal === undefined || !isDue(renewal, integration)) continue
      if ((notBefore.get(integration.id) ?? 0) > now().getTime()) continue
      await renew(renewal, store.of(businessId), integration)
    }
  }
}

async function save(scope: Scope, was: Integration, settings: Record<string, unknown>, log: Log): Promise<void> {
  for (const pauseMs of [...savePausesMs, undefined]) {
    try {
      return await saveOnce(scope, was, settings, log)
    } catch (error) {
      if (pauseMs === undefined) throw error
      log.warn({ integration: was.id, problem: String(error) }, 'renewed credentials could not be saved; trying again')
      await wait(pauseMs)
    }
  }
}

/** Only over the credentials that were traded: who removed or connected the account anew meanwhile has the last word. */
async function saveOnce(
  scope: Scope,
  was: Integration,
  settings: Record<string, unknown>,
  log: Pick<Log, 'info'>,
): Promise<void> {
  await scope.write(async (tx) => {
    // Writing first locks the row: what is read after it stays so until we are done.
    await tx.integrations.update(was.id, { label: was.label })
    const is = await tx.integrations.get(was.id)
    if (is === undefined || is.status === 'removed') return
    if (JSON.stringify(is.settings) !== JSON.stringify(was.settings)) return
    await tx.integrations.update(was.id, { settings, status: 'connected', lastError: null })
  })
  log.info({ integration: was.id, connector: was.connector }, 'credentials were renewed')
}
