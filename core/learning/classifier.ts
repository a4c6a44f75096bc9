import { dimensions, type SparseVector } from './vector.ts'

/** What the two heads say of one question. Arrays are indexed by class. */
export interface Scores {
  /** Cosine with each class's centroid. */
  centroid: Float64Array
  /** Output of the passive-aggressive linear model; a margin of 1 is what it is trained for. */
  linear: Float64Array
  /** Blended probabilities. */
  probability: Float64Array
  /** Share of the question's weight that lies on features seen before, 0..1. */
  known: number
}

/** An online classifier over sparse vectors. Its size grows with classes and vocabulary, not with examples. */
export interface Classifier {
  classes(): number
  addClass(): number
  score(vector: SparseVector): Scores
  learn(vector: SparseVector, label: number): void
  /** Corrects the linear model on an example that was learned before. */
  rehearse(vector: SparseVector, label: number): void
  /** Weighted, normalised values of a vector, for comparing two questions. */
  values(vector: SparseVector): Float32Array
  digest(update: (part: Uint8Array) => void): void
}

/** The classes that one feature speaks for. */
interface Posting {
  size: number
  classes: Uint16Array
  sums: Float32Array
  weights: Float32Array
}

/** Ways to turn scores into probabilities; the blend follows whichever has predicted best so far. */
const heads = [
  { of: 'centroid', scale: 10 },
  { of: 'centroid', scale: 22 },
  { of: 'linear', scale: 3 },
  { of: 'linear', scale: 7 },
] as const

/** How fast old merits of a head are forgotten, per example. */
const memory = 0.995
const aggressiveness = 0.6
/** The weight of the turns before, beside 1 for words and 1 for characters. */
const branchWeights = [1, 1, 0.7] as const

