import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Koa from 'koa'
import { Registry } from 'prom-client'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { ShownMessage } from '#connectors/webchat/render.ts'
import { makeSentences } from '#core/answering/sentences.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { makeCounts } from '../counts.ts'
import { answerErrors } from '../http/errors.ts'
import { serveStoredFiles } from '../http/stored-files.ts'
import { openChat } from './chat.ts'
import { makeChatDoor } from './chat-door.ts'
import { receiveChatFiles } from './chat-files.ts'

interface Uploaded {
  token: string
  name: string
  size: number
}
interface Client {
  send(text: string, files?: Uploaded[]): void
  upload(file: File): Promise<Uploaded>
  view(): { state: string; messages: ShownMessage[]; own: { state: string; sentence?: string }[] }
  close(): void
}
/** The page's own client, as browsers run it. */
const page: { openChat(setup: object): Client } = await import(
  new URL('../../admin/site/chat-client.js', import.meta.url).href
)

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => void close()))

/** The product on fakes, behind a real door: HTTP for files, a socket for words. */
async function openHouse(allowedOrigins?: string[]) {
  const house = await makeTestHouse()
  await house.core.integrations.add(house.owner, {
    ...{ connector: 'webchat', account: 'shop', label: 'Shop' },
    settings: { name: 'Shop', ...(allowedOrigins && { allowedOrigins }) },
  })
  const { store, live, files, keys, log } = house.ports
  const publicUrl = 'https://desk.example'
  const door = makeChatDoor({
    store,
    live,
    core: house.core,
    files,
    keys,
    sentences: makeSentences(),
    publicUrl,
    now: house.clock.now,
    log,
    counts: makeCounts({ metrics: new Registry(), store, log }),
  })
  const app = new Koa()
  app.use(answerErrors(log))
  app.use(receiveChatFiles(door))
  app.use(serveStoredFiles(house.core))
  const server = createServer(app.callback())
  const chat = openChat(door)
  server.on('upgrade', (request, socket, head) => chat.accept(request, socket, head))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    chat.close()
    server.close()
  })
  return { house, url: `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function visit(url: string): Promise<Client> {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    length: 0,
  }
  const setup = {
    url: `ws://${url}/api/chat`,
    filesUrl: `http://${url}/api/chat/files`,
    storage,
    onChange() {},
    WebSocket,
  }
  const client = page.openChat(setup)
  closers.push(() => client.close())
  await until(() => client.view().state === 'open')
  return client
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries++) await sleep(5)
  expect(holds()).toBe(true)
}

describe('a visitor’s file', () => {
  test('goes with the message, is seen by staff, and by the visitor through a link', async () => {
    const { house, url } = await openHouse()
    const client = await visit(url)
    const uploaded = await client.upload(new File(['\x89PNG', '…'], '../photo.png', { type: 'image/png' }))
    expect(uploaded.name).toBe('photo.png')
    client.send('', [uploaded])
    await until(() => client.view().own.every(({ state }) => state === 'accepted'))
    await house.pass(2_000)
    await until(() => client.view().messages.length === 1)
    const [row] = await house.core.conversations.list(house.owner, {})
    const view = await house.core.conversations.get(house.owner, row?.id ?? '')
    expect(view.messages[0]).toMatchObject({ content: '', files: [{ name: 'photo.png' }] })
    const [file] = client.view().messages[0]?.files ?? []
    const reply = await fetch(`http://${url}${file?.url}`)
    expect(reply.headers.get('content-disposition')).toContain('photo.png')
  })

  test('of a teammate reaches the visitor with the words', async () => {
    const { house, url } = await openHouse()
    const client = await visit(url)
    client.send('Can you make an offer?')
    await until(() => client.view().own.every(({ state }) => state === 'accepted'))
    await house.pass(2_000)
    const [row] = await house.core.conversations.list(house.owner, {})
    const [chat] = await house.core.integrations.list(house.owner)
    expect(chat?.health.sentence).not.toContain('nothing has come or gone yet')
    expect(Date.parse(chat?.lastEventAt ?? '')).toBeGreaterThan(0)
    const bytes = Buffer.from('%PDF-1.7 offer')
    const { token } = await house.core.files.upload(house.owner, { name: 'offer.pdf', type: 'application/pdf', bytes })
    await house.core.conversations.reply(house.owner, row?.id ?? '', { text: 'Here it is.', files: [token] })
    await house.settle()
    await until(() => client.view().messages.length === 2)
    const answer = client.view().messages[1]
    expect(answer).toMatchObject({ from: 'human', text: 'Here it is.', files: [{ name: 'offer.pdf', size: 14 }] })
    expect(await (await fetch(`http://${url}${answer?.files?.[0]?.url}`)).text()).toBe('%PDF-1.7 offer')
  })

  test('of somebody else’s chat is not taken', async () => {
    const { url } = await openHouse()
    const [one, other] = [await visit(url), await visit(url)]
    const uploaded = await one.upload(new File(['secret'], 'a.txt'))
    other.send('Mine?', [uploaded])
    await until(() => other.view().own.some(({ state }) => state === 'refused'))
    expect(other.view().own[0]?.sentence).toBe('A file was not taken: add it once more.')
  })

  test('is refused in a sentence: too large, empty, no session, a page that may not use the chat, too many', async () => {
    const { url } = await openHouse(['https://shop.example'])
    const post = (headers: Record<string, string>, body = 'x') =>
      fetch(`http://${url}/api/chat/files?name=a.txt`, { method: 'POST', headers, body })
    const good = { origin: 'https://shop.example', 'x-chat-session': `${'a'.repeat(21)}A` }
    expect((await post(good)).status).toBe(201)
    expect((await post(good, '')).status).toBe(422)
    expect((await post({ origin: good.origin })).status).toBe(400)
    expect((await post({ ...good, origin: 'https://evil.example' })).status).toBe(403)
    const large = await post(good, 'x'.repeat(10 * 1024 * 1024 + 1)).catch(() => ({ status: 413 }))
    expect(large.status).toBe(413)
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => post({ ...good, 'accept-language': 'de-AT,de;q=0.9' })),
    )
    const refused = replies.find(({ status }) => status === 429)
    expect(await refused?.json()).toMatchObject({ error: { sentence: expect.stringMatching(/^Das war sehr viel/) } })
  })
})
