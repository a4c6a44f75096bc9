import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Rejected } from '#core/errors.ts'
import { readBody } from './raw-body.ts'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

test('a body within the limit is read whole, byte for byte', async () => {
  const port = await serve(1024)
  const bytes = Uint8Array.from({ length: 1024 }, (_, i) => i % 256)
  const reply = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: bytes })
  expect(reply.status).toBe(200)
  expect(new Uint8Array(await reply.arrayBuffer())).toEqual(bytes)
})

test('an announced length over the limit is answered 413 before any byte of the body was sent', async () => {
  const port = await serve(1024)
  expect(await talk(port, ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n'])).toContain(' 413 ')
})

test('an unannounced body is answered 413 as soon as it grows over the limit, while the sender goes on', async () => {
  const port = await serve(1024)
  const chunk = `400\r\n${'x'.repeat(1024)}\r\n`
  const answer = await talk(port, ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', chunk, chunk])
  expect(answer).toContain(' 413 ')
})

test('a sender who goes away half-way is a refused payload, not a hanging request', async () => {
  const refused = Promise.withResolvers<unknown>()
  const port = await serve(1024, refused.resolve)
  const socket = connect(port, '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf')
  setTimeout(() => socket.destroy(), 30)
  expect(await refused.promise).toMatchObject({ status: 400 })
})

async function serve(limitBytes: number, onRefused?: (error: unknown) => void): Promise<number> {
  const made = createServer((request, response) => {
    readBody(request, limitBytes).then(
      (bytes) => response.end(bytes),
      (error) => {
        onRefused?.(error)
        response.writeHead(error instanceof Rejected ? error.status : 500, { connection: 'close' }).end()
      },
    )
  })
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  const address = made.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Writes raw bytes, never ends its side, and returns what came back until the server closed. */
function talk(port: number, parts: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(parts.join('')))
    let heard = ''
    socket.on('data', (bytes) => {
      heard += bytes
    })
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
  })
}
