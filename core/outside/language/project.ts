/**
 * Brings a vector to `dimensions` and to length 1: shorter ones are padded with zeros, longer ones go through a
 * fixed sparse sign sketch that keeps angles within about 1/sqrt(dimensions). A zero vector stays zero.
 * https://arxiv.org/abs/1012.1577
 */
export function project(vector: readonly number[] | Float32Array, dimensions: number): Float32Array {
  const sums = new Float64Array(dimensions)
  if (vector.length <= dimensions) sums.set(vector)
  else {
    for (let from = 0; from < vector.length; from++) {
      for (let line = 0; line < lines; line++) {
        const hash = mix(from * lines + line)
        const to = (hash >>> 1) % dimensions
        sums[to] = sums[to]! + (hash & 1 ? vector[from]! : -vector[from]!)
      }
    }
  }
  return normalised(sums)
}

/** Places that each number is added to. Stored vectors hang on this and on `mix`: never change them. */
const lines = 8

/** The finaliser of MurmurHash3 over a fixed seed. */
function mix(value: number): number {
  let hash = (value + 0x9e3779b9) | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function normalised(sums: Float64Array): Float32Array {
  // Scaled first, so that squares of huge or tiny numbers neither overflow nor vanish.
  const largest = sums.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest === 0) return new Float32Array(sums.length)
  const length = Math.sqrt(sums.reduce((sum, value) => sum + (value / largest) ** 2, 0))
  return Float32Array.from(sums, (value) => value / largest / length)
}
