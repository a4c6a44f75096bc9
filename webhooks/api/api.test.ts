import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password } from './testing/accounts.ts'
import { type Served, serve } from './testing/serve.ts'

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.close(100))

const own = { origin: 'https://desk.example' }
const login = (body: object) => served.call('POST', '/api/auth/login', { body })
const cookieOf = (reply: Response, name: string) =>
  reply.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))

describe('sessions', () => {
  test('the refresh token travels in a strict httpOnly cookie for /api/auth alone, never in the body', async () => {
    const reply = await login({ email: 'anna@shop.example', password })
    expect(reply.status).toBe(200)
    const cookie = cookieOf(reply, 'lummy_session')
    expect(cookie).toMatch(/; Path=\/api\/auth; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/)
    expect(Object.keys((await reply.json()) as object).sort()).toEqual([
      'accessToken',
      'businessId',
      'expiresIn',
      'teammateId',
    ])
  })

  test('a refresh works once for our own page, gives the next cookie, and drops it when core refuses', async () => {
    const cookie = cookieOf(await login({ email: 'anna@shop.example', password }), 'lummy_session')?.split(';')[0] ?? ''
    const refresh = () => served.call('POST', '/api/auth/refresh', { body: {}, headers: { ...own, cookie } })
    const first = await refresh()
    expect(first.status).toBe(200)
    expect(cookieOf(first, 'lummy_session')?.split(';')[0]).not.toBe(cookie)
    const again = await refresh()
    expect(again.status).toBe(401)
    expect(cookieOf(again, 'lummy_session')).toContain('Max-Age=0')
  })

  test.each([
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['a page in a sandbox', { origin: 'null' }, 403],
    ['a caller that says nothing of itself', {}, 403],
    ['our page on the host that was called', { origin: '' }, 200],
  ])('%s that refreshes (%j) gets %s', async (_, headers, status) => {
    served.refreshTokens.set('kept', served.tokens.get('owner')!)
    const origin = 'origin' in headers && headers.origin === '' ? { origin: served.url } : headers
    const reply = await served.call('POST', '/api/auth/refresh', {
      body: {},
      headers: { ...origin, cookie: 'lummy_session=kept' },
    })
    expect(reply.status).toBe(status)
  })

  test('the sample shop has a cookie of its own, so that the way back is not lost', async () => {
    const demo = await served.call('POST', '/api/demo', { token: 'owner' })
    expect(demo.status).toBe(201)
    expect(cookieOf(demo, 'lummy_session')).toBeUndefined()
    const cookie = cookieOf(demo, 'lummy_demo_session')?.split(';')[0] ?? ''
    served.refreshTokens.set('kept', served.tokens.get('owner')!)
    const both = { ...own, cookie: `lummy_session=kept; ${cookie}` }
    const there = await served.call('POST', '/api/auth/refresh', { body: { session: 'demo' }, headers: both })
    const back = await served.call('POST', '/api/auth/refresh', { body: {}, headers: both })
    expect([await there.json(), await back.json()]).toMatchObject([
      { businessId: 'demo' },
      { businessId: 'business-1' },
    ])
  })

  test('after ten refused sign-ins the address waits, even with the right password; others do not', async () => {
    const fresh = await serve({ trustedProxies: 1 })
    const attempt = (from: string, secret: string) =>
      fresh.call('POST', '/api/auth/login', {
        body: { email: 'a@b.example', password: secret },
        headers: { 'x-forwarded-for': from },
      })
    // What a caller says of itself stands before what our proxy adds.
    await Promise.all(Array.from({ length: 10 }, (_, i) => attempt(`10.0.0.${i}, 192.0.2.1`, 'wrong')))
    const late = await attempt('192.0.2.1', password)
    expect(late.status).toBe(429)
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await attempt('192.0.2.2', password)).status).toBe(200)
    await fresh.close(50)
  })
})

