import { PermissionFlagsBits } from 'discord.js'
import { z } from 'zod'
import type { Checked, Tools } from '#connectors/connector.ts'
import { checked } from '#connectors/shared/checked.ts'
import { id, maybe } from '#connectors/shared/maybe.ts'
import { Gone, NotAllowed, Platform } from '#core/errors.ts'
import { type DiscordCall, openApi } from './api.ts'
import { contentAdvice } from './intents.ts'
import { snowflake } from './payload.ts'
import { channelTypes } from './place.ts'
import type { DiscordSettings } from './settings.ts'

/** What the bot has to be allowed in the channel, with the names that Discord's settings show. */
export const neededPermissions: Readonly<Record<string, bigint>> = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
}

/** The address at which somebody adds the bot to a server, with these permissions. */
export function inviteUrl(applicationId: string): string {
  const permissions = Object.values(neededPermissions).reduce((all, one) => all | one, 0n)
  const query = new URLSearchParams({
    ...{ client_id: applicationId, scope: 'bot applications.commands', permissions: String(permissions) },
  })
  return `https://discord.com/oauth2/authorize?${query}`
}

const application = z.object({
  id: snowflake,
  verify_key: maybe(id),
  flags: maybe(z.number()),
  bot: maybe(z.object({ id: snowflake, username: maybe(id) })),
})
const user = z.object({ id: snowflake, username: maybe(id) })
const channelInfo = z.object({
  id: snowflake,
  type: z.number(),
  name: maybe(id),
  guild_id: maybe(snowflake),
  permission_overwrites: maybe(z.array(z.object({ id: snowflake, allow: z.string(), deny: z.string() }))),
})
const guild = z.object({ id: snowflake, name: id, owner_id: maybe(snowflake) })

/** Asks Discord who we are and where the channel stands. Throws Platform errors that a person may read. */
export async function lookUp(settings: DiscordSettings, tools: Pick<Tools, 'environment' | 'now'>) {
  const call = openApi(settings.botToken, tools)
  const us = read(application, await call('GET', '/applications/@me'))
  const bot = us.bot ?? read(user, await call('GET', '/users/@me'))
  const channel = read(channelInfo, await call('GET', `/channels/${settings.channel}`).catch(channelHint))
  if (channel.guild_id === undefined) throw new NotAllowed('a channel of a server, not a direct message')
  if (channel.type !== channelTypes.text && channel.type !== channelTypes.announcement)
    throw new NotAllowed('an ordinary text channel: threads of conversations cannot be opened in this one')
  const server = read(guild, await call('GET', `/guilds/${channel.guild_id}`))
  return { call, application: us, bot, channel, server }
}

type Found = Awaited<ReturnType<typeof lookUp>>

function channelHint(error: unknown): never {
  // Discord says either of a channel that the bot may not see.
  if (error instanceof Gone)
    throw new NotAllowed('the id of a text channel that the bot can see: add the bot to the server first')
  throw error
}

/** What works and what does not, as `doctor` and the integration's page show it. */
export function check(settings: DiscordSettings, tools: Pick<Tools, 'environment' | 'now'>): Promise<Checked> {
  return checked(async () => {
    const found = await lookUp(settings, tools)
    const { application, server, channel, bot } = found
    if (settings.guildId !== undefined && server.id !== settings.guildId)
      return { ok: false, problem: `The channel is in the server ${server.name}: connect that one.` }
    if (!mayReadContent(application.flags))
      return { ok: false, problem: `What people write is kept from Lummy: ${contentAdvice}.` }
    const missing = await missingPermissions(found)
    if (missing.length > 0)
      return {
        ok: false,
        problem: `In #${channel.name ?? channel.id} the bot lacks ${missing.join(', ')}: give it these in the channel's permissions.`,
      }
    return { ok: true, label: `${server.name} as ${bot.username ?? 'a bot'}, in #${channel.name ?? channel.id}` }
  })
}

/** Granted to the application, or (in fewer than a hundred servers) simply switched on. */
const contentFlags = (1 << 18) | (1 << 19)

function mayReadContent(flags: number | undefined): boolean {
  return flags === undefined || (flags & contentFlags) !== 0
}

const role = z.object({ id: snowflake, permissions: z.string() })
const ourMembership = z.object({ roles: z.array(snowflake) })

/** https://discord.com/developers/docs/topics/permissions#permission-overwrites */
async function missingPermissions({ call, server, channel, bot }: Found): Promise<string[]> {
  const member = read(ourMembership, await call('GET', `/guilds/${server.id}/members/${bot.id}`))
  const roles = read(z.array(role), await call('GET', `/guilds/${server.id}/roles`))
  const mine = new Set([...member.roles, server.id])
  let held = roles.filter(({ id }) => mine.has(id)).reduce((all, one) => all | BigInt(one.permissions), 0n)
  if ((held & PermissionFlagsBits.Administrator) !== 0n || server.owner_id === bot.id) return []
  const overwrites = channel.permission_overwrites ?? []
  const apply = (of: (id: string) => boolean) => {
    const all = overwrites.filter(({ id }) => of(id))
    held &= ~all.reduce((bits, { deny }) => bits | BigInt(deny), 0n)
    held |= all.reduce((bits, { allow }) => bits | BigInt(allow), 0n)
  }
  apply((id) => id === server.id)
  apply((id) => member.roles.includes(id))
  apply((id) => id === bot.id)
  return Object.entries(neededPermissions).flatMap(([name, bit]) => ((held & bit) === 0n ? [name] : []))
}

/** Registers the slash commands in the server, over those that were there. */
export function registerCommands(call: DiscordCall, ids: { application: string; server: string }, commands: object[]) {
  return call('PUT', `/applications/${ids.application}/guilds/${ids.server}/commands`, commands)
}

function read<T>(schema: z.ZodType<T>, reply: unknown): T {
  const { data } = schema.safeParse(reply)
  if (data === undefined) throw new Platform("Discord's answer makes no sense", { notSent: true, retry: false })
  return data
}
