import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { LessonView, TopicView } from '#core/views.ts'

/** Moving single lessons between topics, for the API and the pages. */
export function fakeMoves(
  lessons: Map<string, LessonView>,
  topicById: (id: string) => TopicView,
  changed: (id: string) => void,
): Pick<Core['learning'], 'moveLesson' | 'unmoveLesson'> {
  const before = new Map<string, string>()
  const lessonById = (id: string) => {
    const found = lessons.get(id)
    if (found === undefined) throw new Refused(404, 'This lesson does not exist.')
    return found
  }
  return {
    async moveLesson(_, id, to) {
      const lesson = lessonById(id)
      const moveId = `move-of-${id}`
      before.set(moveId, lesson.topicId)
      const topic = topicById(to ?? 'topic-4')
      lessons.set(id, {
        ...lesson,
        topicId: topic.id,
        moved: { moveId, by: 'Anna Berg', at: '2026-11-22T10:00:00.000Z' },
      })
      changed(id)
      return { moveId, topic }
    },

    async unmoveLesson(_, id, moveId) {
      const { moved, ...lesson } = lessonById(id)
      if (moved?.moveId !== moveId) throw new Refused(409, 'That was taken back already.')
      const topicId = before.get(moveId) ?? 'topic-1'
      lessons.set(id, { ...lesson, topicId })
      changed(id)
      return topicById(topicId)
    },
  }
}
