import type { Lesson } from '../../domain/learning.ts'
import type { Engine } from '../engine.ts'
import { wordsOfReply } from '../reply-words.ts'

/** Lessons around one: of its topic, the newest first, and those of others that were asked alike and speak of the same. */
export function around(engine: Engine, { id, topicId, question, reply }: Lesson): Lesson[] {
  const topic = engine.lessons().filter((lesson) => lesson.topicId === topicId)
  const alike = engine
    .recall({ text: question }, nearest)
    .flatMap(({ lessonId }) => engine.lesson(lessonId) ?? [])
    .filter((lesson) => lesson.topicId === topicId || sharedWords(lesson.reply, reply) >= speaksOfTheSame)
  const all = new Map([...topic.slice(-ofTopic), ...alike].map((lesson) => [lesson.id, lesson]))
  all.delete(id)
  return [...all.values()].filter(({ standing }) => standing !== 'superseded')
}

const ofTopic = 30
const nearest = 12
/** Who asks where white tea is and who asks how long it steeps ask alike; their answers share hardly a word. */
const speaksOfTheSame = 0.25

/** Words that both replies have, as a share of the shorter one's. */
function sharedWords(a: string, b: string): number {
  const [mine, theirs] = [wordsOfReply(a).stems, wordsOfReply(b).stems]
  const shared = [...mine].filter((stem) => theirs.has(stem)).length
  return shared / Math.max(1, Math.min(mine.size, theirs.size))
}
