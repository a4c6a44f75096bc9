import { z } from 'zod'
import { id, maybe } from '#connectors/shared/maybe.ts'
import type { Author } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'

const person = z.object({
  id,
  name: maybe(id),
  tenantId: maybe(id),
  role: maybe(z.string()),
})

const conversation = z.object({
  id: z.string().regex(/^[^/\s]{1,500}$/),
  conversationType: maybe(z.string()),
  tenantId: maybe(id),
})

/** The parts of an activity that we read. https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object */
const activity = z.object({
  type: z.string(),
  id: maybe(id),
  timestamp: maybe(z.iso.datetime({ offset: true })),
  serviceUrl: maybe(z.string()),
  channelId: maybe(z.string()),
  from: maybe(person),
  recipient: maybe(person),
  conversation: maybe(conversation),
  replyToId: maybe(id),
  text: maybe(z.string()),
  textFormat: maybe(z.string()),
  entities: maybe(z.array(z.unknown())),
  attachments: maybe(z.array(z.unknown())),
  name: maybe(z.string()),
  value: maybe(z.unknown()),
  localTimezone: maybe(z.string()),
  membersAdded: maybe(z.array(person)),
  membersRemoved: maybe(z.array(person)),
  channelData: maybe(
    z.object({
      eventType: maybe(z.string()),
      tenant: maybe(z.object({ id })),
      team: maybe(z.object({ id })),
      channel: maybe(z.object({ id })),
      teamsTeamId: maybe(id),
      teamsChannelId: maybe(id),
      settings: maybe(z.object({ selectedChannel: maybe(z.object({ id })) })),
    }),
  ),
})

export type Activity = z.infer<typeof activity>

/** An activity that says who, where and when. */
export type Said = Activity & {
  from: NonNullable<Activity['from']>
  conversation: NonNullable<Activity['conversation']>
}

/** What the reading of an activity may know besides it. */
export interface Known {
  /** The organisation of this integration. */
  account: string
  appId: string
  now: Date
}

/** Reads the body as an activity. Throws PayloadInvalid. */
export function readActivity(body: Uint8Array): Activity {
  const read = activity.safeParse(parsed(body))
  if (!read.success) throw new PayloadInvalid('not an activity')
  return read.data
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch {
    throw new PayloadInvalid('not JSON')
  }
}

/** The organisation that an activity says it is of. */
export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return (channelData?.tenant?.id ?? conversation?.tenantId)?.toLowerCase()
}

/** When it happened, ISO 8601 UTC; our clock where Teams does not tell. */
export function timeOf({ timestamp }: Activity, { now }: Known): string {
  return timestamp === undefined ? now.toISOString() : new Date(timestamp).toISOString()
}

/** Whether an account is our bot: Teams writes 28: before an app's id. */
export function isOurs({ id }: { id: string }, { recipient }: Activity, { appId }: Known): boolean {
  return id.toLowerCase() === `28:${appId.toLowerCase()}` || (id.startsWith('28:') && id === recipient?.id)
}

/** Says who did it, as far as an activity tells: guests are told apart by their profile alone. */
export function authorOf(said: Said, known: Known): Author {
  const { from } = said
  return {
    handle: { kind: 'teams', value: `${known.account}/${from.id}` },
    ...(from.name === undefined ? {} : { name: from.name }),
    isUs: isOurs(from, said, known),
    // 28: is before bots and 48: before connectors that post into channels.
    isMachine: !from.id.startsWith('29:') || from.role === 'bot' || from.role === 'skill',
    isOutsider: from.tenantId !== undefined && from.tenantId.toLowerCase() !== known.account,
    isVerified: true,
  }
}
