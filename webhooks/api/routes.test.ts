import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { describeApi, type JsonSchema } from './openapi.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'
import { password } from './testing/accounts.ts'
import { type Served, serve } from './testing/serve.ts'

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.close(100))

const api = describeApi(routes)
const title = ({ method, path }: Route) => `${method} ${path}`

/** A valid call of every route that needs something; a new route with a body or an id must be added here. */
const examples: Record<string, { id?: string; query?: string; body?: unknown; file?: string }> = {
  'POST /api/auth/register': { body: { email: 'a@b.example', password, companyName: 'B', industry: '', name: 'A' } },
  'POST /api/auth/login': { body: { email: 'a@b.example', password } },
  'POST /api/auth/refresh': { body: {} },
  'GET /api/conversations/:id': { id: 'conversation-1' },
  'GET /api/lessons/:id/told': { id: 'lesson-2' },
  'POST /api/lessons/:id/tell': { id: 'lesson-2', body: { days: 30 } },
  'POST /api/conflicts/:id': { id: 'conflict-1', body: { decision: 'a' } },
  'POST /api/conversations/:id/messages': { id: 'conversation-2', body: { text: 'We take it back.' } },
  'POST /api/conversations/:id/take': { id: 'conversation-2' },
  'POST /api/conversations/:id/release': { id: 'conversation-2' },
  'POST /api/conversations/:id/resolve': { id: 'conversation-2' },
  'POST /api/conversations/:id/reopen': { id: 'conversation-2' },
  'POST /api/conversations/:id/wake': { id: 'conversation-2' },
  'POST /api/conversations/:id/assign': { id: 'conversation-2', body: { to: 'teammate-1' } },
  'POST /api/conversations/:id/snooze': { id: 'conversation-2', body: { until: 'tomorrow' } },
  'PUT /api/conversations/:id/kind': { id: 'conversation-2', body: { kind: 'sales' } },
  'PUT /api/conversations/:id/lead': { id: 'conversation-2', body: { slot: 'size', value: '40 chairs' } },
  'POST /api/conversations/:id/not-spam': { id: 'conversation-2' },
  'POST /api/conversations/:id/notes': { id: 'conversation-2', body: { text: 'I asked the depot.' } },
  'POST /api/conversations/:id/merge': { id: 'conversation-2', body: { into: 'conversation-1' } },
  'POST /api/conversations/:id/unmerge': { id: 'conversation-2' },
  'POST /api/conversations/:id/split': { id: 'conversation-1', body: { from: 'message-3' } },
  'PUT /api/conversations/:id/follow-up': { id: 'conversation-2', body: { at: '3d' } },
  'POST /api/drafts/:id/approve': { id: 'draft-1', body: { version: 2 } },
  'POST /api/drafts/:id/edit': { id: 'draft-1', body: { version: 2, text: 'Tomorrow.' } },
  'PUT /api/drafts/:id/editing': { id: 'draft-1', body: { open: true } },
  'POST /api/drafts/:id/reject': { id: 'draft-1', body: { why: 'wrong_facts' } },
  'POST /api/outbox/:id/undo': { id: 'held-1' },
  'POST /api/outbox/:id/send-now': { id: 'held-1' },
  'POST /api/outbox/:id/send-again': { id: 'outbox-doubt' },
  'POST /api/outbox/:id/it-arrived': { id: 'outbox-doubt' },
  'POST /api/outbox/:id/other-channel': { id: 'outbox-failed', body: { to: 'email:mia@home.example' } },
  'POST /api/files': { query: '?name=offer.pdf', file: '%PDF-1.7' },
  'POST /api/written/:id/send': { id: 'written-1', body: { learn: false } },
  'POST /api/written/:id/keep': { id: 'written-1' },
  'GET /api/lessons/:id': { id: 'lesson-1' },
  'DELETE /api/lessons/:id': { id: 'lesson-2' },
  'POST /api/lessons/:id/move': { id: 'lesson-1', body: { to: 'topic-2' } },
  'POST /api/lessons/:id/unmove': { id: 'lesson-3', body: { moveId: 'move-1' } },
  'GET /api/insight': {},
  'GET /api/vouchers': {},
  'GET /api/topics/:id/trial': { id: 'topic-1' },
  'GET /api/topics/:id/evidence': { id: 'topic-1' },
  'PUT /api/topics/:id': { id: 'topic-1', body: { cap: 'supervised', mostAmount: 50 } },
  'PUT /api/lessons/:id/voucher': { id: 'lesson-1', body: { stands: true } },
  'POST /api/audits/:id/verdict': { id: 'audit-1', body: { verdict: 'fine' } },
  'PUT /api/topics/:id/name': { id: 'topic-1', body: { name: 'Parcels' } },
  'PUT /api/topics/:id/pin': { id: 'topic-1', body: { pinned: true } },
  'POST /api/topics/:id/merge': { id: 'topic-1', body: { into: 'topic-2' } },
  'POST /api/topics/:id/unmerge': { id: 'topic-2', body: { mergeId: 'merge-1' } },
  'POST /api/topics/:id/switch': { id: 'topic-3', body: { on: true } },
  'GET /api/agent/:id/status': { id: 'agent-1' },
  'GET /api/agent/:id/voice': { id: 'agent-1' },
  'PUT /api/agent/:id/status': { id: 'agent-1', body: { status: 'paused' } },
  'PUT /api/agent/:id/name': { id: 'agent-1', body: { name: 'Fern' } },
  'GET /api/receipts/:id': { id: 'receipt-1' },
  'GET /api/receipts/:id/replay': { id: 'receipt-1' },
  'POST /api/connectors/:id/install': { id: 'pigeon', body: { settings: { loft: 'north' } } },
  'POST /api/integrations': { body: { connector: 'pigeon', settings: { token: 'coo-coo' } } },
  'DELETE /api/integrations/:id': { id: 'integration-1' },
  'POST /api/integrations/:id/try-again': { id: 'integration-1' },
  'POST /api/imports/:id/undo': { id: 'import-1' },
  'GET /api/people/:id': { id: 'person-1' },
  'GET /api/people/:id/known': { id: 'person-1' },
  'POST /api/people/:id/link': { id: 'person-1', body: { personId: 'person-2' } },
  'POST /api/person-links/:id/unlink': { id: 'link-1' },
  'POST /api/conversations/:id/check': { id: 'conversation-2' },
  'GET /api/people/:id/export': { id: 'person-1' },
  'POST /api/people/:id/erase': { id: 'person-1', body: { confirm: 'mia@customer.example' } },
  'POST /api/teammates': { body: { email: 'new@shop.example', name: 'New' } },
  'POST /api/teammates/accept': { body: { token: 'one-time', password } },
  'PUT /api/teammates/:id/role': { id: 'teammate-2', body: { role: 'owner' } },
  'DELETE /api/teammates/:id': { id: 'teammate-2' },
  'GET /api/teammates/:id/taught': { id: 'teammate-2' },
  'POST /api/teammates/:id/unlearn': { id: 'teammate-2' },
  'PUT /api/teammates/:id/away': { id: 'teammate-2', body: { until: 'until Monday' } },
  'PUT /api/teammates/:id/phone': { id: 'teammate-2', body: { number: '+49 30 1234567' } },
  'POST /api/teammates/:id/unlink': { id: 'teammate-2', body: { handle: { kind: 'slack', value: 'T1/U7' } } },
  'POST /api/links/read': { body: { token: 'one-time' } },
  'POST /api/links/accept': { body: { token: 'one-time' } },
  'POST /api/conversations/:id/use': { id: 'conversation-1', body: { choice: 'lesson-1' } },
  'PUT /api/channels/:id': { id: 'channel-1', body: { purpose: 'address', value: 'returns@shop.example' } },
  'DELETE /api/integrations/:id/confirmation': { id: 'integration-1' },
  'PUT /api/settings': { body: { sendRule: 'notes' } },
}

