import { makeDualStep } from './dual-step.ts'
import { blended, firstMerits, judgeHeads } from './heads.ts'
import { makePostings } from './postings.ts'
import { branches, dimensions, type SparseVector } from './vector.ts'

/** What the two heads say of one question. Arrays are indexed by class. */
export interface Scores {
  /** Cosine with each class's centroid. */
  centroid: Float64Array
  /** Output of the linear model; a margin of 1 is what it is trained for. */
  linear: Float64Array
  /** Blended probabilities. */
  probability: Float64Array
  /** Share of the question's weight that lies on features seen before, 0..1. */
  known: number
}

/** A classifier over sparse vectors that learns one at a time; a refit now and then finishes what single steps began. */
export interface Classifier {
  classes(): number
  addClass(): number
  score(vector: SparseVector): Scores
  learn(vector: SparseVector, label: number): void
  /**
   * Takes up new labels of all examples, now and then how rare each feature is by now, and goes over everything once.
   * Classes keep their numbers; one without examples stays, empty. Yields between slices of work.
   */
  refit(labels: readonly number[]): Generator<void>
  /** What a state alone does not hold: centroids and weights, added up from its examples. Yields between slices of work. */
  addUp(): Generator<void>
  save(): ClassifierState
  /** Weighted, normalised values of a vector, for comparing two questions. */
  values(vector: SparseVector): Float32Array
  digest(update: (part: Uint8Array) => void): void
}

/** Everything that a classifier has learned, as plain data; centroids and weights follow from it. */
export interface ClassifierState {
  examples: Example[]
  /** In how many examples each feature occurs. */
  documents: Float32Array
  /** How telling each feature is, all alike at first; frozen between refits, so that what was learned under it stays what it was. */
  rarity: Float32Array | undefined
  /** How many examples there were when rarity was last counted. */
  weighedAt: number
  /** Squared lengths of the centroids. */
  squares: number[]
  /** Examples of each class; an empty one takes part in nothing. */
  members: number[]
  /** How well each head has predicted lately. */
  merits: number[]
}

/** An example that was learned, with its share in the weights: the dual variables of a multi-class support vector machine. */
export interface Example {
  vector: SparseVector
  label: number
  /** Squared length of its values. */
  square: number
  classes: number[]
  alphas: number[]
  /** Nothing had to move when it was last gone over. */
  isSettled: boolean
}

/** Old examples that are gone over again with every new one. */
const rehearsals = 3
/** So many are looked at to find them; one that is settled is gone over every fourth time only. */
const looks = 12
const settledEvery = 4
/** The weight of each branch: words, characters, pairs, and the turns before. */
const branchWeights = [1, 1, 1, 1.2] as const
/** What every feature tells, however frequent it is: the rarest tell about three times as much. */
const everyFeature = 3
/** Rarity is counted afresh when there are so many times the examples of the last time. */
const reweighFrom = 1.6
/** The score of a class without examples: below all others. */
const absent = -1000
/** Examples between two yields of a refit: about a millisecond. */
const slice = 16

/** Sublinear term frequency of a count in quarters: the tenth mention says little more than the ninth. */
const frequency = Float32Array.from({ length: 256 }, (_, quarters) =>
  quarters <= 4 ? quarters / 4 : 1 + Math.log(quarters / 4),
)

/** What an untrained classifier knows. */
export function nothingClassified(): ClassifierState {
  return {
    examples: [],
    documents: new Float32Array(dimensions),
    rarity: undefined,
    weighedAt: 0,
    squares: [],
    members: [],
    merits: firstMerits(),
  }
}

