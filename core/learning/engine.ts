import { createHash } from 'node:crypto'
import type {
  Arrangement,
  LearningEntry,
  LearningRow,
  Lesson,
  LessonHit,
  Prediction,
  Topic,
} from '../domain/learning.ts'
import { stripFrame } from '../voice/frame.ts'
import { makeVoice, type Voice } from '../voice/voice.ts'
import { asFound, makeArrangedTopics, type StandingMove } from './arrangement.ts'
import { type Classifier, makeClassifier } from './classifier.ts'
import { type CalibrationBin, makeConfidence } from './confidence.ts'
import { type Example, makeExamples } from './examples.ts'
import { gather, outOfPlace, together } from './gather.ts'
import { makeLessons } from './lessons.ts'
import type { PairEntry } from './pair.ts'
import { predict, type Query } from './predict.ts'
import { makeRecall } from './recall.ts'
import { atOnce, isRefit } from './refits.ts'
import type { SavedEngine } from './snapshot.ts'
import { makeSureness } from './sureness.ts'
import { makeTopicBoard } from './topic-board.ts'
import { makeReplyTopics } from './topics.ts'
import { makeVectorOf, type SparseVector } from './vector.ts'

/** Changes whenever the same log would give another state or another prediction; part of every claim. */
export const engineVersion = 'local-10'

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
  /** The topic that a topic is part of by now: itself, unless it became one with another. */
  topicNow(id: string): string
  /** The topic that says the same as this reply, as things stand; greeting and closing may be on it. */
  topicOfReply(reply: string): string | undefined
  /** The last move of a lesson by staff that stands. */
  moveOf(lessonId: string): StandingMove | undefined
  /** How this business writes. */
  voice(): Voice
  /** How well confidence has matched what came true. */
  calibration(): CalibrationBin[]
  /** The least confidence from which on drafts were wrong no more often than `aim`, of late. */
  sureFrom(aim: number): number
  /**
   * Where the next refit belongs, when one is due: behind this row of the log. Refits beyond `refitsAtOnce` examples are
   * left to whoever holds the engine (learners.ts); 0 = none is due.
   */
  readonly dueAt: number
  /** The row behind which everything was last grouped and trained afresh. */
  readonly refitAt: number
  /** Groups and trains afresh with all that is known by now; yields between slices of work of about a millisecond. */
  refit(): Generator<void, EngineChange>
  /** All of it, as plain data that still belongs to the engine: to be serialised at once. */
  save(): SavedEngine
  /** Digest of the whole state; equal for equal logs, erased rows apart. */
  hash(): string
}

type VerdictEntry = Extract<LearningEntry, { type: 'verdict' }>

/** Makes the engine that was saved, whose data it takes over; yields between slices of work. */
export function* restoreEngine(saved: SavedEngine, options: { refitsAtOnce?: number }): Generator<void, Engine> {
  const { engine, classifier } = build({ ...options, saved })
  yield* classifier.addUp()
  return engine
}

/** Makes an engine that has learned nothing. Refits happen within `apply` up to `refitsAtOnce` examples. */
export function makeEngine(options: { refitsAtOnce?: number } = {}): Engine {
  return build(options).engine
}

