import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** One call that the client made. */
export interface Called {
  method: string
  token: string | undefined
  fields: Record<string, string>
}

/** What to answer: a JSON body, or a whole reply; 'hang up' cuts the connection after the call was read. */
export type Answer = object | { status: number; headers?: Record<string, string>; body?: string } | 'hang up'

/** A server on loopback that speaks Slack's Web API and Socket Mode, for tests. */
export interface Loopback {
  url: string
  calls: Called[]
  /** Answers from now on, by method; the default is an ordinary success. */
  answers: Record<string, Answer>
  /** Bytes that were uploaded, by file id, and those that can be fetched with the token, by path; cut off where told so. */
  uploads: Map<string, Buffer>
  kept: Map<string, { bytes: Uint8Array; token: string; isCut?: true }>
  /** Open Socket Mode connections, oldest first. */
  sockets: WebSocket[]
  /** What came over the sockets. */
  acks: { envelope_id: string; payload?: unknown }[]
  close(): Promise<void>
}

export async function openLoopback(): Promise<Loopback> {
  const loopback: Loopback = {
    ...{ url: '', calls: [], answers: {}, sockets: [], acks: [], close },
    ...{ uploads: new Map(), kept: new Map() },
  }
  const server = createServer((request, response) => void take(loopback, request, response))
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    loopback.sockets.push(socket)
    socket.on('message', (data) => loopback.acks.push(JSON.parse(String(data))))
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0LUMMY' } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  loopback.url = `http://127.0.0.1:${port}/api/`
  return loopback

  async function close() {
    for (const socket of sockets.clients) socket.terminate()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

async function take(loopback: Loopback, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const path = request.url ?? ''
  if (path.startsWith('/upload/')) return takeBytes(loopback, path, Buffer.concat(chunks), response)
  if (path.startsWith('/files-pri/')) return giveBytes(loopback, path, request, response)
  const method = path.replace('/api/', '')
  const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
  loopback.calls.push({ method, token: request.headers.authorization, fields })
  const answer = loopback.answers[method] ?? usual(method, fields, request.headers.host ?? '')
  if (answer === 'hang up') return request.socket.destroy()
  if (!('status' in answer)) return response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  response.writeHead(Number(answer.status), 'headers' in answer ? (answer.headers as Record<string, string>) : {})
  response.end('body' in answer ? answer.body : '')
}

/** The place that `files.getUploadURLExternal` names takes bytes from whoever knows it. */
function takeBytes(loopback: Loopback, path: string, bytes: Buffer, response: ServerResponse) {
  const answer = loopback.answers.upload
  if (answer !== undefined && answer !== 'hang up' && 'status' in answer)
    return response.writeHead(Number(answer.status)).end()
  loopback.uploads.set(path.slice('/upload/'.length), bytes)
  response.end(`OK - ${bytes.length}`)
}

/** Whoever may not read a file is sent to the page where people sign in. */
function giveBytes(loopback: Loopback, path: string, request: IncomingMessage, response: ServerResponse) {
  const file = loopback.kept.get(path)
  if (file === undefined) return response.writeHead(404).end()
  if (request.headers.authorization !== `Bearer ${file.token}`)
    return response.writeHead(302, { location: `/?redir=${encodeURIComponent(path)}` }).end()
  if (!file.isCut) return response.end(file.bytes)
  response.writeHead(200, { 'content-length': file.bytes.length + 1 })
  response.write(file.bytes, () => request.socket.destroy())
}

/** What Slack says when all is well. */
function usual(method: string, fields: Record<string, string>, host: string): object {
  switch (method) {
    case 'chat.postMessage':
      return { ok: true, channel: fields.channel, ts: '1795367000.000100', message: { text: fields.text } }
    case 'chat.update':
      return { ok: true, channel: fields.channel, ts: fields.ts, text: fields.text }
    case 'conversations.open':
      return { ok: true, channel: { id: `D0${fields.users}` } }
    case 'views.publish':
      return { ok: true, view: { id: 'V0HOME' } }
    case 'views.open':
      return { ok: true, view: { id: 'V0FORM' } }
    case 'files.getUploadURLExternal':
      return { ok: true, upload_url: `http://${host}/upload/F-${fields.filename}`, file_id: `F-${fields.filename}` }
    case 'files.completeUploadExternal':
      return { ok: true, files: JSON.parse(fields.files ?? '[]') }
    case 'auth.test':
      return { ok: true, team: 'The Shop', team_id: 'T0SHOP', user: 'lummy', user_id: 'U0LUMMY', bot_id: 'B0LUMMY' }
    case 'oauth.v2.access':
      return granted
    case 'apps.connections.open':
      return { ok: true, url: `ws://${host}/link/?ticket=1` }
    default:
      return { ok: false, error: 'unknown_method' }
  }
}

/** What Slack says to a code that is good: https://docs.slack.dev/reference/methods/oauth.v2.access */
export const granted = {
  ok: true,
  app_id: 'A0LUMMY',
  authed_user: { id: 'U0ANNA' },
  scope: 'chat:write,commands',
  token_type: 'bot',
  access_token: 'xoxb-granted',
  bot_user_id: 'U0LUMMY',
  team: { id: 'T0SHOP', name: 'The Shop' },
  enterprise: null,
  is_enterprise_install: false,
}

/** The same with token rotation turned on. */
export const rotating = {
  ...granted,
  access_token: 'xoxe.xoxb-1-first',
  refresh_token: 'xoxe-1-first',
  expires_in: 43_200,
}
