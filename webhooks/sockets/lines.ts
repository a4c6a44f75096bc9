import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { Connection, InboundRequest, SocketTalk } from '#connectors/connector.ts'
import type { Core } from '#core/door.ts'
import { PayloadInvalid, Refused } from '#core/errors.ts'
import type { Live, Log } from '#core/ports.ts'
import type { Connections, Opened } from '../connections.ts'
import type { Socketed } from '../http/server.ts'
import { readRoute } from '../inbound/route.ts'
import { makePace } from './pace.ts'
import { openSockets } from './sockets.ts'

/** What sockets of platforms need of the hub. */
export interface LineDoor {
  connections: Pick<Connections, 'byId'>
  core: Pick<Core, 'inbound'>
  live: Live
  publicUrl: string
  count(connector: string, result: string): void
  touched(opened: Opened): void
  now(): Date
  log: Log
}

const maxFrameBytes = 64_000
const socketLimit = 2_000
/** Frames of one socket: a person speaks and presses keys; more is a flood. */
const pace = { burst: 100, perSecond: 20 }
/** How long one event may take before the connector asks again. */
const handleWithinMs = 15_000

/** Opens `/webhooks/<connector>/<integration>/<endpoint>` for sockets: a platform speaks with a connector over them. */
export function openLines(door: LineDoor): Socketed {
  return openSockets({
    maxFrameBytes,
    admit: (request, open) => admit(door, request, open),
    talk(socket, { opened, talk }) {
      door.touched(opened)
      converse(door, opened, socket, talk)
    },
    turnedAway(request, status) {
      const connector = readRoute((request.url ?? '').split('?')[0] ?? '')?.connector
      if (connector !== undefined && status !== 404) door.count(connector, String(status))
    },
    log: door.log,
  })
}

type Talk = ReturnType<NonNullable<Connection['accept']>>

/** The integration that is meant, and the connector's word that the handshake is genuine. Throws Rejected errors. */
async function admit(door: LineDoor, request: IncomingMessage, open: number): Promise<{ opened: Opened; talk: Talk }> {
  const route = readRoute((request.url ?? '').split('?')[0] ?? '')
  const opened = route?.integration === undefined ? undefined : await door.connections.byId(route.integration)
  if (route === undefined || opened?.connector.id !== route.connector || opened.connection.accept === undefined)
    throw new Refused(404, 'nothing is here')
  if (open >= socketLimit) throw new Refused(503, 'too many open sockets')
  const handshake: InboundRequest = {
    ...{ method: 'GET', url: door.publicUrl + (request.url ?? ''), endpoint: route.endpoint },
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    ),
    ...{ body: new Uint8Array(), account: opened.integration.account },
  }
  return { opened, talk: opened.connection.accept(handshake) }
}

function converse(door: LineDoor, opened: Opened, socket: WebSocket, open: Talk): void {
  const { businessId, integration, connector } = opened
  const { account } = integration
  const allowance = makePace({ ...pace, now: door.now })
  const close = (code: number, reason: string) => {
    if (socket.readyState !== socket.OPEN) return
    door.log.warn({ connector: connector.id, code, reason }, 'a socket was closed')
    door.count(connector.id, 'socket closed')
    socket.close(code, reason)
  }
  const talk: SocketTalk = open({
    send: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(frame)
    },
    close,
    async handle(event) {
      if (event.place.account !== account) throw new PayloadInvalid('about another account')
      return door.core.inbound.keepAndHandle(businessId, connector.id, account, event, handleWithinMs)
    },
    onNews: (thread, wake) =>
      door.live.subscribe(businessId, ({ type, id }) => {
        if (type === 'call' && id === thread) wake()
      }),
  })
  socket.on('message', (data, isBinary) => {
    if (isBinary) return close(1003, 'text alone')
    if (!allowance.take()) return close(1008, 'too many frames')
    talk.frame(String(data))
  })
  socket.on('error', (error) => door.log.warn({ err: error, connector: connector.id }, 'a socket sent a broken frame'))
  socket.on('close', () => talk.closed())
  door.count(connector.id, 'socket opened')
}
