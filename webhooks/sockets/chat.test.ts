import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ShownMessage } from '#connectors/webchat/render.ts'
import type { MessageEvent } from '#core/domain/event.ts'
import { Refused } from '#core/errors.ts'
import { type ChatDoor, type ChatSite, openChat } from './chat.ts'

interface View {
  state: string
  messages: ShownMessage[]
  own: { id: string; text: string; state: string; sentence?: string }[]
}
interface Client {
  send(text: string): void
  sendAgain(id: string): void
  hurry(): void
  view(): View
  close(): void
}
/** The page's own client, as browsers run it. */
const page: { openChat(setup: object): Client } = await import(
  new URL('../../admin/site/chat-client.js', import.meta.url).href
)

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => void close()))

/** A hub that keeps messages in memory, as the database would: once for each event id. */
function hub(more: Partial<ChatDoor> & { site?: Partial<ChatSite> } = {}) {
  const kept = new Map<string, MessageEvent>()
  const histories = new Map<string, ShownMessage[]>()
  const wakes = new Set<() => void>()
  const tell = (session: string, message: ShownMessage) => {
    histories.set(session, [...(histories.get(session) ?? []), message])
    for (const wake of wakes) wake()
  }
  const door: ChatDoor = {
    findSite: async (publicId) =>
      publicId === 'none'
        ? undefined
        : { businessId: 'b', integrationId: 'i', account: 'site', name: 'Fern & Oak', ...more.site },
    keep: async (_, event) => {
      if (kept.has(event.id)) return
      kept.set(event.id, event)
      tell(event.place.thread, { id: event.messageId, from: 'customer', text: event.text, at: event.at })
    },
    history: async (_, session, after) => {
      const all = histories.get(session) ?? []
      return all.slice(all.findIndex(({ id }) => id === after) + 1)
    },
    upload: async (_, session, { name, type, bytes }) => ({
      token: `${session}/${name}`,
      name,
      type,
      size: bytes.length,
    }),
    attachments: (_, session, tokens) =>
      tokens.map((token) => {
        if (!token.startsWith(`${session}/`)) throw new Refused(422, 'A file was not taken: add it once more.')
        return { name: token.split('/')[1] ?? '', type: 'image/png', size: 3, inline: false, digest: 'ab' }
      }),
    subscribe: (_, __, wake) => {
      wakes.add(wake)
      return () => wakes.delete(wake)
    },
    publicUrl: 'https://desk.example',
    now: () => new Date(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    ...more,
  }
  return { door, kept, histories, wakes, tell }
}

async function start(door: ChatDoor, port = 0) {
  const chat = openChat(door)
  const server: Server = createServer()
  server.on('upgrade', (request, socket, head) => chat.accept(request, socket, head))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const close = () => {
    chat.close()
    server.close()
  }
  closers.push(close)
  return { port: typeof address === 'object' && address ? address.port : 0, close }
}

function storage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (i) => [...kept.keys()][i] ?? null,
    clear: () => kept.clear(),
    get length() {
      return kept.size
    },
  }
}

function visit(port: number, kept: Storage, more: object = {}): Client {
  const client = page.openChat({
    url: `ws://127.0.0.1:${port}/api/chat`,
    storage: kept,
    onChange: () => {},
    WebSocket,
    firstRetryMs: 10,
    ...more,
  })
  closers.push(() => client.close())
  return client
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const limit = Date.now() + 3_000
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`never: ${what}`)
    await sleep(5)
  }
}
const texts = ({ messages }: View) => messages.map(({ text }) => text)

