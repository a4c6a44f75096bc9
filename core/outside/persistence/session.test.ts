import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { testDatabase } from '#core/testing/test-database.ts'
import { openSession, type Session } from './session.ts'

const mine = 'select "id" from "lummy"."people" where "business_id" = ?'
const add = 'insert into "lummy"."people" ("id", "business_id", "created_at") values (gen_random_uuid(), ?, now())'

/** A session, and what its connections were asked. */
async function opened() {
  const { orm, freshBusiness } = await testDatabase()
  const pool = await orm.em.getConnection().getNativeClient()
  const messages: string[] = []
  const released: (boolean | undefined)[] = []
  let cut = () => {}
  const watched = {
    em: {
      getPlatform: () => orm.em.getPlatform(),
      getConnection: () => ({
        getNativeClient: async () => ({
          async connect() {
            const client = await pool.connect()
            cut = () => (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
            return {
              release(isBroken?: boolean) {
                released.push(isBroken)
                client.release(isBroken)
              },
              query(sql: string) {
                messages.push(sql)
                return client.query(sql)
              },
            }
          },
        }),
      }),
    },
  } as unknown as typeof orm
  const session: Session = openSession(watched)
  const people = async (id: string) => orm.em.fork().execute(mine, [id])
  return { ...(await freshBusiness()), session, messages, released, people, cut: () => cut() }
}

test('what nobody waits for goes along with the next, what is asked in one breath is one message', async () => {
  const { session, messages, businessId, people } = await opened()
  session.later(add, [businessId])
  session.later(add, [businessId])
  expect(messages).toEqual([])
  const [seen, one] = await Promise.all([session.query(mine, [businessId]), session.query('select ? as "one"', [1])])
  expect(seen).toHaveLength(2)
  expect(one).toEqual([{ one: 1 }])
  expect(messages).toHaveLength(1)
  session.later(add, [businessId])
  await session.commit()
  expect(messages).toHaveLength(2)
  expect(await people(businessId)).toHaveLength(3)
})

test('where nothing is said, no connection is taken', async () => {
  const { session, messages } = await opened()
  await session.commit()
  const { session: other } = await opened()
  await other.rollback()
  expect(messages).toEqual([])
})

test('what fails unheard fails what it goes with, and nothing of it stands', async () => {
  const { session, businessId, people } = await opened()
  session.later(add, [businessId])
  session.later('insert into "lummy"."people" ("id") values (?)', ['no id'])
  await expect(session.commit()).rejects.toThrow('invalid input syntax')
  await expect(session.query(mine, [businessId]), 'and all that is asked after it').rejects.toThrow('invalid input')
  await session.rollback()
  expect(await people(businessId)).toEqual([])
})

test('rows that a check does not take end the transaction', async () => {
  const { session, businessId, people } = await opened()
  await session.query(`${add} returning 1`, [businessId])
  session.later('select 1 where false', [], (rows) => {
    if (rows.length === 0) throw new Error('it is not ours')
  })
  await expect(session.query(mine, [businessId])).rejects.toThrow('it is not ours')
  await session.rollback()
  expect(await people(businessId)).toEqual([])
})

test('its connection searches filtered vectors until it has enough', async () => {
  const { session } = await opened()
  const set = `select current_setting('hnsw.ef_search') as "looksAt", current_setting('hnsw.iterative_scan') as "goesOn"`
  expect(await session.query(set, [])).toEqual([{ looksAt: '80', goesOn: 'strict_order' }])
  await session.rollback()
})

test('a statement that was two is refused, since the answers could not be told apart', async () => {
  const { session } = await opened()
  await expect(session.query('select 1; select 2', [])).rejects.toThrow('more than one')
  await session.rollback()
})

test('a connection that broke is not used again', async () => {
  const { session, businessId, cut, released, people } = await opened()
  await session.query(`${add} returning 1`, [businessId])
  cut()
  await expect(session.commit()).rejects.toThrow('Connection terminated')
  await session.rollback()
  expect(released).toEqual([true])
  expect(await people(businessId)).toEqual([])
})
