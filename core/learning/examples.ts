import type { Classifier } from './classifier.ts'
import type { SparseVector } from './vector.ts'

/** One answered question, as the classifier learns it. */
export interface Example {
  vector: SparseVector
  question: string
  lessonId: string
}

/** Answered questions as the classifier learns them: its classes are topics. */
export interface Examples {
  count(): number
  all(): readonly Example[]
  /** Learns one more, of this topic. */
  learn(example: Example, topicId: string): void
  /** Learns all of them afresh, each of the topic that it belongs to by now; yields between slices of work. */
  refit(topicOf: (example: Example) => string): Generator<void>
  /** The topic of every class, as it was learned. */
  topicIds(): readonly string[]
  save(): SavedExamples
}

export interface SavedExamples {
  examples: Example[]
  topicIds: string[]
}

/** Makes an empty list, or goes on from a saved one. */
export function makeExamples(classifier: Classifier, saved: SavedExamples = { examples: [], topicIds: [] }): Examples {
  const { examples, topicIds } = saved
  const classOf = new Map(topicIds.map((id, label) => [id, label]))

  function classFor(topicId: string): number {
    let label = classOf.get(topicId)
    if (label === undefined) {
      label = classifier.addClass()
      classOf.set(topicId, label)
      topicIds.push(topicId)
    }
    return label
  }

  return {
    count: () => examples.length,
    all: () => examples,
    topicIds: () => topicIds,
    save: () => ({ examples, topicIds }),

    learn(example, topicId) {
      classifier.learn(example.vector, classFor(topicId))
      examples.push(example)
    },

    *refit(topicOf) {
      yield* classifier.refit(examples.map((example) => classFor(topicOf(example))))
    },
  }
}
