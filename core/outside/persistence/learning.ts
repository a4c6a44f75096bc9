import type { LearningEntry, LearningRow } from '#core/domain/learning.ts'
import { Refused } from '#core/errors.ts'
import type { LearnedFrom, LearningFacts } from '#core/store/learning.ts'
import type { Scope } from '#core/store/store.ts'
import { concerning, toLearningRow } from './concerning.ts'
import type { Context } from './context.ts'
import { AiAgent } from './entities/accounts.ts'
import { LearningData, SnapshotRow } from './entities/learning.ts'
import { project, resetProjection } from './projection.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, newId } from './rows.ts'

export function makeLearning(context: Context): Scope['learning'] {
  const { businessId } = context
  return {
    async append(agentId, entry, facts) {
      return (await append(agentId, [{ entry, facts }]))[0]!
    },

    appendMany: append,

    async lock(agentId) {
      return (await lockAgent(context, agentId)).learningSeq
    },

    async rows(agentId, afterSeq, limit) {
      const where = { businessId, agentId, seq: { $gt: afterSeq } }
      const rows = await find(context.em(), LearningData, where, { orderBy: { seq: 'asc' }, limit })
      return rows.map(toLearningRow)
    },

    async taught(agentId, which) {
      const { where, values } = condition(which)
      const rows = await context.em().execute<{ lesson_id: string }[]>(
        `select "lesson_id" from "lummy"."learning_data"
         where "business_id" = ? and "agent_id" = ? and "interaction_type" = 'pair' and (${where}) order by "seq"`,
        [businessId, agentId, ...values],
      )
      return rows.map((row) => row.lesson_id)
    },

    async erase(agentId, which) {
      return await context.transaction(async (tx) => {
        const { em } = tx
        const agent = await lockAgent(tx, agentId)
        const { where, values } = condition(which)
        const erased = await em().execute<{ seq: number }[]>(
          `update "lummy"."learning_data" set "pattern_detected" = '{"type":"erased"}', "interaction_type" = 'erased',
             "conversation_id" = null, "confidence_score" = null, "lesson_id" = null, "person_id" = null, "import_id" = null
           where "business_id" = ? and "agent_id" = ? and (${where}) returning "seq"`,
          [businessId, agentId, ...values],
        )
        if (erased.length === 0) return 0
        await em().nativeDelete(SnapshotRow, { businessId, agentId })
        // A refit's place was found by counting rows that are gone: what comes behind them is due anew, at another row.
        await em().execute(
          `update "lummy"."learning_data" set "pattern_detected" = '{"type":"erased"}', "interaction_type" = 'erased'
           where "business_id" = ? and "agent_id" = ? and "interaction_type" = 'refit'
             and ("pattern_detected"->>'at')::int >= ?`,
          [businessId, agentId, erased.reduce((first, { seq }) => Math.min(first, seq), Number.MAX_SAFE_INTEGER)],
        )
        await em().nativeUpdate(
          AiAgent,
          { businessId, id: agentId },
          { learningEpoch: agent.learningEpoch + 1, updatedAt: context.now() },
        )
        return erased.length
      })
    },

    concerning: (whose) => concerning(context, whose),

    project: (agentId, fromSeq, toSeq, change) => project(context, agentId, fromSeq, toSeq, change),
    resetProjection: (agentId) => resetProjection(context, agentId),

    async refits(agentId) {
      const where = { businessId, agentId, interactionType: 'refit' }
      const rows = await find(context.em(), LearningData, where, { orderBy: { seq: 'asc' } })
      return rows.flatMap(({ seq, patternDetected: entry }) => (entry.type === 'refit' ? [{ seq, at: entry.at }] : []))
    },

    async snapshot(agentId) {
      const row = await findOne(context.em(), SnapshotRow, { businessId, agentId })
      return row && { at: row.at, engine: row.engine, bytes: row.bytes }
    },

    async saveSnapshot(agentId, epoch, snapshot) {
      return await context.transaction(async (tx) => {
        const agent = await lockAgent(tx, agentId)
        if (agent.learningEpoch !== epoch) return false
        await tx.em().upsert(SnapshotRow, { businessId, agentId, ...snapshot, createdAt: context.now() })
        return true
      })
    },
  }

  async function append(
    agentId: string,
    input: { entry: LearningEntry; facts: LearningFacts }[],
  ): Promise<LearningRow[]> {
    if (input.length === 0) return []
    const now = context.now()
    return await context.transaction(async ({ em }) => {
      // The agent's row lock orders appends, so that seq has no gaps: a rollback gives the numbers back.
      const given = await em().execute<{ learning_seq: number }[]>(
        `update "lummy"."ai_agents" set "learning_seq" = "learning_seq" + ? where "user_id" = ? and "id" = ?
         returning "learning_seq"`,
        [input.length, businessId, agentId],
      )
      const last = given[0]?.learning_seq
      if (last === undefined) throw new Refused(404, 'This agent does not exist.')
      const rows = clean(input).map(({ entry, facts }, index) => ({
        id: newId(),
        businessId,
        agentId,
        conversationId: facts.conversationId ?? conversationOf(entry),
        seq: last - input.length + 1 + index,
        interactionType: entry.type,
        patternDetected: entry,
        confidenceScore: facts.confidence ?? null,
        lessonId: lessonOf(entry),
        personId: (entry.type === 'pair' ? entry.personId : undefined) ?? facts.personId ?? null,
        importId: importOf(entry),
        createdAt: facts.at === undefined ? now : date(facts.at),
      }))
      for (let from = 0; from < rows.length; from += 500)
        await em().insertMany(LearningData, rows.slice(from, from + 500))
      return rows.map(toLearningRow)
    })
  }

  /** Which rows are meant: what a conversation taught takes the verdicts on it along. */
  function condition(which: LearnedFrom): { where: string; values: unknown[] } {
    if ('lessonId' in which) {
      const { lessonId } = which
      return {
        where: `"lesson_id" = ? or "pattern_detected"->>'confirms' = ? or "pattern_detected"->>'by' = ?`,
        values: [lessonId, lessonId, lessonId],
      }
    }
    if ('conversationId' in which) {
      const { conversationId, except = [] } = which
      if (!isId(conversationId)) return { where: 'false', values: [] }
      const stays = except.length === 0 ? '' : ` and "lesson_id" not in (${except.map(() => '?').join(', ')})`
      const pairs = `"conversation_id" = ? and "interaction_type" = 'pair'${stays}`
      const taught = `(select "lesson_id" from "lummy"."learning_data" where "business_id" = ? and ${pairs})`
      const given = [businessId, conversationId, ...except]
      return {
        where: `("conversation_id" = ? and "interaction_type" = 'verdict')
          or "lesson_id" in ${taught} or "pattern_detected"->>'by' in ${taught}`,
        values: [conversationId, ...given, ...given],
      }
    }
    if ('authors' in which) {
      const said = `"interaction_type" = 'pair' and lower("pattern_detected"->>'author') in (select jsonb_array_elements_text(?::jsonb))`
      const taught = `(select "lesson_id" from "lummy"."learning_data" where "business_id" = ? and ${said})`
      const authors = JSON.stringify(which.authors)
      return {
        where: `(${said}) or "lesson_id" in ${taught} or "pattern_detected"->>'confirms' in ${taught}
          or "pattern_detected"->>'by' in ${taught}`,
        values: [authors, ...[1, 2, 3].flatMap(() => [businessId, authors])],
      }
    }
    if ('importId' in which) return { where: '"import_id" = ?', values: [which.importId] }
    return { where: '"seq" = any(?::int[])', values: [`{${which.seqs.map(Number).join(',')}}`] }
  }
}

async function lockAgent({ businessId, em }: Context, agentId: string) {
  const options = { isLocking: true } as const
  const agent = await findOne(em(), AiAgent, { businessId, id: agentId }, options)
  if (!agent) throw new Refused(404, 'This agent does not exist.')
  return agent
}

function lessonOf(entry: LearningEntry): string | null {
  return 'lessonId' in entry ? entry.lessonId : null
}

function importOf(entry: LearningEntry): string | null {
  return 'importId' in entry ? (entry.importId ?? null) : null
}

function conversationOf(entry: LearningEntry): string | null {
  return entry.type === 'pair' ? (entry.conversationId ?? null) : null
}
