import { afterEach, expect, test, vi } from 'vitest'
import type { Connection, Connector, Listening } from '#connectors/connector.ts'
import { NotAllowed } from '#core/errors.ts'
import { author, message } from '#core/testing/events.ts'
import { eventually } from '#core/testing/eventually.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import type { Opened } from './connections.ts'
import { startListening } from './listen.ts'

const timing = { leaseMs: 300, againAfterMs: 20 }
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

/** One business with one integration that listens; `start` is one process more. */
async function setting(listen: NonNullable<Connection['listen']>, abilities = { listensAlone: true }) {
  const house = await makeTestHouse({ slack: true })
  const { store, log } = house.ports
  const account = { connector: 'slack', account: 'T-sockets', label: 'Sockets', settings: {} }
  const integration = await house.core.integrations.add(house.owner, account)
  const counted: string[] = []
  const start = (id = 'one', leases = store.of(house.businessId).leases) => {
    const opened = {
      ...{ businessId: house.businessId, integration },
      connector: { id: 'slack', abilities } as unknown as Connector,
      connection: { listen: (given: Listening) => listen({ ...given, process: id } as Listening) },
    } as unknown as Opened
    const scoped = { ...store, of: (businessId: string) => ({ ...store.of(businessId), leases }) }
    const counts = { count: (_: string, result: string) => counted.push(result), touched: () => {} }
    const listening = startListening(
      {
        ...{ store: scoped as typeof store, core: house.core, log, counts, live: { publish: () => {} } },
        connections: { byId: async () => opened } as never,
      },
      timing,
    )
    stops.push(listening.stop)
    return listening
  }
  return { house, integration, start, counted }
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

test('one process at a time listens alone, and the next takes over what it left when it stops', async () => {
  const running = new Set<string>()
  const began: unknown[] = []
  const { start } = await setting(async ({ signal, left, leave, ...given }) => {
    const { process } = given as unknown as { process: string }
    began.push([process, left])
    running.add(process)
    expect(running.size).toBe(1)
    await leave({ session: process })
    await untilAborted(signal)
    running.delete(process)
  })
  const one = start('one')
  await eventually(() => expect(began).toEqual([['one', undefined]]))
  start('two')
  // Longer than a lease: it is renewed.
  await new Promise((resolve) => setTimeout(resolve, timing.leaseMs * 3))
  expect(began).toEqual([['one', undefined]])
  await one.stop()
  await eventually(() =>
    expect(began).toEqual([
      ['one', undefined],
      ['two', { session: 'one' }],
    ]),
  )
})

test('a process that was killed is replaced once its lease has run out, and not before', async () => {
  const began: number[] = []
  const { house, integration, start } = await setting(async ({ signal }) => {
    began.push(Date.now())
    await untilAborted(signal)
  })
  const killedAt = Date.now()
  await house.scope.leases.take(`listen/${integration.id}`, new Date(), timing.leaseMs)
  start()
  await vi.waitFor(() => expect(began).toHaveLength(1), { timeout: 3_000 })
  expect(began[0]! - killedAt).toBeGreaterThanOrEqual(timing.leaseMs)
})

test('whoever cannot renew stops before somebody else may begin, though the database says nothing at all', async () => {
  let beganAt = 0
  let stoppedAt = 0
  const { house, start } = await setting(async ({ signal }) => {
    beganAt ||= Date.now()
    await untilAborted(signal)
    stoppedAt ||= Date.now()
  })
  const { leases } = house.scope
  start('one', { ...leases, renew: () => new Promise(() => {}) })
  await vi.waitFor(() => expect(stoppedAt).toBeGreaterThan(0), { timeout: 3_000 })
  expect(stoppedAt - beganAt).toBeLessThan(timing.leaseMs)
})

test('where each socket is told its share, every process listens', async () => {
  const began: string[] = []
  const listen: Connection['listen'] = async ({ signal, ...given }) => {
    began.push((given as unknown as { process: string }).process)
    await untilAborted(signal)
  }
  const { start } = await setting(listen, {} as never)
  start('one')
  start('two')
  await eventually(() => expect(began.sort()).toEqual(['one', 'two']))
})

test('what only a person can put right stands with the integration, until it listens again', async () => {
  let isBroken = true
  const { house, integration, start } = await setting(async ({ signal, tell }) => {
    if (isBroken) throw new NotAllowed('a new token')
    await tell(undefined)
    await untilAborted(signal)
  })
  start()
  const seen = () => house.scope.integrations.get(integration.id)
  await eventually(async () =>
    expect(await seen()).toMatchObject({ status: 'failing', lastError: expect.stringContaining('needs a new token') }),
  )
  isBroken = false
  await eventually(async () => expect(await seen()).toMatchObject({ status: 'connected', lastError: null }))
  // What others said of it is not taken back.
  await house.scope.integrations.update(integration.id, { status: 'failing', lastError: 'Its credentials end soon.' })
  stops.push(start('two').stop)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await seen()).toMatchObject({ status: 'failing', lastError: 'Its credentials end soon.' })
})

test('events are kept and counted; what brings none is counted and leaves nothing', async () => {
  const { house, start, counted } = await setting(async ({ emit, signal }) => {
    const place = { connector: 'slack', account: 'T-sockets', thread: 'C1/1.1', private: false }
    const at = new Date().toISOString()
    const written = { at, place, text: 'Hi', author: author({ kind: 'slack', value: 'T-sockets/U1' }) }
    await emit({ response: { status: 200 }, events: [message({ ...written, id: 'm1' })] })
    await emit({ response: { status: 200 }, events: [] })
    await expect(
      emit({
        response: { status: 200 },
        events: [message({ ...written, id: 'm2', place: { ...place, account: 'T-other' } })],
      }),
    ).rejects.toThrow('another account')
    await untilAborted(signal)
  })
  start()
  await eventually(() => expect(counted).toEqual(['accepted', 'ignored', '400']))
  expect(await house.scope.inbox.byPlatformId('slack', 'T-sockets', 'message m1')).toBeDefined()
})
