import type { EntityManager, EntityMetadata, EntityName, Loaded } from '@mikro-orm/postgresql'
import type { Row } from './asking.ts'
import { tableOf } from './table.ts'

/** Changes rows and returns them as they are then. `raise` = columns that go up by one. */
export async function update<E extends object>(
  em: EntityManager,
  entity: EntityName<E>,
  where: Partial<Record<keyof E & string, string>>,
  change: Partial<Record<keyof E & string, unknown>>,
  raise: readonly (keyof E & string)[] = [],
): Promise<Loaded<E>[]> {
  const meta = em.getMetadata().get(entity) as EntityMetadata<E>
  const column = (name: string) => `"${meta.properties[name as keyof typeof meta.properties].fieldNames[0]}"`
  const sets = [
    ...Object.keys(change).map((name) => `${column(name)} = ?`),
    ...raise.map((name) => `${column(name)} = ${column(name)} + 1`),
  ]
  const rows = await em.execute<Row[]>(
    `update "${meta.schema}"."${meta.tableName}" set ${sets.join(', ')}
     where ${Object.keys(where)
       .map((name) => `${column(name)} = ?`)
       .join(' and ')} returning *`,
    [...Object.values(change).map(stored), ...Object.values(where)],
  )
  const { toOurs } = tableOf(em, meta)
  return rows.map((row) => toOurs(row, false) as Loaded<E>)
}

/** What is no plain value is kept as JSON. */
function stored(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value
}
