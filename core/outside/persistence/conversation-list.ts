import type { FilterQuery, InferEntity } from '@mikro-orm/postgresql'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { toConversation } from './conversation-row.ts'
import { Conversation } from './entities/conversations.ts'
import { find, findOne } from './reading.ts'
import { date, isId } from './rows.ts'

type List = Scope['conversations']['list']
type Conditions = FilterQuery<InferEntity<typeof Conversation>>[]

/** Newest change first; `before` is the id (or the updatedAt) of the last one of the page before. */
export async function listConversations(context: Context, filter: Parameters<List>[0]): ReturnType<List> {
  const { businessId } = context
  const em = context.em()
  const conditions: Conditions = [{ businessId }, { mergedIntoId: null }]
  if (filter.status) conditions.push({ status: filter.status })
  if (filter.waiting === true) conditions.push({ waitingSince: { $ne: null } })
  if (filter.waiting === false) conditions.push({ waitingSince: null })
  if (filter.kinds) conditions.push({ kind: { $in: filter.kinds } })
  if (filter.assigneeId !== undefined) {
    if (filter.assigneeId !== null && !isId(filter.assigneeId)) return []
    conditions.push({ assigneeId: filter.assigneeId })
  }
  if (filter.snoozed === true) conditions.push({ snoozedUntil: { $ne: null } })
  if (filter.snoozed === false) conditions.push({ snoozedUntil: null })
  if (filter.search) conditions.push({ id: { $in: await search(context, filter.search) } })
  if (filter.before !== undefined && isId(filter.before)) {
    const last = await findOne(em, Conversation, { businessId, id: filter.before })
    if (!last) return []
    const { updatedAt, id } = last
    conditions.push({ $or: [{ updatedAt: { $lt: updatedAt } }, { updatedAt, id: { $lt: id } }] })
  } else if (filter.before !== undefined) {
    if (Number.isNaN(Date.parse(filter.before))) return []
    conditions.push({ updatedAt: { $lt: date(filter.before) } })
  }

  const orderBy = { updatedAt: 'desc', id: 'desc' } as const
  const rows = await find(em, Conversation, { $and: conditions }, { orderBy, limit: filter.limit })
  if (rows.length === 0) return []
  const shown = await em.execute<{ id: string; name: string | null; preview: string | null; draft: string | null }[]>(
    `select c."id", p."name", m."content" as "preview", d."id" as "draft"
     from "lummy"."conversations" c join "lummy"."people" p on p."business_id" = c."business_id" and p."id" = c."person_id"
     left join "lummy"."drafts" d on d."business_id" = c."business_id" and d."conversation_id" = c."id" and d."state" = 'pending'
     left join lateral (select left("content", 200) as "content" from "lummy"."messages"
       where "business_id" = c."business_id" and "conversation_id" = c."id" order by "created_at" desc, "id" desc limit 1) m on true
     where c."business_id" = ? and c."id" in (${rows.map(() => '?').join(', ')})`,
    [businessId, ...rows.map((row) => row.id)],
  )
  const byId = new Map(shown.map((row) => [row.id, row]))
  return rows.map((row) => {
    const { name, preview, draft } = byId.get(row.id) ?? { name: null, preview: null, draft: null }
    return { ...toConversation(row), personName: name, preview: preview ?? '', pendingDraftId: draft }
  })
}

/** The newest 500 conversations whose subject, person, address or words hold the text. */
async function search(context: Context, text: string): Promise<string[]> {
  const { businessId } = context
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  const found = await context.em().execute<{ id: string }[]>(
    `(select c."id" from "lummy"."conversations" c
       join "lummy"."people" p on p."business_id" = c."business_id" and p."id" = c."person_id"
       where c."business_id" = ? and (c."subject" ilike ? or c."customer_email" ilike ? or p."name" ilike ?)
       order by c."updated_at" desc limit 500)
     union
     (select m."conversation_id" from "lummy"."messages" m where m."business_id" = ? and m."content" ilike ?
       order by m."created_at" desc limit 500)`,
    [businessId, like, like, like, businessId, like],
  )
  return found.map((row) => row.id)
}
