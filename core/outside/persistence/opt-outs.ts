import { createHash } from 'node:crypto'
import type { Handle } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { OptOut } from './entities/delivery.ts'
import { findOne } from './reading.ts'
import { date, iso } from './rows.ts'

export function makeOptOuts(context: Context): Scope['optOuts'] {
  const { businessId } = context
  const keyOf = ({ kind, value }: Handle) => createHash('sha256').update(`${businessId} ${kind} ${value}`).digest('hex')
  const read = (stopped: Date | null | undefined) => (stopped ? iso(stopped) : null)

  /** Makes the row that there is to lock, and locks it for the rest of the transaction. */
  async function lock(handle: Handle): Promise<string | null> {
    const rows = await context.em().execute<{ stopped_at: Date | null }[]>(
      `insert into "lummy"."opt_outs" as "kept" ("business_id", "handle", "stopped_at") values (?, ?, null)
       on conflict ("business_id", "handle") do update set "stopped_at" = "kept"."stopped_at"
       returning "stopped_at"`,
      [businessId, keyOf(handle)],
    )
    const stopped = rows[0]?.stopped_at
    return stopped ? iso(new Date(stopped)) : null
  }

  return {
    lock,

    async since(handle) {
      const where = { businessId, handle: keyOf(handle) }
      return read((await findOne(context.em(), OptOut, where))?.stoppedAt)
    },

    async set(handle, since) {
      const before = await lock(handle)
      if ((before === null) === (since === null)) return false
      const where = { businessId, handle: keyOf(handle) }
      await context.em().nativeUpdate(OptOut, where, { stoppedAt: since === null ? null : date(since) })
      return true
    },
  }
}
