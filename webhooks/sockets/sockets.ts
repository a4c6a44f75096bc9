import type { IncomingMessage } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { Rejected } from '#core/errors.ts'
import type { Log } from '#core/ports.ts'
import type { Socketed } from '../http/server.ts'

const pingMs = 30_000

/** Sockets of one kind that are opened to us: admitted before the handshake is answered, kept alive, and closed with a word. */
export function openSockets<T>(kind: {
  maxFrameBytes: number
  /** Lets somebody in, `open` being how many are in. Throws Rejected errors. */
  admit(request: IncomingMessage, open: number): Promise<T>
  talk(socket: WebSocket, admitted: T): void
  /** Told of whoever was not let in. */
  turnedAway?(request: IncomingMessage, status: number): void
  log: Log
}): Socketed {
  const { maxFrameBytes, admit, talk, log } = kind
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false })
  const alive = new WeakSet<WebSocket>()
  const beat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
  }, pingMs)
  beat.unref()

  return {
    accept(request, socket, head) {
      admit(request, server.clients.size).then(
        (admitted) => {
          if (socket.destroyed) return
          server.handleUpgrade(request, socket, head, (opened) => {
            alive.add(opened)
            opened.on('pong', () => alive.add(opened))
            talk(opened, admitted)
          })
        },
        (error) => {
          if (!(error instanceof Rejected)) log.error({ err: error }, 'a socket could not be opened')
          const status = error instanceof Rejected ? error.status : 503
          kind.turnedAway?.(request, status)
          socket.end(`HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
        },
      )
      socket.on('error', () => socket.destroy())
    },
    close() {
      clearInterval(beat)
      for (const socket of server.clients) socket.close(1001, 'restarting')
      setTimeout(() => {
        for (const socket of server.clients) socket.terminate()
      }, 1_000).unref()
    },
  }
}
