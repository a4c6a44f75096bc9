import { createHash } from 'node:crypto'
import type { Handle } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { OptOut } from './entities/delivery.ts'
import { findOne } from './reading.ts'
import { date, iso } from './rows.ts'

export function makeOptOuts(context: Context): Scope['optOuts'] {
  const { businessId } = context
  const digest = (text: string) => createHash('sha256').update(`${businessId} ${text}`).digest('hex')
  const keyOf = ({ kind, value }: Handle) => digest(`${kind} ${value}`)
  const read = (stopped: Date | null | undefined) => (stopped ? iso(stopped) : null)

  /** Makes the row that there is to lock, and locks it for the rest of the transaction. */
  async function lockRow(handle: Handle): Promise<{ since: string | null; toldBy: string | null }> {
    const rows = await context.em().execute<{ stopped_at: Date | null; told_by: string | null }[]>(
      `insert into "lummy"."opt_outs" as "kept" ("business_id", "handle", "stopped_at") values (?, ?, null)
       on conflict ("business_id", "handle") do update set "stopped_at" = "kept"."stopped_at"
       returning "stopped_at", "told_by"`,
      [businessId, keyOf(handle)],
    )
    const { stopped_at: stopped, told_by: toldBy } = rows[0] ?? { stopped_at: null, told_by: null }
    return { since: stopped ? iso(new Date(stopped)) : null, toldBy }
  }

  return {
    lock: async (handle) => (await lockRow(handle)).since,

    async since(handle) {
      const where = { businessId, handle: keyOf(handle) }
      return read((await findOne(context.em(), OptOut, where))?.stoppedAt)
    },

    async set(handle, since, eventId) {
      const before = await lockRow(handle)
      const toldBy = eventId === undefined ? null : digest(eventId)
      if ((before.since === null) === (since === null)) return toldBy !== null && toldBy === before.toldBy
      const where = { businessId, handle: keyOf(handle) }
      await context.em().nativeUpdate(OptOut, where, { stoppedAt: since === null ? null : date(since), toldBy })
      return true
    },
  }
}
