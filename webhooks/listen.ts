import type { Listening } from '#connectors/connector.ts'
import type { Outcome } from '#core/domain/event.ts'
import { NotAllowed, Rejected } from '#core/errors.ts'
import type { Live } from '#core/ports.ts'
import type { Opened } from './connections.ts'
import type { Counts } from './counts.ts'
import { keep } from './inbound/receive.ts'
import { whileHeld } from './lease.ts'
import type { House } from './wire.ts'

/** How often integrations that came or went are looked for. */
const lookEveryMs = 5_000
const againAfterMs = 5_000

type Rooms = Pick<House, 'store' | 'connections' | 'core' | 'log'> & { counts: Counts; live: Pick<Live, 'publish'> }

/**
 * Keeps the sockets open that we open ourselves (Slack's Socket Mode, Discord's gateway), one for each integration that has
 * one; where the platform tells everything to each socket, in one process at a time.
 */
export function startListening(
  house: Rooms,
  timing: { leaseMs?: number; againAfterMs?: number } = {},
): {
  stop(): Promise<void>
} {
  const running = new Map<string, { opened: Opened; stop: AbortController; done: Promise<void> }>()
  const stopping = new AbortController()

  async function look(): Promise<void> {
    const rows = await house.store.system.integrations()
    const wanted = new Map<string, Opened>()
    for (const { integration } of rows) {
      const opened = await house.connections.byId(integration.id)
      if (opened?.connection.listen !== undefined) wanted.set(integration.id, opened)
    }
    for (const [id, one] of running) {
      // New settings make a new connection: the old socket speaks with the old credentials.
      if (wanted.get(id)?.connection === one.opened.connection) continue
      running.delete(id)
      one.stop.abort()
    }
    for (const [id, opened] of wanted) {
      if (running.has(id)) continue
      const stop = new AbortController()
      const signal = AbortSignal.any([stop.signal, stopping.signal])
      running.set(id, { opened, stop, done: listenOn(house, opened, signal, timing) })
    }
  }

  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look().catch((error) => house.log.warn({ error: String(error) }, 'integrations could not be read'))
      await pause(lookEveryMs, stopping.signal)
    }
  })()

  return {
    async stop() {
      stopping.abort()
      await looking
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}

async function listenOn(
  house: Rooms,
  opened: Opened,
  signal: AbortSignal,
  timing: { leaseMs?: number; againAfterMs?: number },
): Promise<void> {
  const { connection, connector, businessId, integration } = opened
  const { leases } = house.store.of(businessId)
  const common = { emit: emitInto(house, opened), tell: teller(house, opened) }
  const lane = `listen/${integration.id}`
  while (!signal.aborted) {
    try {
      if (connector.abilities.listensAlone) {
        const forMs = timing.leaseMs === undefined ? {} : { forMs: timing.leaseMs }
        await whileHeld(leases, lane, { signal, now: () => new Date(), ...forMs }, async (held) => {
          const left = await leases.left(lane)
          const leave = async (value: Record<string, unknown>) => void (await leases.leave(lane, held.fence, value))
          await connection.listen?.({ ...common, signal: held.signal, left, leave })
        })
      } else await connection.listen?.({ ...common, signal, left: undefined, leave: async () => {} })
    } catch (error) {
      if (error instanceof NotAllowed) await common.tell(`it needs ${error.needs}`)
      house.log.warn({ error: String(error), integration: integration.id }, 'a socket broke; it is opened again')
    }
    await pause(timing.againAfterMs ?? againAfterMs, signal)
  }
}

/** Stores what came over a socket as if it had been posted to us. */
function emitInto(house: Rooms, opened: Opened): Listening['emit'] {
  const { counts } = house
  const { id } = opened.connector
  return async (received) => {
    let outcome: Outcome | undefined
    const { response } = received
    try {
      await keep(house, opened, {
        ...received,
        response:
          typeof response !== 'function'
            ? response
            : (done) => {
                outcome = done
                return response(done)
              },
      })
    } catch (error) {
      counts.count(id, error instanceof Rejected ? String(error.status) : 'failed')
      throw error
    }
    counts.count(id, received.events.length > 0 ? 'accepted' : 'ignored')
    if (received.events.length > 0) counts.touched(opened)
    return outcome
  }
}

/** Begins what a listener says of its own trouble, so that it takes back no other. */
const trouble = 'What is written there is not heard: '

/** Writes a listener's problem to its integration once, and takes it away once all is well. */
function teller({ store, live, log }: Rooms, { businessId, integration }: Opened): Listening['tell'] {
  return async (problem) => {
    const { integrations } = store.of(businessId)
    const row = await integrations.get(integration.id).catch(() => undefined)
    const told = row?.lastError?.startsWith(trouble) ? row.lastError : undefined
    const lastError = problem === undefined ? undefined : `${trouble}${problem}.`
    if (row === undefined || row.status === 'removed' || told === lastError) return
    await integrations
      .update(integration.id, { status: lastError ? 'failing' : 'connected', lastError: lastError ?? null })
      .catch((error) => log.warn({ error: String(error) }, 'a listener’s problem could not be written'))
    live.publish(businessId, { type: 'integration', id: integration.id, version: Date.now() })
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
