import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillBusiness } from '#core/testing/filled.ts'
import { quietLog, testDatabase, testSeal } from '#core/testing/test-database.ts'
import { migrations } from '#migrations/index.ts'
import { openStore } from './open.ts'

test('after the migrations the schema is what the entities say', async () => {
  const { orm } = await testDatabase()
  const changes = (await orm.schema.getUpdateSchemaSQL({ wrap: false }))
    .split('\n')
    .filter((line) => line.trim() !== '')
    // Foreign keys over two columns, and the migrations' own table, are known to the migrations alone.
    .filter((line) => !/^alter table \S+ drop constraint "\w+_fk";$/.test(line))
    .filter((line) => !line.includes('"lummy"."migrations"'))
    // On the embedded database the queue keeps its tables in the public schema; ours all stand in their own.
    .filter((line) => line.includes('"lummy"'))
  expect(changes).toEqual([])
})

test('the migrations are in order, and each is a file of its name', async () => {
  const names = migrations.map((migration) => migration.name)
  expect(names).toEqual([...names].sort())
  for (const name of names)
    await expect(import(new URL(`../../../migrations/${name}.ts`, import.meta.url).href)).resolves.toBeTruthy()
})

test('migrating a filled database again, twice at once, changes nothing', async () => {
  const { store, url, isEmbedded, freshBusiness } = await testDatabase()
  const a = await fillBusiness(store, await freshBusiness(), 'words')
  const again = openStore({ url, isEmbedded, seal: testSeal(), log: quietLog() })
  expect(await again.migrate()).toEqual([])
  expect(await again.migrate()).toEqual([])
  await again.close()
  expect(await a.scope.messages.get(a.message.id)).toEqual(a.message)
})

let plan: (sql: string, values: unknown[]) => Promise<string>
beforeAll(async () => {
  const { orm } = await testDatabase()
  plan = async (sql, values) => {
    const em = orm.em.fork()
    await em.begin()
    try {
      // A small table is read whole, rightly; the question here is whether an index could be used at all.
      await em.execute('set local enable_seqscan = off')
      await em.execute('set local enable_sort = off')
      const rows = await em.execute<{ 'QUERY PLAN': string }[]>(`explain ${sql}`, values)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    } finally {
      await em.rollback()
    }
  }
})
afterAll(() => {
  plan = async () => ''
})

const id = randomUUID()
test.each([
  [
    'inbox_unhandled',
    `select * from lummy.inbox where business_id = ? and lane = 'x' and handled_at is null order by seq`,
    [id],
  ],
  [
    'outbox_due',
    `select * from lummy.outbox where state in ('held', 'ready') and not_before <= now() order by not_before`,
    [],
  ],
  [
    'outbox_sending',
    `select * from lummy.outbox where state = 'sending' and updated_at <= now() order by updated_at`,
    [],
  ],
  ['written_replies_open', `select * from lummy.written_replies where state = 'asked' and asked_at <= now()`, []],
  ['evidence_open', `select * from lummy.evidence where decided_at is null and deadline <= now()`, []],
  ['lessons_search_words', `select id from lummy.lessons where search @@ '''a'' & ''b'''::tsquery`, []],
  [
    'lessons_vector_hnsw',
    `select id from lummy.lessons where standing <> 'superseded' order by vector <=> ?::vector limit 5`,
    [`[${Array(512).fill(0.1).join(',')}]`],
  ],
])('the index %s serves its question', async (index, sql, values) => {
  expect(await plan(sql, values)).toContain(index)
})
