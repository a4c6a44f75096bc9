import { createHash } from 'node:crypto'

/** An id that is made from what it names: the same name gives the same id, so that doing something twice is doing it once. */
export function namedId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
