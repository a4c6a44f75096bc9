import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

/** The floor of a call: a socket that says each question back. Run as a process of its own. */
export interface EchoFloor {
  url: string
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { type, last, voicePrompt } = JSON.parse(String(data)) as Record<string, unknown>
    if (type === 'prompt' && last === true)
      socket.send(JSON.stringify({ type: 'text', token: voicePrompt, last: true }))
  })
})
await once(server, 'listening')
process.once('disconnect', () => process.exit(0))
process.send?.({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` } satisfies EchoFloor)
