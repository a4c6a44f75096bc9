import { type EntityManager, type EntityMetadata, JsonType } from '@mikro-orm/postgresql'
import type { Row } from './session.ts'

/** One table, as rows of it are read. */
export interface Table {
  /** Its properties, but what is large and asked for by name. */
  names: string[]
  /** JSON cannot carry its rows. */
  hasBytes: boolean
  /** Column to property, and the database's value to ours; `isJson` = it came as JSON. */
  toOurs(row: Row, isJson: boolean): object
}

const tables = new WeakMap<object, Table>()

/** What is known of a table, worked out once. */
export function tableOf<E extends object>(em: EntityManager, meta: EntityMetadata<E>): Table {
  const known = tables.get(meta)
  if (known !== undefined) return known
  const made = read(em, meta)
  tables.set(meta, made)
  return made
}

function read<E extends object>(em: EntityManager, meta: EntityMetadata<E>): Table {
  const platform = em.getPlatform()
  const columns = meta.props
    .filter((prop) => prop.persist !== false && !prop.lazy)
    .map((prop) => {
      const type = prop.customType
      const toOurs =
        prop.runtimeType === 'Date'
          ? (value: unknown) => (value instanceof Date ? value : platform.parseDate(value as string))
          : type && ((value: unknown) => type.convertToJSValue(value, platform))
      return {
        ...{ name: prop.name as string, column: prop.fieldNames[0]!, toOurs },
        // As JSON it is read already.
        isJson: type instanceof JsonType,
        isBytes: prop.runtimeType === 'Buffer' || prop.type === 'uint8array',
      }
    })
  return {
    names: columns.map(({ name }) => name),
    hasBytes: columns.some(({ isBytes }) => isBytes),
    toOurs(row, isJson) {
      const made: Row = {}
      for (const { name, column, toOurs, isJson: isRead } of columns) {
        const value = row[column]
        const isOurs = value === null || value === undefined || toOurs === undefined || (isJson && isRead)
        made[name] = isOurs ? value : toOurs(value)
      }
      return made
    },
  }
}
