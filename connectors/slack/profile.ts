import { z } from 'zod'
import type { Profile } from '#connectors/connector.ts'
import type { Handle } from '#core/domain/place.ts'
import { Gone } from '#core/errors.ts'
import type { SlackCall } from './api.ts'
import { id, maybe } from './payload.ts'
import { userOf } from './send.ts'

const info = z.object({
  user: z.object({
    name: maybe(id),
    real_name: maybe(id),
    team_id: maybe(id),
    deleted: maybe(z.boolean()),
    is_bot: maybe(z.boolean()),
    is_restricted: maybe(z.boolean()),
    is_ultra_restricted: maybe(z.boolean()),
    is_stranger: maybe(z.boolean()),
    enterprise_user: maybe(z.object({ teams: maybe(z.array(z.string())) })),
    profile: maybe(z.object({ email: maybe(z.email()), real_name: maybe(id), display_name: maybe(id) })),
  }),
})

/** Reads a Slack user's own profile. Throws Platform errors; Gone when Slack does not know the user or deactivated it. */
export async function readProfile(call: SlackCall, handle: Handle): Promise<Profile> {
  const user = userOf(handle)
  const read = info.safeParse(await call('users.info', { user })).data?.user
  if (!read || read.deleted) throw new Gone('the Slack user was deactivated')
  const team = handle.value.split('/')[0]
  const isOurs = read.team_id === team || read.enterprise_user?.teams?.includes(team ?? '') === true
  const email = read.profile?.email?.toLowerCase()
  return {
    ...(email === undefined ? {} : { email }),
    name: read.profile?.display_name ?? read.profile?.real_name ?? read.real_name ?? read.name ?? user,
    isBot: read.is_bot === true || user === 'USLACKBOT',
    isGuest: read.is_restricted === true || read.is_ultra_restricted === true,
    isForeign: read.is_stranger === true || !isOurs,
  }
}
