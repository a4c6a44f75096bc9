import { z } from 'zod'
import { maybe } from '#connectors/shared/maybe.ts'
import type { InboundEvent } from '#core/domain/event.ts'
import { outboxIdOf } from './mark.ts'
import { authorOf, type DiscordMessage, discordMessage, filesOf, quotedOf, wordsOf, wordTypes } from './message.ts'
import { isoOf, type Known, snowflake, timeOf } from './payload.ts'
import { channelTypes, messageText, placeOf, rootText } from './place.ts'

/** One thing that the gateway told: https://discord.com/developers/docs/topics/gateway-events */
export interface Dispatch {
  t: string
  d: unknown
}

/**
 * Reads what the gateway told; undefined for kinds that are nothing to us, no events for another server's or for what says
 * nothing. Calls nobody, never throws.
 */
export function readDispatch({ t, d }: Dispatch, known: Known): InboundEvent[] | undefined {
  switch (t) {
    case 'MESSAGE_CREATE':
      return ours(d, known) ? written(d, known) : []
    case 'MESSAGE_UPDATE':
      return ours(d, known) ? changed(d, known) : []
    case 'MESSAGE_DELETE':
    case 'MESSAGE_DELETE_BULK':
      return ours(d, known) ? removed(d, known) : []
    case 'CHANNEL_DELETE':
      return ours(d, known) ? dismissed(d, known) : []
    case 'GUILD_DELETE':
      return uninstalled(d, known)
    default:
      return undefined
  }
}

const guild = z.object({ guild_id: maybe(snowflake) })

/** Of the server that this integration serves, or a direct message, which belongs to none. */
function ours(value: unknown, { account }: Known): boolean {
  const read = guild.safeParse(value).data
  return account !== undefined && read !== undefined && (read.guild_id === undefined || read.guild_id === account)
}

function written(value: unknown, known: Known): InboundEvent[] {
  const message = discordMessage.safeParse(value).data
  const { account = '' } = known
  if (!message || !wordTypes.includes(message.type)) return []
  const place = placeOfMessage(message, account)
  const at = isoOf(message.timestamp) ?? timeOf(message.id, known.now)
  const messageId = messageText({ channel: message.channel_id, message: message.id })
  const author = authorOf(message, account, known)
  const outboxId = author.isUs ? outboxIdOf(message.nonce) : undefined
  if (outboxId !== undefined)
    return [
      { type: 'delivery', id: `delivered/${outboxId}`, place, at, state: 'delivered', outboxId, platformId: messageId },
    ]
  const { text, mentionsUs, mentionsOthers } = wordsOf(message, known)
  const attachments = filesOf(message)
  const quoted = quotedOf(message, known)
  // A sticker, a poll or a message whose words were kept from us says nothing that could be sent to anybody.
  if (text === '' && attachments.length === 0 && quoted === undefined && !mentionsUs) return []
  return [
    {
      ...{ type: 'message', id: `message/${messageId}`, place, at, author, messageId, text },
      ...(quoted === undefined ? {} : { quoted }),
      ...{ attachments, mentionsUs, mentionsOthers },
    },
  ]
}

function changed(value: unknown, known: Known): InboundEvent[] {
  const message = discordMessage.safeParse(value).data
  const { account = '' } = known
  const at = isoOf(message?.edited_timestamp)
  // Previews of links change a message, too, but not its words.
  if (!message || at === undefined || !wordTypes.includes(message.type) || message.content === undefined) return []
  const author = authorOf(message, account, known)
  if (author.isUs) return []
  const messageId = messageText({ channel: message.channel_id, message: message.id })
  const { text, mentionsOthers } = wordsOf(message, known)
  const place = placeOfMessage(message, account)
  return [{ type: 'edit', id: `edit/${messageId}/${at}`, place, at, author, messageId, text, mentionsOthers }]
}

const deletion = z.object({
  id: maybe(snowflake),
  ids: maybe(z.array(snowflake)),
  channel_id: snowflake,
  guild_id: maybe(snowflake),
})

/** Where it stood is told by the channel alone: in a thread that is the place, elsewhere nothing of ours hangs on it. */
function removed(value: unknown, { account = '', now }: Known): InboundEvent[] {
  const read = deletion.safeParse(value).data
  if (!read) return []
  const { channel_id: channel, guild_id: server } = read
  const place = placeOf(account, { channel, type: undefined, isDirect: server === undefined })
  const ids = [...(read.id === undefined ? [] : [read.id]), ...(read.ids ?? [])]
  return ids.map((message) => {
    const messageId = messageText({ channel, message })
    return { type: 'removal', id: `removal/${messageId}`, place, at: now.toISOString(), messageId }
  })
}

const deletedChannel = z.object({ id: snowflake })

function dismissed(value: unknown, { account = '', now }: Known): InboundEvent[] {
  const channel = deletedChannel.safeParse(value).data?.id
  if (channel === undefined) return []
  const place = { connector: 'discord', account, thread: rootText(channel), private: false }
  return [{ type: 'dismissed', id: `dismissed/${channel}`, place, at: now.toISOString(), channel }]
}

const deletedGuild = z.object({ id: snowflake, unavailable: maybe(z.boolean()) })

/** The bot was removed from the server; one that is only unavailable has an outage. */
function uninstalled(value: unknown, { account, now }: Known): InboundEvent[] {
  const read = deletedGuild.safeParse(value).data
  if (!read || account === undefined || read.id !== account || read.unavailable) return []
  const at = now.toISOString()
  return [
    {
      type: 'uninstall',
      id: `uninstall/${at}`,
      place: { connector: 'discord', account, thread: '', private: false },
      at,
    },
  ]
}

function placeOfMessage(message: DiscordMessage, account: string) {
  const { channel_id: channel, channel_type: type, guild_id: server } = message
  const isDirect = server === undefined || type === channelTypes.direct
  return placeOf(account, { channel, message: message.id, type, isDirect })
}
