import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type Gateway, makeGateway } from './discord-gateway.ts'
import { type Answer, type Call, type Platform, type Protocol, servePlatform } from './platform.ts'

/** The server that the stand-in plays, and the application in it. */
export const discordServer = {
  guild: '900000000000000001',
  name: 'The Shop',
  botToken: 'bot.token.test',
  application: '900000000000000002',
  bot: '900000000000000003',
  botRole: '900000000000000004',
  /** Where conversations are shown. */
  desk: '900000000000000005',
  /** Another text channel. */
  sales: '900000000000000006',
  users: [
    { id: '900000000000000011', name: 'Anna' },
    { id: '900000000000000012', name: 'Ben' },
    { id: '900000000000000013', name: 'Cleo', takesNoMessages: true },
    { id: '900000000000000014', name: 'Standup', isBot: true },
  ],
} as const

export interface DiscordPlatform extends Platform {
  gateway: Gateway
  /** The application's key pair: Discord signs interactions with the private one. */
  publicKey: string
  privateKey: KeyObject
  /** A new id, later than all before. */
  nextId(): string
  /** Messages as they stand after all changes, oldest first. */
  messages(): Promise<DiscordPosted[]>
  /** Answers that were given to interactions over the API, by the interaction's id. */
  answers(): Promise<Record<string, Record<string, unknown>>>
  /** Deletes a channel, or a thread with the message that opened it. */
  remove(id: string): void
  /** Takes so many messages at once in a channel, and then none for five seconds; it says so in its headers. */
  allow(posts: number): void
  /** Takes this bit away from what the bot may do in the desk's channel; 0n gives all back. */
  forbid(bits: bigint): void
}

/** A message as it stands. */
export interface DiscordPosted {
  id: string
  channel_id: string
  content: string
  embeds: { title?: string; description?: string; fields?: { name: string; value: string }[] }[]
  components: { components: DiscordComponent[] }[]
  [field: string]: unknown
}

export interface DiscordComponent {
  type: number
  label?: string
  custom_id?: string
  url?: string
  options?: { label: string; value: string }[]
}

/** All but *Administrator*, which no overwrite can take anything from. */
const allPermissions = '562949953421303'

/** Discord on loopback, API and gateway: DISCORD_API_URL is its url. Its log holds what was posted, changed and answered. */
export async function openDiscord(server = discordServer): Promise<DiscordPlatform> {
  const keys = generateKeyPairSync('ed25519')
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  const world = makeWorld(server, publicKey, () => gateway)
  let url = ''
  const gateway = makeGateway({
    botToken: server.botToken,
    ready: () => ({ v: 10, user: { id: server.bot, username: 'lummy', bot: true }, guilds: [], application: {} }),
    guild: () => ({
      ...{ id: server.guild, name: server.name },
      roles: [
        { id: server.guild, name: '@everyone', permissions: '0' },
        { id: server.botRole, name: 'Lummy', permissions: allPermissions, tags: { bot_id: server.bot } },
      ],
    }),
    url: () => url.replace('http', 'ws'),
  })
  const platform = await servePlatform(world.protocol, gateway.attach)
  url = platform.url
  return {
    ...platform,
    ...{ gateway, publicKey, privateKey: keys.privateKey, nextId: world.nextId },
    ...{ forbid: world.forbid, allow: world.allow, remove: world.remove },
    messages: async () => world.messages(),
    async answers() {
      const log = await platform.accepted()
      const given = log.filter(({ path }) => path.endsWith('/callback'))
      return Object.fromEntries(given.map(({ id, fields }) => [id, fields]))
    },
    async close() {
      gateway.close()
      await platform.close()
    },
  }
}

