import { LeaseLost } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { later } from './session.ts'

export function makeLeases(context: Context): Scope['leases'] {
  const { businessId } = context
  return {
    async take(lane, now, forMs) {
      const until = new Date(now.getTime() + forMs)
      const rows = await context.em().execute<{ fence: number }[]>(
        // A job may outlive its business: nobody takes that lane any more.
        `insert into "lummy"."leases" as "held" ("business_id", "lane", "fence", "leased_until")
         select "id", ?, 1, ?::timestamptz from "lummy"."users" where "id" = ?
         on conflict ("business_id", "lane") do update set "fence" = "held"."fence" + 1, "leased_until" = excluded."leased_until"
         where "held"."leased_until" <= ? returning "fence"`,
        [lane, until, businessId, now],
      )
      return rows[0]?.fence
    },

    async renew(lane, fence, now, forMs) {
      const until = new Date(now.getTime() + forMs)
      const rows = await context
        .em()
        .execute<object[]>(
          'update "lummy"."leases" set "leased_until" = ? where "business_id" = ? and "lane" = ? and "fence" = ? returning 1',
          [until, businessId, lane, fence],
        )
      return rows.length > 0
    },

    async check(lane, fence) {
      const held = (rows: unknown[]) => {
        if (rows.length === 0) throw new LeaseLost(`another worker has ${lane}`)
      }
      await later(
        context.em(),
        'select 1 from "lummy"."leases" where "business_id" = ? and "lane" = ? and "fence" = ? for update',
        [businessId, lane, fence],
        held,
      )
    },

    async release(lane, fence) {
      await context
        .em()
        .execute(
          `update "lummy"."leases" set "leased_until" = '-infinity' where "business_id" = ? and "lane" = ? and "fence" = ?`,
          [businessId, lane, fence],
        )
    },

    async leave(lane, fence, value) {
      const rows = await context
        .em()
        .execute<object[]>(
          'update "lummy"."leases" set "left" = ? where "business_id" = ? and "lane" = ? and "fence" = ? returning 1',
          [JSON.stringify(value), businessId, lane, fence],
        )
      return rows.length > 0
    },

    async left(lane) {
      const rows = await context
        .em()
        .execute<{ left: Record<string, unknown> | null }[]>(
          'select "left" from "lummy"."leases" where "business_id" = ? and "lane" = ?',
          [businessId, lane],
        )
      return rows[0]?.left ?? undefined
    },
  }
}
