/** The share of one example in the weights of a multi-class support vector machine: its dual variables, the zeros left out. */
export interface Dual {
  label: number
  /** Squared length of its values. */
  square: number
  classes: number[]
  alphas: number[]
}

/** The most that one example may weigh: a wrong label bends the model so far and no farther. */
const cost = 1
/** An example that violates its margins by less is left as it is. */
const tolerance = 0.02

/**
 * Makes the step that solves one example's part exactly while all others stay (dual coordinate ascent for the machine of
 * Crammer and Singer 2001; closed form of Keerthi et al., "A sequential dual method", KDD 2008). `linear` holds the
 * example's score for every class; `change` is told by how much each class's weights move along the example. True where nothing had to move.
 */
export function makeDualStep(): (
  dual: Dual,
  linear: Float64Array,
  change: (label: number, by: number) => void,
) => boolean {
  let gradient = new Float64Array(64)
  let before = new Float64Array(64)

  return (dual, linear, change) => {
    const { label, square, classes, alphas } = dual
    const total = linear.length
    if (total < 2 || square === 0) return true
    if (gradient.length < total) {
      gradient = new Float64Array(total * 2)
      before = new Float64Array(total * 2)
    }
    let most = Number.NEGATIVE_INFINITY
    for (let c = 0; c < total; c++) {
      const g = linear[c]! + (c === label ? 0 : 1)
      gradient[c] = g
      before[c] = 0
      if (g > most) most = g
    }
    classes.forEach((c, k) => {
      before[c] = alphas[k]!
    })
    let least = before[label]! < cost ? gradient[label]! : Number.POSITIVE_INFINITY
    for (const c of classes) if (c !== label && gradient[c]! < least) least = gradient[c]!
    if (most - least < tolerance) return true
    for (const c of classes) gradient[c] = gradient[c]! - square * before[c]!
    const beta = threshold(gradient, total, label, square * cost)
    classes.length = 0
    alphas.length = 0
    for (let c = 0; c < total; c++) {
      const wanted = (beta - gradient[c]!) / square
      const alpha = c === label ? Math.min(cost, wanted) : Math.min(0, wanted)
      if (alpha !== 0) {
        classes.push(c)
        alphas.push(alpha)
      }
      const by = alpha - before[c]!
      if (by > 1e-7 || by < -1e-7) change(c, by)
    }
    return false
  }
}

/**
 * Finds the level at which the classes above it share out what the right class gains: takes them highest first, and they
 * are few. `gain` stands on top of the right class's gradient.
 */
function threshold(gradient: Float64Array, total: number, label: number, gain: number): number {
  gradient[label] = gradient[label]! + gain
  let sum = -gain
  let taken = 0
  let below = Number.POSITIVE_INFINITY
  let lastTaken = -1
  for (;;) {
    // The next highest; equal ones in order of position.
    let next = -1
    for (let c = 0; c < total; c++) {
      const g = gradient[c]!
      if (g > below || (g === below && c <= lastTaken)) continue
      if (next < 0 || g > gradient[next]!) next = c
    }
    if (next < 0 || (taken > 0 && sum >= taken * gradient[next]!)) break
    sum += gradient[next]!
    taken++
    below = gradient[next]!
    lastTaken = next
  }
  gradient[label] = gradient[label]! - gain
  return sum / taken
}
