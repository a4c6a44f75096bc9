import {
  type EntityManager,
  type EntityMetadata,
  type EntityName,
  type FilterQuery,
  type FindOptions,
  type Loaded,
  LockMode,
} from '@mikro-orm/postgresql'
import { ask } from './asking.ts'
import type { Row } from './session.ts'
import { tableOf } from './table.ts'

interface Options<E extends object> {
  /** Only these columns; what else the type names is absent. */
  fields?: readonly (keyof E & string)[]
  orderBy?: FindOptions<E>['orderBy']
  limit?: number
  /** Locks the rows until the transaction ends. */
  isLocking?: boolean
}

/**
 * Rows of one table, as values: nothing is tracked. MikroORM writes the statement once for each shape of a condition and the
 * row's values are put in; `em.find` would build statement and managed entities anew each time, six times the work of the
 * query itself (core/README.md, 2026-11-29).
 */
export async function find<E extends object>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<E>,
  options: Options<E> = {},
): Promise<Loaded<E>[]> {
  const meta = em.getMetadata().get(entity) as EntityMetadata<E>
  const { sql, order } = statementFor(em, meta, where, options)
  const values = leavesOf(where)
  const given = order.map((at) => (at === 'limit' ? options.limit : values[at]))
  const table = tableOf(em, meta)
  // A lock is no question, and JSON has no bytes.
  const { rows, isJson } =
    options.isLocking || table.hasBytes
      ? { rows: await em.execute<Row[]>(sql, given), isJson: false }
      : await ask(em, sql, given)
  return rows.map((row) => table.toOurs(row, isJson) as Loaded<E>)
}

export async function findOne<E extends object>(
  em: EntityManager,
  entity: EntityName<E>,
  where: FilterQuery<E>,
  options: Options<E> = {},
): Promise<Loaded<E> | undefined> {
  return (await find(em, entity, where, { ...options, limit: 1 }))[0]
}

interface Statement {
  /** With a `?` for each value. */
  sql: string
  /** Which value stands where. */
  order: (number | 'limit')[]
}

const statements = new Map<string, Statement>()
/** Far more than there are conditions in the code; only lists of ids differ in length, each a shape of its own. */
const mostStatements = 2_000

function statementFor<E extends object>(
  em: EntityManager,
  meta: EntityMetadata<E>,
  where: FilterQuery<E>,
  { fields, orderBy, limit, isLocking }: Options<E>,
): Statement {
  const shape = JSON.stringify([meta.tableName, shapeOf(where), fields, orderBy, limit !== undefined, isLocking])
  const known = statements.get(shape)
  if (known !== undefined) return known
  const columns = fields ?? tableOf(em, meta).names
  const query = em
    .createQueryBuilder(meta.class)
    .select(columns as never)
    .where(marked(where) as never)
  if (orderBy !== undefined) query.orderBy(orderBy as never)
  if (limit !== undefined) query.limit(limitMark)
  if (isLocking) query.setLockMode(LockMode.PESSIMISTIC_WRITE)
  const sql = query.getQuery()
  const order = query.getParams().map((value) => {
    if (value === limitMark) return 'limit'
    const at = /^leaf (\d+)$/.exec(String(value))?.[1]
    if (at === undefined) throw new Error(`a condition on ${meta.tableName} has a value that cannot be found again`)
    return Number(at)
  })
  const made = { sql, order }
  if (statements.size >= mostStatements) statements.clear()
  statements.set(shape, made)
  return made
}

const limitMark = 987_654_321

/** What a statement depends on: names, operators and lengths, no values but null. */
function shapeOf(where: unknown): unknown {
  if (where === null) return null
  if (where === undefined) throw new Error('a condition without its value')
  if (Array.isArray(where)) return where.map(shapeOf)
  if (isCondition(where)) return Object.entries(where).map(([name, value]) => [name, shapeOf(value)])
  return 0
}

/** The same condition with a mark in place of each value. */
function marked(where: unknown, next = { at: 0 }): unknown {
  if (where === null) return null
  if (Array.isArray(where)) return where.map((one) => marked(one, next))
  if (isCondition(where))
    return Object.fromEntries(Object.entries(where).map(([name, value]) => [name, marked(value, next)]))
  return `leaf ${next.at++}`
}

/** The values of a condition, in the order of their marks. */
function leavesOf(where: unknown): unknown[] {
  if (where === null) return []
  if (Array.isArray(where)) return where.flatMap(leavesOf)
  return isCondition(where) ? Object.values(where).flatMap(leavesOf) : [where]
}

function isCondition(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
}
