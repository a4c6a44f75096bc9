import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'

/** Refuses whoever is no owner. */
export function ownerOnly(actor: Pick<Actor, 'role'>): void {
  if (actor.role !== 'owner') throw new Refused(403, 'Only the owner may do this.')
}
