import type { Lesson, LessonHit } from '#core/domain/learning.ts'
import type { Scope } from '#core/store/store.ts'
import { similarity } from '#core/understanding/sketch.ts'
import { byTime, type StoredLesson, type Tenant } from './world.ts'

/** Lessons as they were projected, with recall by exact cosine and by shared words. */
export function makeLessons(tenant: () => Tenant): Scope['lessons'] {
  return {
    async get(id) {
      const lesson = tenant().lessons.get(id)
      return lesson === undefined ? undefined : bare(lesson)
    },
    async list({ topicId, search, limit, before }) {
      const newestFirst = tenant()
        .lessons.all()
        .sort(byTime((lesson) => lesson.at))
        .reverse()
      const from = before === undefined ? -1 : newestFirst.findIndex((lesson) => lesson.id === before)
      return newestFirst
        .slice(from + 1)
        .filter((lesson) => topicId === undefined || lesson.topicId === topicId)
        .filter(({ question, reply }) => `${question}\n${reply}`.toLowerCase().includes((search ?? '').toLowerCase()))
        .slice(0, limit)
        .map(bare)
    },
    recall: async (agentId, query, limit) => recall(tenant().lessons.all(), agentId, query, limit),
    count: async (agentId) => tenant().lessons.filter((lesson) => lesson.agentId === agentId).length,
  }
}

function recall(
  all: StoredLesson[],
  agentId: string,
  query: Parameters<Scope['lessons']['recall']>[1],
  limit: number,
): LessonHit[] {
  const live = all.filter((lesson) => lesson.agentId === agentId && lesson.standing !== 'superseded')
  const near = live
    .flatMap(({ id, vector, embedder }) =>
      vector !== undefined && embedder === query.embedder && query.vector.some((part) => part !== 0)
        ? [{ id, score: similarity(vector, query.vector) }]
        : [],
    )
    .sort(bestFirst)
    .slice(0, limit)
  const asked = words(query.text)
  const sharing = live
    .map(({ id, question }) => ({ id, score: [...words(question)].filter((word) => asked.has(word)).length }))
    .filter(({ score }) => score > 0)
    .sort(bestFirst)
    .slice(0, limit)
  const hits = new Map<string, LessonHit>(near.map(({ id, score }) => [id, { lessonId: id, similarity: score }]))
  sharing.forEach(({ id }, index) => {
    hits.set(id, { ...(hits.get(id) ?? { lessonId: id }), textRank: index + 1 })
  })
  const rank = new Map(near.map(({ id }, index) => [id, index + 1]))
  const fused = (hit: LessonHit) =>
    (rank.has(hit.lessonId) ? 1 / (60 + rank.get(hit.lessonId)!) : 0) +
    (hit.textRank === undefined ? 0 : 1 / (60 + hit.textRank))
  return [...hits.values()].sort((a, b) => fused(b) - fused(a) || (a.lessonId < b.lessonId ? -1 : 1)).slice(0, limit)
}

function bestFirst(a: { id: string; score: number }, b: { id: string; score: number }): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1)
}

function words(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}

function bare({ agentId: _, vector: __, embedder: ___, ...lesson }: StoredLesson): Lesson {
  return lesson
}
