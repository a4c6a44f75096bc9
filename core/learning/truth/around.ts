import type { Lesson } from '../../domain/learning.ts'
import type { Engine } from '../engine.ts'

/** Lessons around one: of its topic, the newest first, and those that were asked alike. */
export function around(engine: Engine, { id, topicId, question }: Lesson): Lesson[] {
  const topic = engine.lessons().filter((lesson) => lesson.topicId === topicId)
  const alike = engine.recall({ text: question }, nearest).flatMap(({ lessonId }) => engine.lesson(lessonId) ?? [])
  const all = new Map([...topic.slice(-ofTopic), ...alike].map((lesson) => [lesson.id, lesson]))
  all.delete(id)
  return [...all.values()].filter(({ standing }) => standing !== 'superseded')
}

const ofTopic = 30
const nearest = 12
