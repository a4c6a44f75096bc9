import { z } from 'zod'
import type { Author } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import { id, maybe } from './payload.ts'
import { timestamp } from './place.ts'
import { markPrefix } from './render.ts'
import type { Workspace } from './workspace.ts'

export const channelId = z.string().regex(/^[^/\s]+$/)
export const messageTime = z.string().regex(timestamp)

/** The parts of a Slack message that we read, wherever it stands in an event. */
export const slackMessage = z.object({
  subtype: maybe(z.string()),
  user: maybe(id),
  bot_id: maybe(id),
  app_id: maybe(id),
  bot_profile: maybe(z.object({ app_id: maybe(id), name: maybe(id) })),
  username: maybe(id),
  team: maybe(id),
  user_team: maybe(id),
  source_team: maybe(id),
  user_profile: maybe(
    z.object({
      real_name: maybe(id),
      display_name: maybe(id),
      team: maybe(id),
      is_restricted: maybe(z.boolean()),
      is_ultra_restricted: maybe(z.boolean()),
      is_stranger: maybe(z.boolean()),
    }),
  ),
  text: maybe(z.string()),
  blocks: maybe(z.array(z.unknown())),
  thread_ts: maybe(messageTime),
  edited: maybe(z.object({ ts: maybe(z.string()) })),
  metadata: maybe(z.unknown()),
  attachments: maybe(z.array(z.unknown())),
  files: maybe(z.array(z.unknown())),
})

export type SlackMessage = z.infer<typeof slackMessage>

/** Says who wrote a message, as far as Slack tells it. */
export function authorOf(message: SlackMessage, workspace: Workspace): Author {
  const profile = message.user_profile
  const app = message.app_id ?? message.bot_profile?.app_id
  const isOurApp = app !== undefined && app === workspace.app && message.bot_id !== undefined
  const isUs = isOurApp || (message.user !== undefined && workspace.us.has(message.user))
  const teams = [message.user_team, message.source_team, message.team, profile?.team].filter((t) => t !== undefined)
  const isGuest = [profile?.is_restricted, profile?.is_ultra_restricted, profile?.is_stranger].includes(true)
  const name = profile?.display_name ?? profile?.real_name ?? message.username ?? message.bot_profile?.name
  return {
    handle: { kind: 'slack', value: `${workspace.account}/${message.user ?? message.bot_id ?? 'unknown'}` },
    ...(name === undefined ? {} : { name }),
    isUs,
    // A message that says nothing of its author was not written by a person either.
    isMachine:
      message.bot_id !== undefined ||
      message.subtype === 'bot_message' ||
      message.user === undefined ||
      message.user === 'USLACKBOT',
    isOutsider:
      isGuest || teams.some((team) => !workspace.homes.has(team)) || (workspace.isShared && teams.length === 0),
    isVerified: true,
  }
}

const slackFile = z.object({
  name: maybe(id),
  title: maybe(id),
  mimetype: maybe(id),
  size: maybe(z.number().int().min(0)),
  url_private: maybe(z.url()),
  mode: maybe(z.string()),
})

/** Lists a message's files; their bytes stay at Slack. */
export function filesOf(message: SlackMessage): Attachment[] {
  return readFiles(message.files ?? [])
}

/** Lists files as Slack describes them, in a message or in a form. */
export function readFiles(files: unknown[]): Attachment[] {
  return files.flatMap((file) => {
    const read = slackFile.safeParse(file).data
    if (!read || read.mode === 'tombstone') return []
    return [
      {
        name: read.name ?? read.title ?? 'file',
        type: read.mimetype ?? 'application/octet-stream',
        size: read.size ?? 0,
        inline: false,
        ...(read.url_private === undefined ? {} : { url: read.url_private }),
      },
    ]
  })
}

const sharedMessage = z.object({ is_share: z.literal(true), text: id })

/** The words of a message that was shared into this one: somebody else's. */
export function sharedTextOf(message: SlackMessage): string | undefined {
  const shared = (message.attachments ?? []).flatMap((part) => sharedMessage.safeParse(part).data?.text ?? [])
  return shared.length === 0 ? undefined : shared.join('\n\n')
}

/** What the metadata of our messages is called. */
export const metadataType = 'lummy'

const ourMetadata = z.object({ event_type: z.literal(metadataType), event_payload: z.object({ id }) })
const ourBlock = z.object({ block_id: z.string().startsWith(markPrefix) })

/** The outbox id that a message of ours carries: in its metadata, else (Slack may strip those) in its first block's id. */
export function outboxIdOf(message: Pick<SlackMessage, 'metadata' | 'blocks'>): string | undefined {
  const marked = ourBlock.safeParse(message.blocks?.[0]).data?.block_id.slice(markPrefix.length)
  return ourMetadata.safeParse(message.metadata).data?.event_payload.id ?? (marked || undefined)
}
