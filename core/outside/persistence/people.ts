import { laneOf } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { HandleRow, Person } from './entities/accounts.ts'
import { Conversation, ConversationPlace } from './entities/conversations.ts'
import { Inbox } from './entities/delivery.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makePeople(context: Context): Scope['people'] {
  const { businessId } = context
  return {
    async byHandle({ kind, value }) {
      const row = await findOne(context.em(), HandleRow, { businessId, kind, value: clean(value) })
      return row
        ? { kind, value: row.value, personId: row.personId, teammateId: row.teammateId, blockedAt: iso(row.blockedAt) }
        : undefined
    },

    async create({ name, handle }) {
      return await context.transaction(async ({ em }) => {
        const id = newId()
        await em().insert(Person, { id, businessId, name: clean(name), createdAt: context.now() })
        const known = await em().execute<{ person_id: string }[]>(
          `insert into "lummy"."handles" as "known" ("business_id", "kind", "value", "person_id") values (?, ?, ?, ?)
           on conflict ("business_id", "kind", "value") do update
           set "person_id" = coalesce("known"."person_id", excluded."person_id") returning "person_id"`,
          [businessId, handle.kind, clean(handle.value), id],
        )
        const personId = known[0]!.person_id
        if (personId === id) return { id, name }
        // Somebody else was faster: theirs is the person.
        await em().nativeDelete(Person, { businessId, id })
        const person = await em().findOneOrFail(Person, { businessId, id: personId })
        return { id: personId, name: person.name }
      })
    },

    async get(id) {
      if (!isId(id)) return undefined
      const em = context.em()
      const [row, handles] = await Promise.all([
        findOne(em, Person, { businessId, id }),
        find(em, HandleRow, { businessId, personId: id }),
      ])
      if (!row) return undefined
      const erased = row.erasedAt && { erased: { at: iso(row.erasedAt), by: row.erasedBy ?? '' } }
      return { id, name: row.name, handles: handles.map(({ kind, value }) => ({ kind, value })), ...erased }
    },

    async rename(id, name) {
      await context.em().nativeUpdate(Person, { businessId, id }, { name: clean(name) })
    },

    async block({ kind, value }, at) {
      await context.em().execute(
        `insert into "lummy"."handles" ("business_id", "kind", "value", "blocked_at") values (?, ?, ?, ?)
         on conflict ("business_id", "kind", "value") do update set "blocked_at" = excluded."blocked_at"`,
        [businessId, kind, clean(value), date(at)],
      )
    },

    async search(text, limit) {
      const em = context.em()
      const like = `%${clean(text).replace(/[\\%_]/g, '\\$&')}%`
      const found = await em.execute<{ id: string; name: string | null }[]>(
        `select p."id", p."name" from "lummy"."people" p where p."business_id" = ? and (p."name" ilike ? or exists (
           select 1 from "lummy"."handles" h where h."business_id" = p."business_id" and h."person_id" = p."id"
             and h."kind" <> 'chat' and h."value" ilike ?))
         order by p."name" nulls last, p."id" limit ?`,
        [businessId, like, like, limit],
      )
      const personId = { $in: found.map((row) => row.id) }
      const handles = found.length === 0 ? [] : await find(em, HandleRow, { businessId, personId })
      return found.map(({ id, name }) => ({
        ...{ id, name },
        handles: handles.filter((row) => row.personId === id).map(({ kind, value }) => ({ kind, value })),
      }))
    },

    async remove(id) {
      await context.transaction(async ({ em }) => {
        const conversations = await find(em(), Conversation, { businessId, personId: id })
        const conversationId = { $in: conversations.map((row) => row.id) }
        const places = await find(em(), ConversationPlace, { businessId, conversationId, role: 'customer' })
        // What they wrote stands in the inbox too, as it arrived.
        await em().nativeDelete(Inbox, { businessId, lane: { $in: places.map(laneOf) } })
        await em().nativeDelete(HandleRow, { businessId, personId: id, teammateId: null })
        await em().nativeDelete(Person, { businessId, id })
      })
    },
  }
}
