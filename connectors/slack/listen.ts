import { setTimeout as wait } from 'node:timers/promises'
import { SocketModeReceiver } from '@slack/bolt'
import type { Received, Tools } from '#connectors/connector.ts'
import type { Outcome } from '#core/domain/event.ts'
import { NotAllowed, Rejected } from '#core/errors.ts'
import { clientOptions, silent } from './api.ts'
import { slackError } from './errors.ts'
import type { Payload } from './payload.ts'

type Emit = (received: Received) => Promise<Outcome | undefined>

/** What Socket Mode hands over for one envelope. */
interface Envelope {
  type: string
  body: unknown
  ack(response?: Record<string, unknown>): Promise<void>
}

/**
 * Keeps a Socket Mode connection until `signal` aborts. An envelope is acknowledged only after `emit` resolved, so that
 * Slack sends again what was not stored. Throws NotAllowed when Slack refuses the token; all else is tried again.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export async function listen(
  appToken: string,
  tools: Tools,
  read: (payload: Payload) => Received,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  let failures = 0
  while (!signal.aborted) {
    try {
      await connectOnce(appToken, tools, (envelope) => take(envelope, read, emit, tools), { signal, aborted })
      failures = 0
    } catch (error) {
      const problem = slackError(error, 'apps.connections.open', tools.now())
      if (problem instanceof NotAllowed) throw problem
      failures += 1
      tools.log.warn({ failures, problem: problem.message }, 'Slack Socket Mode is not connected; trying again')
    }
    const pauseMs = Math.min(250 * 2 ** failures, 30_000)
    await wait(pauseMs, undefined, { signal }).catch(() => {})
  }
}

/** Resolves when the connection ends, after everything taken from it was answered. */
async function connectOnce(
  appToken: string,
  tools: Tools,
  answer: (envelope: Envelope) => Promise<void>,
  { signal, aborted }: { signal: AbortSignal; aborted: Promise<void> },
): Promise<void> {
  // The client's own reconnecting leaves a rejected promise behind when Slack refuses it: the loop above does it.
  const { client } = new SocketModeReceiver({
    appToken,
    logger: silent,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(tools) },
  })
  survive(client, tools)
  const answering = new Set<Promise<void>>()
  client.on('slack_event', (envelope: Envelope) => {
    // On the way out nothing new is taken: Slack keeps it for the next connection.
    if (signal.aborted) return
    const done = answer(envelope).finally(() => answering.delete(done))
    answering.add(done)
  })
  const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()))
  const started = client.start()
  // When we are told to stop first, nobody waits for the start any more.
  started.catch(() => {})
  await Promise.race([started, aborted])
  if (!signal.aborted) {
    tools.log.info({}, 'Slack Socket Mode is connected')
    await Promise.race([ended, aborted])
  }
  await Promise.all(answering)
  await client.disconnect()
}

type Client = SocketModeReceiver['client']

/**
 * The client reads each message in an async function whose promise it drops, and throws in it at an envelope without an
 * event: that would end the process as an unhandled rejection.
 */
function survive(client: Client, tools: Tools) {
  const readers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (...message: unknown[]) => {
    for (const read of readers) {
      Promise.resolve(read(...message)).catch((error: unknown) =>
        tools.log.warn({ problem: String(error) }, 'Slack sent something that its own client cannot read'),
      )
    }
  })
}

async function take(envelope: Envelope, read: (payload: Payload) => Received, emit: Emit, tools: Tools): Promise<void> {
  try {
    const payload = payloadOf(envelope)
    const received = payload && read(payload)
    if (!received) return await envelope.ack()
    const outcome = received.events.length > 0 ? await emit(received) : undefined
    const { response } = received
    const reply = typeof response === 'function' ? response(outcome ?? { kind: 'working' }) : response
    const isJson = reply.headers?.['content-type'] === 'application/json'
    await envelope.ack(isJson && reply.body ? JSON.parse(reply.body) : undefined)
  } catch (error) {
    // What cannot be read now cannot be read later either; all else is left unacknowledged, and comes again.
    if (error instanceof Rejected && error.status < 500) await envelope.ack().catch(() => {})
    const problem = error instanceof Error ? error.message : String(error)
    tools.log.warn({ type: envelope.type, problem }, 'an event from Slack was not taken')
  }
}

function payloadOf({ type, body }: Envelope): Payload | undefined {
  if (type === 'events_api') return { kind: 'event', body }
  if (type === 'interactive') return { kind: 'interaction', body }
  if (type === 'slash_commands') return { kind: 'command', body }
  return undefined
}
