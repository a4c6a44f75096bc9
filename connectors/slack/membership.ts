import { z } from 'zod'
import type { InboundEvent } from '#core/domain/event.ts'
import { channelId, messageTime } from './message.ts'
import { id, maybe } from './payload.ts'
import { threadText, timeOf } from './place.ts'
import type { Workspace } from './workspace.ts'

const joinedChannel = z.object({
  user: id,
  channel: channelId,
  inviter: maybe(id),
  event_ts: maybe(messageTime),
})

/** Our own bot was invited into a channel; other people's coming is nothing to us. */
export function joined(event: unknown, eventId: string | undefined, now: Date, workspace: Workspace) {
  const read = joinedChannel.safeParse(event).data
  if (!read || !workspace.us.has(read.user)) return undefined
  const { channel, inviter } = read
  return {
    ...placed(channel, read.event_ts, `invited/${channel}`, eventId, now, workspace),
    type: 'invited',
    ...(inviter === undefined ? {} : { by: { kind: 'slack', value: `${workspace.account}/${inviter}` } }),
  } satisfies InboundEvent
}

const goneChannel = z.object({ channel: channelId, event_ts: maybe(messageTime) })

/** We were removed from a channel, or it was archived or deleted. */
export function left(event: unknown, eventId: string | undefined, now: Date, workspace: Workspace) {
  const read = goneChannel.safeParse(event).data
  if (!read) return undefined
  const base = placed(read.channel, read.event_ts, `dismissed/${read.channel}`, eventId, now, workspace)
  return { ...base, type: 'dismissed' } satisfies InboundEvent
}

function placed(
  channel: string,
  eventTs: string | undefined,
  what: string,
  eventId: string | undefined,
  now: Date,
  { account }: Workspace,
) {
  return {
    id: `${what}/${eventTs ?? eventId ?? now.toISOString()}`,
    place: { connector: 'slack', account, thread: threadText({ channel, ts: '' }), private: false },
    at: timeOf(eventTs) ?? now.toISOString(),
    channel,
  }
}
