import { Type } from '@mikro-orm/postgresql'
import pgvector from 'pgvector'

/** A pgvector column; Float32Array in the process, `[1,2,3]` on the wire. */
export class Vector extends Type<Float32Array | null, string | null> {
  override convertToDatabaseValue(value: Float32Array | null): string | null {
    return value === null ? null : vectorText(value)
  }

  override convertToJSValue(value: string | null): Float32Array | null {
    return value === null ? null : new Float32Array(pgvector.fromSql(value))
  }

  override getColumnType(property: { length?: number }): string {
    return `vector(${property.length})`
  }
}

/** A vector as pgvector reads it. */
export function vectorText(vector: Float32Array): string {
  return pgvector.toSql(Array.from(vector)) as string
}
