import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { LeaseLost } from '#core/errors.ts'
import type { Scope, Store } from '#core/store/store.ts'
import { type Filled, fillBusiness, messageEvent } from '#core/testing/filled.ts'
import { testDatabase } from '#core/testing/test-database.ts'

async function filled(): Promise<{ a: Filled; scope: Scope; store: Store }> {
  const { store, freshBusiness } = await testDatabase()
  const a = await fillBusiness(store, await freshBusiness(), 'words')
  return { a, scope: a.scope, store }
}

function arriving(a: { businessId: string; tag: string }, platformId: string, lane = `lane-${platformId}`) {
  const place = { connector: 'sample', account: a.tag, thread: lane, private: true }
  const event = messageEvent(place, platformId, 'hello')
  return { businessId: a.businessId, lane, connector: 'sample', account: a.tag, platformId, event }
}

test('an event that arrives many times at once is kept once', async () => {
  const { a, scope, store } = await filled()
  const calls = Array.from({ length: 30 }, () => store.system.keep([arriving(a, 'e1')]))
  const lanes = await Promise.all(calls)
  expect(lanes.flat().length).toBeGreaterThan(0)
  expect(await scope.inbox.unhandled('lane-e1', 10)).toHaveLength(1)
  expect(await store.system.keep([arriving(a, 'e1')])).toEqual([])
})

test('a STOP waits for whoever is just committing a send, and whoever comes after it sees it', async () => {
  const { scope } = await filled()
  const handle = { kind: 'phone' as const, value: '+15550001111' }
  const order: string[] = []
  let isLocked = () => {}
  const locked = new Promise<void>((resolve) => {
    isLocked = resolve
  })
  const stopping = locked
    .then(() => scope.optOuts.set(handle, new Date().toISOString()))
    .then(() => order.push('stopped'))
  await scope.write(async (tx) => {
    expect(await tx.optOuts.lock(handle)).toBeNull()
    isLocked()
    await new Promise((resume) => setTimeout(resume, 50))
    order.push('sending')
  })
  await stopping
  expect(order).toEqual(['sending', 'stopped'])
  expect(await scope.write((tx) => tx.optOuts.lock(handle))).not.toBeNull()
})

test('calls in flight together share few INSERTs, and each hears of its own lanes', async () => {
  const { a, store } = await filled()
  const { orm } = await testDatabase()
  const pool = await orm.em.getConnection().getNativeClient()
  const query = pool.query
  let inserts = 0
  pool.query = ((...args: Parameters<typeof query>) => {
    inserts++
    return query.apply(pool, args)
  }) as typeof query
  try {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => store.system.keep([arriving(a, `g${i}`)])))
    expect(answers.map((lanes) => lanes[0]?.lane)).toEqual(Array.from({ length: 100 }, (_, i) => `lane-g${i}`))
  } finally {
    pool.query = query
  }
  expect(inserts).toBeLessThan(10)
})

test('a row that the database refuses fails for its own caller only', async () => {
  const { a, scope, store } = await filled()
  const results = await Promise.allSettled([
    store.system.keep([arriving(a, 'good1', 'lane')]),
    store.system.keep([arriving({ businessId: randomUUID(), tag: a.tag }, 'nobody’s')]),
    store.system.keep([arriving(a, 'good2', 'lane'), arriving(a, 'good3', 'lane')]),
  ])
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await scope.inbox.unhandled('lane', 10)).map((row) => row.platformId)).toEqual(['good1', 'good2', 'good3'])
})

test('what arrived with bytes that PostgreSQL refuses is kept', async () => {
  const { a, scope, store } = await filled()
  const row = arriving(a, 'nul\u0000id', 'lane-nul')
  expect(
    await store.system.keep([{ ...row, event: messageEvent(row.event.place, 'x', 'a\u0000b \ud800') }]),
  ).toHaveLength(1)
  expect((await scope.inbox.unhandled('lane-nul', 1))[0]?.event).toMatchObject({ text: 'ab \ufffd' })
})

