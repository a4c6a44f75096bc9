import { expect, test } from 'vitest'
import { fillBusiness } from '#core/testing/filled.ts'
import { testDatabase } from '#core/testing/test-database.ts'
import { Conversation } from './entities/conversations.ts'
import { entities } from './entities/entities.ts'
import { find, findOne } from './reading.ts'

async function filled() {
  const { store, orm, freshBusiness } = await testDatabase()
  const business = await freshBusiness()
  return { ...(await fillBusiness(store, business, 'ALPHA')), em: orm.em.fork(), ...business }
}

test('rows of every table are what MikroORM itself makes of them', async () => {
  const { em, businessId } = await filled()
  for (const entity of entities) {
    const meta = em.getMetadata().get(entity)
    const names = meta.props.filter((prop) => !prop.lazy).map((prop) => prop.name)
    const where = names.includes('businessId') ? { businessId } : names.includes('userId') ? { userId: businessId } : {}
    const values = (rows: object[]) => rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]))
    const orderBy = Object.fromEntries(meta.primaryKeys.map((name) => [name, 'asc' as const]))
    const theirs = await em.find(entity as typeof Conversation, where, { orderBy, disableIdentityMap: true })
    const ours = await find(em, entity as typeof Conversation, where, { orderBy })
    expect(values(ours), meta.tableName).toEqual(values(theirs))
    const [first, second] = await Promise.all(
      [1, 2].map(() => find(em, entity as typeof Conversation, where, { orderBy })),
    )
    expect(values(first!), `${meta.tableName}, asked twice at once`).toEqual(values(theirs))
    expect(second).toEqual(first)
  }
})

test('the same shape with other values, nulls, lengths and limits asks for other rows', async () => {
  const { em, businessId, conversation } = await filled()
  const { id } = conversation
  const ids = async (where: object, options = {}) =>
    (await find(em, Conversation, { businessId, ...where }, { orderBy: { id: 'asc' }, ...options })).map(
      (row) => row.id,
    )
  const all = await ids({})
  const [other] = all.filter((one) => one !== id)
  expect(await ids({ id })).toEqual([id])
  expect(await ids({ id: other ?? crypto.randomUUID() })).toEqual(other === undefined ? [] : [other])
  expect(await ids({ id: { $in: [] } })).toEqual([])
  expect(await ids({ id: { $in: [id] } })).toEqual([id])
  expect(await ids({ id: { $in: [id, crypto.randomUUID()] } })).toEqual([id])
  expect(await ids({ id: { $ne: id } })).toEqual(all.filter((one) => one !== id))
  expect(await ids({ erasedAt: null })).toEqual(all)
  expect(await ids({ erasedAt: { $ne: null } })).toEqual([])
  expect(await ids({}, { limit: 0 })).toEqual([])
  const at = new Date(conversation.createdAt)
  expect(await ids({ id, $or: [{ createdAt: { $lt: at } }, { createdAt: at, id: { $lte: id } }] })).toEqual([id])
  expect(await ids({ id, $or: [{ createdAt: { $lt: at } }, { createdAt: at, id: { $lt: id } }] })).toEqual([])
})

test('a condition whose value is missing is refused, not read as "nothing"', async () => {
  const { em } = await filled()
  await expect(findOne(em, Conversation, { businessId: undefined as unknown as string })).rejects.toThrow(
    'without its value',
  )
})
