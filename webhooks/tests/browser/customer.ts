import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

/** Somebody on the business's page, who writes in the chat and reads what comes. */
export interface Customer {
  /** Resolves once the message is stored. */
  say(text: string): Promise<void>
  /** What the business said, in order. */
  readonly heard: string[]
  /** Resolves once words were heard that contain these; throws with all that was heard. */
  hears(words: string, withinMs?: number): Promise<void>
  leave(): void
}

interface Frame {
  type: 'welcome' | 'message' | 'accepted' | 'error'
  session?: string
  id?: string
  from?: string
  text?: string
}

/** Opens the chat as a page would, over its WebSocket. */
export async function openChat(address: string): Promise<Customer> {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/api/chat`)
  const heard: string[] = []
  const accepted = new Set<string>()
  const problems: string[] = []
  const welcome = Promise.withResolvers<void>()
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as Frame
    if (frame.type === 'welcome') welcome.resolve()
    if (frame.type === 'accepted' && frame.id) accepted.add(frame.id)
    if (frame.type === 'message' && frame.from !== 'customer') heard.push(frame.text ?? '')
    if (frame.type === 'error') problems.push(frame.text ?? String(data))
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello' }))
  await welcome.promise
  const until = async (what: string, isSo: () => boolean, withinMs: number) => {
    for (const end = Date.now() + withinMs; !isSo(); await wait(50))
      if (Date.now() > end) throw new Error(`never: ${what}. Heard: ${JSON.stringify([...heard, ...problems])}`)
  }
  return {
    heard,
    async say(text) {
      const id = randomUUID()
      socket.send(JSON.stringify({ type: 'message', id, text }))
      await until(`accepted ${text}`, () => accepted.has(id), 10_000)
    },
    hears: (words, withinMs = 20_000) =>
      until(`heard ${words}`, () => heard.some((one) => one.includes(words)), withinMs),
    leave: () => socket.close(),
  }
}
