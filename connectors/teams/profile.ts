import { z } from 'zod'
import type { Profile } from '#connectors/connector.ts'
import { maybe } from '#connectors/shared/maybe.ts'
import type { Handle, Place } from '#core/domain/place.ts'
import { Gone } from '#core/errors.ts'
import type { TeamsApi } from './api.ts'
import { channelOf, userOf } from './place.ts'

const member = z.object({
  name: maybe(z.string()),
  email: maybe(z.email()),
  userPrincipalName: maybe(z.string()),
  tenantId: maybe(z.string()),
  userRole: maybe(z.string()),
})

/**
 * Reads a person as the organisation's directory knows them, from the roster of where they wrote. Whoever is not in it, or is
 * of another tenant, is foreign. Throws Platform errors.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#get-single-member-details
 */
export async function readProfile(api: TeamsApi, handle: Handle, place: Place): Promise<Profile> {
  const user = userOf(handle)
  const isBot = user.startsWith('28:')
  const read = await api.member(channelOf(place.thread), user).catch((error: unknown) => {
    if (error instanceof Gone) return undefined
    throw error
  })
  const found = member.safeParse(read).data
  if (found === undefined) return { name: user, isBot, isGuest: false, isForeign: true }
  const { email, userPrincipalName = '', tenantId, userRole, name = user } = found
  return {
    // A sign-in name may be no mailbox: only what the directory calls mail counts.
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    name,
    isBot,
    // The directory keeps guests under their home address with this in it.
    isGuest: userRole === 'guest' || userRole === 'anonymous' || userPrincipalName.toUpperCase().includes('#EXT#'),
    isForeign: tenantId?.toLowerCase() !== place.account,
  }
}
