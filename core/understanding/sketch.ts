import { grams, sublinear } from './features.ts'

/** The name stored beside every vector of this embedder: vectors of different names are never compared. */
export const sketchName = 'sketch-1'
export const sketchLength = 512

/** Turns a text into a signed, hashed vector of length 512 and norm 1 (all zeros for a text without words). */
export function sketch(text: string): Float32Array {
  const counted = grams(text)
  const vector = new Float32Array(sketchLength)
  addBranch(vector, counted.words)
  addBranch(vector, counted.characters)
  let square = 0
  for (const value of vector) square += value * value
  if (square > 0) {
    const scale = 1 / Math.sqrt(square)
    for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! * scale
  }
  return vector
}

/** Cosine similarity of two unit vectors, -1..1. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Each branch weighs the same, however many n-grams it has. */
function addBranch(vector: Float32Array, counts: Map<number, number>): void {
  let square = 0
  for (const count of counts.values()) square += sublinear(count) ** 2
  if (square === 0) return
  const scale = 1 / Math.sqrt(square)
  for (const [hash, count] of counts) {
    const slot = hash & (sketchLength - 1)
    const sign = hash & 0x10000 ? 1 : -1
    vector[slot] = vector[slot]! + sign * scale * sublinear(count)
  }
}
