import type { Conflict } from '#core/domain/conflict.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { AiAgent } from './entities/accounts.ts'
import { ConflictRow } from './entities/truth.ts'
import { find, findOne } from './reading.ts'
import { clean, isId, iso } from './rows.ts'

export function makeConflicts(context: Context): Scope['conflicts'] {
  const { businessId } = context
  return {
    async add(input) {
      const { id, agentId, topicId, lessonA, lessonB, matter } = clean(input)
      const at = context.now()
      // Both lessons are this business's, and the pair was not put to anybody in either order.
      const added = await context.em().execute<object[]>(
        `insert into "lummy"."conflicts" ("id", "business_id", "agent_id", "topic_id", "lesson_a", "lesson_b", "matter", "state", "created_at")
         select ?::uuid, a."business_id", a."agent_id", ?, a."id", b."id", ?, 'open', ?::timestamptz
         from "lummy"."lessons" a join "lummy"."lessons" b on b."business_id" = a."business_id" and b."agent_id" = a."agent_id"
         where a."business_id" = ? and a."agent_id" = ? and a."id" = ? and b."id" = ? and a."id" <> b."id"
           and not exists (select 1 from "lummy"."conflicts" c where c."business_id" = a."business_id" and c."agent_id" = a."agent_id"
             and ((c."lesson_a" = a."id" and c."lesson_b" = b."id") or (c."lesson_a" = b."id" and c."lesson_b" = a."id")))
         on conflict do nothing returning 1`,
        [id, topicId, matter, at, businessId, agentId, lessonA, lessonB],
      )
      if (added.length === 0) return undefined
      const open = { state: 'open' as const, decision: null, decidedBy: null, decidedAt: null }
      return { ...{ id, agentId, topicId, lessonA, lessonB, matter }, ...open, createdAt: iso(at) }
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), ConflictRow, { businessId, id })
      return row ? toConflict(row) : undefined
    },

    async list({ agentId, state, lessonId, limit }) {
      const where = {
        businessId,
        ...(agentId !== undefined && { agentId }),
        ...(state !== undefined && { state }),
        ...(lessonId !== undefined && { $or: [{ lessonA: lessonId }, { lessonB: lessonId }] }),
      }
      const options = { orderBy: { createdAt: 'desc', id: 'desc' }, limit } as const
      return (await find(context.em(), ConflictRow, where, options)).map(toConflict)
    },

    async decide(id, outcome) {
      const decidedAt = context.now()
      const change =
        outcome === 'moot'
          ? { state: 'moot' as const, decidedAt }
          : { state: 'decided' as const, decision: outcome.decision, decidedBy: outcome.by, decidedAt }
      return (await context.em().nativeUpdate(ConflictRow, { businessId, id, state: 'open' }, change)) > 0
    },

    async readTo(agentId) {
      const agent = await findOne(context.em(), AiAgent, { businessId, id: agentId })
      return agent?.truthSeq ?? 0
    },

    async readOn(agentId, from, to) {
      const where = { businessId, id: agentId, truthSeq: from }
      return (await context.em().nativeUpdate(AiAgent, where, { truthSeq: to })) > 0
    },
  }
}

function toConflict(
  row: Omit<Conflict, 'createdAt' | 'decidedAt'> & { createdAt: Date; decidedAt: Date | null },
): Conflict {
  const { id, agentId, topicId, lessonA, lessonB, matter, state, decision, decidedBy } = row
  return {
    ...{ id, agentId, topicId, lessonA, lessonB, matter, state, decision, decidedBy },
    createdAt: iso(row.createdAt),
    decidedAt: iso(row.decidedAt),
  }
}
