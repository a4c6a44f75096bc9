import { z } from 'zod'
import { id, maybe } from '#connectors/shared/maybe.ts'
import type { Place } from '#core/domain/place.ts'
import type { DiscordCall } from './api.ts'
import { readSpot } from './place.ts'

const info = z.object({ name: maybe(id) })

/** What people call a channel, without the #. Throws Platform errors. */
export async function channelName(call: DiscordCall, place: Place): Promise<string | undefined> {
  return info.safeParse(await call('GET', `/channels/${readSpot(place.thread).channel}`)).data?.name
}
