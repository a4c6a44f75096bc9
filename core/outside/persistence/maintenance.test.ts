import { expect, test, vi } from 'vitest'
import { eventually } from '#core/testing/eventually.ts'
import { quietLog, testDatabase } from '#core/testing/test-database.ts'
import { startMaintenance } from './maintenance.ts'

test('maintenance frees the room of deleted rows for new ones', async () => {
  const { orm } = await testDatabase()
  const sql = <T>(text: string) => orm.em.fork().execute<T[]>(text)
  const bytes = async () =>
    (await sql<{ size: string }>(`select pg_relation_size('tidy.rubbish') as "size"`)).map((row) =>
      Number(row.size),
    )[0]!
  await sql('drop schema if exists tidy cascade; create schema tidy')
  await sql('create table tidy.rubbish with (autovacuum_enabled = false) as select generate_series(1, 20000) as n')
  try {
    const full = await bytes()
    await sql('delete from tidy.rubbish')
    expect(await bytes()).toBe(full)
    const maintenance = startMaintenance({ orm, log: quietLog(), firstMs: 1, everyMs: 10 })
    // A vacuum gives the empty end of a file back.
    await vi.waitFor(async () => expect(await bytes()).toBe(0), 15_000)
    await maintenance.stop()
  } finally {
    await sql('drop schema tidy cascade')
  }
}, 30_000)

test('maintenance goes on after a failure, says so, and stops', async () => {
  const log = quietLog()
  let calls = 0
  const execute = async () => {
    calls++
    throw new Error('the database was away')
  }
  const maintenance = startMaintenance({
    orm: { em: { fork: () => ({ execute }) } } as never,
    log,
    firstMs: 1,
    everyMs: 1,
  })
  await eventually(() => expect(calls).toBeGreaterThan(2))
  await maintenance.stop()
  const after = calls
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(calls).toBe(after)
  expect(log.lines[0]).toMatchObject({ level: 'warn' })
})