test('a lane has one holder, and a holder that was too slow writes nothing more', async () => {
  const { scope } = await filled()
  const now = new Date('2030-01-01T00:00:00Z')
  const later = (ms: number) => new Date(now.getTime() + ms)
  const taken = await Promise.all([1, 2, 3, 4].map(() => scope.leases.take('lane', now, 30_000)))
  expect(taken.filter((fence) => fence !== undefined)).toEqual([1])
  expect(await scope.leases.renew('lane', 1, later(20_000), 30_000)).toBe(true)
  expect(await scope.leases.take('lane', later(49_000), 30_000)).toBeUndefined()
  expect(await scope.leases.take('lane', later(50_000), 30_000)).toBe(2)
  expect(await scope.leases.renew('lane', 1, later(50_001), 30_000)).toBe(false)
  await expect(scope.write((tx) => tx.leases.check('lane', 1))).rejects.toBeInstanceOf(LeaseLost)
  await scope.write((tx) => tx.leases.check('lane', 2))
  await scope.leases.release('lane', 1)
  expect(await scope.leases.take('lane', later(50_002), 1000)).toBeUndefined()
  await scope.leases.release('lane', 2)
  expect(await scope.leases.take('lane', later(50_003), 1000)).toBe(3)
})

test('the sweep finds each kind of thing that is due, and nothing that is not', async () => {
  const { a, scope, store } = await filled()
  const now = new Date()
  const inAnHour = new Date(now.getTime() + 3_600_000)
  const mine = async (at: Date) => {
    const found = await store.system.sweep(at, 10_000)
    const own = Object.entries(found).map(([kind, rows]) => [
      kind,
      rows.filter((row) => row.businessId === a.businessId),
    ])
    return Object.fromEntries(own.filter(([, rows]) => (rows as unknown[]).length > 0))
  }
  await scope.evidence.decide(a.draft.id, 0, 'approved')
  await scope.imports.update(a.importRun.id, { state: 'done' })
  expect(await mine(now)).toEqual({ audits: [{ businessId: a.businessId, auditId: a.audited.id }] })
  await scope.auditedAnswers.decide(a.audited.id, { err: 0, reason: 'fine', by: a.teammateId })
  // The one lane has a live lease.
  expect(await mine(now)).toEqual({})

  await scope.leases.release(a.lane, a.fence)
  const place = a.place
  const none = { messageId: null, draftId: null, teammateId: null }
  const row = { ...none, audience: 'customer' as const, place, payload: {}, cancelIf: [] }
  const held = await scope.outbox.add({
    ...row,
    ...{ conversationId: a.conversation.id, state: 'held', notBefore: new Date(now.getTime() - 1).toISOString() },
  })
  const future = await scope.outbox.add({
    ...row,
    ...{ conversationId: null, state: 'ready', notBefore: inAnHour.toISOString() },
  })
  const sending = await scope.outbox.add({
    ...row,
    ...{ conversationId: null, state: 'ready', notBefore: now.toISOString() },
  })
  await scope.outbox.move(sending.id, ['ready'], 'sending')
  const asked = await scope.written.add({
    ...{ conversationId: a.conversation.id, teammateId: a.teammateId, place, platformMessageId: 'w2', text: 'x' },
    ...{ state: 'asked', outboxId: null },
  })
  await scope.evidence.admit('claim', { draftId: null, deadline: inAnHour.toISOString(), blind: false })
  const running = await scope.imports.start({ agentId: a.agentId, name: 'x', digest: 'y', total: 1, fromSeq: 0 })
  await scope.learning.append(a.agentId, { type: 'erased' }, {})

  expect(await mine(new Date())).toEqual({
    lanes: [{ businessId: a.businessId, lane: a.lane }],
    outbox: [{ businessId: a.businessId, outboxId: held.id }],
    unprojected: [{ businessId: a.businessId, agentId: a.agentId }],
  })
  expect(await mine(new Date(inAnHour.getTime() + 1))).toEqual({
    lanes: [{ businessId: a.businessId, lane: a.lane }],
    outbox: [held, future].map(({ id }) => ({ businessId: a.businessId, outboxId: id })),
    stuckSending: [{ businessId: a.businessId, outboxId: sending.id }],
    asked: [{ businessId: a.businessId, writtenId: asked.id }],
    undecided: [{ businessId: a.businessId, claim: 'claim' }],
    imports: [{ businessId: a.businessId, importId: running.id }],
    unprojected: [{ businessId: a.businessId, agentId: a.agentId }],
  })
})

