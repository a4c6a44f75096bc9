import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'

/** Discord's gateway on loopback: sessions that are resumed, events that are numbered and told once more. */
export interface Gateway {
  /** Tells every session; those that are away are told when they resume. */
  tell(type: string, data: Record<string, unknown>): void
  /** Cuts every line; the sessions stay. */
  drop(code?: number): void
  /** Forgets every session: whoever resumes is told to begin anew. */
  forget(): void
  /** Whether the application's Message Content Intent is switched on. */
  allowContent(isAllowed: boolean): void
  contentAllowed(): boolean
  /** How often a session was begun and resumed, and how many have a line: who has no session is told nothing. */
  seen(): { begun: number; resumed: number; open: number }
  attach(server: Server): void
  close(): void
}

interface Session {
  id: string
  intents: number
  sequence: number
  events: { s: number; t: string; d: Record<string, unknown> }[]
  socket: WebSocket | undefined
}

const messageContent = 1 << 15

export function makeGateway(given: { botToken: string; ready(): object; guild(): object; url(): string }): Gateway {
  const sessions = new Map<string, Session>()
  const sockets = new WebSocketServer({ noServer: true })
  let isAllowed = true
  let begun = 0
  let resumed = 0

  function push(session: Session, t: string, d: Record<string, unknown>) {
    const event = { s: ++session.sequence, t, d: stripped(d, t, session.intents) }
    session.events.push(event)
    session.socket?.send(JSON.stringify({ op: 0, ...event }))
  }

  /** Without the intent, other people's messages in servers come without words. */
  function stripped(d: Record<string, unknown>, t: string, intents: number): Record<string, unknown> {
    const isOther = (d.author as { bot?: boolean } | undefined)?.bot !== true && d.guild_id !== undefined
    if ((intents & messageContent) !== 0 || !t.startsWith('MESSAGE_') || !isOther) return d
    return { ...d, content: '', attachments: [], embeds: [], components: [] }
  }

  sockets.on('connection', (socket: WebSocket) => {
    let mine: Session | undefined
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }))
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data))
      if (op === 1) socket.send(JSON.stringify({ op: 11 }))
      if (op === 2) {
        if (d.token !== given.botToken) return socket.close(4004)
        if ((d.intents & messageContent) !== 0 && !isAllowed) return socket.close(4014)
        begun += 1
        mine = { id: randomBytes(8).toString('hex'), intents: d.intents, sequence: 0, events: [], socket }
        sessions.set(mine.id, mine)
        push(mine, 'READY', { ...given.ready(), session_id: mine.id, resume_gateway_url: given.url() })
        push(mine, 'GUILD_CREATE', given.guild() as Record<string, unknown>)
      }
      if (op === 6) {
        const known = sessions.get(d.session_id)
        if (known === undefined) return socket.send(JSON.stringify({ op: 9, d: false }))
        known.socket?.terminate()
        resumed += 1
        mine = known
        known.socket = socket
        for (const event of known.events.filter(({ s }) => s > d.seq)) socket.send(JSON.stringify({ op: 0, ...event }))
        push(known, 'RESUMED', {})
      }
    })
    socket.on('close', (code) => {
      if (mine?.socket === socket) mine.socket = undefined
      // Whoever says goodbye does not come back.
      if (mine && (code === 1000 || code === 1001)) sessions.delete(mine.id)
    })
  })

  return {
    contentAllowed: () => isAllowed,
    tell(type, data) {
      for (const session of sessions.values()) push(session, type, data)
    },
    drop(code) {
      for (const socket of sockets.clients) code === undefined ? socket.terminate() : socket.close(code)
    },
    forget: () => sessions.clear(),
    allowContent(allowed) {
      isAllowed = allowed
    },
    seen: () => ({ begun, resumed, open: [...sessions.values()].filter(({ socket }) => socket !== undefined).length }),
    attach(server) {
      server.on('upgrade', (request, socket, head) =>
        sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request)),
      )
    },
    close() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