/** Makes a classifier over a state, which it changes in place; one with examples needs `addUp` before anything else. */
export function makeClassifier(state = nothingClassified()): Classifier {
  const { examples, merits } = state
  let postings = makePostings()
  const step = makeDualStep()
  /** The last question that was scored: it is usually the next to be learned. */
  let asked: { vector: SparseVector; value: Float32Array; scores: Scores } | undefined

  function values(vector: SparseVector): Float32Array {
    const { indexes, counts, ends } = vector
    const { rarity } = state
    const result = new Float32Array(indexes.length)
    let from = 0
    for (let branch = 0; branch < branches; branch++) {
      const end = ends[branch]!
      let square = 0
      for (let i = from; i < end; i++) {
        const value = frequency[counts[i]!]! * (rarity === undefined ? 1 : rarity[indexes[i]!]!)
        result[i] = value
        square += value * value
      }
      const scale = square > 0 ? branchWeights[branch]! / Math.sqrt(square) : 0
      for (let i = from; i < end; i++) result[i] = result[i]! * scale
      from = end
    }
    return result
  }

  function scoresOf(vector: SparseVector): { value: Float32Array; scores: Scores } {
    if (asked?.vector !== vector) {
      const value = values(vector)
      asked = { vector, value, scores: scoresFrom(vector, value) }
    }
    return asked
  }

  function scoresFrom(vector: SparseVector, value: Float32Array): Scores {
    const { squares } = state
    const centroid = new Float64Array(squares.length)
    const linear = new Float64Array(squares.length)
    const known = postings.score(vector.indexes, value, centroid, linear)
    const all = squareOf(value)
    const length = Math.sqrt(all) || 1
    for (let c = 0; c < squares.length; c++) {
      centroid[c] = state.members[c]! > 0 ? centroid[c]! / (length * Math.sqrt(squares[c]!)) : absent
    }
    silenceEmpty(linear)
    const probability = blended(merits, centroid, linear)
    return { centroid, linear, probability, known: all > 0 ? known / all : 0 }
  }

  function silenceEmpty(linear: Float64Array): void {
    for (let c = 0; c < linear.length; c++) if (state.members[c] === 0) linear[c] = absent
  }

  function settle(example: Example, value: Float32Array, linear: Float64Array): void {
    const { indexes } = example.vector
    asked = undefined
    example.isSettled = step(example, linear, (c, change) => postings.addWeights(indexes, value, c, change))
  }

  function rehearse(example: Example): void {
    const value = values(example.vector)
    const linear = new Float64Array(state.squares.length)
    postings.linear(example.vector.indexes, value, linear)
    silenceEmpty(linear)
    settle(example, value, linear)
  }

  /** Adds centroids and weights up from the examples, in their order: the same examples give the same bytes. */
  function* addUp(): Generator<void> {
    const { squares } = state
    postings = makePostings()
    squares.fill(0)
    for (const [i, example] of examples.entries()) {
      const { vector, label, classes, alphas } = example
      const value = values(vector)
      example.square = squareOf(value)
      squares[label] = squares[label]! + postings.addSums(vector.indexes, value, label, 1)
      for (let k = 0; k < classes.length; k++) postings.addWeights(vector.indexes, value, classes[k]!, alphas[k]!)
      if (i % slice === 0) yield
    }
    asked = undefined
  }

  /** Takes up how rare each feature is by now. */
  function reweigh(): void {
    state.weighedAt = examples.length
    state.rarity = state.documents.map((count) => Math.log((1 + examples.length) / (1 + count)) + everyFeature)
  }

  /** Takes an example out of its class and puts it into another, where its share in the weights starts afresh. */
  function move(example: Example, label: number): void {
    asked = undefined
    const { squares, members } = state
    const { indexes } = example.vector
    const value = values(example.vector)
    squares[example.label] = squares[example.label]! + postings.addSums(indexes, value, example.label, -1)
    squares[label] = squares[label]! + postings.addSums(indexes, value, label, 1)
    members[example.label] = members[example.label]! - 1
    members[label] = members[label]! + 1
    example.classes.forEach((c, k) => {
      postings.addWeights(indexes, value, c, -example.alphas[k]!)
    })
    Object.assign(example, { label, classes: [], alphas: [], isSettled: false })
  }

  return {
    classes: () => state.squares.length,
    addClass() {
      asked = undefined
      state.squares.push(0)
      return state.members.push(0) - 1
    },

    save: () => state,
    values,
    score: (vector) => scoresOf(vector).scores,

    learn(vector, label) {
      const { documents, squares, members } = state
      const { value, scores } = scoresOf(vector)
      if (members[label]! > 0 && squares.length > 1) judgeHeads(merits, scores, label)
      if (members[label] === 0) scores.linear[label] = 0
      members[label] = members[label]! + 1
      for (const index of vector.indexes) documents[index] = documents[index]! + 1
      squares[label] = squares[label]! + postings.addSums(vector.indexes, value, label, 1)
      const example: Example = { vector, label, square: squareOf(value), classes: [], alphas: [], isSettled: false }
      examples.push(example)
      settle(example, value, scores.linear)
      for (let i = 1, left = rehearsals; i <= looks && left > 0; i++) {
        const old = examples[anyOf(examples.length, i)]!
        if (old.isSettled && i % settledEvery !== 0) continue
        rehearse(old)
        left--
      }
    },

    *refit(labels) {
      if (examples.length >= reweighFrom * state.weighedAt) {
        reweigh()
        yield* addUp()
      }
      for (const [i, example] of examples.entries()) {
        if (example.label !== labels[i]) move(example, labels[i]!)
        if (i % slice === 0) yield
      }
      for (const [done, i] of mixedOrder(examples.length)) {
        if (!examples[i]!.isSettled) rehearse(examples[i]!)
        if (done % slice === 0) yield
      }
      yield* addUp()
    },

    addUp,

    digest(update) {
      update(new Uint8Array(Float64Array.from([examples.length, ...merits, ...state.squares]).buffer))
      update(new Uint8Array((state.rarity ?? new Float32Array()).slice().buffer))
      postings.digest(update)
    },
  }
}

/** One of the past, spread evenly. */
function anyOf(count: number, turn: number): number {
  return (Math.imul(count * 7 + turn, 2654435761) >>> 0) % count
}

/** All positions once, neighbours far apart: steps of the golden section. */
function* mixedOrder(count: number): Generator<[done: number, position: number]> {
  let stride = Math.max(1, Math.floor(count * 0.618))
  while (commonDivisor(stride, count) > 1) stride++
  for (let i = 0, at = 0; i < count; i++, at = (at + stride) % count) yield [i, at]
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

function squareOf(values: Float32Array): number {
  let square = 0
  for (const x of values) square += x * x
  return square
}
