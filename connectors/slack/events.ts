import { z } from 'zod'
import type { Received } from '#connectors/connector.ts'
import type { InboundEvent } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { emojiIn } from './emoji.ts'
import { homeOpened } from './home.ts'
import { joined, left } from './membership.ts'
import {
  authorOf,
  channelId,
  filesOf,
  messageTime,
  metadataType,
  outboxIdOf,
  type SlackMessage,
  sharedTextOf,
  slackMessage,
} from './message.ts'
import { id, type Known, maybe } from './payload.ts'
import { placeOf, readThread, threadText, timeOf } from './place.ts'
import { readText } from './text.ts'
import { type Workspace, workspaceOf } from './workspace.ts'

const outer = z.object({
  type: z.string(),
  challenge: maybe(z.string()),
  event_id: maybe(id),
  event_time: maybe(z.number().int().min(0).max(99_999_999_999)),
  event: maybe(z.looseObject({ type: z.string(), subtype: maybe(z.string()) })),
})

type Outer = z.infer<typeof outer>

/** Reads one body of the Events API. What we do not know is answered 2xx without events. Throws PayloadInvalid. */
export function readEvent(body: unknown, known: Known): Received {
  const { data: read } = outer.safeParse(body)
  if (!read) throw new PayloadInvalid('no type in it')
  if (read.type === 'url_verification') {
    if (read.challenge === undefined) throw new PayloadInvalid('no challenge in it')
    return { response: { status: 200, headers: { 'content-type': 'text/plain' }, body: read.challenge }, events: [] }
  }
  const workspace = read.type === 'event_callback' ? workspaceOf(body, known) : undefined
  const event = workspace && eventOf(read, workspace, known.now)
  return { response: { status: 200 }, events: event ? [event] : [] }
}

function eventOf(read: Outer, workspace: Workspace, now: Date): InboundEvent | undefined {
  const { event } = read
  switch (event?.type) {
    case 'message':
    case 'app_mention':
      if (event.subtype === 'message_changed') return changed(event, workspace)
      if (event.subtype === 'message_deleted') return deleted(event, workspace)
      return written(event, workspace)
    case 'message_metadata_posted':
    case 'message_metadata_updated':
      return settled(event, workspace)
    case 'tokens_revoked':
      // Only the bot's token is ours; a person's may go without us.
      return revokesBot.safeParse(event).success ? uninstalled(read, workspace) : undefined
    case 'app_home_opened':
      return homeOpened(event, workspace)
    case 'app_uninstalled':
      return uninstalled(read, workspace)
    case 'member_joined_channel':
      return joined(event, read.event_id, now, workspace)
    case 'channel_left':
    case 'group_left':
    case 'channel_archive':
    case 'group_archive':
    case 'channel_deleted':
    case 'group_deleted':
      return left(event, read.event_id, now, workspace)
    default:
      return undefined
  }
}

/** Subtypes that are words of somebody; all others (joins, topics, pins) are furniture. */
const wordSubtypes = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message', 'bot_message'])

const posted = slackMessage.extend({
  type: z.string(),
  channel: channelId,
  ts: messageTime,
  channel_type: maybe(z.string()),
})

function written(event: unknown, workspace: Workspace): InboundEvent | undefined {
  const message = posted.safeParse(event).data
  const at = timeOf(message?.ts)
  if (!message || at === undefined || !wordSubtypes.has(message.subtype)) return undefined
  const isDirect = message.channel_type === undefined ? message.channel.startsWith('D') : message.channel_type === 'im'
  const place = placeOf(workspace.account, { ...message, threadTs: message.thread_ts, isDirect })
  const messageId = threadText(message)
  const author = authorOf(message, workspace)
  const outboxId = author.isUs ? outboxIdOf(message) : undefined
  if (outboxId !== undefined) return delivered(outboxId, messageId, place, at)

  const { text, mentionsUs, mentionsOthers } = wordsOf(message, workspace)
  const quoted = sharedTextOf(message)
  return {
    type: 'message',
    // Not event_id: the same words also arrive as app_mention, with another one.
    id: `message/${messageId}`,
    place,
    at,
    author,
    messageId,
    text,
    ...(quoted === undefined ? {} : { quoted: readText(quoted, workspace.us).text }),
    attachments: filesOf(message),
    mentionsUs: mentionsUs || message.type === 'app_mention',
    mentionsOthers,
  }
}

