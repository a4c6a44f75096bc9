import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A stand-in for a platform on loopback: real HTTP, a log of what it took, and no idempotency keys. */
export interface Platform {
  /** `http://127.0.0.1:<port>` */
  url: string
  /** What it took, oldest first, from the nth on: these things happened, whatever the caller learned of them. */
  accepted(from?: number): Promise<Accepted[]>
  /** The path of every call that was made, oldest first, whatever came of it. */
  called(): Promise<string[]>
  /** Replaces the faults to come; none = it answers every call. */
  misbehave(...faults: Fault[]): Promise<void>
  close(): Promise<void>
}

export interface Accepted {
  at: string
  /** Path without query. */
  path: string
  fields: Record<string, unknown>
  /** The platform's id of what was made. */
  id: string
  /** False when the connection was cut or given up before the answer had left. */
  isAnswered: boolean
}

/** One way to misbehave; the first fault whose `on` is part of the path and that has `times` left is used. */
export type Fault = {
  on?: string
  times?: number /** 0 to 1: how often; drawn from a fixed seed. */
  share?: number
} & (
  | { does: 'cut'; after: 'accepting' | 'reading' }
  | {
      does: 'answer'
      status: number
      retryAfterSeconds?: number
      headers?: Record<string, string>
      after: 'accepting' | 'reading'
    }
  /** Takes it at once, answers late. */
  | { does: 'wait'; ms: number }
)

/** How one platform answers. `take` changes its state; an answer with an `id` is logged. */
export type Protocol = (call: Call) => Answer

export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: unknown
  /** Instead of a body: a file. */
  bytes?: Uint8Array
  /** Present when something was made that a person could see. */
  made?: { id: string; fields: Record<string, unknown> }
}

/** Serves a protocol from this process; `attach` adds sockets to its server. */
export async function servePlatform(protocol: Protocol, attach?: (server: Server) => void): Promise<Platform> {
  const log: Accepted[] = []
  const calls: string[] = []
  let faults: Fault[] = []
  const draw = draws(1)
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  attach?.(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await readBody(request)
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', url)
    if (path === '/_platform/log') return reply(response, { status: 200, body: log })
    if (path === '/_platform/calls') return reply(response, { status: 200, body: calls })
    if (path === '/_platform/faults') {
      faults = JSON.parse(body.toString())
      return reply(response, { status: 204 })
    }

    calls.push(path)
    const fault = nextFault(path)
    const takes = fault === undefined || fault.does === 'wait' || fault.after === 'accepting'
    const answered = takes
      ? protocol({ method: request.method ?? '', path, query, headers: request.headers, body })
      : undefined
    if (answered?.made) {
      const entry: Accepted = { at: new Date().toISOString(), path, ...answered.made, isAnswered: false }
      log.push(entry)
      const isRefusal = fault?.does === 'answer'
      response.once('finish', () => {
        entry.isAnswered = !isRefusal
      })
    }
    if (fault?.does === 'cut') return void request.socket.destroy()
    if (fault?.does === 'wait') await wait(fault.ms)
    if (fault?.does === 'answer') {
      const { retryAfterSeconds, headers: more } = fault
      const headers = { ...more, ...(retryAfterSeconds && { 'retry-after': String(retryAfterSeconds) }) }
      return reply(response, { status: fault.status, headers, body: { ok: false, error: 'planned' } })
    }
    reply(response, answered ?? { status: 500 })
  }

  function nextFault(path: string): Fault | undefined {
    for (const fault of faults) {
      if (!path.includes(fault.on ?? '') || fault.times === 0) continue
      if (fault.share !== undefined && draw() >= fault.share) continue
      if (fault.times !== undefined) fault.times -= 1
      return fault
    }
    return undefined
  }

  return {
    url,
    accepted: async (from = 0) => structuredClone(log.slice(from)),
    called: async () => [...calls],
    async misbehave(...next) {
      faults = structuredClone(next)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      if (server.listening) await once(server, 'close')
    },
  }
}

/** Serves a protocol from a process of its own, so that its log outlives whoever is killed. `file` calls `serveParent`. */
export async function forkPlatform(file: URL, options: unknown): Promise<Platform> {
  const child = fork(file, [JSON.stringify(options)], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`${file.pathname} ended with ${code} before it listened`)
  })
  const [url] = (await Promise.race([once(child, 'message'), died])) as [string]
  died.catch(() => {})
  return {
    url,
    accepted: async (from = 0) => ((await (await fetch(`${url}/_platform/log`)).json()) as Accepted[]).slice(from),
    called: async () => (await (await fetch(`${url}/_platform/calls`)).json()) as string[],
    misbehave: async (...faults) => {
      await fetch(`${url}/_platform/faults`, { method: 'POST', body: JSON.stringify(faults) })
    },
    async close() {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** The other half of `forkPlatform`: serves until the parent is gone. */
export async function serveParent(open: (options: never) => Promise<Platform>) {
  const platform = await open(JSON.parse(process.argv[2] ?? '{}') as never)
  process.once('disconnect', () => process.exit(0))
  process.send?.(platform.url)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function reply(response: ServerResponse, { status, headers, body, bytes }: Answer) {
  if (bytes !== undefined) return void response.writeHead(status, headers).end(bytes)
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function draws(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
