import { beforeAll, expect, test } from 'vitest'
import type { Scope } from '#core/store/store.ts'
import { type Filled, fillBusiness } from '#core/testing/filled.ts'
import { scopedCalls as calls } from '#core/testing/scoped-calls.ts'
import { testDatabase } from '#core/testing/test-database.ts'

let a: Filled
let b: Scope
let before: Record<string, unknown[]>
beforeAll(async () => {
  const { store, freshBusiness } = await testDatabase()
  a = await fillBusiness(store, await freshBusiness(), 'ALPHA')
  b = store.of((await freshBusiness()).businessId)
  before = await dump(a.businessId)
})

test('the table names every method of a scope', () => {
  expect(Object.keys(calls).sort()).toEqual(methods(b).sort())
})

test('the business that is spied on has a row in every table', () => {
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
})

test('the same questions asked by the business itself are answered', async () => {
  const mute: string[] = []
  for (const [name, call] of Object.entries(calls)) {
    if (!/(get|list|places|open|pending|last|recall|rows|waiting|handles|\.by\w+|troubled|unhandled)$/.test(name))
      continue
    const answer = JSON.stringify(await call(a.scope, a)) ?? ''
    if (answer === '' || answer === '[]') mute.push(name)
  }
  // Nothing of this kind was put there.
  expect(mute).toEqual(['inbox.troubled', 'teammates.handles', 'outbox.waiting'])
})

test.each(Object.entries(calls))('%s shows nothing of another business and creates no link to it', async (_, call) => {
  let result: unknown
  try {
    result = await call(b, a)
  } catch (error) {
    result = error instanceof Error && 'status' in error ? error.message : undefined
  }
  expect(JSON.stringify(result) ?? '').not.toContain('ALPHA')
  expect(JSON.stringify(result) ?? '').not.toContain(a.person.id)
})

test('after all of that, the other business stands as it did', async () => {
  expect(await dump(a.businessId)).toEqual(before)
})

test('a link to another business cannot be inserted, whoever writes it', async () => {
  const { orm } = await testDatabase()
  const em = orm.em.fork()
  const insert = em.execute(
    `insert into lummy.messages (id, business_id, conversation_id, sender_type, content, metadata, created_at)
     values (gen_random_uuid(), ?, ?, 'human', 'x', '{}', now())`,
    [b.businessId, a.conversation.id],
  )
  await expect(insert).rejects.toThrow(/messages_conversation_fk/)
})

test('every foreign key between tables of a business names the business', async () => {
  const { orm } = await testDatabase()
  const keys = await orm.em.fork().execute<{ name: string; columns: string[] }[]>(
    `select conname as name, (select array_agg(attname::text) from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns
     from pg_constraint where contype = 'f' and connamespace = 'lummy'::regnamespace`,
  )
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.filter((key) => !key.columns.includes('business_id') && !key.columns.includes('user_id'))).toEqual([])
})

function methods(scope: object, prefix = ''): string[] {
  return Object.entries(scope).flatMap(([name, value]) =>
    typeof value === 'function'
      ? [`${prefix}${name}`]
      : typeof value === 'object'
        ? methods(value as object, `${name}.`)
        : [],
  )
}

/** All rows of a business, table by table. */
async function dump(businessId: string): Promise<Record<string, unknown[]>> {
  const { orm } = await testDatabase()
  const em = orm.em.fork()
  const tables = await em.execute<{ name: string; key: string }[]>(
    `select table_name as name, min(column_name) as key from information_schema.columns
     where table_schema = 'lummy' and column_name in ('business_id', 'user_id')
       and table_name not in ('refresh_tokens', 'one_time_links') group by table_name order by table_name`,
  )
  const rows: Record<string, unknown[]> = {}
  for (const { name, key } of tables)
    rows[name] = await em.execute(`select t::text as row from lummy.${name} t where ${key} = ? order by 1`, [
      businessId,
    ])
  expect(tables.length).toBeGreaterThan(20)
  return rows
}