test('a row that fails again and again waits longer each time and is then left to a person', async () => {
  const { a, scope, store } = await filled()
  await scope.leases.release(a.lane, a.fence)
  const due = async (ms: number) => {
    const { lanes } = await store.system.sweep(new Date(Date.now() + ms), 10_000)
    return lanes.some((lane) => lane.businessId === a.businessId)
  }
  const fail = () => scope.inbox.markFailed([a.inboxRow.seq], 'the handler broke')
  await fail()
  expect([await due(1_000), await due(2_100)]).toEqual([false, true])
  await fail()
  await fail()
  expect([await due(7_000), await due(8_100)]).toEqual([false, true])
  for (let i = 3; i < 9; i++) await fail()
  expect(await due(3_600_000)).toBe(false)
  expect(await scope.inbox.unhandled(a.lane, 10)).toEqual([])
  expect(await scope.inbox.troubled(10)).toMatchObject([
    { seq: a.inboxRow.seq, attempts: 9, error: 'the handler broke' },
  ])
})

test('a refresh token tells that it was used before, and none of a revoked family is known', async () => {
  const { a, store } = await filled()
  const { system } = store
  const [hash, family] = [randomUUID(), randomUUID()]
  const expiresAt = new Date(Date.now() + 60_000).toISOString()
  await system.saveRefresh({ hash, family, businessId: a.businessId, teammateId: a.teammateId, expiresAt })
  const uses = await Promise.all([1, 2, 3].map(() => system.useRefresh(hash)))
  expect(uses.filter((use) => use?.usedAt === null)).toHaveLength(1)
  expect(uses[0]).toMatchObject({ family, businessId: a.businessId, teammateId: a.teammateId, expiresAt })
  await system.revokeRefresh(family)
  expect(await system.useRefresh(hash)).toBeUndefined()
  expect(await system.useRefresh('unknown')).toBeUndefined()
})

test('a one-time link is used by one caller', async () => {
  const { a, store } = await filled()
  const { system } = store
  const hash = randomUUID()
  const row = { hash, purpose: 'invite', businessId: a.businessId, teammateId: null, data: { email: 'x@y.example' } }
  await system.saveLink({ ...row, expiresAt: new Date(0).toISOString() })
  expect(await system.readLink(hash)).toMatchObject({ purpose: 'invite', data: row.data, usedAt: null })
  const used = await Promise.all([1, 2, 3].map(() => system.useLink(hash)))
  expect(used.filter(Boolean)).toHaveLength(1)
  expect((await system.readLink(hash))?.usedAt).not.toBeNull()
})

test('an address has one business, whatever its letters', async () => {
  const { store, freshBusiness } = await testDatabase()
  const { email } = await freshBusiness()
  const { settings } = (await store.system.businesses()).find((business) => business.email === email)!
  const again = store.system.createBusiness({
    ...{ email: email.toUpperCase(), passwordHash: 'x', companyName: 'Again', industry: 'x', settings },
    ...{ ownerName: 'Olga', agentName: 'Lummy', confirmedAt: null },
  })
  await expect(again).rejects.toMatchObject({ status: 409 })
})
