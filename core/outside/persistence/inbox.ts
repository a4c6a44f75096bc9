import { raw } from '@mikro-orm/postgresql'
import type { InboxRow } from '#core/domain/delivery.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { Inbox } from './entities/delivery.ts'
import { find, findOne } from './reading.ts'
import { clean, iso } from './rows.ts'
import { later } from './session.ts'

/** After so many failed attempts a row is left to a person; with the waits between them that is about 10 minutes. */
export const maxAttempts = 9

export function makeInbox(context: Context): Scope['inbox'] {
  const { businessId } = context
  return {
    async unhandled(lane, limit) {
      const where = { businessId, lane, handledAt: null, attempts: { $lt: maxAttempts } }
      const rows = await find(context.em(), Inbox, where, { orderBy: { seq: 'asc' }, limit })
      return rows.map(toInboxRow)
    },

    async markHandled(seqs, result) {
      if (seqs.length === 0) return
      await later(
        context.em(),
        `update "lummy"."inbox" set "handled_at" = ?, "result" = ?, "error" = null
         where "business_id" = ? and "seq" in (${seqs.map(() => '?').join(', ')})`,
        [context.now(), clean(result), businessId, ...seqs],
      )
    },

    async markFailed(seqs, error) {
      const attempts = raw('"attempts" + 1')
      // 2, 4, 8 … seconds, at most 5 minutes.
      const wait = 'least(power(2, "attempts" + 1), 300) * interval \'1 second\''
      const retryAt = raw(`?::timestamptz + ${wait}`, [context.now()])
      await context.em().nativeUpdate(
        Inbox,
        { businessId, seq: { $in: seqs } },
        {
          attempts,
          error: clean(error),
          retryAt,
        },
      )
    },

    async byPlatformId(connector, account, platformId) {
      const row = await findOne(context.em(), Inbox, { businessId, connector, account, platformId })
      return row ? { ...toInboxRow(row), result: row.result } : undefined
    },

    async troubled(limit) {
      const where = { businessId, handledAt: null, attempts: { $gte: maxAttempts } }
      const rows = await find(context.em(), Inbox, where, { orderBy: { seq: 'desc' }, limit })
      return rows.map((row) => ({ ...toInboxRow(row), error: row.error ?? '' }))
    },
  }
}

function toInboxRow(row: Omit<InboxRow, 'arrivedAt'> & { arrivedAt: Date }): InboxRow {
  const { seq, lane, connector, account, platformId, event, attempts } = row
  return { seq: Number(seq), lane, connector, account, platformId, event, arrivedAt: iso(row.arrivedAt), attempts }
}
