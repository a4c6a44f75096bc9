/** For every feature, the classes that it speaks for: sums make the centroids, weights the linear model. */
export interface Postings {
  /** Adds what one feature says to the scores; false where it was never seen. */
  score(feature: number, x: number, centroid: Float64Array, linear: Float64Array): boolean
  linear(feature: number, x: number, linear: Float64Array): void
  /** Adds an example to a class's centroid or takes it out; returns how much the centroid's squared length grew. */
  addSums(features: Uint16Array, values: Float32Array, label: number, sign: 1 | -1): number
  addWeights(features: Uint16Array, values: Float32Array, label: number, factor: number): void
  digest(update: (part: Uint8Array) => void): void
}

/** Few classes: a list of them. Many: `classes` is absent and the class is the position. */
interface Posting {
  size: number
  classes: Uint16Array | undefined
  sums: Float32Array
  weights: Float32Array
}

const pageBits = 8
const pageSize = 1 << pageBits
/** From this many classes on, a whole row is smaller and faster than a list. */
const listUpTo = 12

/** Makes postings that hold nothing; they take room for the features that occur, not for all that there could be. */
export function makePostings(): Postings {
  /** Pages of rows: found as fast as in one array, and made only where features occur. */
  const pages: (Posting | undefined)[][] = []

  const find = (feature: number) => pages[feature >> pageBits]?.[feature & (pageSize - 1)]

  function rowOf(feature: number): Posting {
    let row = find(feature)
    if (!row) {
      row = { size: 0, classes: new Uint16Array(1), sums: new Float32Array(1), weights: new Float32Array(1) }
      const page = pages[feature >> pageBits] ?? new Array(pageSize)
      pages[feature >> pageBits] = page
      page[feature & (pageSize - 1)] = row
    }
    return row
  }

  return {
    score(feature, x, centroid, linear) {
      const row = find(feature)
      if (!row) return false
      const { classes, sums, weights, size } = row
      if (classes === undefined) {
        for (let c = 0; c < size; c++) {
          centroid[c] = centroid[c]! + x * sums[c]!
          linear[c] = linear[c]! + x * weights[c]!
        }
        return true
      }
      for (let k = 0; k < size; k++) {
        const c = classes[k]!
        centroid[c] = centroid[c]! + x * sums[k]!
        linear[c] = linear[c]! + x * weights[k]!
      }
      return true
    },

    linear(feature, x, linear) {
      const row = find(feature)
      if (!row) return
      const { classes, weights, size } = row
      if (classes === undefined) for (let c = 0; c < size; c++) linear[c] = linear[c]! + x * weights[c]!
      else for (let k = 0; k < size; k++) linear[classes[k]!] = linear[classes[k]!]! + x * weights[k]!
    },

    addSums(features, values, label, sign) {
      let growth = 0
      for (let i = 0; i < features.length; i++) {
        const row = rowOf(features[i]!)
        const at = positionIn(row, label)
        const before = row.sums[at]!
        const x = sign * values[i]!
        growth += x * (2 * before + x)
        row.sums[at] = before + x
      }
      return growth
    },

    addWeights(features, values, label, factor) {
      for (let i = 0; i < features.length; i++) {
        const row = rowOf(features[i]!)
        const at = positionIn(row, label)
        row.weights[at] = row.weights[at]! + factor * values[i]!
      }
    },

    digest(update) {
      for (const row of pages.flat()) {
        if (!row) continue
        update(new Uint8Array(row.sums.slice(0, row.size).buffer))
        update(new Uint8Array(row.weights.slice(0, row.size).buffer))
      }
    },
  }
}

/** Where a class stands in a row; makes room for it. */
function positionIn(row: Posting, label: number): number {
  if (row.classes === undefined) {
    if (label >= row.sums.length) {
      row.sums = grown(row.sums, label + 1)
      row.weights = grown(row.weights, label + 1)
    }
    if (label >= row.size) row.size = label + 1
    return label
  }
  for (let k = 0; k < row.size; k++) if (row.classes[k] === label) return k
  if (row.size === listUpTo) {
    spreadOut(row, row.classes)
    return positionIn(row, label)
  }
  if (row.size === row.classes.length) {
    const classes = new Uint16Array(row.size * 2)
    classes.set(row.classes)
    row.classes = classes
    row.sums = grown(row.sums, row.size * 2)
    row.weights = grown(row.weights, row.size * 2)
  }
  row.classes[row.size] = label
  return row.size++
}

function spreadOut(row: Posting, classes: Uint16Array): void {
  const size = classes.subarray(0, row.size).reduce((most, c) => Math.max(most, c), 0) + 1
  const sums = new Float32Array(size)
  const weights = new Float32Array(size)
  for (let k = 0; k < row.size; k++) {
    sums[classes[k]!] = row.sums[k]!
    weights[classes[k]!] = row.weights[k]!
  }
  Object.assign(row, { size, classes: undefined, sums, weights })
}

function grown(old: Float32Array, least: number): Float32Array {
  const larger = new Float32Array(Math.max(least, Math.ceil(old.length * 1.5)))
  larger.set(old)
  return larger
}
