import { createHash } from 'node:crypto'
import type { Handle } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { Bounce } from './entities/delivery.ts'
import { findOne } from './reading.ts'
import { date, iso } from './rows.ts'

export function makeBounces(context: Context): Scope['bounces'] {
  const { businessId } = context
  const keyOf = ({ kind, value }: Handle) => createHash('sha256').update(`${businessId} ${kind} ${value}`).digest('hex')
  return {
    async of(handle) {
      const where = { businessId, handle: keyOf(handle) }
      const row = await findOne(context.em(), Bounce, where)
      return row ? { at: iso(row.bouncedAt), isHard: row.isHard, why: row.why } : undefined
    },
    async set(handle, { at, isHard, why }) {
      const row = { businessId, handle: keyOf(handle), bouncedAt: date(at), isHard, why }
      await context.em().upsert(Bounce, row)
    },
    async clear(handle) {
      return (await context.em().nativeDelete(Bounce, { businessId, handle: keyOf(handle) })) > 0
    },
  }
}
