import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'

/** Refuses whoever is no owner, with the reason. */
export function ownerOnly(actor: Pick<Actor, 'role'>, sentence = 'Only the owner may do this.'): void {
  if (actor.role !== 'owner') throw new Refused(403, sentence)
}