function makeWorld(server: typeof discordServer, publicKey: string, gateway: () => Gateway) {
  const posted = new Map<string, DiscordPosted & { nonce?: string }>()
  const answered = new Set<string>()
  const channels = new Map<string, { type: number; name: string; parent_id?: string }>([
    [server.desk, { type: 0, name: 'desk' }],
    [server.sales, { type: 0, name: 'sales' }],
  ])
  let denied = 0n
  let counter = 0n
  const buckets = makeBuckets()
  const nextId = () => String(((BigInt(Date.now()) - 1_420_070_400_000n) << 22n) + (++counter % 4_000_000n))
  const bot = { id: server.bot, username: 'lummy', bot: true }

  const protocol: Protocol = (call) => {
    const path = call.path.replace(/^\/api\/v10/, '')
    const [, first = '', second = '', third = '', fourth = '', fifth = ''] = path.split('/')
    if (first === 'interactions') return answer(second, call)
    if (call.headers.authorization !== `Bot ${server.botToken}`) return refusal(401, 0, '401: Unauthorized')
    const at = `${call.method} ${path}`
    if (at === 'GET /gateway/bot') return ok(gatewayInfo(call))
    if (at === 'GET /applications/@me') {
      const application = { id: server.application, name: 'Lummy', verify_key: publicKey, flags: flags(gateway()) }
      return ok({ ...application, bot })
    }
    if (at === 'GET /users/@me') return ok(bot)
    if (at === 'POST /users/@me/channels') return direct(fieldsOf(call))
    if (first === 'guilds') return guildAbout(third)
    if (first === 'applications' && fifth === 'commands')
      return { ...ok(fieldsOf(call)), made: { id: 'commands', fields: { commands: fieldsOf(call) } } }
    if (first === 'channels') {
      const channel = channels.get(second)
      if (channel === undefined) return refusal(404, 10003, 'Unknown Channel')
      if (third === '') return ok(describe(second, channel))
      if (fourth === '') return post(second, call)
      if (fifth === 'threads') return open(second, fourth, call)
      return change(second, fourth, call)
    }
    return refusal(404, 0, '404: Not Found')
  }

  function describe(id: string, channel: { type: number; name: string }) {
    const overwrites = [{ id: server.bot, type: 1, allow: '0', deny: String(denied) }]
    return {
      id,
      ...channel,
      ...(channel.type === 1 ? {} : { guild_id: server.guild, permission_overwrites: overwrites }),
    }
  }

  function guildAbout(what: string): Answer {
    if (what === 'members') return ok({ user: bot, roles: [server.botRole] })
    if (what === 'roles') return ok([{ id: server.botRole, permissions: allPermissions }])
    return ok({ id: server.guild, name: server.name, owner_id: server.users[0].id })
  }

  function direct(fields: Record<string, unknown>): Answer {
    const user = server.users.find(({ id }) => id === fields.recipient_id)
    if (!user) return refusal(400, 50033, 'Invalid Recipient(s)')
    const id = user.id.replace(/^9/, '8')
    channels.set(id, { type: 1, name: user.name })
    return ok({ id, type: 1 })
  }

  function post(channel: string, call: Call): Answer {
    if (denied !== 0n) return refusal(403, 50013, 'Missing Permissions')
    const { headers, isOver } = buckets.take(channel)
    if (isOver) return { ...refusal(429, 0, 'You are being rate limited.'), headers }
    const closed = server.users.find(
      ({ id, ...user }) => 'takesNoMessages' in user && id.replace(/^9/, '8') === channel,
    )
    if (closed) return refusal(403, 50007, 'Cannot send messages to this user')
    const fields = fieldsOf(call)
    if (String(fields.content ?? '').length > 2000) return refusal(400, 50035, 'Invalid Form Body')
    const known = [...posted.values()].find(({ nonce }) => fields.enforce_nonce === true && nonce === fields.nonce)
    if (known) return ok(known)
    const message: DiscordPosted = {
      ...{ content: '', embeds: [], components: [], id: nextId(), channel_id: channel, type: 0 },
      ...{ timestamp: new Date().toISOString(), author: bot },
      ...fields,
    }
    posted.set(message.id, message)
    const about = channels.get(channel)
    const where = about?.type === 1 ? {} : { guild_id: server.guild }
    gateway().tell('MESSAGE_CREATE', { ...message, ...where, channel_type: about?.type ?? 0 })
    return { ...ok(message), headers, made: { id: message.id, fields: message } }
  }

  function change(channel: string, id: string, call: Call): Answer {
    const message = posted.get(id)
    if (message === undefined || message.channel_id !== channel) return refusal(404, 10008, 'Unknown Message')
    if (call.method === 'DELETE') {
      posted.delete(id)
      return { status: 204, made: { id, fields: { deleted: true } } }
    }
    const now = { ...message, ...fieldsOf(call), edited_timestamp: new Date().toISOString() }
    posted.set(id, now)
    gateway().tell('MESSAGE_UPDATE', { ...now, guild_id: server.guild })
    return { ...ok(now), made: { id, fields: now } }
  }

  /** A thread has the id of the message that it was opened from. */
  function open(parent: string, message: string, call: Call): Answer {
    if (!posted.has(message)) return refusal(404, 10008, 'Unknown Message')
    if (channels.has(message)) return refusal(400, 160004, 'A thread has already been created for this message')
    const { name } = fieldsOf(call)
    channels.set(message, { type: 11, name: String(name), parent_id: parent })
    return { ...ok({ id: message, type: 11, name }), made: { id: message, fields: { name } } }
  }

  function answer(id: string, call: Call): Answer {
    if (answered.has(id)) return refusal(400, 40060, 'Interaction has already been acknowledged.')
    answered.add(id)
    return { status: 204, made: { id, fields: fieldsOf(call) } }
  }

  return {
    protocol,
    nextId,
    messages: () => [...posted.values()],
    allow: buckets.allow,
    remove(id: string) {
      channels.delete(id)
      posted.delete(id)
    },
    forbid(bits: bigint) {
      denied = bits
    },
  }
}

