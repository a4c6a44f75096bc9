import { setTimeout as wait } from 'node:timers/promises'
import { CloseCodes, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import { z } from 'zod'
import type { Listening, Tools } from '#connectors/connector.ts'
import { NotAllowed } from '#core/errors.ts'
import { openRest } from './api.ts'
import { discordError } from './errors.ts'
import { contentAdvice, intents } from './intents.ts'
import type { Known } from './payload.ts'
import { makeProgress, readSession, type Session } from './session.ts'
import type { DiscordSettings } from './settings.ts'
import { makeTaking, type Packet, packet } from './taking.ts'

/** How often it is written up to where events are stored, ms: what was stored twice is stored once. */
const leaveEveryMs = 1_000
/** How often the words of messages are asked for again where Discord keeps them from us, ms. */
const contentAgainMs = 10 * 60_000
/** A resume address that cannot be reached so often is given up. */
const mostLostLines = 10

/** Why one connection ended. */
type End = 'told to stop' | 'no content' | 'ask for content again'

/**
 * Keeps a connection to the gateway until `signal` aborts. It goes on where the last listener stopped: Discord tells once more
 * what was not stored. Throws NotAllowed when only a person can help, else Platform errors; whoever called tries again.
 * https://discord.com/developers/docs/topics/gateway#connection-lifecycle
 */
export async function listen(settings: DiscordSettings, tools: Tools, listening: Listening): Promise<void> {
  let session = readSession(listening.left)
  let wanted = intents.all
  while (!listening.signal.aborted) {
    // Intents are part of a session: another set begins another.
    if (session?.intents !== wanted) session = undefined
    const ended = await connectOnce(settings, tools, listening, { intents: wanted, session })
    session = undefined
    wanted = ended === 'no content' ? intents.withoutContent : intents.all
    if (ended === 'no content') await listening.tell(contentAdvice)
  }
}

const guildCreated = z.object({
  id: z.string(),
  roles: z.array(z.object({ id: z.string(), tags: z.object({ bot_id: z.string().optional() }).optional() })),
})

async function connectOnce(
  settings: DiscordSettings,
  tools: Tools,
  { emit, signal, leave, tell }: Listening,
  from: { intents: number; session: Session | undefined },
): Promise<End> {
  const progress = makeProgress(from.session?.sequence ?? 0)
  let line = from.session
  let botRole = from.session?.botRole
  let lostLines = 0
  let isEnding = false
  const ending = makeEnding(signal)
  const known = (): Known => ({
    ...{ account: settings.guildId, botUserId: settings.botUserId, botRole, now: tools.now() },
  })

  const rest = openRest(tools).setToken(settings.botToken)
  const manager = new WebSocketManager({
    ...{ token: settings.botToken, rest, intents: from.intents, shardCount: 1 },
    // The library counts events when they come; ours count once they are stored.
    retrieveSessionInfo: () =>
      line === undefined ? null : { ...line, sequence: progress.stored(), shardId: 0, shardCount: 1 },
    updateSessionInfo(_, info) {
      if (info !== null) {
        if (info.sessionId === line?.sessionId) return
        line = { sessionId: info.sessionId, resumeURL: info.resumeURL, sequence: info.sequence, intents: from.intents }
        // It drops a session also when we leave, or when the network is away for a moment; Discord keeps it for minutes.
      } else if (!isEnding && (lostLines === 0 || lostLines > mostLostLines)) line = undefined
    },
  })
  const note = async () => {
    if (line === undefined) return
    const role = botRole === undefined ? {} : { botRole }
    await leave({ ...line, sequence: progress.stored(), ...role }).catch((error: unknown) =>
      tools.log.warn({ problem: String(error) }, 'the place in Discord’s events could not be noted'),
    )
  }

  const taking = makeTaking({
    ...{ settings, tools, emit, progress, known, fail: ending.fail },
    noContent: () => void tell(contentAdvice),
  })
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    const read = packet.safeParse(data).data
    if (!read || isEnding) return
    botRole = roleIn(read, settings) ?? botRole
    taking.take(read)
  })

  const connected = () => {
    tools.log.info({ server: settings.guildId }, 'Discord’s gateway is connected')
    if (from.intents === intents.all) void tell(undefined)
  }
  manager.on(WebSocketShardEvents.Hello, () => {
    lostLines = 0
  })
  manager.on(WebSocketShardEvents.Ready, connected)
  manager.on(WebSocketShardEvents.Resumed, connected)
  manager.on(WebSocketShardEvents.Error, ({ error }) => ending.fail(discordError(error, tools.now())))
  manager.on(WebSocketShardEvents.Closed, ({ code }) => {
    if (code === closedFor.network) lostLines += 1
    const problem = fatal[code]
    if (code === closedFor.intents && from.intents === intents.all) ending.end('no content')
    else if (problem !== undefined) ending.fail(new NotAllowed(problem))
  })

  const noting = setInterval(() => void note(), leaveEveryMs)
  const again =
    from.intents === intents.all ? undefined : setTimeout(() => ending.end('ask for content again'), contentAgainMs)
  try {
    manager.connect().catch((error: unknown) => ending.fail(discordError(error, tools.now())))
    return await ending.ended
  } finally {
    isEnding = true
    clearInterval(noting)
    clearTimeout(again)
    await close(manager)
    await taking.settled()
    await note()
  }
}

const closedFor = { network: 1006, intents: 4014 }

/** Codes after which nothing but a person helps: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
const fatal: Record<number, string> = {
  4004: "a new bot token: reset it in the Developer Portal and enter it in the integration's settings",
  4010: 'a listener of one shard, which Discord does not take',
  4011: 'a bot in fewer servers: this one has to be split into shards',
  4013: 'other intents than Discord knows',
  4014: 'intents that the application may use: see Bot, Privileged Gateway Intents in the Developer Portal',
}

/** Leaves in a way that keeps the session, so that the next listener may go on with it. */
async function close(manager: WebSocketManager): Promise<void> {
  const leave = async () => {
    try {
      await manager.destroy({ code: CloseCodes.Resuming, reason: 'somebody else goes on' })
    } catch {
      // It was not connected.
    }
  }
  await leave()
  // One that was about to connect again does so half a second after it was told to stop.
  await wait(700)
  await leave()
}

/** The first thing that ends a connection counts. */
function makeEnding(signal: AbortSignal) {
  const { promise: ended, resolve, reject } = Promise.withResolvers<End>()
  const stop = () => resolve('told to stop')
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const forget = () => signal.removeEventListener('abort', stop)
  ended.then(forget, forget)
  return { ended, end: resolve, fail: (error: Error) => reject(error) }
}

/** The role that Discord made for our bot in this server. */
function roleIn({ t, d }: Packet, { guildId, botUserId }: DiscordSettings): string | undefined {
  const guild = t === 'GUILD_CREATE' ? guildCreated.safeParse(d).data : undefined
  if (guild?.id !== guildId) return undefined
  return guild?.roles.find(({ tags }) => tags?.bot_id !== undefined && tags.bot_id === botUserId)?.id
}
