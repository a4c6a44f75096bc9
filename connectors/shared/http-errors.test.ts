import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Gone, NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'
import { platformError, retryAfterMs } from './http-errors.ts'

const now = new Date('2026-01-02T03:04:05Z')
const call = { platform: 'Example', needs: 'a key that may send', now }

test.each([
  [401, NotAllowed, true, false],
  [403, NotAllowed, true, false],
  [404, Gone, true, false],
  [410, Gone, true, false],
  [400, Platform, true, false],
  [413, Platform, true, false],
  [429, RateLimited, true, true],
  [408, Unreachable, false, false],
  [500, Unreachable, false, false],
  [503, Unreachable, false, false],
])('status %i becomes %o, not sent: %s, retried: %s', (status, kind, notSent, retry) => {
  for (const shape of [{ code: status }, { status }, { statusCode: status }, { response: { status } }]) {
    const error = platformError(Object.assign(new Error('failed'), shape), call)
    expect(error).toBeInstanceOf(kind)
    expect({ notSent: error.notSent, retry: error.retry }).toEqual({ notSent, retry })
  }
})

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': 'Fri, 02 Jan 2026 03:05:05 GMT' }, 60_000],
  [{ 'retry-after': '0' }, 1000],
  [{ 'retry-after': '7200' }, 7_200_000],
  [{ 'retry-after': '999999' }, 86_400_000],
  [{ 'retry-after': 'soon' }, 10_000],
  [{ 'x-ratelimit-reset': String(now.getTime() / 1000 + 5) }, 5000],
  [{}, 10_000],
])('the headers %o ask for a wait of %i ms', (headers: Record<string, string>, wait) => {
  expect(retryAfterMs(headers, now)).toBe(wait)
})

test('Slack’s rate-limit error carries its seconds over', () => {
  const error = platformError(Object.assign(new Error('limited'), { retryAfter: 30 }), call)
  expect((error as RateLimited).retryAfterMs).toBe(30_000)
})

test('a port where nobody listens was surely not sent to', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const thrown = await fetch(`http://127.0.0.1:${port}/`).catch((error: unknown) => error)
  const error = platformError(thrown, call)
  expect(error).toBeInstanceOf(Unreachable)
  expect(error.notSent).toBe(true)
})

test('a connection cut after the request was read leaves it in doubt', async () => {
  const server = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const thrown = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' }).catch(
    (error: unknown) => error,
  )
  await new Promise((resolve) => server.close(resolve))
  expect(platformError(thrown, call)).toMatchObject({ name: 'Unreachable', notSent: false })
})

test('an error nobody knows leaves the send in doubt, and one of ours passes unchanged', () => {
  expect(platformError('what', call)).toMatchObject({ notSent: false })
  const gone = new Gone('left')
  expect(platformError(gone, call)).toBe(gone)
})

test('no credential of the request is carried along', () => {
  const thrown = Object.assign(new Error('failed'), {
    config: { headers: { Authorization: 'Bearer SG.secret' } },
    response: { status: 400, data: { errors: [{ message: 'bad from' }] } },
  })
  const error = platformError(thrown, call)
  expect(error.message).toContain('bad from')
  expect(JSON.stringify([error, error.cause, error.message, error.stack])).not.toContain('SG.secret')
})
