import type { Actor } from '#core/door.ts'
import type { Store } from '#core/store/store.ts'
import { WrongUsage } from './command.ts'

/** Whoever has the machine acts as the business's owner. */
export async function ownerOf(store: Store, businessId: string): Promise<Actor> {
  const owner = (await store.of(businessId).teammates.list()).find(({ role }) => role === 'owner')
  if (owner === undefined) throw new WrongUsage('This business has no owner.')
  return { businessId, teammateId: owner.id, role: 'owner' }
}