function call(route: Route, token?: string, headers: Record<string, string> = {}): Promise<Response> {
  const { id = 'none', query = '', body, file } = examples[title(route)] ?? {}
  return served.call(route.method, route.path.replace(':id', id) + query, {
    ...(token && { token }),
    body,
    file,
    headers,
  })
}

const all = routes.map((route) => [title(route), route] as const)

describe.each(all)('%s', (name, route) => {
  test('has an example in this test when it takes a body or an id', () => {
    if (route.body || route.path.includes(':id')) expect(Object.keys(examples)).toContain(name)
  })
})

describe.each(all.filter(([, { who }]) => who !== 'anyone'))('%s', (_, route) => {
  test('is refused with 401 without an access token, and with one that is not valid', async () => {
    served.calls.length = 0
    for (const reply of [await call(route), await call(route, 'expired')]) {
      expect(reply.status).toBe(401)
      expect(await reply.json()).toMatchObject({ error: { code: 'unauthenticated' } })
    }
    expect(served.calls.filter((called) => called !== 'accounts.actor')).toEqual([])
  })
})

describe.each(all.filter(([, { who }]) => who === 'owner'))('%s', (_, route) => {
  test('is refused with 403 for a teammate who is not the owner', async () => {
    served.calls.length = 0
    const reply = await call(route, 'teammate')
    expect(reply.status).toBe(403)
    expect(served.calls.filter((called) => called !== 'accounts.actor')).toEqual([])
  })
})

