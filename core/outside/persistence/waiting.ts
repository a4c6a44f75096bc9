import type { WaitingConversation } from '#core/store/conversations.ts'
import type { Context } from './context.ts'
import { toConversation } from './conversation-row.ts'
import { Conversation } from './entities/conversations.ts'
import { find } from './reading.ts'

interface Shown {
  id: string
  name: string | null
  preview: string | null
  topic: string | null
  draftId: string | null
  version: number | null
  unfilled: string[] | null
}

/** Two partial indexes find them, whatever the number of conversations that are over. */
export async function waitingConversations(context: Context, limit: number): Promise<WaitingConversation[]> {
  const { businessId } = context
  const em = context.em()
  const shown = await em.execute<Shown[]>(
    `select c."id", p."name", m."content" as "preview", t."name" as "topic", d."id" as "draftId", d."version", d."unfilled"
     from (
       select "id" from "lummy"."conversations" where "business_id" = ? and "waiting_for" = 'staff'
       union select "conversation_id" from "lummy"."drafts" where "business_id" = ? and "state" = 'pending'
     ) w
     join "lummy"."conversations" c on c."business_id" = ? and c."id" = w."id"
     join "lummy"."people" p on p."business_id" = c."business_id" and p."id" = c."person_id"
     left join "lummy"."drafts" d on d."business_id" = c."business_id" and d."conversation_id" = c."id" and d."state" = 'pending'
     left join lateral (select left("content", 200) as "content" from "lummy"."messages"
       where "business_id" = c."business_id" and "conversation_id" = c."id" and "sender_type" = 'customer'
         and "metadata"->>'removedAt' is null
       order by "created_at" desc, "id" desc limit 1) m on true
     left join lateral (select "topic_id" from "lummy"."drafts"
       where "business_id" = c."business_id" and "conversation_id" = c."id" and "topic_id" is not null
       order by "version" desc limit 1) n on true
     left join "lummy"."topics" t on t."agent_id" = c."agent_id" and t."id" = n."topic_id" and t."business_id" = c."business_id"
     where c."status" <> 'resolved' and c."merged_into_id" is null and c."snoozed_until" is null
       and c."kind" not in ('automated', 'spam')
     order by coalesce(c."waiting_since", c."updated_at"), c."id" limit ?`,
    [businessId, businessId, businessId, limit],
  )
  if (shown.length === 0) return []
  const ids = shown.map(({ id }) => id)
  const rows = await find(em, Conversation, { businessId, id: { $in: ids } })
  const byId = new Map(rows.map((row) => [row.id, toConversation(row)]))
  return shown.flatMap(({ id, name, preview, topic, draftId, version, unfilled }) => {
    const row = byId.get(id)
    if (row === undefined) return []
    const draft = draftId === null ? null : { id: draftId, version: version ?? 0, unfilled: unfilled ?? [] }
    return [{ ...row, personName: name, preview: preview ?? '', topic, draft }]
  })
}
