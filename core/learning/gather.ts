import type { Lesson, Topic } from '../domain/learning.ts'
import type { ArrangedTopics } from './arrangement.ts'
import type { Examples } from './examples.ts'
import type { Lessons } from './lessons.ts'
import { emptied, type TopicBoard } from './topic-board.ts'

/** What the topics are gathered from, and where. */
interface Parts {
  lessons: Lessons
  examples: Examples
  arranged: ArrangedTopics
  board: TopicBoard
}

/** Lessons that moved to another topic, topics as they stand now, and those to which nothing belongs any more. */
export interface Gathered {
  lessons: Lesson[]
  topics: Topic[]
  gone: Map<string, Topic>
}

/** Puts lessons and questions of these topics, or of all where none are named, where they belong by now. */
export function gather({ lessons, examples, arranged, board }: Parts, these?: ReadonlySet<string>): Gathered {
  const moved: Lesson[] = []
  const before = board.clear(these)
  const isMeant = (topicId: string) => these === undefined || these.has(topicId)
  for (const kept of lessons.all()) {
    if (!isMeant(kept.lesson.topicId)) continue
    const topicId = arranged.topicOfLesson(kept.lesson.id)!
    if (kept.lesson.topicId !== topicId) {
      kept.lesson = { ...kept.lesson, topicId }
      moved.push(kept.lesson)
    }
    board.joined(topicId, kept)
    const { standing, supersededBy } = kept.lesson
    const corrects = standing === 'superseded' && supersededBy !== undefined ? lessons.get(supersededBy) : undefined
    if (corrects) board.corrected(topicId, corrects.order)
  }
  const live = new Set<string>()
  for (const { lessonId, question } of examples.all()) {
    const { topicId } = lessons.get(lessonId)!.lesson
    if (!isMeant(topicId)) continue
    board.asked(topicId, question)
    live.add(topicId)
  }
  const gone = new Map(before.filter((id) => !live.has(id)).map((id) => [id, emptied(id)]))
  return { lessons: moved, topics: [...[...live].map(board.refresh), ...gone.values()], gone }
}

/** The topics whose lessons stand, or belong, elsewhere by now. */
export function outOfPlace({ lessons, arranged }: Pick<Parts, 'lessons' | 'arranged'>): string[] {
  return [...lessons.all()].flatMap(({ lesson: { id, topicId } }) => {
    const now = arranged.topicOfLesson(id)!
    return now === topicId ? [] : [topicId, now]
  })
}

/** Two changes, one after the other, as one. */
export function together(first: Omit<Gathered, 'gone'>, then: Omit<Gathered, 'gone'>): Omit<Gathered, 'gone'> {
  const topics = new Map([...first.topics, ...then.topics].map((topic) => [topic.id, topic]))
  const lessons = new Map([...first.lessons, ...then.lessons].map((lesson) => [lesson.id, lesson]))
  return { lessons: [...lessons.values()], topics: [...topics.values()] }
}