describe('the page and the hub', () => {
  test('what is written arrives, is answered, and both stand there after a reload', async () => {
    const { door, tell, kept } = hub()
    const { port } = await start(door)
    const browser = storage()
    const first = visit(port, browser)
    first.send('Where is my parcel?')
    await until(() => texts(first.view()).length === 1, 'the message is shown')
    const session = [...kept.values()][0]?.place.thread ?? ''
    tell(session, { id: 'a1', from: 'human', name: 'Anna', text: 'On its way.', at: new Date().toISOString() })
    await until(() => texts(first.view()).length === 2, 'the answer is shown')
    expect(first.view().own).toEqual([])
    first.close()

    const second = visit(port, browser)
    await until(() => texts(second.view()).length === 2, 'everything is back')
    expect(texts(second.view())).toEqual(['Where is my parcel?', 'On its way.'])
  })

  test('what is written while the hub is down is kept over a reload and arrives once it is up, in order', async () => {
    const { door, kept } = hub()
    const { port, close } = await start(door)
    close()
    const browser = storage()
    const offline = visit(port, browser)
    offline.send('one')
    await sleep(5)
    offline.send('two')
    offline.close()
    const reloaded = visit(port, browser)
    expect(reloaded.view().own.map(({ text }) => text)).toEqual(['one', 'two'])
    await start(door, port)
    await until(() => texts(reloaded.view()).length === 2, 'both arrived')
    expect([...kept.values()].map(({ text }) => text)).toEqual(['one', 'two'])
  })

  test.each([
    'before it stored',
    'between storing and answering',
  ])('when the hub dies %s, the page comes back and the message is there once', async (moment) => {
    const made = hub()
    const { keep } = made.door
    let deaths = 2
    made.door.keep = async (site, event) => {
      if (deaths > 0 && moment !== 'before it stored') await keep(site, event)
      if (deaths-- > 0) throw new Error('killed')
      await keep(site, event)
      for (const wake of made.wakes) wake()
    }
    // The turn is handled later than it is stored, so the page cannot know from the history.
    const { history } = made.door
    made.door.history = async (...asked) => (deaths < 0 ? history(...asked) : [])
    const { port } = await start(made.door)
    const client = visit(port, storage())
    client.send('Hello?')
    await until(() => client.view().own.length === 0 && texts(client.view()).length === 1, 'shown')
    expect(deaths).toBe(-1)
    expect(made.kept.size).toBe(1)
  })

  test('a connection that falls silent is given up and made anew', async () => {
    const made = hub()
    const { keep } = made.door
    let silent = true
    made.door.keep = async (site, event) => {
      if (silent) {
        silent = false
        await new Promise(() => {})
      }
      await keep(site, event)
    }
    const { port } = await start(made.door)
    const client = visit(port, storage(), { answerLimitMs: 60 })
    client.send('Anybody?')
    await until(() => texts(client.view()).length === 1, 'shown')
    expect(made.kept.size).toBe(1)
  })

  test('two tabs of one browser see the same conversation and lose nothing of each other', async () => {
    const { door } = hub()
    const { port } = await start(door)
    const browser = storage()
    const one = visit(port, browser)
    await until(() => one.view().state === 'open', 'open')
    const other = visit(port, browser)
    await until(() => other.view().state === 'open', 'open')
    one.send('from one')
    other.send('from the other')
    await until(() => texts(one.view()).length === 2 && texts(other.view()).length === 2, 'both see both')
    expect(texts(one.view())).toEqual(texts(other.view()))
  })

  test('a session that is none of ours is replaced by a new one instead of failing for ever', async () => {
    const { door } = hub()
    const { port } = await start(door)
    const browser = storage()
    browser.setItem('lummy-chat::session', 'made-up')
    const client = visit(port, browser)
    await until(() => client.view().state === 'open', 'open')
    expect(browser.getItem('lummy-chat::session')).toMatch(/^[\w-]{22}$/)
  })

  test('someone who floods is told so, and what was refused can be sent later', async () => {
    let time = Date.now()
    const { door, kept } = hub({ now: () => new Date(time) })
    const { port } = await start(door)
    const client = visit(port, storage())
    for (let i = 0; i < 25; i += 1) client.send(`message ${i}`)
    await until(() => client.view().own.filter(({ state }) => state === 'refused').length === 5, 'five are refused')
    expect(kept.size).toBe(20)
    time += 10_000
    for (const { id } of client.view().own) client.sendAgain(id)
    await until(() => kept.size === 25, 'all arrived')
  })

  test('leaving ends the subscription', async () => {
    const { door, wakes } = hub()
    const { port } = await start(door)
    const client = visit(port, storage())
    await until(() => wakes.size === 1, 'subscribed')
    client.close()
    await until(() => wakes.size === 0, 'unsubscribed')
  })
})

describe('the hub alone', () => {
  const knock = async (port: number, path: string, origin?: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, origin ? { origin } : {})
    return new Promise<number>((resolve) => {
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => {})
    })
  }

  test.each([
    ['a listed page', 'https://shop.example', 101],
    ['our own page', 'https://desk.example', 101],
    ['a page that is not listed', 'https://evil.example', 403],
    ['a page in a sandbox', 'null', 403],
    ['a program without a page', undefined, 403],
  ])('%s (%s) is answered %s when origins are listed', async (_, origin, status) => {
    const { door } = hub({ site: { allowedOrigins: ['https://shop.example'] } })
    const { port } = await start(door)
    expect(await knock(port, '/api/chat', origin)).toBe(status)
  })

  test('a chat that does not exist is a 404, and a database that is away a 503', async () => {
    const { port } = await start(hub().door)
    expect(await knock(port, '/api/chat?with=none')).toBe(404)
    const away = await start(hub({ findSite: () => Promise.reject(new Error('away')) }).door)
    expect(await knock(away.port, '/api/chat')).toBe(503)
  })

  test('a frame over the limit ends the connection, and broken ones are answered with a sentence', async () => {
    const { port } = await start(hub().door)
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/chat`)
    const heard: { type: string; sentence: string }[] = []
    socket.on('message', (data) => heard.push(JSON.parse(String(data))))
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send('{"type":')
    socket.send(JSON.stringify({ type: 'message', id: crypto.randomUUID(), text: 'before hello' }))
    await until(() => heard.length === 2, 'two answers')
    expect(heard.map(({ type }) => type)).toEqual(['error', 'error'])
    const code = new Promise((resolve) => socket.on('close', resolve))
    socket.send('x'.repeat(200_000))
    expect(await code).toBe(1009)
  })
})
