import { reschedule } from '../answering/reschedule.ts'
import type { BusinessSettings } from '../domain/business.ts'
import type { Actor } from '../door.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { ownerOnly } from './owner-only.ts'
import { tellBusiness } from './tell.ts'

/**
 * Changes the settings that are named, whatever the surface; the audit names who did. `settle` is kept in the same write.
 * What waits gets its deadlines by the new ones.
 */
export async function saveSettings(
  house: House,
  actor: Actor,
  change: Partial<BusinessSettings>,
  settle?: (tx: Scope) => Promise<void>,
): Promise<BusinessSettings> {
  ownerOnly(actor)
  const { businessId, teammateId } = actor
  // Whether a business is sample data is no setting: it is decided when the business is made.
  const { isDemo: _, ...allowed } = change
  const scope = house.store.of(businessId)
  await scope.write(async (tx) => {
    await settle?.(tx)
    await tx.saveSettings(allowed)
    await tx.audit.add({ actor: teammateId, action: 'settings changed', subject: businessId, data: allowed })
  })
  tellBusiness(house, businessId)
  await reschedule(house, businessId, allowed)
  return (await scope.business()).settings
}
