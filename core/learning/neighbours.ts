import type { Lesson, LessonHit } from '../domain/learning.ts'
import type { Classifier } from './classifier.ts'
import { contextBranch, dimensions, type SparseVector } from './vector.ts'

/** A lesson that was recalled, and how like its question is, 0..1. */
export interface Neighbour {
  lesson: Lesson
  similarity: number
}

/** What neighbours are compared with. */
interface Known {
  classifier: Pick<Classifier, 'values'>
  lesson(id: string): Lesson | undefined
  vector(lessonId: string): SparseVector | undefined
}

const scratch = new Float32Array(dimensions)

/**
 * Orders what recall found, nearest first: the sparse vectors tell topics apart better. What was said before is compared
 * where both questions came in the midst of a conversation; a first question is not unlike for being the first.
 */
export function closest(knowledge: Known, vector: SparseVector, hits: readonly LessonHit[]): Neighbour[] {
  const values = knowledge.classifier.values(vector)
  vector.indexes.forEach((index, i) => {
    scratch[index] = values[i]!
  })
  const own = lengthOf(values, values.length)
  const ownQuestion = lengthOf(values, vector.ends[contextBranch - 1]!)
  const neighbours: Neighbour[] = []
  for (const hit of hits) {
    const lesson = knowledge.lesson(hit.lessonId)
    const theirs = lesson && knowledge.vector(lesson.id)
    if (!lesson || !theirs) continue
    const weights = knowledge.classifier.values(theirs)
    let dot = 0
    for (let i = 0; i < weights.length; i++) dot += weights[i]! * scratch[theirs.indexes[i]!]!
    const bothHaveContext = hasContext(vector) && hasContext(theirs)
    const lengths = bothHaveContext
      ? own * lengthOf(weights, weights.length)
      : ownQuestion * lengthOf(weights, theirs.ends[contextBranch - 1]!)
    neighbours.push({ lesson, similarity: lengths > 0 ? dot / lengths : 0 })
  }
  for (const index of vector.indexes) scratch[index] = 0
  return neighbours.sort((a, b) => b.similarity - a.similarity || (a.lesson.id < b.lesson.id ? -1 : 1))
}

function hasContext({ ends }: SparseVector): boolean {
  return ends[contextBranch]! > ends[contextBranch - 1]!
}

function lengthOf(values: Float32Array, to: number): number {
  let square = 0
  for (let i = 0; i < to; i++) square += values[i]! * values[i]!
  return Math.sqrt(square)
}

/** How much the ten nearest speak for each topic, as shares of 1. */
export function votesOf(neighbours: readonly Neighbour[]): Map<string, number> {
  const votes = new Map<string, number>()
  let all = 0
  for (const { lesson, similarity } of neighbours.slice(0, 10)) {
    const weight = Math.exp(10 * similarity) - 1
    if (weight <= 0) continue
    all += weight
    votes.set(lesson.topicId, (votes.get(lesson.topicId) ?? 0) + weight)
  }
  for (const [topic, weight] of votes) votes.set(topic, weight / all)
  return votes
}

/** The similarity of the nearest; 0 where there is none. */
export function mostSimilar(neighbours: readonly Neighbour[]): number {
  return neighbours.reduce((most, { similarity }) => Math.max(most, similarity), 0)
}
