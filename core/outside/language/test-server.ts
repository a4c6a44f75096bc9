import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WriteRequest } from '#core/domain/language.ts'

/** What a model server was sent. */
export interface Sent {
  path: string
  headers: IncomingHttpHeaders
  // The tests read deep into vendors' bodies; zod there would only repeat the SDK's types.
  body: Record<string, never>
}

export type Answer = (response: ServerResponse, sent: Sent) => void | Promise<void>

/** A model server on loopback: gives the queued answers in order and keeps what it was sent. */
export interface TestServer {
  url: string
  sent: Sent[]
  /** Replaces what comes next; the last answer is given again and again. */
  answers(...next: Answer[]): void
  close(): Promise<void>
}

export async function startTestServer(): Promise<TestServer> {
  const sent: Sent[] = []
  let queue: Answer[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Sent['body']
    const record = { path: request.url ?? '', headers: request.headers, body }
    sent.push(record)
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    await answer?.(response, record)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    answers(...next) {
      sent.length = 0
      queue = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

/** Streams text/event-stream pieces one write at a time, then ends, cuts the connection or hangs. */
export function stream(pieces: string[], then: 'end' | 'cut' | 'hang' = 'end'): Answer {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of pieces) {
      response.write(piece)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    if (then === 'end') response.end()
    if (then === 'cut') response.destroy()
  }
}

/** Takes the request and never answers. */
export const hang: Answer = () => {}

/** Takes the request and closes the connection without a byte. */
export const cut: Answer = (response) => void response.destroy()

export const sampleRequest: WriteRequest = {
  business: { company: 'Fern & Oak', language: 'en', tone: ['greets by first name'] },
  conversation: [
    { from: 'human', text: 'Hello, how can I help?' },
    { from: 'customer', text: 'Can I send the chair back?' },
  ],
  lessons: [{ id: 'l1', question: 'How do returns work?', reply: 'You can return it within 30 days.' }],
  localDraft: 'You can return it within 30 days.',
  shape: 'written',
  maxChars: 400,
}
