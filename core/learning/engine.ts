import { createHash } from 'node:crypto'
import type { LearningEntry, LearningRow, Lesson, LessonHit, Prediction, Topic } from '../domain/learning.ts'
import { stripFrame } from '../voice/frame.ts'
import { makeVoice, type Voice } from '../voice/voice.ts'
import { makeClassifier } from './classifier.ts'
import { type CalibrationBin, makeConfidence } from './confidence.ts'
import { makeLessons } from './lessons.ts'
import type { PairEntry } from './pair.ts'
import { predict, type Query } from './predict.ts'
import { makeRecall } from './recall.ts'
import { makeSureness } from './sureness.ts'
import { makeTopicBoard } from './topic-board.ts'
import { makeReplyTopics } from './topics.ts'
import { makeVectorOf, type SparseVector } from './vector.ts'

/** Changes whenever the same log would give another state or another prediction; part of every claim. */
export const engineVersion = 'local-2'

/** The projections that a row changed. */
export interface EngineChange {
  lessons: Lesson[]
  /** A topic that was merged into another stands here once more, with volume 0. */
  topics: Topic[]
}

/** What was learned by one agent: a pure function of its learning log. */
export interface Engine {
  readonly version: string
  /** The last row that was applied; 0 before the first. */
  readonly seq: number
  /** Applies the next row of the log. What it teaches is used by the very next prediction. */
  apply(row: LearningRow): EngineChange
  /** Says which lesson fits and how sure that is. Changes nothing. */
  predict(query: Query, hits: readonly LessonHit[]): Prediction
  /** Finds the nearest lessons in memory, for replays without a database. */
  recall(query: Pick<Query, 'text'>, limit: number): LessonHit[]
  lesson(id: string): Lesson | undefined
  topic(id: string): Topic | undefined
  lessons(): Lesson[]
  topics(): Topic[]
  /** The topic that says the same as this reply, as things stand; greeting and closing may be on it. */
  topicOfReply(reply: string): string | undefined
  /** How this business writes. */
  voice(): Voice
  /** How well confidence has matched what came true. */
  calibration(): CalibrationBin[]
  /** The least confidence from which on drafts were wrong no more often than `aim`, of late. */
  sureFrom(aim: number): number
  /** Digest of the whole state; equal for equal logs, erased rows apart. */
  hash(): string
}

/** One answered question, as the classifier learns it. */
interface Example {
  vector: SparseVector
  question: string
  lessonId: string
}

type VerdictEntry = Extract<LearningEntry, { type: 'verdict' }>

/** After this many answered questions all replies are grouped afresh, then every 1.3 times as many. */
const firstRefits = [8, 16, 30, 50, 100, 200, 350]