describe('bodies', () => {
  const reply = (body: string, type = 'application/json') =>
    fetch(`${served.url}/api/conversations/conversation-1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer owner', 'content-type': type },
      body,
    })
  test.each([
    ['over 256 kB', JSON.stringify({ text: 'x'.repeat(300_000) }), 'application/json', 413],
    ['that is no JSON', '{"text": ', 'application/json', 400],
    ['that is no UTF-8', '', 'application/json', 400],
    ['of a form', 'text=hello', 'application/x-www-form-urlencoded', 415],
    ['that is a list', '[]', 'application/json', 422],
    ['with an empty text', '{"text": "  "}', 'application/json', 422],
  ])('a body %s is refused', async (_, body, type, status) => {
    expect((await reply(body, type)).status).toBe(status)
  })
})

describe('addresses', () => {
  test.each([
    ['GET', '/api/nothing', 404],
    ['PATCH', '/api/settings', 405],
    ['GET', '/api/conversations/other', 404],
    ['GET', '/nothing', 404],
  ])('%s %s is answered %s as JSON', async (method, path, status) => {
    const answer = await served.call(method, path, { token: 'owner' })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error: { sentence: expect.stringMatching(/\w+\.$/) } })
  })

  test('another business sees nothing of this one', async () => {
    expect((await served.call('GET', '/api/conversations/conversation-1', { token: 'stranger' })).status).toBe(404)
    expect(await (await served.call('GET', '/api/conversations', { token: 'stranger' })).json()).toEqual([])
  })

  test('an older version of a draft is answered 409', async () => {
    const answer = await served.call('POST', '/api/drafts/draft-1/approve', { token: 'owner', body: { version: 1 } })
    expect(answer.status).toBe(409)
  })

  test("a visitor's session key never leaves, neither as a handle nor as a place", async () => {
    const view = await served.call('GET', '/api/conversations/conversation-1', { token: 'owner' })
    const sent = await served.call('POST', '/api/conversations/conversation-1/messages', {
      token: 'owner',
      body: { text: 'Hi' },
    })
    expect(await view.text()).not.toContain('visitor-session-key')
    expect(await sent.text()).not.toContain('visitor-session-key')
  })
})

describe('failures', () => {
  const failing = async (error: unknown) => {
    const fresh = await serve()
    fresh.core.accounts.settings = () => Promise.reject(error)
    const answer = await fresh.call('GET', '/api/settings', { token: 'owner' })
    const told = {
      status: answer.status,
      retryAfter: answer.headers.get('retry-after'),
      text: await answer.text(),
      logged: fresh.logged,
    }
    await fresh.close(50)
    return told
  }

  test('a bug is a 500 that tells nothing outside and everything to the log', async () => {
    const told = await failing(new Error('select secret from users'))
    expect(told.status).toBe(500)
    expect(told.text).not.toContain('secret')
    expect(told.logged).toMatchObject([{ fields: { err: { message: 'select secret from users' } } }])
  })

  test.each([
    ['refused', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['wrapped by the mapper', new Error('query failed', { cause: Object.assign(new Error('x'), { code: '57P01' }) })],
    ['cut', new Error('Connection terminated unexpectedly')],
  ])('a database that is away (%s) is a 503 with Retry-After', async (_, error) => {
    const told = await failing(error)
    expect(told.status).toBe(503)
    expect(Number(told.retryAfter)).toBeGreaterThan(0)
    expect(told.text).not.toContain(error.message)
  })
})

describe('integrations', () => {
  test('a connector is told with the JSON schema from which a form is made', async () => {
    const answer = await served.call('GET', '/api/connectors', { token: 'teammate' })
    expect(await answer.json()).toMatchObject([
      {
        id: 'pigeon',
        secrets: ['token'],
        settings: { required: ['token'], properties: { useSocket: { type: 'boolean', default: false } } },
      },
    ])
  })

  test('wrong settings name the field; right ones give the address and the next step', async () => {
    const add = (settings: object) =>
      served.call('POST', '/api/integrations', { token: 'owner', body: { connector: 'pigeon', settings } })
    expect(await (await add({ token: 'c' })).json()).toMatchObject({
      error: { code: 'invalid', fields: { token: expect.any(String) } },
    })
    const added = (await (await add({ token: 'coo-coo' })).json()) as {
      integration: { webhookUrl: string }
      nextSteps: string[]
    }
    expect(added.integration).toMatchObject({ account: 'support', label: 'Loft support' })
    expect(added.nextSteps).toEqual([`Enter ${added.integration.webhookUrl} at the pigeon loft.`])
    expect(JSON.stringify(added)).not.toContain('coo-coo')
  })

  test('an unknown connector is a 404', async () => {
    const answer = await served.call('POST', '/api/integrations', {
      token: 'owner',
      body: { connector: 'drum', settings: {} },
    })
    expect(answer.status).toBe(404)
  })
})
