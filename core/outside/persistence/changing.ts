import { type EntityManager, type EntityMetadata, type EntityName, JsonType } from '@mikro-orm/postgresql'
import { later, type Row } from './session.ts'

type Values<E> = Partial<Record<keyof E & string, unknown>>

/** Adds a row; in a transaction with what is asked next. */
export async function insert<E extends object>(em: EntityManager, entity: EntityName<E>, row: Values<E>) {
  const { sql, values } = insertion(em, entity, row)
  await later(em, sql, values)
}

/** Adds a row unless there is one by its keys; says whether it did. */
export async function insertNew<E extends object>(em: EntityManager, entity: EntityName<E>, row: Values<E>) {
  const { sql, values } = insertion(em, entity, row)
  return (await em.execute<Row[]>(`${sql} on conflict do nothing returning 1`, values)).length > 0
}

/** Changes rows; in a transaction with what is asked next. `raise` = columns that go up by one. */
export async function change<E extends object>(
  em: EntityManager,
  entity: EntityName<E>,
  where: Partial<Record<keyof E & string, string>>,
  to: Values<E>,
  raise: readonly (keyof E & string)[] = [],
) {
  const meta = metaOf(em, entity)
  const sets = [
    ...Object.keys(to).map((name) => `${column(meta, name)} = ?`),
    ...raise.map((name) => `${column(meta, name)} = ${column(meta, name)} + 1`),
  ]
  const conditions = Object.keys(where).map((name) => `${column(meta, name)} = ?`)
  await later(em, `update ${tableName(meta)} set ${sets.join(', ')} where ${conditions.join(' and ')}`, [
    ...Object.entries(to).map(([name, value]) => stored(meta, name, value)),
    ...Object.values(where),
  ])
}

function insertion<E extends object>(em: EntityManager, entity: EntityName<E>, row: Values<E>) {
  const meta = metaOf(em, entity)
  const names = Object.keys(row).filter((name) => row[name as keyof E & string] !== undefined)
  return {
    sql: `insert into ${tableName(meta)} (${names.map((name) => column(meta, name)).join(', ')})
     values (${names.map(() => '?').join(', ')})`,
    values: names.map((name) => stored(meta, name, row[name as keyof E & string])),
  }
}

function metaOf<E extends object>(em: EntityManager, entity: EntityName<E>): EntityMetadata<E> {
  return em.getMetadata().get(entity) as EntityMetadata<E>
}

function tableName<E>(meta: EntityMetadata<E>): string {
  return `"${meta.schema}"."${meta.tableName}"`
}

function column<E>({ properties }: EntityMetadata<E>, name: string): string {
  return `"${properties[name as keyof typeof properties].fieldNames[0]}"`
}

/** What is kept as JSON is written as its text. */
function stored<E>({ properties }: EntityMetadata<E>, name: string, value: unknown): unknown {
  const isJson = properties[name as keyof typeof properties].customType instanceof JsonType
  return isJson && value !== null ? JSON.stringify(value) : value
}