function build(options: { saved?: SavedEngine; refitsAtOnce?: number }): { engine: Engine; classifier: Classifier } {
  const { saved, refitsAtOnce = Number.POSITIVE_INFINITY } = options
  const lessons = makeLessons(saved?.lessons)
  const replies = makeReplyTopics(saved?.replies)
  // A snapshot from before single lessons could be moved says nothing of moves.
  const arranged = makeArrangedTopics(replies, { ...asFound(), ...saved?.arrangement })
  const board = makeTopicBoard(arranged.closeness, arranged.arrangementOf, saved?.board)
  const recall = makeRecall()
  const sureness = makeSureness(saved?.sureness)
  const confidence = makeConfidence(saved?.confidence)
  const vectorOf = makeVectorOf()
  const voice = makeVoice(saved?.voice)
  const vectors = saved?.vectors ?? new Map<string, SparseVector>()
  const classifier = makeClassifier(saved?.classifier)
  const examples = makeExamples(classifier, saved)
  let vanished = new Map<string, Topic>()
  let { seq, dueAt, refitAt, isRearranged } = saved ?? { seq: 0, dueAt: 0, refitAt: 0, isRearranged: false }
  for (const { lesson } of lessons.all()) recall.add(lesson.id, lesson.question)

  function apply(row: LearningRow): EngineChange {
    seq = row.seq
    switch (row.entry.type) {
      case 'pair':
        voice.learn({ ...row, entry: row.entry })
        return learnPair(row.entry, row)
      case 'verdict':
        return learnVerdict(row.entry)
      case 'standing':
        return learnStanding(row.entry)
      case 'named':
      case 'merged':
      case 'unmerged':
      case 'moved':
      case 'unmoved':
      case 'pinned':
        return arrange(row.entry, row.at)
      case 'refit':
      case 'erased':
        return { lessons: [], topics: [] }
    }
  }

  /** What later words or a teammate's decision made of a lesson: it changes what is drafted, not what the model knows. */
  function learnStanding(entry: Extract<LearningEntry, { type: 'standing' }>): EngineChange {
    const lesson = lessons.stand(entry)
    return lesson ? { lessons: [lesson], topics: [board.refresh(lesson.topicId)] } : { lessons: [], topics: [] }
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
    const topicId = arranged.add(entry.lessonId, kept.lesson.reply, entry.question, corrected?.id)
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
    const topicId = topicOfExample(example)
    board.asked(topicId, example.question)
    examples.learn(example, topicId)
  }

  const topicOfExample = ({ lessonId }: Example) => lessons.get(lessonId)!.lesson.topicId

  function learnVerdict(entry: VerdictEntry): EngineChange {
    confidence.learn(entry.signals, topicNow(entry.topicId), entry.err === 0, entry.confidence)
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

  /** What staff made of topics: it holds at once, and everything is trained afresh with it soon. */
  function arrange(entry: Arrangement, at: string): EngineChange {
    const concerned = arranged.arrange(entry, at, board.termsName)
    if (concerned.length === 0) return { lessons: [], topics: [] }
    if (entry.type === 'named' || entry.type === 'pinned') return { lessons: [], topics: concerned.map(board.refresh) }
    isRearranged = true
    return refitSoon(gathered(new Set([...concerned, ...outOfPlace({ lessons, arranged })])))
  }

  function gathered(these?: ReadonlySet<string>): EngineChange {
    const { gone, ...change } = gather({ lessons, examples, arranged, board }, these)
    vanished = gone
    return change
  }

  // A topic is called by the lesson that founded it.
  const topicNow = (id: string) => arranged.topicOfLesson(id) ?? id
  /** What was one class each may be one topic by now. */
  const classTopics = () => (isRearranged ? examples.topicIds().map(topicNow) : examples.topicIds())

  function refitOr(change: EngineChange): EngineChange {
    return isRefit(examples.count()) ? refitSoon(change) : change
  }

  function refitSoon(change: EngineChange): EngineChange {
    dueAt = seq
    if (examples.count() > refitsAtOnce) return change
    return together(change, atOnce(refit()))
  }

  function* refit(): Generator<void, EngineChange> {
    dueAt = 0
    refitAt = seq
    isRearranged = false
    arranged.regroup()
    yield
    const change = gathered()
    yield* examples.refit(topicOfExample)
    return change
  }

  function topicOfReply(reply: string): string | undefined {
    return arranged.topicOf(stripFrame(reply).body)
  }

  const engine: Engine = {
    version: engineVersion,
    get seq() {
      return seq
    },
    get dueAt() {
      return dueAt
    },
    get refitAt() {
      return refitAt
    },
    apply,
    refit,
    predict: (query, hits) =>
      predict(
        {
          classifier,
          confidence,
          topicIds: classTopics(),
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
    topicNow,
    topicOfReply,
    moveOf: arranged.moveOf,
    voice: () => voice,
    calibration: confidence.bins,
    sureFrom: sureness.from,
    save: () => ({
      ...{ version: engineVersion, seq, dueAt, refitAt, isRearranged, vectors, ...examples.save() },
      ...{ lessons: lessons.save(), replies: replies.save(), arrangement: arranged.save(), board: board.save() },
      ...{
        confidence: confidence.save(),
        sureness: sureness.save(),
        voice: voice.save(),
        classifier: classifier.save(),
      },
    }),
    hash() {
      const digest = createHash('sha256')
      for (const { lesson, judged, right } of lessons.all()) digest.update(JSON.stringify([lesson, judged, right]))
      digest.update(JSON.stringify([board.all(), arranged.save()]))
      digest.update(new Uint8Array(Float64Array.from(confidence.weights()).buffer))
      classifier.digest((part) => digest.update(part))
      digest.update(JSON.stringify(voice.save()))
      return digest.digest('hex')
    },
  }
  return { engine, classifier }
}
