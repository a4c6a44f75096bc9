import type { Lesson, Topic } from '#core/domain/learning.ts'
import { Refused } from '#core/errors.ts'
import type { Context } from './context.ts'
import { AiAgent } from './entities/accounts.ts'
import { Conversation } from './entities/conversations.ts'
import { LearningData, LessonRow, TopicRow } from './entities/learning.ts'
import { analyzeLessons, manyLessons } from './maintenance.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId } from './rows.ts'

interface Change {
  lessons: (Lesson & { vector?: Float32Array; embedder?: string })[]
  topics: Topic[]
}

/** Writes what was folded from `fromSeq` to `toSeq`, unless another worker was there first. */
export async function project(context: Context, agentId: string, fromSeq: number, toSeq: number, input: Change) {
  const { businessId } = context
  const change = clean(input)
  const isProjected = await context.transaction(async ({ em }) => {
    const moved = await em().nativeUpdate(
      AiAgent,
      { businessId, id: agentId, projectedSeq: fromSeq },
      { projectedSeq: toSeq, updatedAt: context.now() },
    )
    if (moved === 0) return false
    const stored = await known(change.lessons.flatMap((lesson) => lesson.conversationId ?? []))
    for (const group of groups(change.lessons, 200)) {
      const withVector = group.filter((lesson) => lesson.vector)
      const without = group.filter((lesson) => !lesson.vector)
      // A lesson that changed without its question keeps the vector that it has.
      await upsertLessons(withVector.map((lesson) => lessonRow(lesson, stored)))
      await upsertLessons(without.map((lesson) => lessonRow(lesson, stored)))
    }
    for (const group of groups(change.topics, 500))
      await em().upsertMany(
        TopicRow,
        group.map((topic) => ({ ...topic, businessId, agentId })),
        { onConflictFields: ['agentId', 'id'] },
      )
    await em().nativeUpdate(
      LearningData,
      { businessId, agentId, seq: { $gt: fromSeq, $lte: toSeq } },
      { applied: true },
    )
    return true

    async function upsertLessons(rows: ReturnType<typeof lessonRow>[]) {
      if (rows.length > 0) await em().upsertMany(LessonRow, rows, { onConflictFields: ['agentId', 'id'] })
    }
    /** A conversation may be gone by now; its lesson stays. */
    async function known(ids: string[]): Promise<Set<string>> {
      const where = { businessId, id: { $in: [...new Set(ids)].filter(isId) } }
      const rows = ids.length === 0 ? [] : await find(em(), Conversation, where)
      return new Set(rows.map((row) => row.id))
    }
  })

  if (isProjected && change.lessons.length >= manyLessons) await context.em().execute(analyzeLessons)
  return isProjected

  function lessonRow(lesson: Change['lessons'][number], stored: Set<string>) {
    const { vector, embedder, conversationId, supersededBy, standingWhy, expiresAt, at, ...rest } = lesson
    return {
      ...rest,
      businessId,
      agentId,
      at: date(at),
      conversationId: conversationId !== undefined && stored.has(conversationId) ? conversationId : null,
      supersededBy: supersededBy ?? null,
      standingWhy: standingWhy ?? null,
      expiresAt: expiresAt === undefined ? null : date(expiresAt),
      ...(vector && { vector, embedder: embedder ?? null }),
    }
  }
}

/** Drops lessons and topics so that they are projected again from the first row; what the owner switched stays. */
export async function resetProjection(context: Context, agentId: string): Promise<void> {
  const { businessId } = context
  await context.transaction(async ({ em }) => {
    const where = { businessId, id: agentId }
    if (!(await findOne(em(), AiAgent, where, { isLocking: true })))
      throw new Refused(404, 'This agent does not exist.')
    await em().nativeDelete(LessonRow, { businessId, agentId })
    await em().nativeDelete(TopicRow, { businessId, agentId })
    await em().nativeUpdate(LearningData, { businessId, agentId, applied: true }, { applied: false })
    await em().nativeUpdate(AiAgent, where, { projectedSeq: 0, updatedAt: context.now() })
  })
}

function groups<T>(rows: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size))
}