describe.each(all.filter(([, { body }]) => body !== undefined))('%s', (name, route) => {
  test('answers 422 with the field when the body has the wrong shape', async () => {
    const wrong = Object.fromEntries(Object.keys(route.body?.shape ?? {}).map((key) => [key, { not: 'this' }]))
    const { id = 'none' } = examples[name] ?? {}
    const reply = await served.call(route.method, route.path.replace(':id', id), {
      token: 'owner',
      body: wrong,
      headers: { origin: 'https://desk.example' },
    })
    const told = (await reply.json()) as { error: { code: string; fields: Record<string, string> } }
    expect(reply.status).toBe(422)
    expect(Object.keys(told.error.fields).length).toBeGreaterThan(0)
  })
})

describe.each(all)('%s', (name, route) => {
  test('answers what its description says', async () => {
    const fresh = await serve()
    const before = served
    served = fresh
    try {
      if (name === 'POST /api/outbox/:id/undo') {
        const sent = await fresh.core.conversations.reply(fresh.tokens.get('owner')!, 'conversation-1', { text: 'x' })
        examples[name] = { id: sent.id }
      }
      fresh.refreshTokens.set('kept', fresh.tokens.get('owner')!)
      const headers = route.ownPagesOnly ? { origin: 'https://desk.example', cookie: 'lummy_session=kept' } : {}
      const reply = await call(route, 'owner', headers)
      const described = api.paths[route.path.replace(':id', '{id}')]?.[route.method.toLowerCase()]?.responses
      const response = described?.[reply.status]
      expect(response, `status ${reply.status}`).toBeDefined()
      if (route.stream) return void (await reply.body?.cancel())
      const content = response?.content?.['application/json']
      if (!content) return expect(await reply.text()).toBe('')
      expect(validator(content.schema).safeParse(await reply.json()).error).toBeUndefined()
    } finally {
      served = before
      await fresh.close(50)
    }
  })
})

test('the description at /api/openapi.json is the one made from the routes, and every reference in it leads somewhere', async () => {
  const reply = await served.call('GET', '/api/openapi.json')
  expect(await reply.json()).toEqual(JSON.parse(JSON.stringify(api)))
  const references = [...JSON.stringify(api).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name ?? '')
  expect(new Set(references).difference(new Set(Object.keys(api.components.schemas)))).toEqual(new Set())
  expect(references.length).toBeGreaterThan(30)
  expect(Object.keys(api.paths).length).toBeGreaterThan(25)
})

test('no two routes share an address', () => {
  expect(new Set(routes.map(title)).size).toBe(routes.length)
})

/** Reads a schema of the description back, so that replies are held against what clients are told. */
function validator(schema: JsonSchema): z.ZodType {
  const definitions = { $ref: '#/$defs/Root', $defs: { ...api.components.schemas, Root: schema } }
  const local = JSON.stringify(definitions).replaceAll('#/components/schemas/', '#/$defs/')
  return z.fromJSONSchema(JSON.parse(local))
}
