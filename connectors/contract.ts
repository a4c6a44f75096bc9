import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toJSONSchema, type ZodObject } from 'zod'
import type { Connection, Connector, InboundRequest, Received, Tools } from '#connectors/connector.ts'
import { quietTools } from '#connectors/shared/quiet-tools.ts'
import { PayloadInvalid, Rejected, SignatureInvalid } from '#core/errors.ts'

/** The requests and values that a connector's test hands to the contract; each list must not be empty. */
export interface Cases {
  /** Good requests that carry at least one event. They are read twice: a duplicate has the same ids. */
  good: Record<string, InboundRequest>
  /** Requests to refuse with 401: wrong, stale, future and missing signature. Empty where the platform signs nothing. */
  unsigned: Record<string, InboundRequest>
  /** Well-signed rubbish: 400. */
  rubbish: Record<string, InboundRequest>
  /** Well-signed kinds that we do not know: 2xx and no events. */
  unknown: Record<string, InboundRequest>
}

/** Registers the promises that every connector keeps, as vitest tests. `tools.now` must fit the requests' timestamps. */
export function testConnector<S>(given: {
  connector: Connector<S>
  settings: S
  tools?: Partial<Tools>
  cases: Cases
}) {
  const { connector, settings, cases } = given
  const open = (): Connection =>
    connector.open(
      settings,
      quietTools(() => new Date(), given.tools),
    )

  describe(`the contract of ${connector.id}`, () => {
    describe('receive', () => {
      beforeEach(forbidNetwork)
      afterEach(() => void vi.restoreAllMocks())

      test.each(
        Object.entries(cases.good),
      )('reads %s, twice to the same events, calling nobody', async (_, request) => {
        const first = await open().receive(request)
        const second = await open().receive(request)
        expect(first.events.length).toBeGreaterThan(0)
        expect(second.events.map((event) => event.id)).toEqual(first.events.map((event) => event.id))
        for (const event of first.events) {
          expect(event.id).not.toBe('')
          expect(event.place.connector).toBe(connector.id)
          expect(JSON.parse(JSON.stringify(event.place))).toEqual(event.place)
          expect(new Date(event.at).toISOString()).toBe(event.at)
        }
        expect(statusOf(first)).toBeGreaterThanOrEqual(200)
        expect(statusOf(first)).toBeLessThan(300)
      })

      for (const [name, request] of Object.entries(cases.unsigned)) {
        test(`refuses ${name} with 401`, async () => {
          const thrown = await thrownBy(open(), request)
          expect(thrown).toBeInstanceOf(SignatureInvalid)
          expect(thrown).toMatchObject({ status: 401 })
        })
      }

      test.each(Object.entries(cases.rubbish))('refuses %s with 400', async (_, request) => {
        expect(await thrownBy(open(), request)).toBeInstanceOf(PayloadInvalid)
      })

      test.each(
        Object.entries(cases.good),
      )('damaged in any way, %s is read or refused, and never breaks anything', async (_, request) => {
        for (const [how, damaged] of damage(request)) {
          const error = await open()
            .receive(damaged)
            .then(
              () => undefined,
              (thrown: unknown) => thrown,
            )
          // Anything else would be answered 500, and the platform would send it again for days.
          if (error !== undefined) expect(error, how).toBeInstanceOf(Rejected)
          // What is refused says nothing of what it expected.
          if (error instanceof Rejected) expect(error.status, how).toBeLessThan(500)
        }
      })

      test.each(Object.entries(cases.unknown))('answers %s with 2xx and no events', async (_, request) => {
        const received = await open().receive(request)
        expect(received.events).toEqual([])
        expect(Math.floor(statusOf(received) / 100)).toBe(2)
      })
    })

    test('every setting is described, and the secret ones exist', () => {
      const schema = toJSONSchema(connector.settings, { io: 'input' }) as {
        properties?: Record<string, { description?: string }>
      }
      const properties = schema.properties ?? {}
      for (const [name, setting] of Object.entries(properties)) expect(setting.description, name).toBeTruthy()
      for (const name of connector.secrets) expect(Object.keys(properties)).toContain(name)
      expect((connector.settings as unknown as ZodObject).safeParse(settings).success).toBe(true)
    })

    test('every variable of the installation is described', () => {
      for (const [name, schema] of Object.entries(connector.environment)) {
        expect(name).toMatch(/^[A-Z][A-Z0-9_]+$/)
        expect(schema.description, name).toBeTruthy()
      }
    })

    test('after it was added, a person is told where the webhook goes', () => {
      const steps = connector.nextSteps(settings, 'https://desk.example/webhooks/x/y')
      expect(steps.length).toBeGreaterThan(0)
    })

    test('it has its line in connectors/index.ts', () => {
      const index = readFileSync(new URL('./index.ts', import.meta.url), 'utf8')
      expect(index).toContain(`./${connector.id}/index.ts`)
    })
  })
}

/** The same request as networks, proxies and strangers would spoil it. */
function* damage(request: InboundRequest): Generator<[how: string, damaged: InboundRequest]> {
  const { body, headers } = request
  for (const name of Object.keys(headers)) {
    const { [name]: value = '', ...rest } = headers
    yield [`without ${name}`, { ...request, headers: rest }]
    for (const other of ['', 'x', value.slice(0, -1), `${value}${value}`, '\u0000', 'a'.repeat(9_000)])
      yield [`${name}: ${other.slice(0, 20)}`, { ...request, headers: { ...headers, [name]: other } }]
  }
  for (const share of [0, 0.1, 0.5, 0.9])
    yield [`cut at ${share}`, { ...request, body: body.slice(0, body.length * share) }]
  // Evenly spread, the same each time.
  for (let at = 0; at < Math.min(body.length, 64); at++) {
    const changed = body.slice()
    const index = Math.floor((at * body.length) / 64)
    changed[index] = (changed[index] ?? 0) ^ (1 << (at % 8))
    yield [`byte ${index} changed`, { ...request, body: changed }]
  }
  yield ['twice', { ...request, body: Buffer.concat([body, body]) }]
  for (const method of ['GET', 'PUT', 'HEAD']) yield [method, { ...request, method }]
  for (const endpoint of ['', 'events', 'nowhere', '../..', '%']) yield [`at ${endpoint}`, { ...request, endpoint }]
  yield ['at no address', { ...request, url: '' }]
}

/** Makes every way out of the process throw: receive answers from what it was handed. */
function forbidNetwork() {
  const refuse = () => {
    throw new Error('receive must call nobody')
  }
  vi.spyOn(globalThis, 'fetch').mockImplementation(refuse)
  vi.spyOn(http, 'request').mockImplementation(refuse)
  vi.spyOn(https, 'request').mockImplementation(refuse)
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(refuse)
}

async function thrownBy(connection: Connection, request: InboundRequest): Promise<unknown> {
  return connection.receive(request).then(
    (received) => expect.unreachable(`it was accepted with ${received.events.length} event(s)`),
    (error: unknown) => error,
  )
}

function statusOf({ response }: Received): number {
  return (typeof response === 'function' ? response({ kind: 'working' }) : response).status
}
