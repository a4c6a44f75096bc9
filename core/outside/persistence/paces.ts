import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { iso } from './rows.ts'

export function makePaces(context: Context): Scope['paces'] {
  const { businessId } = context
  return {
    async next(key, everyMs) {
      const now = context.now()
      const free = new Date(now.getTime() + everyMs)
      const rows = await context.em().execute<{ free_at: Date }[]>(
        `insert into "lummy"."paces" as "kept" ("business_id", "key", "free_at") values (?, ?, ?)
         on conflict ("business_id", "key") do update
         set "free_at" = greatest("kept"."free_at", ?) + ? * interval '1 millisecond'
         returning "free_at"`,
        [businessId, key, free, now, everyMs],
      )
      const until = rows[0] === undefined ? free : new Date(rows[0].free_at)
      return iso(new Date(until.getTime() - everyMs))
    },
  }
}
