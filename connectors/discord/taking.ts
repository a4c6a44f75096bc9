import { z } from 'zod'
import type { Listening, Received, Tools } from '#connectors/connector.ts'
import { Rejected, Unreachable } from '#core/errors.ts'
import { openCallbacks } from './api.ts'
import { isCode } from './errors.ts'
import { discordMessage, isEmptied } from './message.ts'
import { parse } from './parse.ts'
import type { Known } from './payload.ts'
import type { Progress } from './session.ts'
import type { DiscordSettings } from './settings.ts'

/** What the gateway tells, numbered within its session. */
export const packet = z.object({ s: z.number().int(), t: z.string(), d: z.unknown() })
export type Packet = z.infer<typeof packet>

/** What one line of the gateway needs so that all that it tells is stored, and whoever waits is answered. */
export interface Line {
  settings: DiscordSettings
  tools: Tools
  emit: Listening['emit']
  progress: Progress
  known(): Known
  /** Discord keeps the words of messages from us. */
  noContent(): void
  /** Gives the line up: what is not stored is told once more over the next one. */
  fail(problem: Error): void
}

/** Takes what the gateway tells: messages are stored in the order in which they came, presses are answered at once. */
export function makeTaking({ settings, tools, emit, progress, known, noContent, fail }: Line) {
  const answer = openCallbacks(tools)
  let order: Promise<unknown> = Promise.resolve()
  const working = new Set<Promise<void>>()

  async function respond(received: Received, interaction: unknown): Promise<void> {
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

  return {
    take(read: Packet) {
      const server = serverOf(read.d)
      if (read.t === 'MESSAGE_CREATE' && server === settings.guildId && emptied(read.d, known())) noContent()
      // The same bot in another server has a listener of its own, which answers what is pressed there.
      const isElsewhere = server !== undefined && server !== settings.guildId
      const received = isElsewhere && read.t === 'INTERACTION_CREATE' ? nothing : readSafely(read, known(), tools)
      progress.begin(read.s)
      if (received === undefined) return progress.done(read.s)
      const isAsked = read.t === 'INTERACTION_CREATE' && received !== nothing
      // Somebody waits for an answer; everything else is stored in the order in which it came.
      const done = (isAsked ? respond(received, read.d) : order.then(() => emit(received)))
        .then(() => progress.done(read.s))
        .catch((error: unknown) => {
          if (error instanceof Rejected && error.status < 500) return progress.done(read.s)
          // Not stored: the line is given up, and Discord tells it once more.
          fail(new Unreachable(`an event could not be stored: ${String(error)}`, { notSent: true }))
        })
      if (!isAsked) order = done
      working.add(done)
      void done.finally(() => working.delete(done))
    },
    /** Resolves once nothing is being stored or answered any more. */
    settled: () => Promise.allSettled(working),
  }
}

const nothing: Received = { response: { status: 200 }, events: [] }

const inServer = z.object({ guild_id: z.string().optional() })

function serverOf(value: unknown): string | undefined {
  return inServer.safeParse(value).data?.guild_id
}

const interactionToken = z.object({ id: z.string(), token: z.string() })

/** What cannot be read now cannot be read later either. */
function readSafely(read: Packet, known: Known, tools: Tools): Received | undefined {
  try {
    return parse({ t: read.t, d: read.d }, known)
  } catch (error) {
    tools.log.warn({ type: read.t, problem: String(error) }, 'Discord sent something that cannot be read')
    return undefined
  }
}

function emptied(value: unknown, known: Known): boolean {
  const message = discordMessage.safeParse(value).data
  return message !== undefined && isEmptied(message, known)
}
