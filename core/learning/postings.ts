import { dimensions } from './vector.ts'

/** For every feature, the classes that it speaks for: sums make the centroids, weights the linear model. */
export interface Postings {
  /** Adds what features say to the scores of the classes; returns the squared length of those that were ever seen. */
  score(features: Uint16Array, values: Float32Array, centroid: Float64Array, linear: Float64Array): number
  /** Adds what features say to the scores of the linear model alone. */
  linear(features: Uint16Array, values: Float32Array, linear: Float64Array): void
  /** Adds an example to a class's centroid or takes it out; returns how much the centroid's squared length grew. */
  addSums(features: Uint16Array, values: Float32Array, label: number, sign: 1 | -1): number
  addWeights(features: Uint16Array, values: Float32Array, label: number, factor: number): void
  digest(update: (part: Uint8Array) => void): void
}

/** From this many classes on, a whole row is smaller and faster than a list. */
const listUpTo = 12
const firstRoom = 256

/**
 * Makes postings that hold nothing. A feature's row is a stretch of three arrays that all share, so that going over an
 * example reads memory in long runs and follows no pointer: what costs is fetching rows, not adding them up. A row of few
 * classes is a list with their numbers in `classes`; one of many has a place for every class.
 */
export function makePostings(): Postings {
  /** Where a feature's row stands, how long it is, and how long it may grow; no room = never seen. */
  const start = new Uint32Array(dimensions)
  const size = new Uint16Array(dimensions)
  const room = new Uint16Array(dimensions)
  let classes = new Uint16Array(firstRoom)
  let sums = new Float32Array(firstRoom)
  let weights = new Float32Array(firstRoom)
  let end = 0

  const isList = (feature: number) => room[feature]! <= listUpTo

  /** Takes a stretch at the end; what a row leaves behind is lost until all is added up afresh. */
  function take(length: number): number {
    const at = end
    end += length
    if (end > sums.length) {
      const larger = Math.max(end, Math.ceil(sums.length * 1.5))
      classes = grown(classes, new Uint16Array(larger))
      sums = grown(sums, new Float32Array(larger))
      weights = grown(weights, new Float32Array(larger))
    }
    return at
  }

  function moveTo(feature: number, length: number, placeOf: (k: number) => number, newSize: number): void {
    const from = start[feature]!
    const to = take(length)
    for (let k = 0; k < size[feature]!; k++) {
      const at = to + placeOf(k)
      classes[at] = classes[from + k]!
      sums[at] = sums[from + k]!
      weights[at] = weights[from + k]!
    }
    start[feature] = to
    room[feature] = length
    size[feature] = newSize
  }

  /** Gives a list a place for every class. */
  function spreadOut(feature: number, label: number): void {
    const from = start[feature]!
    let most = label
    for (let k = 0; k < size[feature]!; k++) most = Math.max(most, classes[from + k]!)
    const numbers = classes.slice(from, from + size[feature]!)
    moveTo(feature, Math.max(listUpTo + 1, Math.ceil((most + 1) * 1.25)), (k) => numbers[k]!, most + 1)
  }

  /** Where a class of a feature stands; makes room for it. */
  function placeOf(feature: number, label: number): number {
    if (isList(feature)) {
      const from = start[feature]!
      const length = size[feature]!
      for (let k = 0; k < length; k++) if (classes[from + k] === label) return from + k
      if (length < listUpTo) {
        if (length === room[feature]) moveTo(feature, Math.min(listUpTo, Math.max(1, length * 2)), (k) => k, length)
        const at = start[feature]! + length
        classes[at] = label
        size[feature] = length + 1
        return at
      }
      spreadOut(feature, label)
    } else if (label >= room[feature]!) {
      moveTo(feature, Math.ceil((label + 1) * 1.5), (k) => k, size[feature]!)
    }
    if (label >= size[feature]!) size[feature] = label + 1
    return start[feature]! + label
  }

  return {
    score(features, values, centroid, linear) {
      let known = 0
      for (let i = 0; i < features.length; i++) {
        const feature = features[i]!
        const length = size[feature]!
        if (length === 0) continue
        const x = values[i]!
        const from = start[feature]!
        known += x * x
        if (isList(feature)) {
          for (let at = from; at < from + length; at++) {
            const c = classes[at]!
            centroid[c] = centroid[c]! + x * sums[at]!
            linear[c] = linear[c]! + x * weights[at]!
          }
        } else {
          for (let c = 0; c < length; c++) {
            centroid[c] = centroid[c]! + x * sums[from + c]!
            linear[c] = linear[c]! + x * weights[from + c]!
          }
        }
      }
      return known
    },

    linear(features, values, linear) {
      for (let i = 0; i < features.length; i++) {
        const feature = features[i]!
        const length = size[feature]!
        const x = values[i]!
        const from = start[feature]!
        if (isList(feature)) {
          for (let at = from; at < from + length; at++) linear[classes[at]!] = linear[classes[at]!]! + x * weights[at]!
        } else {
          for (let c = 0; c < length; c++) linear[c] = linear[c]! + x * weights[from + c]!
        }
      }
    },

    addSums(features, values, label, sign) {
      let growth = 0
      for (let i = 0; i < features.length; i++) {
        const at = placeOf(features[i]!, label)
        const before = sums[at]!
        const x = sign * values[i]!
        growth += x * (2 * before + x)
        sums[at] = before + x
      }
      return growth
    },

    addWeights(features, values, label, factor) {
      for (let i = 0; i < features.length; i++) {
        const at = placeOf(features[i]!, label)
        weights[at] = weights[at]! + factor * values[i]!
      }
    },

    digest(update) {
      for (let feature = 0; feature < dimensions; feature++) {
        const from = start[feature]!
        const to = from + size[feature]!
        if (to === from) continue
        update(new Uint8Array(sums.slice(from, to).buffer))
        update(new Uint8Array(weights.slice(from, to).buffer))
      }
    },
  }
}

function grown<T extends Uint16Array | Float32Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}
