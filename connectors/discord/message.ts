import { z } from 'zod'
import { id, maybe } from '#connectors/shared/maybe.ts'
import type { Author } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import { type Known, snowflake } from './payload.ts'
import { type ReadText, readText } from './text.ts'

/** A person as Discord describes them. */
export const discordUser = z.object({
  id: snowflake,
  username: maybe(id),
  global_name: maybe(id),
  bot: maybe(z.boolean()),
})

export const discordMember = z.object({ nick: maybe(id), user: maybe(discordUser) })

const file = z.object({
  filename: maybe(id),
  content_type: maybe(id),
  size: maybe(z.number().int().min(0)),
  url: maybe(z.url()),
})

/** The parts of a message that we read, wherever it stands: https://discord.com/developers/docs/resources/message#message-object */
export const discordMessage = z.object({
  id: snowflake,
  channel_id: snowflake,
  channel_type: maybe(z.number()),
  guild_id: maybe(snowflake),
  author: maybe(discordUser),
  member: maybe(discordMember),
  webhook_id: maybe(snowflake),
  content: maybe(z.string()),
  type: maybe(z.number()),
  timestamp: maybe(z.string()),
  edited_timestamp: maybe(z.string()),
  mentions: maybe(z.array(z.unknown())),
  mention_roles: maybe(z.array(z.string())),
  mention_everyone: maybe(z.boolean()),
  attachments: maybe(z.array(z.unknown())),
  sticker_items: maybe(z.array(z.unknown())),
  embeds: maybe(z.array(z.unknown())),
  components: maybe(z.array(z.unknown())),
  poll: maybe(z.unknown()),
  nonce: maybe(z.union([z.string(), z.number()])),
  referenced_message: maybe(z.object({ content: maybe(z.string()), author: maybe(discordUser) })),
  message_snapshots: maybe(z.array(z.object({ message: maybe(z.object({ content: maybe(z.string()) })) }))),
})

export type DiscordMessage = z.infer<typeof discordMessage>

/** Messages that are words of somebody: an ordinary one, and an answer to another. All others are furniture. */
export const wordTypes: readonly (number | undefined)[] = [undefined, 0, 19]

/** Says who wrote a message. Everybody who can write in the server is at home in it: being linked makes a teammate. */
export function authorOf(message: DiscordMessage, account: string, known: Known): Author {
  const { author, member, webhook_id: webhook } = message
  const name = member?.nick ?? author?.global_name ?? author?.username
  return {
    handle: { kind: 'discord', value: `${account}/${author?.id ?? webhook ?? 'unknown'}` },
    ...(name === undefined ? {} : { name }),
    isUs: author !== undefined && author.id === known.botUserId,
    isMachine: author === undefined || author.bot === true || webhook !== undefined,
    isOutsider: false,
    isVerified: true,
  }
}

/** Reads the words, with who is meant in them. */
export function wordsOf(message: DiscordMessage, known: Known): ReadText {
  const users = new Map<string, string>()
  for (const one of message.mentions ?? []) {
    const user = discordUser.safeParse(one).data
    if (user) users.set(user.id, user.global_name ?? user.username ?? 'someone')
  }
  const us = new Set([known.botUserId, known.botRole === undefined ? undefined : `&${known.botRole}`].filter(isGiven))
  const read = readText(message.content ?? '', { us, users })
  const otherRoles = (message.mention_roles ?? []).some((role) => role !== known.botRole)
  return { ...read, mentionsOthers: read.mentionsOthers || otherRoles || message.mention_everyone === true }
}

/** Words of others: what this answers, unless those are ours, and what was forwarded. */
export function quotedOf(message: DiscordMessage, known: Known): string | undefined {
  const { referenced_message: answered, message_snapshots: forwarded } = message
  const isOurs = answered?.author?.id === known.botUserId
  const parts = [isOurs ? undefined : answered?.content, ...(forwarded ?? []).map((one) => one.message?.content)]
  const text = parts.filter(isGiven).join('\n\n')
  return text === '' ? undefined : readText(text, { us: new Set(), users: new Map() }).text
}

/** Lists a message's files; their bytes stay at Discord. */
export function filesOf(message: DiscordMessage): Attachment[] {
  return (message.attachments ?? []).flatMap((one) => readFile(one) ?? [])
}

export function readFile(value: unknown): Attachment | undefined {
  const read = file.safeParse(value).data
  if (!read) return undefined
  return {
    name: read.filename ?? 'file',
    type: read.content_type ?? 'application/octet-stream',
    size: read.size ?? 0,
    inline: false,
    ...(read.url === undefined ? {} : { url: read.url }),
  }
}

/**
 * A person's message in a server that holds nothing at all: so Discord hands out messages to an application whose Message
 * Content Intent is off. https://discord.com/developers/docs/topics/gateway#message-content-intent
 */
export function isEmptied(message: DiscordMessage, known: Known): boolean {
  const isEmpty = (list: unknown[] | undefined) => (list ?? []).length === 0
  return (
    message.guild_id !== undefined &&
    wordTypes.includes(message.type) &&
    message.author?.bot !== true &&
    message.author?.id !== known.botUserId &&
    message.webhook_id === undefined &&
    (message.content ?? '') === '' &&
    isEmpty(message.attachments) &&
    isEmpty(message.sticker_items) &&
    isEmpty(message.embeds) &&
    isEmpty(message.components) &&
    isEmpty(message.message_snapshots) &&
    message.poll === undefined
  )
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}
