import type { TrialRow, Work } from '#core/store/insight.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { iso } from './rows.ts'

export function makeInsight(context: Context): Scope['insight'] {
  const { businessId } = context
  return {
    async drafts(topicId, { onlyWrong, onlyAdmitted, limit }) {
      const rows = await context.em().execute<Found[]>(
        `select d."id" as "draftId", d."conversation_id" as "conversationId", d."created_at" as "at", q."content" as "question",
           d."text" as "draft", s."content" as "said", s."metadata"->>'teammateId' as "saidBy", l."author" as "draftFrom",
           d."err", d."verdict" as "reason", d."confidence", jsonb_array_length(r."claims") > 0 as "admitted",
           d."blind" is not null or d."shown_at" is null as "blind"
         from "lummy"."drafts" d
         join "lummy"."messages" q on q."business_id" = d."business_id" and q."id" = d."message_id"
         join "lummy"."receipts" r on r."business_id" = d."business_id" and r."id" = d."receipt_id"
         left join "lummy"."messages" s on s."business_id" = d."business_id" and s."id" = d."said_id"
         left join "lummy"."conversations" c on c."business_id" = d."business_id" and c."id" = d."conversation_id"
         left join "lummy"."lessons" l on l."business_id" = d."business_id" and l."agent_id" = c."agent_id" and l."id" = d."lesson_id"
         where d."business_id" = ? and d."topic_id" = ? and c."kind" in ('support', 'sales', 'partner')
           and not (d."blind" is not null and d."state" = 'shadow')
           ${onlyWrong ? 'and d."err" = 1' : ''} ${onlyAdmitted ? 'and jsonb_array_length(r."claims") > 0' : ''}
         order by d."created_at" desc, d."id" desc limit ?`,
        [businessId, topicId, limit],
      )
      return rows.map(toRow)
    },

    async history(agentId, topicId, { onlyWrong, sendFrom, limit }) {
      // A verdict of an import stands right before the pair that it is about.
      const rows = await context.em().execute<Found[]>(
        `select null as "draftId", null as "conversationId", p."created_at" as "at", p."pattern_detected"->>'question' as "question",
           l."reply" as "draft", p."pattern_detected"->>'reply' as "said", p."pattern_detected"->>'author' as "saidBy",
           l."author" as "draftFrom", (v."pattern_detected"->>'err')::int as "err", null as "reason",
           v."confidence_score" as "confidence", true as "admitted", true as "blind"
         from "lummy"."learning_data" v
         join "lummy"."lessons" l on l."business_id" = v."business_id" and l."agent_id" = v."agent_id" and l."id" = v."lesson_id"
         join "lummy"."learning_data" p on p."agent_id" = v."agent_id" and p."seq" = v."seq" + 1
         where v."business_id" = ? and v."agent_id" = ? and l."topic_id" = ? and v."import_id" is not null
           and v."interaction_type" = 'verdict' and p."interaction_type" = 'pair' and v."confidence_score" >= ?
           ${onlyWrong ? `and v."pattern_detected"->>'err' = '1'` : ''}
         order by v."seq" desc limit ?`,
        [businessId, agentId, topicId, sendFrom, limit],
      )
      return rows.map(toRow)
    },

    async daily(agentId, since, zone) {
      return await context.em().execute<{ topicId: string; day: string; count: number }[]>(
        `select "topicId", "day", sum("count")::int as "count" from (
           select d."topic_id" as "topicId", to_char(d."created_at" at time zone ?, 'YYYY-MM-DD') as "day", count(distinct d."message_id") as "count"
           from "lummy"."drafts" d join "lummy"."conversations" c on c."business_id" = d."business_id" and c."id" = d."conversation_id"
           where d."business_id" = ? and c."agent_id" = ? and c."kind" in ('support', 'sales', 'partner')
             and d."topic_id" is not null and d."created_at" >= ?
           group by 1, 2
           union all
           select l."topic_id", to_char(l."at" at time zone ?, 'YYYY-MM-DD'), count(*) from "lummy"."lessons" l
           where l."business_id" = ? and l."agent_id" = ? and l."origin" = 'import' and l."at" >= ? group by 1, 2
         ) both_kinds group by 1, 2 order by 1, 2`,
        [zone, businessId, agentId, since, zone, businessId, agentId, since],
      )
    },

    async unanswered(since, showFrom, limit) {
      const rows = await context.em().execute<{ conversationId: string; at: Date; question: string }[]>(
        `select q."conversation_id" as "conversationId", q."created_at" as "at", left(q."content", 500) as "question"
         from "lummy"."drafts" d
         join "lummy"."messages" q on q."business_id" = d."business_id" and q."id" = d."message_id"
         join "lummy"."conversations" c on c."business_id" = q."business_id" and c."id" = q."conversation_id"
         where d."business_id" = ? and d."created_at" >= ? and (d."lesson_id" is null or d."confidence" < ?)
           and c."kind" in ('support', 'sales', 'partner') and q."metadata"->>'isThanks' is null
           and not exists (select from "lummy"."drafts" n where n."business_id" = d."business_id"
             and n."conversation_id" = d."conversation_id" and n."message_id" = d."message_id" and n."version" > d."version")
         order by q."created_at" desc, q."id" desc limit ?`,
        [businessId, since, showFrom, limit],
      )
      return rows.map(({ at, ...row }) => ({ ...row, at: iso(new Date(at)) }))
    },

    async work(since) {
      const [row] = await context.em().execute<Work[]>(
        `with c as (select * from "lummy"."conversations" where "business_id" = ? and "kind" in ('support', 'sales', 'partner')),
           m as (select m."sender_type" as "who" from "lummy"."messages" m join c on c."id" = m."conversation_id"
             where m."business_id" = ? and m."created_at" >= ? and m."metadata"->>'removedAt' is null
               and m."metadata"->>'isSystem' is null and m."metadata"->>'outboxId' is not null),
           d as (select d."state" from "lummy"."drafts" d join c on c."id" = d."conversation_id"
             where d."business_id" = ? and d."created_at" >= ?)
         select (select count(*) from c where "created_at" >= ?)::int as "conversations",
           (select count(*) from m where "who" = 'ai')::int as "alone",
           (select count(*) from m where "who" = 'human')::int as "byStaff",
           (select count(*) from d where "state" = 'approved')::int as "approved",
           (select count(*) from d where "state" = 'edited')::int as "edited",
           (select count(*) from d where "state" = 'rejected')::int as "rejected",
           (select count(*) from "lummy"."lessons" where "business_id" = ? and "origin" = 'live' and "at" >= ?)::int as "learned",
           (select round(percentile_cont(0.5) within group (order by extract(epoch from "answered_at" - "created_at")) * 1000)
             from c where "answered_at" >= ?)::float as "firstAnswerMs"`,
        [businessId, businessId, since, businessId, since, since, businessId, since, since],
      )
      return row!
    },
  }
}

type Found = Omit<TrialRow, 'at' | 'err'> & { at: Date; err: number | null }

function toRow({ at, err, ...row }: Found): TrialRow {
  return { ...row, at: iso(new Date(at)), err: err === null ? null : err === 1 ? 1 : 0 }
}