const windowMs = 5_000

/** How many messages each channel takes, as Discord counts and tells it; none are counted before `allow`. */
function makeBuckets() {
  const used = new Map<string, { count: number; until: number }>()
  let most = Number.POSITIVE_INFINITY
  return {
    allow(posts: number) {
      most = posts
    },
    take(channel: string): { headers: Record<string, string>; isOver: boolean } {
      if (most === Number.POSITIVE_INFINITY) return { headers: {}, isOver: false }
      const known = used.get(channel)
      const bucket =
        known !== undefined && known.until > Date.now() ? known : { count: 0, until: Date.now() + windowMs }
      const isOver = bucket.count >= most
      used.set(channel, { ...bucket, count: bucket.count + 1 })
      const resetAfter = String((bucket.until - Date.now()) / 1000)
      return {
        isOver,
        headers: {
          ...{ 'x-ratelimit-bucket': 'messages', 'x-ratelimit-limit': String(most) },
          ...{ 'x-ratelimit-remaining': String(Math.max(0, most - bucket.count - 1)) },
          ...{ 'x-ratelimit-reset-after': resetAfter },
          ...(isOver ? { 'retry-after': resetAfter, 'x-ratelimit-scope': 'user' } : {}),
        },
      }
    },
  }
}

function gatewayInfo({ headers }: Call) {
  const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 }
  return { url: `ws://${headers.host}`, shards: 1, session_start_limit: limit }
}

/** 1 << 19: the intent is switched on, in fewer than a hundred servers. */
function flags(gateway: Gateway): number {
  return gateway.contentAllowed() ? 1 << 19 : 0
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } }
}

/** JSON, or a form with files whose JSON is `payload_json`. */
function fieldsOf({ headers, body }: Call): Record<string, unknown> {
  const text = body.toString('latin1')
  if (!headers['content-type']?.startsWith('multipart/')) return body.length === 0 ? {} : JSON.parse(body.toString())
  const files = [...text.matchAll(/name="files\[\d+\]"; filename="([^"]+)"/g)].map(([, name]) => utf8(name ?? ''))
  const json = /name="payload_json"\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/.exec(text)?.[1] ?? '{}'
  return { ...JSON.parse(utf8(json)), files }
}

const utf8 = (bytes: string) => Buffer.from(bytes, 'latin1').toString()
