import { randomBytes } from 'node:crypto'
import type { Connection, Connector, HttpReply, InboundRequest, Received, Tools } from '#connectors/connector.ts'
import { PayloadInvalid, Platform, Rejected } from '#core/errors.ts'
import { type ClientFrame, maxFrameBytes, messageEvent, readFrame } from './parse.ts'
import { type ServerFrame, writeFrame } from './render.ts'
import { type WebchatSettings, webchatSettings } from './settings.ts'
import { checkOrigin, checkSession, newSession } from './verify.ts'

/** The web chat: customers write on the business's own pages. */
export const webchat: Connector<WebchatSettings> = {
  id: 'webchat',
  name: 'Web chat',
  settings: webchatSettings,
  secrets: [],
  environment: {},
  abilities: {
    channel: 'chat',
    customers: true,
    staff: false,
    updates: false,
    undoMs: 5_000,
    burstMs: 1_500,
    maxBodyBytes: maxFrameBytes,
  },
  open,
  nextSteps: (_, webhookUrl) => [
    `Open ${new URL('/', webhookUrl)} as a customer and write: the conversation appears in the admin.`,
    `Nothing is to be entered elsewhere. Pages use a WebSocket; where a network blocks those they post to ${webhookUrl}.`,
  ],
  identify: async (settings) => {
    const publicId = settings.publicId ?? `chat-${randomBytes(6).toString('hex')}`
    return { account: publicId, label: settings.name, found: { publicId } }
  },
}

function open(settings: WebchatSettings, tools: Tools): Connection {
  return {
    receive: async (request) => receive(request, settings, tools.now()),
    async send(place, outbound) {
      if (outbound.kind !== 'reply') {
        throw new Platform('web chat has no place for staff', { notSent: true, retry: false })
      }
      // The page reads the stored message, now or when it connects again: there is nothing that could be lost on the way.
      tools.publish?.(place, outbound.id)
      return { platformId: outbound.id }
    },
    check: async () => ({ ok: true, label: settings.name }),
  }
}

/** The way for pages that cannot open a socket: the same frames, one a POST. */
function receive(request: InboundRequest, settings: WebchatSettings, now: Date): Received {
  const { origin } = request.headers
  checkOrigin(origin, settings.allowedOrigins)
  const headers = corsHeaders(origin)
  if (request.method === 'OPTIONS') return { response: { status: 204, headers }, events: [] }
  if (request.method !== 'POST') throw new Rejected(405, 'the chat takes POST')
  const { account } = request
  if (account === undefined) throw new PayloadInvalid('the address names no chat')
  const frame = readFrame(request.body)
  if (frame.type !== 'message') return { response: answer(200, headers, greet(frame, settings)), events: [] }
  if (frame.files?.length) throw new PayloadInvalid('files are sent over the socket')
  const event = messageEvent(frame, { account, session: checkSession(frame.session), now })
  return { response: answer(200, headers, { type: 'accepted', id: frame.id }), events: [event] }
}

/** A first hello gets its session; what was said before is read over the socket, since this way asks nobody. */
function greet(frame: ClientFrame, { name, greeting }: WebchatSettings): ServerFrame {
  if (frame.type !== 'hello') return { type: 'error', sentence: 'This kind of frame is not known here.' }
  if (frame.session !== undefined) return { type: 'error', sentence: 'Earlier messages are read over the socket.' }
  return { type: 'welcome', session: newSession(), name, ...(greeting ? { greeting } : {}), messages: [] }
}

function answer(status: number, headers: Record<string, string>, frame: ServerFrame): HttpReply {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: writeFrame(frame) }
}

/** No cookies are used, so that the session in the body is all that a page can show. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
    'access-control-max-age': '600',
    vary: 'origin',
  }
}
