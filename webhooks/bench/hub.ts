import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { end } from './child.ts'

/** A process of ours, with an owner's account. */
export interface Hub {
  pid: number
  /** Connects a platform; returns the address that the platform would call. */
  connect(connector: string, settings: Record<string, unknown>): Promise<string>
  /** Asks the API as the owner; throws when it is refused. */
  ask(method: string, path: string, body?: object): Promise<unknown>
  close(): Promise<void>
}

/** Starts `main.ts start <part>` in an empty data folder with these settings, and makes the owner's account. */
export async function startHub(part: 'hub' | 'all', environment: Record<string, string>): Promise<Hub> {
  const folder = await mkdtemp(join(tmpdir(), 'lummy-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url)), 'start', part], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PORT: String(port), PUBLIC_URL: url, LUMMY_DATA: folder, LOG_LEVEL: 'warn', ...environment },
  })
  const close = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const said = listen(child)
    await ready(child, url, said)
    const { accessToken } = await register(url, await ownerToken(said))
    return {
      pid: child.pid ?? 0,
      ask: (method, path, body) => ask(method, url + path, body, accessToken),
      async connect(connector, settings) {
        const made = (await post(`${url}/api/integrations`, { connector, settings }, accessToken)) as {
          integration: { webhookUrl: string }
        }
        return made.integration.webhookUrl
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function register(url: string, token: string | undefined): Promise<{ accessToken: string }> {
  return (await post(`${url}/api/auth/register`, {
    ...(token === undefined ? {} : { token }),
    email: `bench-${Date.now()}@shop.example`,
    password: 'only for the bench 1',
    companyName: 'Bench',
    industry: 'retail',
    name: 'Bench Owner',
  })) as { accessToken: string }
}

const post = (url: string, body: object, accessToken?: string) => ask('POST', url, body, accessToken)

async function ask(method: string, url: string, body?: object, accessToken?: string): Promise<unknown> {
  const authorization = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
  const headers = { 'content-type': 'application/json', ...authorization }
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** Keeps what the process says first, the owner's link among it, and last: what went wrong. */
function listen(child: ChildProcess): () => string {
  let first = ''
  let last = ''
  const hear = (chunk: Buffer) => {
    if (first.length < mostKept) first += chunk
    else last = (last + chunk).slice(-mostKept)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  return () => first + last
}

const mostKept = 4_000

async function ready(child: ChildProcess, url: string, said: () => string) {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`the hub ended with ${child.exitCode}:\n${said()}`)
    const response = await fetch(`${url}/readyz`).catch(() => undefined)
    if (response?.ok) return
    await wait(100)
  }
  throw new Error(`the hub was not ready within 30 s:\n${said()}`)
}

/** The one-time token in the printed link; none when an owner exists already. */
async function ownerToken(said: () => string): Promise<string | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const token = /[?&]token=([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/.exec(said())?.[1]
    if (token !== undefined) return token
    await wait(100)
  }
  return undefined
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || !address) throw new Error('no port is free')
  return address.port
}
