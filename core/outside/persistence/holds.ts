import type { Hold } from '#core/domain/delivery.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { Hold as HoldRow } from './entities/delivery.ts'
import { find } from './reading.ts'
import { clean, date, iso } from './rows.ts'

/** What ended so long ago is another trouble than what begins now, ms. */
const forgottenMs = 3_600_000

export function makeHolds(context: Context): Scope['holds'] {
  const { businessId } = context
  return {
    async on(connector, account, senders) {
      const where = { businessId, connector, account, sender: { $in: senders }, until: { $gt: context.now() } }
      const rows = await find(context.em(), HoldRow, where, { orderBy: { until: 'desc' }, limit: 1 })
      return rows[0] && toHold(rows[0])
    },

    async put(input) {
      const { connector, account, sender, kind, why, until, tries } = clean(input)
      const now = context.now()
      const rows = await context.em().execute<Row[]>(
        `insert into "lummy"."holds" as "kept"
           ("business_id", "connector", "account", "sender", "kind", "why", "since", "until", "tries")
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict ("business_id", "connector", "account", "sender") do update set
           "kind" = excluded."kind", "why" = excluded."why", "tries" = excluded."tries",
           "until" = greatest("kept"."until", excluded."until"),
           "since" = case when "kept"."kind" = excluded."kind" and "kept"."until" > ? then "kept"."since" else excluded."since" end
         returning "kind", "why", "since", "until", "tries"`,
        [
          businessId,
          connector,
          account,
          sender,
          kind,
          why,
          now,
          date(until),
          tries,
          new Date(now.getTime() - forgottenMs),
        ],
      )
      const row = rows[0]
      if (row === undefined) throw new Error('a hold was not written')
      return toHold({ ...row, connector, account, sender })
    },

    async lift(connector, account, senders) {
      const rows = await context.em().execute<{ kind: Hold['kind'] }[]>(
        `delete from "lummy"."holds" where "business_id" = ? and "connector" = ? and "account" = ?
           and ("kind" = 'permission' or "until" <= ?) ${senders === undefined ? '' : `and "sender" in (${senders.map(() => '?')})`}
         returning "kind"`,
        [businessId, connector, account, context.now(), ...(senders ?? [])],
      )
      return rows.map(({ kind }) => kind)
    },

    async list() {
      const rows = await find(context.em(), HoldRow, { businessId }, { orderBy: { until: 'desc' } })
      return rows.map(toHold)
    },
  }
}

type Row = Omit<Hold, 'since' | 'until'> & { since: Date; until: Date }

function toHold({ connector, account, sender, kind, why, since, until, tries }: Row): Hold {
  const times = { since: iso(new Date(since)), until: iso(new Date(until)) }
  return { connector, account, sender, kind, why, ...times, tries }
}
