import type { Lesson, LessonHit, Prediction, Topic } from '../domain/learning.ts'
import { findEntities } from '../understanding/entities.ts'
import { sameLanguage } from '../understanding/language.ts'
import type { Classifier } from './classifier.ts'
import type { Confidence } from './confidence.ts'
import { closest, mostSimilar, type Neighbour, votesOf } from './neighbours.ts'
import { oddsOf, type Signals, signalNames } from './signals.ts'
import { hasFaded } from './truth/faded.ts'
import type { SparseVector, vectorOf } from './vector.ts'

export interface Query {
  text: string
  /** The turns before, oldest first. */
  context: string[]
  language: string
  /** When it was asked, ISO 8601: what was promised until before then has faded. */
  at?: string
}

/** What a prediction is made from: the engine's state, read only. */
export interface Knowledge {
  classifier: Classifier
  confidence: Confidence
  /** Of every class; several are one topic where staff merged them since the classes were last learned. */
  topicIds: readonly string[]
  vectorOf: typeof vectorOf
  lesson(id: string): Lesson | undefined
  vector(lessonId: string): SparseVector | undefined
  topic(id: string): Topic | undefined
  /** The lesson that stands for a topic. */
  template(topicId: string): Lesson | undefined
  /** How much a lesson is worth beside others of its topic, about 0..1. */
  worth(lesson: Lesson): number
}

/** How much the neighbours count beside the model. */
const neighbourShare = 0.12
const mostCandidates = 8
/** From this similarity on, two questions are the same words. */
const equalFrom = 0.999

/** Ranks topics by model and neighbours, picks the lessons to say, and tells how sure that is. */
export function predict(knowledge: Knowledge, query: Query, hits: readonly LessonHit[]): Prediction {
  if (knowledge.topicIds.length === 0) return { candidates: [], confidence: 0, signals: [] }
  const vector = knowledge.vectorOf(query.text, query.context)
  const scores = knowledge.classifier.score(vector)
  const neighbours = closest(knowledge, vector, hits)
  const votes = votesOf(neighbours)
  const ranked = probabilities(knowledge.topicIds, scores.probability)
    .map(({ id, index, probability }) => ({
      id,
      index,
      p: (1 - neighbourShare) * probability + neighbourShare * (votes.get(id) ?? 0),
    }))
    // A topic that was merged away keeps its number and has no lesson.
    .filter(({ id }) => knowledge.topic(id) !== undefined)
    .sort((a, b) => b.p - a.p || a.index - b.index)
    .slice(0, 4)
  const found = candidatesOf(knowledge, query, ranked, neighbours)
  const first = found[0]
  if (!first) return { candidates: [], confidence: 0, signals: [] }
  const chosen = ranked.find((topic) => topic.id === first.lesson.topicId) ?? ranked[0]!
  const rival = ranked.find((topic) => topic.id !== chosen.id)
  const topic = knowledge.topic(chosen.id)
  const volume = topic?.volume ?? 0
  const { linear, centroid } = scores
  const ahead = (of: Float64Array) =>
    (of[chosen.index] ?? 0) -
    of.reduce((most, value, i) => (knowledge.topicIds[i] === chosen.id ? most : Math.max(most, value)), -1)
  const inTopic = neighbours.filter(({ lesson }) => lesson.topicId === chosen.id)
  const elsewhere = neighbours.filter(({ lesson }) => lesson.topicId !== chosen.id)
  const nearest = mostSimilar(inTopic)
  const crowd = knowledge.topicIds.length / (knowledge.topicIds.length + 3)
  const isSameLanguage = sameLanguage(first.lesson.language, query.language)
  const signals: Signals = {
    always: 1,
    probability: oddsOf(chosen.p * crowd),
    margin: (chosen.p - (rival?.p ?? 0)) * crowd,
    linearMargin: Math.max(-1, Math.min(1.5, ahead(linear))) * crowd,
    centroidMargin: Math.max(-1, Math.min(1, ahead(centroid))),
    third: oddsOf(ranked[2]?.p ?? 0),
    centroid: centroid[chosen.index] ?? 0,
    headsAgree: [centroid, linear].every((head) => knowledge.topicIds[highest(head)] === chosen.id) ? 1 : 0,
    nearest,
    sameWords: oddsOf(nearest),
    elsewhere: mostSimilar(elsewhere),
    otherwise: Math.log1p(elsewhere.filter(({ similarity }) => similarity > equalFrom).length) / 2,
    neighbours: oddsOf(votes.get(chosen.id) ?? 0),
    nearestFive: neighbours.slice(0, 5).filter(({ lesson }) => lesson.topicId === chosen.id).length / 5,
    known: scores.known,
    volume: Math.min(1, Math.log1p(volume) / 5),
    rivalVolume: Math.log(0.1 + (rival ? (knowledge.topic(rival.id)?.volume ?? 0) : 0) / Math.max(1, volume)) / 3,
    reliability: oddsOf(((topic?.right ?? 0) + 1) / ((topic?.judged ?? 0) + 2)),
    length: 1 / (1 + vector.ends[0] / 4),
    sameReply: first.worth,
    language: isSameLanguage ? 1 : 0,
  }
  const values = signalNames.map((name) => signals[name])
  return {
    topicId: chosen.id,
    ...(rival ? { runnerUp: rival.id } : {}),
    candidates: found.map(({ lesson, score }) => ({
      lessonId: lesson.id,
      topicId: lesson.topicId,
      score,
      why: whyOf(lesson),
    })),
    confidence: isSameLanguage ? knowledge.confidence.of(values, chosen.id) : 0,
    signals: values,
    ...(isSameLanguage ? {} : { languageMismatch: true }),
  }
}

