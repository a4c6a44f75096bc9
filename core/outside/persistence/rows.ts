import { randomBytes } from 'node:crypto'

/** A time as the domain has it. */
export function iso(time: Date): string
export function iso(time: Date | null | undefined): string | null
export function iso(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null
}

/** A time as the database has it. */
export function date(time: string): Date
export function date(time: string | null): Date | null
export function date(time: string | null): Date | null {
  return time === null ? null : new Date(time)
}

/** A copy that PostgreSQL can store: text and jsonb take neither NUL nor half a surrogate pair. */
export function clean<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed() as T
  if (Array.isArray(value)) return value.map(clean) as T
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [clean(key), clean(part)])) as T
}

let lastMs = 0
let count = 0

/**
 * A new id that sorts by time: UUID version 7 with a counter, so that ids made by one process keep their order
 * within a millisecond too. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function newId(): string {
  const ms = Math.max(Date.now(), lastMs)
  count = ms === lastMs ? count + 1 : 0
  lastMs = count > 0xfff ? ms + 1 : ms
  if (count > 0xfff) count = 0
  const time = lastMs.toString(16).padStart(12, '0')
  const random = randomBytes(8)
  random[0] = (random[0]! & 0x3f) | 0x80
  const tail = random.toString('hex')
  const order = count.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

/** True for what the uuid columns take; anything else cannot be a row's id. */
export function isId(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(id)
}
