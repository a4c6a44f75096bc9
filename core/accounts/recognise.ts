import type { Teammate } from '../domain/business.ts'
import type { Author } from '../domain/event.ts'
import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'
import { tellBusiness } from './tell.ts'

/**
 * Tells which confirmed teammate this author is (DESIGN 6.3): by a linked handle, else by the address in the platform's
 * own profile, which links the handle; by mail only when the address is DMARC-aligned. Undefined = nobody who may teach.
 */
export async function recogniseTeammate(
  house: House,
  businessId: string,
  place: Place,
  author: Author,
): Promise<Teammate | undefined> {
  if (author.isUs || author.isMachine || author.isOutsider || !author.isVerified) return undefined
  const scope = house.store.of(businessId)
  if (author.handle.kind === 'email') return confirmed(await scope.teammates.byEmail(author.handle.value))
  const known = await scope.people.byHandle(author.handle)
  if (known?.teammateId) return confirmed(await scope.teammates.get(known.teammateId))
  // Somebody took this account off a teammate: the same profile must not bring it back.
  if (known !== undefined && known.personId === null) return undefined
  const profile = await house.messenger.profile(businessId, place, author.handle)
  if (profile === undefined || profile.isMachine || profile.isOutsider || profile.email === undefined) return undefined
  const teammate = confirmed(await scope.teammates.byEmail(profile.email.toLowerCase()))
  if (teammate !== undefined) {
    await scope.teammates.link(teammate.id, author.handle)
    tellBusiness(house, businessId)
  }
  return teammate
}

function confirmed(teammate: Teammate | undefined): Teammate | undefined {
  return teammate?.confirmedAt && !teammate.removedAt ? teammate : undefined
}
