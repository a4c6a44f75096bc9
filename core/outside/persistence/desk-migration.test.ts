import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migratedDump, quietLog, testDatabase, testSeal } from '#core/testing/test-database.ts'
import { type OpenStore, openStore } from './open.ts'
import { openPglite, serve } from './pglite.ts'

const [businessId, agentId, personId] = [randomUUID(), randomUUID(), randomUUID()]
const at = '2026-11-01T10:00:00.000Z'

let opened: OpenStore
let close: () => Promise<void>
beforeAll(async () => {
  const place = await emptyDatabase()
  opened = openStore({ url: place.url, isEmbedded: place.isEmbedded, seal: testSeal(), log: quietLog() })
  close = async () => {
    await opened.close()
    await place.close()
  }
  await opened.orm.em.execute('drop schema if exists "lummy" cascade')
  await opened.orm.em.execute('create schema "lummy"')
}, 30_000)
afterAll(() => close())

test('conversations from before the desk are whose turn they were, of the kind they were, and resolved by whom they were', async () => {
  const { orm, store } = opened
  await orm.migrator.up({ to: '0001-start' })
  const run = (sql: string, values: unknown[]) => orm.em.execute(sql, values)
  await run(
    `insert into "lummy"."users" ("id", "email", "password_hash", "company_name", "industry", "settings", "created_at", "updated_at")
     values (?, 'olga@shop.example', '', 'Shop', 'retail', '{"zone": "Europe/Berlin"}', ?, ?)`,
    [businessId, at, at],
  )
  await run(
    `insert into "lummy"."ai_agents" ("id", "user_id", "name", "status", "learning_stage", "voice_profile", "created_at", "updated_at")
     values (?, ?, 'Lummy', 'learning', 0, '{}', ?, ?)`,
    [agentId, businessId, at, at],
  )
  await run(`insert into "lummy"."people" ("id", "business_id", "name", "created_at") values (?, ?, 'Mia', ?)`, [
    personId,
    businessId,
    at,
  ])
  const rows = {
    test: { status: 'active', waitingSince: at, isTest: true },
    waiting: { status: 'escalated', waitingSince: at, isTest: false },
    answered: { status: 'active', waitingSince: null, isTest: false },
    resolved: { status: 'resolved', waitingSince: null, isTest: false },
  }
  const ids = new Map<string, string>()
  for (const [name, { status, waitingSince, isTest }] of Object.entries(rows)) {
    const id = randomUUID()
    ids.set(name, id)
    await run(
      `insert into "lummy"."conversations" ("id", "business_id", "agent_id", "person_id", "channel", "status", "subject",
       "waiting_since", "is_test", "created_at", "updated_at") values (?, ?, ?, ?, 'chat', ?, ?, ?, ?, ?, ?)`,
      [id, businessId, agentId, personId, status, name, waitingSince, isTest, at, at],
    )
  }

  expect((await opened.migrate()).length).toBeGreaterThan(0)

  const scope = store.of(businessId)
  const now = async (name: string) => await scope.conversations.get(ids.get(name) ?? '')
  const untouched = { snoozedUntil: null, followsId: null, mergedIntoId: null, thoughtOwedAt: null, dueAt: at }
  expect(await now('test')).toMatchObject({ kind: 'test', waitingFor: 'staff', resolvedBy: null, ...untouched })
  expect(await now('waiting')).toMatchObject({ kind: 'support', waitingFor: 'staff', waitingSince: at, ...untouched })
  expect(await now('answered')).toMatchObject({
    kind: 'support',
    waitingFor: 'customer',
    resolvedAt: null,
    ...untouched,
  })
  const resolved = { kind: 'support', waitingFor: 'nobody', resolvedBy: 'teammate', resolvedAt: at }
  expect(await now('resolved')).toMatchObject({ ...resolved, ...untouched })
  // What a business did not know to set stands at its default.
  expect((await scope.business()).settings).toMatchObject({ zone: 'Europe/Berlin', quietDays: 7, digestHour: 8 })
  // The sweep looks after each of them once, and knows from then on when to look again.
  const { conversations } = await store.system.sweep(new Date(), 100)
  expect(conversations.map(({ conversationId }) => conversationId).sort()).toEqual([...ids.values()].sort())
}, 30_000)

/** A database of its own, of the kind that this run tests on. */
async function emptyDatabase(): Promise<{ url: string; isEmbedded: boolean; close(): Promise<void> }> {
  const { url, isEmbedded, orm } = await testDatabase()
  if (isEmbedded) {
    const db = await openPglite(undefined, await migratedDump())
    const served = await serve(db)
    return { url: served.url, isEmbedded, close: served.close }
  }
  const name = `lummy_test_${randomBytes(6).toString('hex')}`
  await orm.em.execute(`create database "${name}"`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return {
    url: own.href,
    isEmbedded,
    close: async () => void (await orm.em.execute(`drop database "${name}" with (force)`)),
  }
}
