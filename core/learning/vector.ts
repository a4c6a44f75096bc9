import { grams, sublinear } from '../understanding/features.ts'
import { hash32, mix, stopWords, words } from '../understanding/text.ts'

/** A customer's turn as sparse hashed counts: three branches (words, characters, what was said before). */
export interface SparseVector {
  indexes: Uint16Array
  /** Sublinear term frequencies. */
  counts: Float32Array
  /** Where each branch ends in the two arrays. */
  ends: [number, number, number]
}

const branchBits = 14
const branchSize = 1 << branchBits
export const dimensions = 3 * branchSize

/** How much of the conversation before the question is looked at: its last turns. */
const contextTurns = 3

/** Remembers the last vector: a question is first predicted for, then learned from. */
export function makeVectorOf(): typeof vectorOf {
  let last: { text: string; context: string; vector: SparseVector } | undefined
  return (text, context) => {
    const turns = context.join('\n\n')
    if (last?.text !== text || last.context !== turns) last = { text, context: turns, vector: vectorOf(text, context) }
    return last.vector
  }
}

/** Makes the sparse vector of a question and the turns before it, oldest first. */
export function vectorOf(text: string, context: readonly string[]): SparseVector {
  const counted = grams(text)
  const branches = [counted.words, counted.characters, contextWords(context)].map((counts, branch) =>
    hashed(counts, branch),
  )
  const size = branches.reduce((sum, branch) => sum + branch.size, 0)
  const vector: SparseVector = { indexes: new Uint16Array(size), counts: new Float32Array(size), ends: [0, 0, 0] }
  let at = 0
  branches.forEach((branch, b) => {
    for (const [index, count] of branch) {
      vector.indexes[at] = index
      vector.counts[at++] = sublinear(count)
    }
    vector.ends[b] = at
  })
  return vector
}

function hashed(counts: Map<number, number>, branch: number): Map<number, number> {
  const into = new Map<number, number>()
  for (const [hash, count] of counts) {
    const index = branch * branchSize + (hash & (branchSize - 1))
    into.set(index, (into.get(index) ?? 0) + count)
  }
  return into
}

/** The turn just before the question tells most: its words are kept apart from those of older turns. */
function contextWords(context: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  context.slice(-contextTurns).forEach((turn, i, turns) => {
    const nearest = i === turns.length - 1
    let before = 0
    for (const word of words(turn.slice(0, 600))) {
      const hash = hash32(word, nearest ? 40503 : 60493)
      const weight = (stopWords.has(word) ? 0.5 : 1) * (nearest ? 1 : 0.5)
      counts.set(hash, (counts.get(hash) ?? 0) + weight)
      if (nearest) {
        const pair = mix(Math.imul(before, 31) ^ hash)
        counts.set(pair, (counts.get(pair) ?? 0) + 1)
      }
      before = hash
    }
  })
  return counts
}
