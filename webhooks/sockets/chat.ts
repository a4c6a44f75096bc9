import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import { maxFrameBytes, messageEvent, readFrame } from '#connectors/webchat/parse.ts'
import { errorFrame, type ServerFrame, type ShownMessage, writeFrame } from '#connectors/webchat/render.ts'
import { checkOrigin, checkSession, newSession } from '#connectors/webchat/verify.ts'
import type { MessageEvent } from '#core/domain/event.ts'
import type { Attachment, Uploaded } from '#core/domain/file.ts'
import { PayloadInvalid, Refused, Rejected } from '#core/errors.ts'
import type { Log } from '#core/ports.ts'
import { isOwnOrigin } from '../api/call.ts'
import type { Socketed } from '../http/server.ts'
import { makePace, type Pace } from './pace.ts'
import { openSockets } from './sockets.ts'

/** One web chat of a business, as the integration's settings say. */
export interface ChatSite {
  businessId: string
  integrationId: string
  account: string
  name: string
  greeting?: string
  /** Says that an AI answers, where the business's settings say so. */
  disclosure?: string
  /** What a customer is told who was refused, in the language of their page or the business's; undefined = the error's own sentence. */
  refusal?(status: number, locale: string | undefined): string | undefined
  allowedOrigins?: string[]
}

/** What the sockets need of the hub. */
export interface ChatDoor {
  /** The chat with this public id, or the installation's first. */
  findSite(publicId: string | undefined): Promise<ChatSite | undefined>
  /** Stores the event durably; resolves once it is safe to tell the page so. */
  keep(site: ChatSite, event: MessageEvent): Promise<void>
  /** Keeps a visitor's file until they send it. Throws Refused. */
  upload(site: ChatSite, session: string, file: { name: string; type: string; bytes: Uint8Array }): Promise<Uploaded>
  /** The files that these tokens of the session stand for. Throws Refused. */
  attachments(site: ChatSite, session: string, tokens: string[]): Attachment[]
  /** The messages of a session after the one with this id (all when it is absent or not known), oldest first. */
  history(site: ChatSite, session: string, after: string | undefined): Promise<ShownMessage[]>
  /** Calls `wake` whenever the session's history may have grown, once too often rather than once too seldom. */
  subscribe(site: ChatSite, session: string, wake: () => void): () => void
  publicUrl: string
  now(): Date
  log: Log
}

const helloLimitMs = 10_000
const socketLimit = 10_000
/** Frames of one socket that wait for their turn. */
const backlogLimit = 64

/** Opens `/api/chat`: durable messages in both directions over a connection that may break at any time. */
export function openChat(door: ChatDoor): Socketed {
  const paces = new Map<string, Pace>()
  const paceOf = (session: string): Pace => {
    if (paces.size > socketLimit) for (const [key, pace] of paces) if (pace.isRested()) paces.delete(key)
    const pace = paces.get(session) ?? makePace({ burst: 20, perSecond: 1, now: door.now })
    paces.set(session, pace)
    return pace
  }

  return openSockets({
    maxFrameBytes,
    admit: (request, open) => admit(door, request, open),
    talk: (socket, site) => talk(door, site, socket, paceOf),
    log: door.log,
  })
}

/** Finds the chat that is meant and checks that this page may open it. */
async function admit(door: ChatDoor, request: IncomingMessage, open: number): Promise<ChatSite> {
  if (open >= socketLimit) throw new Refused(503, 'too many open chats')
  return siteFor(door, request)
}

/** The chat that this page may use. Throws Refused. */
export async function siteFor(door: ChatDoor, request: IncomingMessage): Promise<ChatSite> {
  const publicId = new URL(request.url ?? '', 'http://host').searchParams.get('with') ?? undefined
  const site = await door.findSite(publicId)
  if (!site) throw new Refused(404, 'no such chat')
  const { origin, host = '' } = request.headers
  if (origin === undefined || !isOwnOrigin(origin, host, door.publicUrl)) checkOrigin(origin, site.allowedOrigins)
  return site
}

/** One connection: hello first, then messages, one after the other in the order in which they were written. */
function talk(door: ChatDoor, site: ChatSite, socket: WebSocket, paceOf: (session: string) => Pace): void {
  let session: string | undefined
  let locale: string | undefined
  let lastShown: string | undefined
  let unsubscribe = () => {}
  let turn = Promise.resolve()
  let backlog = 0
  const say = (frame: ServerFrame) => {
    if (socket.readyState === socket.OPEN) socket.send(writeFrame(frame))
  }
  const late = setTimeout(() => socket.close(1008, 'no hello'), helloLimitMs)

  /** Does one thing at a time. What fails on our side breaks the connection: the page comes back and repeats. */
  const inTurn = (work: () => Promise<void>) => {
    backlog += 1
    turn = turn.then(work).then(
      () => {
        backlog -= 1
      },
      (error) => {
        backlog -= 1
        door.log.error({ err: error, businessId: site.businessId }, 'a chat broke off')
        socket.close(1013, 'try again later')
      },
    )
  }
  const showNews = async () => {
    if (!session || socket.readyState !== socket.OPEN) return
    for (const message of await door.history(site, session, lastShown)) {
      lastShown = message.id
      say({ type: 'message', ...message })
    }
  }
  const greet = async (asked: string | undefined, lastSeen: string | undefined) => {
    session = asked === undefined ? newSession() : checkSession(asked)
    clearTimeout(late)
    unsubscribe()
    // Subscribed before the history is read, so that nothing falls between the two.
    unsubscribe = door.subscribe(site, session, () => inTurn(showNews))
    if (socket.readyState !== socket.OPEN) unsubscribe()
    const messages = await door.history(site, session, lastSeen)
    lastShown = messages.at(-1)?.id ?? lastSeen
    const { name, greeting, disclosure } = site
    say({ type: 'welcome', session, name, ...(greeting && { greeting }), ...(disclosure && { disclosure }), messages })
  }
  const read = async (bytes: Buffer) => {
    let id: string | undefined
    try {
      const frame = readFrame(bytes)
      if (frame.type === 'unknown') return say({ type: 'error', sentence: 'This kind of frame is not known here.' })
      if (frame.type === 'hello') return await greet(frame.session, frame.lastSeen)
      id = frame.id
      locale = frame.context?.locale ?? locale
      if (!session) throw new PayloadInvalid('say hello first')
      if (!paceOf(session).take()) throw new Refused(429, 'too many messages at once')
      const attachments = door.attachments(site, session, frame.files ?? [])
      const from = { account: site.account, session, now: door.now(), attachments }
      await door.keep(site, messageEvent(frame, from))
      say({ type: 'accepted', id })
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      const sentence = site.refusal?.(error.status, locale)
      say(errorFrame(sentence === undefined ? error : new Rejected(error.status, sentence), id))
    }
  }

  socket.on('message', (data) => {
    if (backlog >= backlogLimit) return socket.close(1008, 'too many frames')
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
    inTurn(() => read(bytes))
  })
  socket.on('error', (error) => door.log.warn({ err: error }, 'a chat sent a broken frame'))
  socket.on('close', () => {
    clearTimeout(late)
    unsubscribe()
  })
}
