import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Served, serve } from '../api/testing/serve.ts'
import { isOutage } from './errors.ts'
import type { ServerSetup } from './server.ts'

const siteFolder = new URL('../../admin/site', import.meta.url).pathname
let served: Served
let adminFolder: string
beforeEach(async () => {
  adminFolder = await mkdtemp(join(tmpdir(), 'lummy-admin-'))
})
afterEach(async () => {
  await served.close(50)
  await rm(adminFolder, { recursive: true })
})
const start = async (more: Partial<ServerSetup> = {}, chatOrigins: string[] | undefined = undefined) => {
  served = await serve({ pages: { siteFolder, adminFolder, chatOrigins: async () => chatOrigins }, ...more })
  return served
}
const get = (path: string, headers: Record<string, string> = {}) => served.call('GET', path, { headers })
const policyOf = (reply: Response) => reply.headers.get('content-security-policy') ?? ''

describe('pages', () => {
  test.each([
    ['/', 'text/html', 'Lummy'],
    ['/chat', 'text/html', '<textarea'],
    ['/chat.js', 'text/javascript', 'iframe'],
    ['/site/chat-client.js', 'text/javascript', 'openChat'],
    ['/site/tokens.css', 'text/css', '--accent'],
    ['/site/icon.svg', 'image/svg+xml', '<svg'],
  ])('%s is there without any build, as %s', async (path, type, content) => {
    await start()
    const reply = await get(path)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toContain(type)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await reply.text()).toContain(content)
  })

  test('the admin says that it is being built and reloads itself; once built, every address of it is the page', async () => {
    await start()
    const early = await get('/admin/conversations/7')
    expect(early.status).toBe(503)
    expect(await early.text()).toContain('http-equiv="refresh"')
    await mkdir(join(adminFolder, '_app/immutable'), { recursive: true })
    await writeFile(join(adminFolder, '_app/immutable/a.js'), 'export {}')
    await writeFile(join(adminFolder, 'index.html'), '<script>start()</script><script src="/x.js"></script>')
    for (const path of ['/admin', '/admin/', '/admin/conversations/7', '/admin/index.html']) {
      const reply = await get(path)
      expect([path, reply.status]).toEqual([path, 200])
      expect(policyOf(reply)).toMatch(/script-src 'self' 'sha256-[\w+/]{43}=';/)
      expect(policyOf(reply)).toContain("frame-ancestors 'none'")
    }
    expect((await get('/admin/_app/immutable/a.js')).headers.get('cache-control')).toContain('immutable')
    expect((await get('/admin/_app/immutable/gone.js')).status).toBe(404)
  })

  test.each([
    ['any page when no origins are named', undefined, 'frame-ancestors *'],
    ['the named ones', ['https://shop.example'], "frame-ancestors 'self' https://shop.example"],
    ['none that are no origins', ['https://shop.example; script-src *'], "frame-ancestors 'self'"],
  ])('the chat may be embedded by %s', async (_, origins, policy) => {
    await start({}, origins)
    expect(policyOf(await get('/chat?with=chat-1'))).toMatch(new RegExp(`${policy.replaceAll('*', '\\*')}$`))
  })

  test('the chat page is there while the database is away, and embedded nowhere else', async () => {
    const chatOrigins = () => Promise.reject(new Error('away'))
    await start({ pages: { siteFolder, adminFolder, chatOrigins } })
    const reply = await get('/chat')
    expect(reply.status).toBe(200)
    expect(policyOf(reply)).toMatch(/frame-ancestors 'self'$/)
  })

  test('what did not change is not sent twice', async () => {
    await start()
    const etag = (await get('/site/tokens.css')).headers.get('etag') ?? ''
    // fetch asks anew when it is given such a header.
    expect((await rawGet(served.url, '/site/tokens.css', { 'if-none-match': etag })).status).toBe(304)
  })

  test.each([
    '/site/../package.json',
    '/site/%2e%2e%2fpackage.json',
    '/site/..%2f..%2fpackage.json',
    '/site/%00',
    '/site/%E0%A4%A',
    '/admin/%2e%2e/%2e%2e/etc/passwd',
  ])('nothing outside the folder is served: %s', async (path) => {
    await start()
    // fetch would tidy the path up before sending it.
    const { status, body } = await rawGet(served.url, path)
    expect([404, 503]).toContain(status)
    expect(body).not.toMatch(/"scripts"|root:/)
  })
})