/** How probable each topic is, with its most probable class. */
function probabilities(topicIds: readonly string[], classes: Float64Array) {
  const topics = new Map<string, { id: string; index: number; probability: number }>()
  topicIds.forEach((id, index) => {
    const probability = classes[index] ?? 0
    const known = topics.get(id)
    if (known === undefined) topics.set(id, { id, index, probability })
    else {
      if (probability > (classes[known.index] ?? 0)) known.index = index
      known.probability += probability
    }
  })
  return [...topics.values()]
}

/** Lessons of the best topics: what can be said to this customer before what cannot, then what fits and is worth most. */
function candidatesOf(
  knowledge: Knowledge,
  query: Query,
  ranked: readonly { id: string; p: number }[],
  neighbours: readonly Neighbour[],
): { lesson: Lesson; score: number; worth: number }[] {
  const pool = new Map<string, Neighbour>()
  for (const { id } of ranked) {
    const template = knowledge.template(id)
    if (template) pool.set(template.id, { lesson: template, similarity: 0 })
  }
  for (const neighbour of neighbours) pool.set(neighbour.lesson.id, neighbour)
  const lent = lendToReplacements(knowledge, pool, ranked)
  let stated: Set<string> | undefined
  const found: { lesson: Lesson; score: number; worth: number }[] = []
  for (const { lesson, similarity } of pool.values()) {
    const topic = lent.get(lesson.id) ?? ranked.find((one) => one.id === lesson.topicId)
    if (!topic || lesson.standing === 'superseded') continue
    const worth = knowledge.worth(lesson)
    let score = topic.p + 0.1 * topic.p * (worth + 0.5 * similarity)
    if (lesson.slots.length > 0) {
      stated ??= new Set([query.text, ...query.context].flatMap(findEntities).map((entity) => entity.type))
      // A name is usually known of the customer; what else is missing has to be looked up by a person.
      const open = lesson.slots.filter((slot) => slot.type !== 'person' && !stated!.has(slot.type)).length
      score -= 0.08 * topic.p * Math.min(2, open)
    }
    if (!sameLanguage(lesson.language, query.language)) score *= 0.5
    if (hasFaded(lesson, query.at)) score *= 0.6
    found.push({ lesson, score, worth })
  }
  return found.sort((a, b) => b.score - a.score || (a.lesson.id < b.lesson.id ? -1 : 1)).slice(0, mostCandidates)
}

/** What outdid a lesson that faded is said where that one would have been, whatever topic it is in. */
function lendToReplacements(
  knowledge: Knowledge,
  pool: Map<string, Neighbour>,
  ranked: readonly { id: string; p: number }[],
): Map<string, { id: string; p: number }> {
  const lent = new Map<string, { id: string; p: number }>()
  for (const { lesson, similarity } of [...pool.values()]) {
    let by: Lesson | undefined = lesson
    for (let step = 0; step < 4 && by && by.supersededBy !== undefined; step++) by = knowledge.lesson(by.supersededBy)
    const topic = ranked.find((one) => one.id === lesson.topicId)
    if (!by || by.id === lesson.id || !topic) continue
    const own = lent.get(by.id) ?? ranked.find((one) => one.id === by.topicId)
    if (own === undefined || own.p < topic.p) lent.set(by.id, topic)
    if (!pool.has(by.id)) pool.set(by.id, { lesson: by, similarity })
  }
  return lent
}

function whyOf(lesson: Lesson): string {
  const question = lesson.question.replace(/\s+/g, ' ').trim().slice(0, 80)
  return `${lesson.author || 'A page'} ${lesson.standing === 'sourced' ? 'says this on' : 'answered'} “${question}” on ${lesson.at.slice(0, 10)}`
}

function highest(scores: Float64Array): number {
  let best = 0
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i
  return best
}
