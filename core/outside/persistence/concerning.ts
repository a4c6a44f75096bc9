import type { LearningEntry, LearningRow } from '#core/domain/learning.ts'
import { namesPattern } from '#core/domain/names.ts'
import type { Whose } from '#core/store/learning.ts'
import type { Context } from './context.ts'
import { isId, iso } from './rows.ts'

/** What was learned from a person: one look at every row of the log, because words may name them anywhere. */
export async function concerning(
  { businessId, em }: Context,
  { personId, conversationIds, addresses }: Whose,
): Promise<(LearningRow & { agentId: string })[]> {
  if (!isId(personId)) return []
  const named = addresses.map(() => 'or "pattern_detected"::text ~* ?').join(' ')
  const rows = await em().execute<Found[]>(
    `with "theirs" as (
       select "agent_id", "seq", "interaction_type", "lesson_id" from "lummy"."learning_data"
       where "business_id" = ? and "interaction_type" <> 'erased'
         and ("person_id" = ? or "conversation_id" = any(?::uuid[]) ${named}))
     select l."agent_id", l."seq", l."created_at", l."pattern_detected" from "lummy"."learning_data" l
     where l."business_id" = ? and l."interaction_type" <> 'erased' and (
       (l."agent_id", l."seq") in (select "agent_id", "seq" from "theirs")
       or l."lesson_id" in (select "lesson_id" from "theirs" where "interaction_type" = 'pair')
       or l."pattern_detected"->>'by' in (select "lesson_id" from "theirs" where "interaction_type" = 'pair'))
     order by l."agent_id", l."seq"`,
    [businessId, personId, `{${conversationIds.filter(isId).join(',')}}`, ...addresses.map(namesPattern), businessId],
  )
  return rows.map(({ agent_id, seq, created_at, pattern_detected }) => ({
    agentId: agent_id,
    ...toLearningRow({ seq, createdAt: new Date(created_at), patternDetected: pattern_detected }),
  }))
}

interface Found {
  agent_id: string
  seq: number
  created_at: Date | string
  pattern_detected: LearningEntry
}

export function toLearningRow(row: { seq: number; createdAt: Date; patternDetected: LearningEntry }): LearningRow {
  return { seq: row.seq, at: iso(row.createdAt), entry: row.patternDetected }
}
