import type { FilterQuery, InferEntity } from '@mikro-orm/postgresql'
import type { Lesson } from '#core/domain/learning.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { LessonRow } from './entities/learning.ts'
import { find, findOne } from './reading.ts'
import { recall } from './recall.ts'
import { date, iso } from './rows.ts'

export function makeLessons(context: Context): Scope['lessons'] {
  const { businessId } = context
  return {
    async get(id) {
      const row = await findOne(context.em(), LessonRow, { businessId, id })
      return row ? toLesson(row) : undefined
    },

    /** Newest first; `before` is the id (or the time) of the last one of the page before. */
    async list({ topicId, search, limit, before }) {
      const em = context.em()
      const conditions: FilterQuery<InferEntity<typeof LessonRow>>[] = [{ businessId }]
      if (topicId !== undefined) conditions.push({ topicId })
      if (search) {
        const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`
        conditions.push({ $or: [{ question: { $ilike: like } }, { reply: { $ilike: like } }] })
      }
      if (before !== undefined) {
        const last = await findOne(em, LessonRow, { businessId, id: before })
        if (last) conditions.push({ $or: [{ at: { $lt: last.at } }, { at: last.at, id: { $lt: last.id } }] })
        else if (Number.isNaN(Date.parse(before))) return []
        else conditions.push({ at: { $lt: date(before) } })
      }
      const orderBy = { at: 'desc', id: 'desc' } as const
      return (await find(em, LessonRow, { $and: conditions }, { orderBy, limit })).map(toLesson)
    },

    recall: (agentId, query, limit) => recall(context, agentId, query, limit),

    async count(agentId) {
      return await context.em().count(LessonRow, { businessId, agentId })
    },
  }
}

type Row = Omit<Lesson, 'at' | 'conversationId' | 'supersededBy' | 'standingWhy' | 'expiresAt'> & {
  at: Date
  conversationId: string | null
  supersededBy: string | null
  standingWhy: string | null
  expiresAt: Date | null
}

function toLesson(row: Row): Lesson {
  const { id, topicId, question, context, reply, slots, language, author, channel, origin, standing } = row
  return {
    ...{ id, topicId, question, context, reply, slots, language, author, channel, origin, standing },
    ...(row.conversationId !== null && { conversationId: row.conversationId }),
    ...(row.supersededBy !== null && { supersededBy: row.supersededBy }),
    ...(row.standingWhy !== null && { standingWhy: row.standingWhy }),
    ...(row.expiresAt !== null && { expiresAt: iso(row.expiresAt) }),
    at: iso(row.at),
    agreed: row.agreed,
    wrong: row.wrong,
  }
}
