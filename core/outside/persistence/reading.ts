import {
  type EntityManager,
  type EntityMetadata,
  type EntityName,
  type FilterQuery,
  type FindOptions,
  JsonType,
  type Loaded,
  LockMode,
} from '@mikro-orm/postgresql'
import { ask } from './asking.ts'

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
  // A lock is no question, and JSON has no bytes.
  const isAlone =
    options.isLocking || meta.props.some((prop) => prop.runtimeType === 'Buffer' || prop.type === 'uint8array')
  const { rows, isJson } = isAlone
    ? { rows: await em.execute<Record<string, unknown>[]>(sql, given), isJson: false }
    : await ask(em, sql, given)
  const convert = converterOf(em, meta)
  return rows.map((row) => convert(row, isJson) as Loaded<E>)
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

function statementFor<E extends object>(
  em: EntityManager,
  meta: EntityMetadata<E>,
  where: FilterQuery<E>,
  { fields, orderBy, limit, isLocking }: Options<E>,
): Statement {
  const shape = JSON.stringify([meta.tableName, shapeOf(where), fields, orderBy, limit !== undefined, isLocking])
  const known = statements.get(shape)
  if (known !== undefined) return known
  const columns = fields ?? propertiesOf(meta).map(({ name }) => name)
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

/** All but what is large and asked for by name. */
function propertiesOf<E extends object>(meta: EntityMetadata<E>) {
  return meta.props.filter((prop) => prop.persist !== false && !prop.lazy)
}

type Converter = (row: Record<string, unknown>, isJson: boolean) => object
const converters = new WeakMap<object, Converter>()

/** Column to property, and the database's value to ours. */
export function converterOf<E extends object>(em: EntityManager, meta: EntityMetadata<E>): Converter {
  const known = converters.get(meta)
  if (known !== undefined) return known
  const platform = em.getPlatform()
  const fields = propertiesOf(meta).map((prop) => {
    const column = prop.fieldNames[0]!
    const isTime = prop.runtimeType === 'Date'
    const type = prop.customType
    const toOurs = isTime
      ? (value: unknown) => (value instanceof Date ? value : platform.parseDate(value as string))
      : type === undefined
        ? undefined
        : (value: unknown) => type.convertToJSValue(value, platform)
    return { name: prop.name as string, column, toOurs, isRead: type instanceof JsonType }
  })
  const convert: Converter = (row, isJson) => {
    const made: Record<string, unknown> = {}
    for (const { name, column, toOurs, isRead } of fields) {
      const value = row[column]
      const isOurs = value === null || value === undefined || toOurs === undefined || (isJson && isRead)
      made[name] = isOurs ? value : toOurs(value)
    }
    return made
  }
  converters.set(meta, convert)
  return convert
}