const change = z.object({
  channel: channelId,
  channel_type: maybe(z.string()),
  event_ts: maybe(messageTime),
  message: slackMessage.extend({ ts: messageTime }),
  previous_message: maybe(slackMessage),
})

function changed(event: unknown, workspace: Workspace): InboundEvent | undefined {
  const read = change.safeParse(event).data
  if (!read) return undefined
  const { channel, message } = read
  const at = timeOf(read.event_ts) ?? timeOf(message.ts)
  if (at === undefined) return undefined
  const isDirect = read.channel_type === undefined ? channel.startsWith('D') : read.channel_type === 'im'
  const place = placeOf(workspace.account, { channel, ts: message.ts, threadTs: message.thread_ts, isDirect })
  const messageId = threadText({ channel, ts: message.ts })
  // A message that others answered leaves a tombstone instead of a hole.
  if (message.subtype === 'tombstone') return { type: 'removal', id: `removal/${messageId}`, place, at, messageId }

  const author = authorOf(message, workspace)
  if (author.isUs) {
    const outboxId = outboxIdOf(message)
    return outboxId === undefined ? undefined : delivered(outboxId, messageId, place, at)
  }
  // Link previews and reactions of other apps change a message, too, but not its words.
  if (message.text === undefined || message.text === read.previous_message?.text) return undefined
  const { text, mentionsOthers } = wordsOf(message, workspace)
  const version = message.edited?.ts ?? read.event_ts ?? ''
  return { type: 'edit', id: `edit/${messageId}/${version}`, place, at, author, messageId, text, mentionsOthers }
}

const deletion = z.object({
  channel: channelId,
  channel_type: maybe(z.string()),
  deleted_ts: messageTime,
  event_ts: maybe(messageTime),
  previous_message: maybe(slackMessage),
})

function deleted(event: unknown, workspace: Workspace): InboundEvent | undefined {
  const read = deletion.safeParse(event).data
  const at = timeOf(read?.event_ts) ?? timeOf(read?.deleted_ts)
  if (!read || at === undefined) return undefined
  const { channel, deleted_ts: ts, previous_message: previous } = read
  const isDirect = read.channel_type === undefined ? channel.startsWith('D') : read.channel_type === 'im'
  const place = placeOf(workspace.account, { channel, ts, threadTs: previous?.thread_ts, isDirect })
  const messageId = threadText({ channel, ts })
  return { type: 'removal', id: `removal/${messageId}`, place, at, messageId }
}

const metadataEvent = z.object({
  app_id: id,
  channel_id: channelId,
  message_ts: messageTime,
  metadata: z.object({ event_type: z.literal(metadataType), event_payload: z.object({ id, thread: maybe(id) }) }),
})

/** Slack's word that a message with our metadata stands in the channel. */
function settled(event: unknown, workspace: Workspace): InboundEvent | undefined {
  const read = metadataEvent.safeParse(event).data
  const at = timeOf(read?.message_ts)
  if (!read || at === undefined || read.app_id !== workspace.app) return undefined
  const { id: outboxId, thread } = read.metadata.event_payload
  const { channel_id: channel, message_ts: ts } = read
  const threadTs = thread === undefined ? undefined : messageTime.safeParse(readThread(thread).ts).data
  return delivered(outboxId, threadText({ channel, ts }), placeOf(workspace.account, { channel, ts, threadTs }), at)
}

function delivered(outboxId: string, platformId: string, place: InboundEvent['place'], at: string): InboundEvent {
  return { type: 'delivery', id: `delivered/${outboxId}`, place, at, state: 'delivered', outboxId, platformId }
}

const revokesBot = z.object({ tokens: z.object({ bot: z.array(z.string()).min(1) }) })

function uninstalled(read: Outer, workspace: Workspace): InboundEvent {
  const place = { connector: 'slack', account: workspace.account, thread: '', private: false }
  const at = new Date((read.event_time ?? 0) * 1000).toISOString()
  return { type: 'uninstall', id: read.event_id ?? `uninstall/${at}`, place, at }
}

function wordsOf(message: SlackMessage, workspace: Workspace) {
  return readText(message.text ?? '', workspace.us, emojiIn(message.blocks))
}
