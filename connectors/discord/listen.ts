import { setTimeout as wait } from 'node:timers/promises'
import { CloseCodes, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import { z } from 'zod'
import type { Listening, Received, Tools } from '#connectors/connector.ts'
import { NotAllowed, Rejected, Unreachable } from '#core/errors.ts'
import { openCallbacks, openRest } from './api.ts'
import { discordError, isCode } from './errors.ts'
import { contentAdvice, intents } from './intents.ts'
import { discordMessage, isEmptied } from './message.ts'
import { parse } from './parse.ts'
import type { Known } from './payload.ts'
import { makeProgress, readSession, type Session } from './session.ts'
import type { DiscordSettings } from './settings.ts'

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

const packet = z.object({ s: z.number().int(), t: z.string(), d: z.unknown() })
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
  const answer = openCallbacks(tools)
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

  let order: Promise<unknown> = Promise.resolve()
  const working = new Set<Promise<void>>()
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => {
    const read = packet.safeParse(data).data
    if (!read || isEnding) return
    botRole = roleIn(read, settings) ?? botRole
    if (read.t === 'MESSAGE_CREATE' && serverOf(read.d) === settings.guildId && emptied(read.d, known()))
      void tell(contentAdvice)
    // The same bot in another server has a listener of its own, which answers what is pressed there.
    const isElsewhere = serverOf(read.d) !== undefined && serverOf(read.d) !== settings.guildId
    const received = isElsewhere && read.t === 'INTERACTION_CREATE' ? nothing : readSafely(read, known(), tools)
    progress.begin(read.s)
    if (received === undefined) return progress.done(read.s)
    const isAsked = read.t === 'INTERACTION_CREATE' && received !== nothing
    // Somebody waits for an answer; everything else is stored in the order in which it came.
    const done = (isAsked ? take(received, read.d) : order.then(() => emit(received)))
      .then(() => progress.done(read.s))
      .catch((error: unknown) => {
        if (error instanceof Rejected && error.status < 500) return progress.done(read.s)
        // Not stored: the line is given up, and Discord tells it once more.
        ending.fail(new Unreachable(`an event could not be stored: ${String(error)}`, { notSent: true }))
      })
    if (!isAsked) order = done
    working.add(done)
    void done.finally(() => working.delete(done))
  })
  async function take(received: Received, interaction: unknown): Promise<void> {
    const outcome = received.events.length > 0 ? await emit(received) : undefined
    const { response } = received
    const reply = typeof response === 'function' ? response(outcome ?? { kind: 'working' }) : response
    await answerTo(interaction, reply.body).catch((error: unknown) =>
      tools.log.warn({ problem: String(error) }, 'an interaction of Discord could not be answered'),
    )
  }
  async function answerTo(interaction: unknown, body: string | undefined): Promise<void> {
    const { id, token } = interactionToken.parse(interaction)
    await answer(`/interactions/${id}/${token}/callback`, JSON.parse(body ?? '{}')).catch((error: unknown) => {
      // Told once more after a resume, it was answered before, or its time is over.
      if (!isCode(error, 'answeredAlready') && !isCode(error, 'unknownInteraction')) throw error
    })
  }

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
    await Promise.allSettled(working)
    await note()
  }
}

const nothing: Received = { response: { status: 200 }, events: [] }

const inServer = z.object({ guild_id: z.string().optional() })

function serverOf(value: unknown): string | undefined {
  return inServer.safeParse(value).data?.guild_id
}

const interactionToken = z.object({ id: z.string(), token: z.string() })

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

/** What cannot be read now cannot be read later either. */
function readSafely(read: z.infer<typeof packet>, known: Known, tools: Tools): Received | undefined {
  try {
    return parse({ t: read.t, d: read.d }, known)
  } catch (error) {
    tools.log.warn({ type: read.t, problem: String(error) }, 'Discord sent something that cannot be read')
    return undefined
  }
}

/** The role that Discord made for our bot in this server. */
function roleIn({ t, d }: z.infer<typeof packet>, { guildId, botUserId }: DiscordSettings): string | undefined {
  const guild = t === 'GUILD_CREATE' ? guildCreated.safeParse(d).data : undefined
  if (guild?.id !== guildId) return undefined
  return guild?.roles.find(({ tags }) => tags?.bot_id !== undefined && tags.bot_id === botUserId)?.id
}

function emptied(value: unknown, known: Known): boolean {
  const message = discordMessage.safeParse(value).data
  return message !== undefined && isEmptied(message, known)
}