/** Makes an engine that has learned nothing. */
export function makeEngine(): Engine {
  const lessons = makeLessons()
  const replies = makeReplyTopics()
  const board = makeTopicBoard(replies.closeness)
  const recall = makeRecall()
  const confidence = makeConfidence()
  const sureness = makeSureness()
  const vectorOf = makeVectorOf()
  const voice = makeVoice()
  const vectors = new Map<string, SparseVector>()
  const examples: Example[] = []
  const classifier = makeClassifier()
  const topicIds: string[] = []
  const classOf = new Map<string, number>()
  let vanished = new Map<string, Topic>()
  let seq = 0

  function apply(row: LearningRow): EngineChange {
    seq = row.seq
    switch (row.entry.type) {
      case 'pair':
        voice.learn({ ...row, entry: row.entry })
        return learnPair(row.entry, row)
      case 'verdict':
        return learnVerdict(row.entry)
      case 'erased':
        return { lessons: [], topics: [] }
    }
  }

  function learnPair(entry: PairEntry, row: LearningRow): EngineChange {
    const confirmed = confirmedBy(entry)
    if (confirmed) {
      confirmed.lesson = { ...confirmed.lesson, agreed: confirmed.lesson.agreed + 1 }
      learnExample({
        vector: vectorOf(entry.question, entry.context),
        question: entry.question,
        lessonId: confirmed.lesson.id,
      })
      return refitOr({ lessons: [confirmed.lesson], topics: [board.refresh(confirmed.lesson.topicId)] })
    }
    const { kept, changed } = lessons.add(entry, row)
    const corrected = entry.supersedes === undefined ? undefined : lessons.supersede(entry.supersedes, entry.lessonId)
    const topicId = replies.add(entry.lessonId, kept.lesson.reply, entry.question, corrected?.id)
    kept.lesson = { ...kept.lesson, topicId }
    const vector = vectorOf(entry.question, entry.context)
    vectors.set(entry.lessonId, vector)
    recall.add(entry.lessonId, entry.question)
    board.joined(topicId, kept)
    if (corrected) board.corrected(topicId, kept.order)
    learnExample({ vector, question: entry.question, lessonId: entry.lessonId })
    const touched = new Set([topicId, ...changed.map((lesson) => lesson.topicId)])
    return refitOr({
      lessons: [kept.lesson, ...(corrected ? [corrected] : []), ...changed],
      topics: [...touched].map(board.refresh),
    })
  }

  /** Words that came from our draft teach no second lesson: they confirm the one that the draft was made from. */
  function confirmedBy(entry: PairEntry) {
    const named = lessons.get(entry.lessonId)
    if (named || entry.ownWords) return named
    const topicId = topicOfReply(entry.reply)
    return topicId === undefined ? undefined : board.template(topicId)
  }

  function learnExample(example: Example): void {
    const topicId = lessons.get(example.lessonId)!.lesson.topicId
    board.asked(topicId, example.question)
    classifier.learn(example.vector, classFor(topicId))
    examples.push(example)
  }

  function classFor(topicId: string): number {
    let label = classOf.get(topicId)
    if (label === undefined) {
      label = classifier.addClass()
      classOf.set(topicId, label)
      topicIds.push(topicId)
    }
    return label
  }

  function learnVerdict(entry: VerdictEntry): EngineChange {
    confidence.learn(entry.signals, entry.err === 0, entry.confidence)
    sureness.learn(entry.confidence, entry.err)
    const kept = lessons.get(entry.lessonId)
    if (!kept) return { lessons: [], topics: [] }
    kept.judged++
    if (entry.err === 0) kept.right++
    const saidTheSame = entry.err === 0 && !entry.unchanged
    kept.lesson = {
      ...kept.lesson,
      agreed: kept.lesson.agreed + (saidTheSame ? 1 : 0),
      wrong: kept.lesson.wrong + entry.err,
    }
    return { lessons: [kept.lesson], topics: [board.refresh(kept.lesson.topicId)] }
  }

  function refitOr(change: EngineChange): EngineChange {
    if (!isRefit(examples.length)) return change
    const again = refit()
    const topics = new Map([...change.topics, ...again.topics].map((topic) => [topic.id, topic]))
    const changed = new Map([...change.lessons, ...again.lessons].map((lesson) => [lesson.id, lesson]))
    return { lessons: [...changed.values()], topics: [...topics.values()] }
  }

  /** Groups the replies afresh with all that is known by now, and trains the model on that grouping. */
  function refit(): EngineChange {
    const moved: Lesson[] = []
    const topicOf = replies.regroup()
    const before = board.clear()
    for (const kept of lessons.all()) {
      const topicId = topicOf.get(kept.lesson.id)!
      if (kept.lesson.topicId !== topicId) {
        kept.lesson = { ...kept.lesson, topicId }
        moved.push(kept.lesson)
      }
      board.joined(topicId, kept)
      const corrects = kept.lesson.supersededBy === undefined ? undefined : lessons.get(kept.lesson.supersededBy)
      if (corrects) board.corrected(topicId, corrects.order)
    }
    const labels = examples.map((example) => {
      const topicId = lessons.get(example.lessonId)!.lesson.topicId
      board.asked(topicId, example.question)
      return classFor(topicId)
    })
    for (const _ of classifier.refit(labels));
    const live = new Set(labels.map((label) => topicIds[label]!))
    const topics = [...live].map(board.refresh)
    vanished = new Map(before.filter((id) => !live.has(id)).map((id) => [id, emptied(id)]))
    return { lessons: moved, topics: [...topics, ...vanished.values()] }
  }

  function topicOfReply(reply: string): string | undefined {
    return replies.topicOf(stripFrame(reply).body)
  }

  return {
    version: engineVersion,
    get seq() {
      return seq
    },
    apply,
    predict: (query, hits) =>
      predict(
        {
          classifier,
          confidence,
          topicIds,
          vectorOf,
          lesson: (id) => lessons.get(id)?.lesson,
          vector: (id) => vectors.get(id),
          topic: board.get,
          template: (id) => board.template(id)?.lesson,
          worth: (lesson) => board.worth(lessons.get(lesson.id)!),
        },
        query,
        hits,
      ),
    recall: (query, limit) => recall.nearest(query.text, limit),
    lesson: (id) => lessons.get(id)?.lesson,
    topic: (id) => board.get(id) ?? vanished.get(id),
    lessons: () => [...lessons.all()].map((kept) => kept.lesson),
    topics: board.all,
    topicOfReply,
    voice: () => voice,
    calibration: confidence.bins,
    sureFrom: sureness.from,
    hash() {
      const digest = createHash('sha256')
      for (const { lesson, judged, right } of lessons.all()) digest.update(JSON.stringify([lesson, judged, right]))
      digest.update(JSON.stringify(board.all()))
      digest.update(new Uint8Array(Float64Array.from(confidence.weights()).buffer))
      classifier.digest((part) => digest.update(part))
      digest.update(JSON.stringify(voice.save()))
      return digest.digest('hex')
    },
  }
}

function isRefit(count: number): boolean {
  if (count <= firstRefits.at(-1)!) return firstRefits.includes(count)
  let next = firstRefits.at(-1)!
  while (next < count) next = Math.ceil(next * 1.3)
  return next === count
}

function emptied(id: string): Topic {
  return { id, name: '', terms: [], template: '', volume: 0, agreeing: 0, judged: 0, right: 0 }
}
