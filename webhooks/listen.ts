import type { Log } from '#core/ports.ts'
import type { Connections, Opened } from './connections.ts'
import { keep } from './inbound/receive.ts'
import type { House } from './wire.ts'

/** How often integrations that came or went are looked for. */
const lookEveryMs = 5_000
const againAfterMs = 5_000

/** Keeps the sockets open that we open ourselves (Slack's Socket Mode), one for each integration that has one. */
export function startListening(house: Pick<House, 'store' | 'connections' | 'core' | 'log'>): {
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
      running.set(id, { opened, stop, done: listenOn(house, opened, signal) })
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
  house: { core: House['core']; connections: Connections; log: Log },
  opened: Opened,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await opened.connection.listen?.(async (received) => {
        if (typeof received.response !== 'function') {
          await keep(house, opened, received)
          return undefined
        }
        let outcome: Parameters<typeof received.response>[0] | undefined
        const { response } = received
        await keep(house, opened, {
          ...received,
          response: (done) => {
            outcome = done
            return response(done)
          },
        })
        return outcome
      }, signal)
    } catch (error) {
      house.log.warn({ error: String(error), integration: opened.integration.id }, 'a socket broke; it is opened again')
    }
    await pause(againAfterMs, signal)
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
