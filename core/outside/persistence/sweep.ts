import type { EntityManager } from '@mikro-orm/postgresql'
import type { SystemStore } from '#core/store/system.ts'
import { maxAttempts } from './inbox.ts'

/** A call to a platform is over after this long; a row still `sending` was left behind. */
const longestCallMs = 60_000
/** A running import that said nothing for this long lost its worker. */
const importSilenceMs = 30_000

type Found = Awaited<ReturnType<SystemStore['sweep']>>

/**
 * What is due and may have lost its wake-up, oldest first, accounts in turn: one statement a kind, each over a partial index.
 */
export async function sweep(em: EntityManager, now: Date, limit: number): Promise<Found> {
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const lanes = em.execute<Found['lanes']>(
    `select "businessId", "lane" from (
       select i."business_id" as "businessId", i."lane", min(i."seq") as "first", row_number() over (
         partition by i."business_id", min(i."connector"), min(i."account") order by min(i."seq")
       ) as "turn"
       from "lummy"."inbox" i
       left join "lummy"."leases" l on l."business_id" = i."business_id" and l."lane" = i."lane"
       where i."handled_at" is null and i."attempts" < ? and (i."retry_at" is null or i."retry_at" <= ?)
         and (l."leased_until" is null or l."leased_until" <= ?)
       group by i."business_id", i."lane"
     ) as "due" order by "turn", "first" limit ?`,
    [maxAttempts, now, now, limit],
  )
  const outbox = em.execute<Found['outbox']>(
    `select "businessId", "outboxId" from (
       select "business_id" as "businessId", "id" as "outboxId", "not_before", row_number() over (
         partition by "business_id", "connector", "account" order by "not_before"
       ) as "turn"
       from "lummy"."outbox" where "state" in ('held', 'ready') and "not_before" <= ?
     ) as "due" order by "turn", "not_before" limit ?`,
    [now, limit],
  )
  const stuckSending = em.execute<Found['stuckSending']>(
    `select "business_id" as "businessId", "id" as "outboxId" from "lummy"."outbox"
     where "state" = 'sending' and "updated_at" <= ? order by "updated_at" limit ?`,
    [ago(longestCallMs), limit],
  )
  const asked = em.execute<Found['asked']>(
    `select w."business_id" as "businessId", w."id" as "writtenId" from "lummy"."written_replies" w
     join "lummy"."users" u on u."id" = w."business_id"
     where w."state" = 'asked' and w."asked_at" <= ?::timestamptz - coalesce((u."settings"->>'askMinutes')::float, 10) * interval '1 minute'
     order by w."asked_at" limit ?`,
    [now, limit],
  )
  const undecided = em.execute<Found['undecided']>(
    `select "business_id" as "businessId", "claim" from "lummy"."evidence"
     where "decided_at" is null and "deadline" <= ? group by "business_id", "claim" order by min("deadline") limit ?`,
    [now, limit],
  )
  const audits = em.execute<Found['audits']>(
    `select "business_id" as "businessId", "id" as "auditId" from "lummy"."audited_answers"
     where "decided_at" is null and "deadline" <= ? order by "deadline" limit ?`,
    [now, limit],
  )
  const imports = em.execute<Found['imports']>(
    `select "business_id" as "businessId", "id" as "importId" from "lummy"."imports"
     where "state" = 'running' and "updated_at" <= ? order by "updated_at" limit ?`,
    [ago(importSilenceMs), limit],
  )
  const conversations = em.execute<Found['conversations']>(
    `select "business_id" as "businessId", "id" as "conversationId" from "lummy"."conversations"
     where "due_at" <= ? order by "due_at" limit ?`,
    [now, limit],
  )
  const unprojected = em.execute<Found['unprojected']>(
    `select "user_id" as "businessId", "id" as "agentId" from "lummy"."ai_agents"
     where "projected_seq" < "learning_seq" order by "updated_at" limit ?`,
    [limit],
  )
  const erasing = em.execute<Found['erasing']>(
    `select "business_id" as "businessId", "id" as "personId" from "lummy"."people"
     where "erasing" is not null order by "erased_at" limit ?`,
    [limit],
  )
  return {
    erasing: await erasing,
    lanes: await lanes,
    outbox: await outbox,
    stuckSending: await stuckSending,
    asked: await asked,
    undecided: await undecided,
    audits: await audits,
    imports: await imports,
    conversations: await conversations,
    unprojected: await unprojected,
  }
}
