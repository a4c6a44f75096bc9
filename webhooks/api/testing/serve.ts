import { Registry } from 'prom-client'
import { z } from 'zod'
import type { Connector } from '#connectors/connector.ts'
import type { Log } from '#core/ports.ts'
import { type HttpServer, makeServer, type ServerSetup } from '../../http/server.ts'
import { routes } from '../routes.ts'
import { type FakeCore, fakeCore } from './core.ts'

export interface Served extends FakeCore, HttpServer {
  url: string
  logged: { fields: object; sentence: string }[]
  /** Calls with JSON and, if given, an access token. */
  call(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; file?: string | undefined; headers?: Record<string, string> },
  ): Promise<Response>
}

const settings = z.object({
  token: z.string().min(3).describe('The bot token'),
  channel: z.string().default('support').describe('Where staff answer'),
  useSocket: z.boolean().default(false).describe('Connect without a public address'),
})

/** A platform with nothing behind it, for the routes of integrations. */
const testConnector: Connector<z.output<typeof settings>> = {
  id: 'pigeon',
  name: 'Pigeon post',
  settings,
  secrets: ['token'],
  environment: {},
  abilities: { channel: 'chat', customers: true, staff: true, updates: false, undoMs: 0, burstMs: 0, maxBodyBytes: 1 },
  open: () => {
    throw new Error('not opened here')
  },
  nextSteps: (_, webhookUrl) => [`Enter ${webhookUrl} at the pigeon loft.`],
  identify: async ({ channel }) => ({ account: channel, label: `Loft ${channel}` }),
  install: {
    settings: z.object({ loft: z.string() }),
    missing: () => [],
    start: async ({ state }) => `https://pigeon.example/consent?state=${state}`,
    finish: () => Promise.reject(new Error('nobody comes back here')),
  },
}

/** Starts the real server on loopback over a fake core. */
export async function serve(more: Partial<ServerSetup> = {}, port = 0): Promise<Served> {
  const fake = fakeCore()
  const logged: Served['logged'] = []
  const note = (fields: object, sentence: string) => void logged.push({ fields, sentence })
  const log: Log = { info: note, warn: note, error: note }
  const made = makeServer({
    house: {
      core: fake.core,
      live: fake.live,
      connectors: [testConnector],
      tools: () => ({ environment: {}, now: () => new Date(), log, file: async () => new Uint8Array() }),
      webhookUrl: (connector, id) => `https://desk.example/webhooks/${connector}/${id}`,
      beginInstall: async (_, { id }) => ({ url: `https://${id}.example/consent`, cookie: 'journey=1' }),
    },
    routes,
    inbound: async (_, next) => next(),
    sockets: {},
    pages: {
      siteFolder: new URL('../../../admin/site', import.meta.url).pathname,
      adminFolder: new URL('../../../admin/build', import.meta.url).pathname,
      chatOrigins: async () => [],
    },
    health: { ping: async () => {}, metrics: new Registry() },
    publicUrl: 'https://desk.example',
    now: () => new Date(),
    log,
    ...more,
  })
  const url = `http://127.0.0.1:${await made.listen(port, '127.0.0.1')}`
  return {
    ...fake,
    ...made,
    url,
    logged,
    call: (method, path, { token, body, file, headers } = {}) =>
      fetch(url + path, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(file !== undefined && { body: file }),
      }),
  }
}
