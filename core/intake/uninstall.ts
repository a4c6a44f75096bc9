import { atDesk } from '../answering/desk.ts'
import { tryAgain } from '../answering/holds.ts'
import type { Outcome, UninstallEvent } from '../domain/event.ts'
import type { House } from '../house.ts'
import { tellOwners } from '../integrations/trouble.ts'
import type { Turn } from './turn.ts'

/**
 * The workspace removed us: its credentials are dropped at once, so that nothing is tried with them again, and what was said
 * there beside what went to customers is purged, with who was who.
 */
export async function handleUninstall(house: House, turn: Turn, event: UninstallEvent): Promise<Outcome> {
  await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await tx.leases.check(turn.lane, turn.fence)
    for (const integration of await tx.integrations.list()) {
      if (integration.connector !== event.place.connector || integration.account !== event.place.account) continue
      await tx.integrations.update(integration.id, {
        status: 'removed',
        settings: {},
        lastError: 'removed on the platform',
      })
      await tx.audit.add({ actor: 'system', action: 'integration removed', subject: integration.id })
      desk.tell('integration', integration.id)
      const title = `${integration.label} removed Lummy`
      await tellOwners(desk, integration, title, `${goneSentence} Connect it again under Integrations.`)
    }
    const { connector, account } = event.place
    // What waited for it is told of as not delivered.
    await tryAgain(desk, connector, account)
    await tx.privacy.dropTalk({ connector, account })
    await tx.inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      'uninstalled',
    )
  })
  return { kind: 'done' }
}

const goneSentence = 'Nothing comes from there any more, and nothing can be sent there.'
