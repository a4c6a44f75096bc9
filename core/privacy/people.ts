import { ownerOnly } from '../accounts/owner-only.ts'
import type { Core } from '../door.ts'
import type { House } from '../house.ts'
import { erase } from './erase.ts'
import { exportPerson, heldAbout } from './held.ts'
import { personWith } from './person.ts'

/** What owners can ask and do about a customer as a person. */
export function makePeople(house: House): Pick<Core['people'], 'held' | 'byAddress' | 'export' | 'erase'> {
  return {
    async held(actor, id) {
      ownerOnly(actor)
      return heldAbout(house, actor.businessId, id)
    },
    async byAddress(actor, address) {
      ownerOnly(actor)
      const person = await personWith(house.store.of(actor.businessId), address)
      return heldAbout(house, actor.businessId, person.id)
    },
    async export(actor, id) {
      ownerOnly(actor)
      return exportPerson(house, actor.businessId, id, actor.teammateId)
    },
    async erase(actor, id, confirmation) {
      ownerOnly(actor)
      await erase(house, actor.businessId, id, confirmation, actor.teammateId)
    },
  }
}
