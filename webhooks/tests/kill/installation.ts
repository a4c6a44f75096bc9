import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Platform } from '../platforms/platform.ts'
import { forkSendGrid, sendGridAccount } from '../platforms/sendgrid-platform.ts'
import { makeSigningKeys, type SigningKeys } from '../platforms/sendgrid-requests.ts'
import { forkSlack, slackWorkspace } from '../platforms/slack-platform.ts'
import { freePort, kill, type Running, run, runToEnd } from './process.ts'

/** One Lummy with a business, its platforms in processes of their own, and three channels connected. */
export interface Installation {
  url: string
  environment: Record<string, string>
  /** The processes that it is made of, as words of the command line. */
  parts: string[][]
  slack: Platform
  sendGrid: Platform
  signingSecret: string
  keys: SigningKeys
  channel: string
  webhooks: { email: string; slack: string; webchat: string }
  /** Signs the owner in. */
  signIn(): Promise<string>
  databaseUrl(): Promise<string>
  close(): Promise<void>
}

export const owner = { email: 'anna@shop.example', password: 'a long enough password', user: 'U0ANNA' }

/** Where its rows and its queue are kept: the data folder alone, or servers. */
export type Servers = { databaseUrl: string; redisUrl?: string } | undefined

/** Sets one up as a newcomer would: start, the one-time link, `integrations add`; staff work in Slack, or by mail alone. */
export async function install(servers: Servers, staff: 'slack' | 'mail' = 'slack'): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'lummy-kill-'))
  const [slack, sendGrid, port] = await Promise.all([forkSlack(), forkSendGrid(), freePort()])
  const database = servers && (await freshDatabase(servers.databaseUrl))
  const url = `http://127.0.0.1:${port}`
  const environment: Record<string, string> = {
    PORT: String(port),
    PUBLIC_URL: url,
    LUMMY_DATA: join(folder, 'data'),
    LOG_LEVEL: 'warn',
    SLACK_API_URL: `${slack.url}/api/`,
    SENDGRID_API_URL: sendGrid.url,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    ...(database && { DATABASE_URL: database.url }),
    ...(servers?.redisUrl && { REDIS_URL: servers.redisUrl }),
  }
  const signingSecret = randomBytes(16).toString('hex')
  const keys = makeSigningKeys()
  const channel = 'C0SUPPORT'
  const parts = servers
    ? [
        ['start', 'hub'],
        ['start', 'worker'],
      ]
    : [['start']]
  const first = run(parts[0] ?? [], environment)
  try {
    await first.up()
    await register(url, first)
    await adminBuilt()
  } finally {
    await kill(first)
  }
  const add = async (connector: string, settings: Record<string, string>) => {
    const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
    const said = await runToEnd(['integrations', 'add', connector, ...pairs], environment)
    return /^Webhook address: (\S+)$/m.exec(said)?.[1] ?? ''
  }
  const webhooks = {
    slack: staff === 'mail' ? '' : await add('slack', { botToken: slackWorkspace.botToken, signingSecret, channel }),
    email: await add('email', {
      address: 'help@shop.example',
      name: 'Example Shop',
      apiKey: sendGridAccount.apiKey,
      inboundDomain: 'in.shop.example',
      parsePublicKey: keys.publicKey,
      eventsPublicKey: keys.publicKey,
    }),
    webchat: await add('webchat', { name: 'Example Shop' }),
  }
  return {
    url,
    environment,
    parts,
    slack,
    sendGrid,
    signingSecret,
    keys,
    channel,
    webhooks,
    signIn: () => signIn(url),
    databaseUrl: async () => database?.url ?? (await readFile(join(folder, 'data', 'database.url'), 'utf8')),
    async close() {
      await Promise.all([slack.close(), sendGrid.close()])
      await database?.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function register(url: string, first: Running): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until && !/token=/.test(first.said()); ) await wait(50)
  const token = /token=([\w-]+)/.exec(first.said())?.[1]
  const account = { ...owner, token, companyName: 'Example Shop', industry: 'retail', name: 'Anna Owner' }
  const { user: _, ...body } = account
  const session = (await call(url, 'POST', '/api/auth/register', body)) as { accessToken: string }
  // Short, so that much is on its way at any moment.
  const settings = { undoMs: { email: 300, chat: 200 } }
  await call(url, 'PUT', '/api/settings', settings, session.accessToken)
}

async function signIn(url: string): Promise<string> {
  const { email, password } = owner
  return ((await call(url, 'POST', '/api/auth/login', { email, password })) as { accessToken: string }).accessToken
}

/** One call of the API; throws when it is refused. */
export async function call(url: string, method: string, path: string, body?: object, token?: string): Promise<unknown> {
  const response = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  })
  const text = await response.text()
  if (!response.ok) throw new Refusal(response.status, `${method} ${path} answered ${response.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

export class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The first hub builds the pages; one that is killed would leave its build behind, and the next would begin another. */
async function adminBuilt(): Promise<void> {
  const page = fileURLToPath(new URL('../../../admin/build/index.html', import.meta.url))
  for (const until = Date.now() + 180_000; Date.now() < until; await wait(200)) if (existsSync(page)) return
  throw new Error('the admin was not built within three minutes')
}

/** A database of its own on the server, so that no other test's rows are worked on. */
export async function freshDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `lummy_kill_${randomBytes(4).toString('hex')}`
  const ask = async (statement: string) => {
    const client = new pg.Client(serverUrl)
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  await ask(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => ask(`drop database ${name} with (force)`) }
}
