import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import Koa, { type Middleware } from 'koa'
import { Refused } from '#core/errors.ts'
import type { Log } from '#core/ports.ts'
import { countAttempts } from '../api/attempts.ts'
import type { Streams } from '../api/events.ts'
import { mountApi } from '../api/mount.ts'
import type { House, Route } from '../api/route.ts'
import { answerErrors } from './errors.ts'
import { type Health, serveHealth } from './health.ts'
import { type Pages, servePages } from './pages.ts'
import { secure } from './security.ts'
import { serveStoredFiles } from './stored-files.ts'
import { serveUnsubscribe } from './unsubscribe.ts'

export interface ServerSetup {
  house: House
  routes: readonly Route[]
  /** Answers everything under `/webhooks/`. */
  inbound: Middleware
  /** Takes the files of visitors of the chat; passes everything else on. */
  chatFiles?: Middleware
  /** Sockets opened to us, by path. */
  sockets: Record<string, Socketed>
  /** Those under `/webhooks/`. */
  lines?: Socketed
  pages: Pages
  health: Health
  /** The installation's outside address. */
  publicUrl: string
  /** How many proxies of ours stand in front, each adding to X-Forwarded-For; what came before them is not believed. */
  trustedProxies?: number
  now(): Date
  log: Log
}

export interface Socketed {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Says goodbye to everybody who is connected. */
  close(): void
}

export interface HttpServer {
  server: Server
  /** Resolves with the port once it accepts connections. */
  listen(port: number, host?: string): Promise<number>
  /** Stops accepting, ends streams and sockets, lets requests in flight finish for up to `graceMs` (5,000). */
  close(graceMs?: number): Promise<void>
}

/** Makes the HTTP server of the hub: webhooks, REST API, pages, sockets, health. */
export function makeServer(setup: ServerSetup): HttpServer {
  const streams: Streams = new Set()
  let isClosing = false
  const app = new Koa({ proxy: (setup.trustedProxies ?? 0) > 0, maxIpsCount: setup.trustedProxies ?? 0 })
  // Everything is answered in answerErrors; what still comes here happened after the answer (a page that left).
  app.on('error', (error) => setup.log.warn({ err: error }, 'a connection broke off'))
  app.use(async (ctx, next) => {
    await next()
    if (isClosing && !ctx.headerSent) ctx.set('connection', 'close')
  })
  app.use(answerErrors(setup.log))
  app.use(secure(setup.publicUrl))
  app.use(serveHealth(setup.health, () => isClosing, setup.log))
  app.use((ctx, next) => (ctx.path.startsWith('/webhooks/') ? setup.inbound(ctx, next) : next()))
  if (setup.chatFiles !== undefined) app.use(setup.chatFiles)
  app.use(
    mountApi({
      routes: setup.routes,
      house: setup.house,
      publicUrl: setup.publicUrl,
      attempts: countAttempts({ limit: 10, windowMs: 15 * 60_000, now: setup.now }),
      streams,
    }),
  )
  app.use(serveStoredFiles(setup.house.core))
  app.use(serveUnsubscribe(setup.house.core))
  app.use(servePages(setup.pages))
  app.use(async () => {
    throw new Refused(404, 'There is nothing at this address.')
  })

  const server = createServer(app.callback())
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const found = path.startsWith('/webhooks/')
      ? setup.lines
      : Object.hasOwn(setup.sockets, path)
        ? setup.sockets[path]
        : undefined
    if (found && !isClosing) found.accept(request, socket, head)
    else socket.end(`HTTP/1.1 ${isClosing ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`)
  })
  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const address = server.address()
          resolve(typeof address === 'object' && address ? address.port : port)
        })
      }),
    async close(graceMs = 5_000) {
      isClosing = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const stream of streams) stream.end()
      for (const socketed of [...Object.values(setup.sockets), setup.lines]) socketed?.close()
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}
