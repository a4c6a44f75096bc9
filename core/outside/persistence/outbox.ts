import type { AccountCounts, OutboxRow } from '#core/domain/delivery.ts'
import type { Place } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import { insert } from './changing.ts'
import type { Context } from './context.ts'
import { placeOf } from './conversations.ts'
import { Outbox } from './entities/delivery.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makeOutbox(context: Context): Scope['outbox'] {
  const { businessId } = context
  const newestFirst = { createdAt: 'desc', id: 'desc' } as const
  return {
    async add(input) {
      const { place, id = newId(), ...rest } = clean(input)
      const now = context.now()
      const row = {
        ...rest,
        ...placeOf(place),
        id,
        attempts: 0,
        waitsFor: null,
        platformId: null,
        error: null,
        notBefore: date(rest.notBefore),
        createdAt: now,
        updatedAt: now,
      }
      await insert(context.em(), Outbox, { ...row, businessId })
      return toOutboxRow(row)
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), Outbox, { businessId, id })
      return row ? toOutboxRow(row) : undefined
    },

    async move(id, from, to, patch = {}) {
      const { notBefore, ...rest } = clean(patch)
      const change = {
        ...rest,
        state: to,
        updatedAt: context.now(),
        ...(notBefore !== undefined && { notBefore: date(notBefore) }),
      }
      return (await context.em().nativeUpdate(Outbox, { businessId, id, state: { $in: from } }, change)) > 0
    },

    async waiting(conversationId) {
      const state = { $in: ['held', 'ready', 'sending'] as const }
      const where = { businessId, conversationId, audience: 'customer' as const, state }
      return (await find(context.em(), Outbox, where, { orderBy: { id: 'asc' } })).map(toOutboxRow)
    },

    async automaticTo({ connector, thread }, since, limit) {
      const state = { $nin: ['cancelled', 'failed'] as const }
      const created = { createdAt: { $gte: date(since) } }
      const where = {
        businessId,
        audience: 'customer' as const,
        teammateId: null,
        connector,
        thread,
        state,
        ...created,
      }
      const rows = await find(context.em(), Outbox, where, { orderBy: newestFirst, limit })
      return rows.map(toOutboxRow)
    },

    async automatic() {
      const state = { $in: ['held', 'ready'] as const }
      const where = { businessId, audience: 'customer' as const, teammateId: null, state }
      return (await find(context.em(), Outbox, where, { orderBy: { id: 'asc' } })).map(toOutboxRow)
    },

    async onTheirWay(since) {
      const updatedAt = { $gte: date(since) }
      const where = { businessId, audience: 'customer' as const, state: 'sending' as const, updatedAt }
      return (await find(context.em(), Outbox, where)).map(toOutboxRow)
    },

    async byPlatformId(connector, account, platformId) {
      const where = { businessId, connector, account, platformId }
      const rows = await find(context.em(), Outbox, where, { orderBy: newestFirst, limit: 1 })
      return rows[0] && toOutboxRow(rows[0])
    },

    async byMessage(messageId) {
      if (!isId(messageId)) return undefined
      const where = { businessId, messageId }
      const rows = await find(context.em(), Outbox, where, { orderBy: newestFirst, limit: 1 })
      return rows[0] && toOutboxRow(rows[0])
    },

    async troubled(limit) {
      const where = { businessId, state: { $in: ['in_doubt', 'failed'] as const } }
      // What a customer may be waiting for comes before cards that staff may have missed.
      const orderBy = { audience: 'asc', updatedAt: 'desc' } as const
      const rows = await find(context.em(), Outbox, where, { orderBy, limit })
      return rows.map(toOutboxRow)
    },

    async list(conversationId) {
      if (!isId(conversationId)) return []
      const options = { orderBy: { createdAt: 'asc', id: 'asc' } } as const
      return (await find(context.em(), Outbox, { businessId, conversationId }, options)).map(toOutboxRow)
    },

    async release(connector, account, everyMs) {
      const now = context.now()
      const rows = await context.em().execute<{ id: string; notBefore: Date }[]>(
        `with "waits" as (
           select "id", row_number() over (order by "created_at", "id") - 1 as "turn" from "lummy"."outbox"
           where "business_id" = ? and "connector" = ? and "account" = ?
             and "state" in ('held', 'ready') and "waits_for" is not null
         )
         update "lummy"."outbox" as "kept" set "updated_at" = ?,
           "not_before" = ?::timestamptz + "waits"."turn" * ? * interval '1 millisecond'
         from "waits" where "kept"."business_id" = ? and "kept"."id" = "waits"."id"
         returning "kept"."id", "kept"."not_before" as "notBefore"`,
        [businessId, connector, account, now, now, everyMs, businessId],
      )
      return rows.map(({ id, notBefore }) => ({ id, notBefore: iso(new Date(notBefore)) }))
    },

    async counts(since) {
      const rows = await context.em().execute<Counted[]>(
        `select "connector", "account", count(*)::int as "waiting", min("created_at") as "waitingSince",
           0 as "failed", 0 as "inDoubt" from "lummy"."outbox"
         where "business_id" = ? and "state" in ('held', 'ready') and ("waits_for" is not null or "not_before" <= ?)
         group by "connector", "account"
         union all
         select "connector", "account", 0, null, (count(*) filter (where "state" = 'failed'))::int,
           (count(*) filter (where "state" = 'in_doubt'))::int from "lummy"."outbox"
         where "business_id" = ? and "state" in ('failed', 'in_doubt') and "updated_at" >= ?
         group by "connector", "account"`,
        [businessId, context.now(), businessId, date(since)],
      )
      const all = new Map<string, AccountCounts>()
      for (const { connector, account, waitingSince, ...row } of rows) {
        const key = `${connector} ${account}`
        const known = all.get(key) ?? { connector, account, waiting: 0, waitingSince: null, failed: 0, inDoubt: 0 }
        all.set(key, {
          ...known,
          waiting: known.waiting + row.waiting,
          failed: known.failed + row.failed,
          inDoubt: known.inDoubt + row.inDoubt,
          waitingSince: waitingSince === null ? known.waitingSince : iso(new Date(waitingSince)),
        })
      }
      return [...all.values()]
    },
  }
}

type Counted = Omit<AccountCounts, 'waitingSince'> & { waitingSince: Date | null }

type Row = Omit<OutboxRow, 'place' | 'notBefore' | 'createdAt' | 'updatedAt'> &
  Place & { notBefore: Date; createdAt: Date; updatedAt: Date }

function toOutboxRow(row: Row): OutboxRow {
  return {
    id: row.id,
    conversationId: row.conversationId,
    audience: row.audience,
    place: placeOf(row),
    payload: row.payload,
    state: row.state,
    notBefore: iso(row.notBefore),
    cancelIf: row.cancelIf,
    attempts: row.attempts,
    waitsFor: row.waitsFor,
    platformId: row.platformId,
    error: row.error,
    messageId: row.messageId,
    draftId: row.draftId,
    teammateId: row.teammateId,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
