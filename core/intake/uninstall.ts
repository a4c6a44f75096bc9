import type { Outcome, UninstallEvent } from '../domain/event.ts'
import type { House } from '../house.ts'
import type { Turn } from './turn.ts'

/**
 * The workspace removed us: its credentials are dropped at once, so that nothing is tried with them again, and what was said
 * there beside what went to customers is purged, with who was who.
 */
export async function handleUninstall(house: House, turn: Turn, event: UninstallEvent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  await scope.write(async (tx) => {
    await tx.leases.check(turn.lane, turn.fence)
    for (const integration of await tx.integrations.list()) {
      if (integration.connector !== event.place.connector || integration.account !== event.place.account) continue
      await tx.integrations.update(integration.id, {
        status: 'removed',
        settings: {},
        lastError: 'removed on the platform',
      })
      await tx.audit.add({ actor: 'system', action: 'integration removed', subject: integration.id })
    }
    const { connector, account } = event.place
    await tx.privacy.dropTalk({ connector, account })
    await tx.inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      'uninstalled',
    )
  })
  return { kind: 'done' }
}
