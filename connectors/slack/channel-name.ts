import { z } from 'zod'
import type { Place } from '#core/domain/place.ts'
import type { SlackCall } from './api.ts'
import { id, maybe } from './payload.ts'
import { readThread } from './place.ts'

const info = z.object({ channel: z.object({ name: maybe(id) }) })

/** What people call a channel, without the #. Throws Platform errors. */
export async function readChannelName(call: SlackCall, place: Place): Promise<string | undefined> {
  const { channel } = readThread(place.thread)
  return info.safeParse(await call('conversations.info', { channel })).data?.channel.name
}
