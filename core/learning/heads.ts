/** Ways to turn scores into probabilities; the blend follows whichever has predicted best so far. */
const heads = [
  { centroid: 1, linear: 0, scale: 10 },
  { centroid: 1, linear: 0, scale: 22 },
  { centroid: 2, linear: 1, scale: 4 },
  { centroid: 1, linear: 1, scale: 5 },
  { centroid: 0, linear: 1, scale: 4 },
  { centroid: 0, linear: 1, scale: 8 },
] as const

/** How fast old merits of a head are forgotten, per example. */
const memory = 0.995

/** Before the first example the centroids are believed. */
export function firstMerits(): number[] {
  return heads.map((head) => (head.linear === 0 ? 1 : 0))
}

/** The probability of every class: what each head says, weighed by its merits. */
export function blended(merits: readonly number[], centroid: Float64Array, linear: Float64Array): Float64Array {
  const probability = new Float64Array(centroid.length)
  const shares = softmax(Float64Array.from(merits), 1)
  heads.forEach((head, h) => {
    const share = shares[h]!
    if (share < 0.001) return
    const p = softmax(mixed(head, centroid, linear), head.scale)
    for (let c = 0; c < p.length; c++) probability[c] = probability[c]! + share * p[c]!
  })
  return probability
}

/** Takes into account how well each head foresaw a class; changes `merits` in place. */
export function judgeHeads(
  merits: number[],
  scores: { centroid: Float64Array; linear: Float64Array },
  label: number,
): void {
  heads.forEach((head, h) => {
    const p = softmax(mixed(head, scores.centroid, scores.linear), head.scale)
    merits[h] = memory * merits[h]! + (1 - memory) * 30 * Math.log(0.9 * p[label]! + 0.1 / p.length)
  })
}

function mixed(head: { centroid: number; linear: number }, centroid: Float64Array, linear: Float64Array): Float64Array {
  if (head.linear === 0) return centroid
  if (head.centroid === 0) return linear
  return linear.map((value, c) => head.linear * value + head.centroid * centroid[c]!)
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
