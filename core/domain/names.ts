/**
 * A pattern that finds an address or a number as a whole, not as a part of a longer one, in text and in JSON. Reads the same
 * in JavaScript and in PostgreSQL; meant for case-insensitive use. What stands before is its first group.
 */
export function namesPattern(value: string): string {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return `(^|[^a-z0-9._%+-]|\\\\[nrt])${literal}(?=$|[^a-z0-9.-]|[.]($|[^a-z0-9]))`
}