/** Makes an untrained classifier. */
export function makeClassifier(): Classifier {
  const postings: (Posting | undefined)[] = new Array(dimensions)
  const documentCount = new Float32Array(dimensions)
  const logCount = new Float32Array(dimensions)
  const squares: number[] = []
  const merits: number[] = heads.map((head) => (head.of === 'centroid' ? 1 : 0))
  let examples = 0

  function values(vector: SparseVector): Float32Array {
    const result = new Float32Array(vector.indexes.length)
    const rarest = Math.log(1 + examples) + 1
    let from = 0
    vector.ends.forEach((end, branch) => {
      let square = 0
      for (let i = from; i < end; i++) {
        const value = vector.counts[i]! * (rarest - logCount[vector.indexes[i]!]!)
        result[i] = value
        square += value * value
      }
      const scale = square > 0 ? branchWeights[branch]! / Math.sqrt(square) : 0
      for (let i = from; i < end; i++) result[i] = result[i]! * scale
      from = end
    })
    return result
  }

  function raw(vector: SparseVector, value: Float32Array): Scores {
    const centroid = new Float64Array(squares.length)
    const linear = new Float64Array(squares.length)
    let known = 0
    let all = 0
    for (let i = 0; i < value.length; i++) {
      const x = value[i]!
      all += x * x
      const posting = postings[vector.indexes[i]!]
      if (!posting) continue
      known += x * x
      const { classes, sums, weights, size } = posting
      for (let k = 0; k < size; k++) {
        const label = classes[k]!
        centroid[label] = centroid[label]! + x * sums[k]!
        linear[label] = linear[label]! + x * weights[k]!
      }
    }
    const length = Math.sqrt(all) || 1
    for (let c = 0; c < squares.length; c++) centroid[c] = centroid[c]! / (length * Math.sqrt(squares[c]! || 1))
    const probability = new Float64Array(squares.length)
    const shares = softmax(Float64Array.from(merits), 1)
    heads.forEach((head, h) => {
      const share = shares[h]!
      const p = softmax(head.of === 'centroid' ? centroid : linear, head.scale)
      for (let c = 0; c < p.length; c++) probability[c] = probability[c]! + share * p[c]!
    })
    return { centroid, linear, probability, known: all > 0 ? known / all : 0 }
  }

  function linearOf(vector: SparseVector, value: Float32Array): Float64Array {
    const linear = new Float64Array(squares.length)
    for (let i = 0; i < value.length; i++) {
      const posting = postings[vector.indexes[i]!]
      if (!posting) continue
      const { classes, weights, size } = posting
      const x = value[i]!
      for (let k = 0; k < size; k++) linear[classes[k]!] = linear[classes[k]!]! + x * weights[k]!
    }
    return linear
  }

  /** PA-I: the smallest change that puts the right class a margin of 1 above the best wrong one. */
  function correct(vector: SparseVector, value: Float32Array, linear: Float64Array, label: number): void {
    let rival = -1
    for (let c = 0; c < linear.length; c++) if (c !== label && (rival < 0 || linear[c]! > linear[rival]!)) rival = c
    if (rival < 0) return
    const loss = 1 - (linear[label]! - linear[rival]!)
    if (loss <= 0) return
    let square = 0
    for (const x of value) square += x * x
    const step = Math.min(aggressiveness, loss / (2 * square || 1))
    for (let i = 0; i < value.length; i++) {
      const x = value[i]! * step
      const posting = postingOf(vector.indexes[i]!)
      const right = slotOf(posting, label)
      posting.weights[right] = posting.weights[right]! + x
      const wrong = slotOf(posting, rival)
      posting.weights[wrong] = posting.weights[wrong]! - x
    }
  }

  function postingOf(index: number): Posting {
    let posting = postings[index]
    if (!posting) {
      posting = { size: 0, classes: new Uint16Array(2), sums: new Float32Array(2), weights: new Float32Array(2) }
      postings[index] = posting
    }
    return posting
  }

  return {
    classes: () => squares.length,

    addClass() {
      squares.push(0)
      return squares.length - 1
    },

    values,

    score(vector) {
      return raw(vector, values(vector))
    },

    learn(vector, label) {
      const value = values(vector)
      const scores = raw(vector, value)
      if (squares[label]! > 0 && squares.length > 1) {
        heads.forEach((head, h) => {
          const p = softmax(head.of === 'centroid' ? scores.centroid : scores.linear, head.scale)
          merits[h] = memory * merits[h]! + (1 - memory) * 30 * Math.log(0.9 * p[label]! + 0.1 / p.length)
        })
      }
      examples++
      let square = 0
      let dot = 0
      for (let i = 0; i < value.length; i++) {
        const x = value[i]!
        const index = vector.indexes[i]!
        documentCount[index] = documentCount[index]! + 1
        logCount[index] = Math.log(1 + documentCount[index]!)
        const posting = postingOf(index)
        const slot = slotOf(posting, label)
        square += x * x
        dot += x * posting.sums[slot]!
        posting.sums[slot] = posting.sums[slot]! + x
      }
      squares[label] = squares[label]! + 2 * dot + square
      correct(vector, value, scores.linear, label)
    },

    rehearse(vector, label) {
      const value = values(vector)
      correct(vector, value, linearOf(vector, value), label)
    },

    digest(update) {
      update(new Uint8Array(Float64Array.from([examples, ...merits, ...squares]).buffer))
      for (const posting of postings) {
        if (!posting) continue
        update(new Uint8Array(posting.sums.slice(0, posting.size).buffer))
        update(new Uint8Array(posting.weights.slice(0, posting.size).buffer))
      }
    },
  }
}

function slotOf(posting: Posting, label: number): number {
  for (let k = 0; k < posting.size; k++) if (posting.classes[k] === label) return k
  if (posting.size === posting.classes.length) {
    const length = posting.size * 2
    posting.classes = grown(new Uint16Array(length), posting.classes)
    posting.sums = grown(new Float32Array(length), posting.sums)
    posting.weights = grown(new Float32Array(length), posting.weights)
  }
  posting.classes[posting.size] = label
  return posting.size++
}

function grown<A extends Uint16Array | Float32Array>(larger: A, old: A): A {
  larger.set(old)
  return larger
}

function softmax(scores: Float64Array, scale: number): Float64Array {
  let most = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > most) most = score
  const result = new Float64Array(scores.length)
  let sum = 0
  for (let i = 0; i < scores.length; i++) {
    const e = Math.exp(scale * (scores[i]! - most))
    result[i] = e
    sum += e
  }
  for (let i = 0; i < result.length; i++) result[i] = result[i]! / sum
  return result
}