describe('health', () => {
  test('the process is alive, ready and counted', async () => {
    await start()
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/readyz')).status).toBe(200)
    expect((await get('/metrics')).headers.get('content-type')).toContain('text/plain')
  })

  test('without its database it is alive and not ready, and says nothing of the inside', async () => {
    const ping = () => Promise.reject(new Error('password wrong for user lummy'))
    await start({ health: { ping, metrics: new Registry() } })
    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect(ready.status).toBe(503)
    expect(await ready.text()).not.toContain('lummy')
  })
})

describe('live events', () => {
  const open = async (token: string) => {
    const reply = await served.call('GET', '/api/live', { token })
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
    await reader.read()
    return { reply, reader }
  }

  test('a change is told to the pages of its business, and to no other', async () => {
    await start()
    const ours = await open('teammate')
    const theirs = await open('stranger')
    served.live.publish('business-1', { type: 'draft', id: 'd1', version: 2 })
    served.live.publish('business-2', { type: 'lesson', id: 'l1', version: 1 })
    expect(ours.reply.headers.get('content-type')).toContain('text/event-stream')
    expect((await ours.reader.read()).value).toBe('data: {"type":"draft","id":"d1","version":2}\n\n')
    expect((await theirs.reader.read()).value).toBe('data: {"type":"lesson","id":"l1","version":1}\n\n')
  })

  test('a page that leaves is no longer told', async () => {
    await start()
    let listening = 0
    const { subscribe } = served.live
    served.live.subscribe = (businessId, listener) => {
      listening += 1
      const end = subscribe(businessId, listener)
      return () => {
        listening -= 1
        end()
      }
    }
    const { reader } = await open('owner')
    expect(listening).toBe(1)
    await reader.cancel()
    for (let i = 0; listening > 0 && i < 100; i += 1) await sleep(10)
    expect(listening).toBe(0)
  })

  test('closing the server ends the stream cleanly', async () => {
    await start()
    const { reader } = await open('owner')
    const closed = served.close()
    expect((await reader.read()).done).toBe(true)
    await closed
  })
})

describe('closing', () => {
  test('a request in flight is answered, new ones are not taken, and sockets are told', async () => {
    const gate = Promise.withResolvers<void>()
    const said: string[] = []
    await start({
      inbound: async (ctx) => {
        await gate.promise
        ctx.body = 'stored'
      },
      sockets: { '/api/chat': { accept: (_, socket) => socket.end(), close: () => void said.push('bye') } },
    })
    const inFlight = served.call('POST', '/webhooks/slack', { body: {} })
    await sleep(50)
    const closed = served.close()
    await expect(get('/healthz')).rejects.toThrow()
    gate.resolve()
    const reply = await inFlight
    expect(await reply.text()).toBe('stored')
    expect(reply.headers.get('connection')).toBe('close')
    await closed
    expect(said).toEqual(['bye'])
  })

  test('a request that never ends is cut after the grace', async () => {
    await start({ inbound: () => new Promise(() => {}) })
    const cut = expect(served.call('POST', '/webhooks/slack', { body: {} })).rejects.toThrow()
    await sleep(50)
    await served.close(80)
    await cut
  })

  test('a port that is taken is a rejection, not a crash', async () => {
    await start()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(serve({}, port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })

  test('an upgrade of an address that knows none is refused', async () => {
    await start()
    expect((await rawGet(served.url, '/api/other', { connection: 'upgrade', upgrade: 'websocket' })).status).toBe(404)
  })
})

test.each([
  ['a bug', new TypeError('x is not a function'), false],
  [
    'a refused connection',
    Object.assign(new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })])),
    true,
  ],
  ['a broken constraint', Object.assign(new Error('duplicate key'), { code: '23505' }), false],
])('%s: is it an outage of the database?', (_, error, is) => {
  expect(isOutage(error)).toBe(is)
})

function rawGet(url: string, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(url)
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, headers }, (reply) => {
      let body = ''
      reply.on('data', (bytes) => {
        body += bytes
      })
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
