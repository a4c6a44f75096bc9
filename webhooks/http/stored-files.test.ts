import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeFileToken } from '#core/answering/file-token.ts'
import { openFile } from '#core/answering/files.ts'
import { makeSeal } from '#core/outside/seal.ts'
import { makeFakeFiles, makeFakeLog } from '#core/testing/fakes.ts'
import { answerErrors } from './errors.ts'
import { secure } from './security.ts'
import { serveStoredFiles } from './stored-files.ts'

const keys = makeSeal(Buffer.alloc(32, 7).toString('base64'))
const files = makeFakeFiles()
const log = makeFakeLog()
const house = { files, keys, now: () => new Date('2026-11-22T10:00:00Z') }
let server: Server
let url = ''

beforeAll(async () => {
  const app = new Koa()
  app.use(answerErrors(log))
  app.use(secure('https://desk.example'))
  const core = { files: { open: (token: string) => openFile(house, token), upload: () => Promise.reject(new Error()) } }
  app.use(serveStoredFiles(core))
  server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function link(name: string, type: string, content: string, expiresAt = '2026-11-22T11:00:00.000Z') {
  const bytes = Buffer.from(content, 'latin1')
  const file = { name, type, size: bytes.length, digest: await files.put(bytes) }
  return `${url}/files/${makeFileToken(keys, { use: 'link', businessId: 'b1', file, expiresAt })}`
}

test('a file is a download in a sandbox, whatever it says it is', async () => {
  for (const [name, type, content] of [
    ['page.html', 'text/html', '<script>alert(1)</script>'],
    ['logo.svg', 'image/svg+xml', '<svg onload="alert(1)"/>'],
    ['fake.png', 'image/png', '<html>'],
    ['offer.pdf', 'application/pdf', '%PDF-1.7'],
  ] as const) {
    const reply = await fetch(`${await link(name, type, content)}?view`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('application/octet-stream')
    expect(reply.headers.get('content-disposition')).toContain(`attachment; filename="${name}"`)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-security-policy')).toContain('sandbox')
    expect(await reply.text()).toBe(content)
  }
})

test('a picture is shown where that is asked for, by what its bytes are', async () => {
  const address = await link('photo.jpg', 'application/octet-stream', '\x89PNG\r\n\x1a\n…')
  const shown = await fetch(`${address}?view`)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
  expect((await fetch(address)).headers.get('content-disposition')).toMatch(/^attachment/)
})

test('a name brings no header of its own and keeps its letters', async () => {
  const reply = await fetch(await link('Ängebot "1"\r\nx: y.pdf', 'application/pdf', '%PDF-'))
  const said = reply.headers.get('content-disposition') ?? ''
  expect(reply.headers.get('x')).toBeNull()
  expect(said).toContain("filename*=UTF-8''%C3%84ngebot%20%221%22")
})

test('a link that has ended, a changed one, and one to what is not ours are told so', async () => {
  const ended = await fetch(await link('a.txt', 'text/plain', 'a', '2026-11-22T09:59:59.000Z'))
  expect(ended.status).toBe(404)
  expect(await ended.json()).toMatchObject({ error: { sentence: expect.stringContaining('This link has ended') } })
  const changed = (await link('a.txt', 'text/plain', 'a')).replace('/files/W', '/files/X')
  expect((await fetch(changed)).status).toBe(404)
  expect((await fetch(`${url}/files/../etc/passwd`)).status).toBe(404)
})

test('a link, which opens its file to whoever reads it, is in no line of the log', async () => {
  const file = { name: 'lost.pdf', type: 'application/pdf', size: 5, digest: 'ab'.repeat(32) }
  const expiresAt = '2026-11-22T11:00:00.000Z'
  const token = makeFileToken(keys, { use: 'link', businessId: 'b1', file, expiresAt })
  expect((await fetch(`${url}/files/${token}`)).status).toBe(500)
  expect(log.errors.at(-1)?.fields).toMatchObject({ path: '/files/…' })
  expect(JSON.stringify(log.errors)).not.toContain(token.slice(0, 20))
})
