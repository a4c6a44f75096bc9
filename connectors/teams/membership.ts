import type { DismissedEvent, InvitedEvent } from '#core/domain/event.ts'
import { type Activity, isOurs, type Known, timeOf } from './activity.ts'
import { placeOf } from './place.ts'

/** A team that is no more, or was put away. */
const teamEnds = new Set(['teamDeleted', 'teamHardDeleted', 'teamArchived'])

/**
 * Reads that our bot was added to a team or removed from one, or that a channel ended. `main` is the channel where this
 * integration shows conversations, where it is known to be in that team.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function membership(
  activity: Activity,
  known: Known,
  main: { channel: string; teamId: string | undefined },
): (InvitedEvent | DismissedEvent)[] {
  const { channelData, conversation, from } = activity
  const team = channelData?.team?.id
  const ours = (members: Activity['membersAdded']) => (members ?? []).some((one) => isOurs(one, activity, known))
  if (channelData?.eventType === 'channelDeleted' && channelData.channel)
    return [left(channelData.channel.id, activity, known)]
  if (team === undefined) return []
  // The team's own id is that of its first channel.
  if (ours(activity.membersRemoved) || teamEnds.has(channelData?.eventType ?? '')) {
    const also = main.teamId === team && main.channel !== team ? [main.channel] : []
    return [team, ...also].map((channel) => left(channel, activity, known))
  }
  if (!ours(activity.membersAdded)) return []
  const channel = channelData?.settings?.selectedChannel?.id ?? conversation?.id ?? team
  const by =
    from && !isOurs(from, activity, known)
      ? { kind: 'teams' as const, value: `${known.account}/${from.id}` }
      : undefined
  return [{ ...placed('invited', channel, activity, known), type: 'invited', ...(by === undefined ? {} : { by }) }]
}

function left(channel: string, activity: Activity, known: Known): DismissedEvent {
  return { ...placed('dismissed', channel, activity, known), type: 'dismissed' }
}

function placed(what: string, channel: string, activity: Activity, known: Known) {
  const at = timeOf(activity, known)
  return {
    id: `${what}/${channel}/${activity.id ?? at}`,
    place: placeOf(known.account, { id: channel, conversationType: 'channel' }),
    at,
    channel,
  }
}
