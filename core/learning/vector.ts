import { contextTurns } from '../domain/turn.ts'
import { hash32, mix, stopWords, words } from '../understanding/text.ts'

/** A customer's turn as sparse hashed counts, branch by branch: words, characters, word pairs, what was said before. */
export interface SparseVector {
  indexes: Uint16Array
  /** How often each occurs, in quarters. */
  counts: Uint8Array
  /** Where each branch ends in the two arrays. */
  ends: readonly [number, number, number, number]
}

const branchBits = 14
const branchSize = 1 << branchBits
export const branches = 4
/** The turns before the question: the last branch. */
export const contextBranch = 3
export const dimensions = branches * branchSize

/** Conversations that are longer are all alike in this. */
const mostTurns = 8
/** Two words belong together up to this many words apart. */
const pairDistance = 5
const longestGram = 5

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
  const found = words(spelledOut(text))
  const counted = [wordsOf(found), charactersOf(found), pairsOf(found), contextOf(context)]
  const size = counted.reduce((sum, branch) => sum + branch.size, 0)
  const indexes = new Uint16Array(size)
  const counts = new Uint8Array(size)
  let at = 0
  const ends = counted.map((branch, b) => {
    for (const [index, count] of branch) {
      indexes[at] = b * branchSize + index
      counts[at++] = Math.max(1, Math.min(255, Math.round(4 * count)))
    }
    return at
  })
  return { indexes, counts, ends: ends as unknown as SparseVector['ends'] }
}

/** Single words, their stems and neighbours. */
function wordsOf(found: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  let before = hash32('^')
  for (const word of found) {
    const hash = hash32(word)
    add(counts, hash, 1)
    const stem = stemOf(word)
    if (stem !== word) add(counts, hash32(stem, 7919), 1)
    add(counts, mix(Math.imul(before, 31) ^ hash), 1)
    before = hash
  }
  add(counts, mix(Math.imul(before, 31) ^ hash32('$')), 1)
  return counts
}

/** All runs of three to five characters within words. */
function charactersOf(found: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const word of found) {
    const padded = ` ${word} `
    for (let start = 0; start < padded.length - 1; start++) {
      let h = 2166136261
      for (let i = start; i < padded.length && i < start + longestGram; i++) {
        h = Math.imul(h ^ padded.charCodeAt(i), 16777619)
        if (i > start + 1) add(counts, mix(h), 1)
      }
    }
  }
  return counts
}

/** Two stems near each other, in either order: "card … arrived" and "arrived … card" ask the same. */
function pairsOf(found: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  const stems = found.map((word) => hash32(stemOf(word)))
  const quiet = found.map((word) => stopWords.has(word))
  for (let i = 0; i < stems.length; i++) {
    for (let j = i + 1; j < stems.length && j <= i + pairDistance; j++) {
      if (quiet[i] && quiet[j]) continue
      const a = stems[i]!
      const b = stems[j]!
      add(counts, mix((a ^ b) + Math.imul(a, 7) + Math.imul(b, 7)), 1)
    }
  }
  return counts
}

/**
 * The turn just before the question tells most: its words are kept apart from those of older turns. Each turn also counts
 * as a whole, and how many there were: what was asked and said so far tells where a conversation stands. Customer and
 * staff mostly take turns, so that older ones of the same side as the last are kept apart from those of the other.
 */
function contextOf(context: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  context.slice(-contextTurns).forEach((turn, i, turns) => {
    const back = turns.length - 1 - i
    const nearest = back === 0
    let before = 0
    for (const word of words(turn.slice(0, 600))) {
      const hash = hash32(word, nearest ? 40503 : back % 2 === 0 ? 60493 : 60497)
      add(counts, hash, stopWords.has(word) ? 0.5 : 1)
      if (nearest) add(counts, mix(Math.imul(before, 31) ^ hash), 1)
      before = hash
    }
    const whole = hash32(words(turn.slice(0, 600)).join(' '), nearest ? 11 : 13)
    add(counts, whole, nearest ? 2 : 1)
  })
  if (context.length > 0) add(counts, hash32(`turns ${Math.min(mostTurns, context.length)}`), 1)
  return counts
}

/** The first letters of a word, in any language; endings rarely change what is asked. */
function stemOf(word: string): string {
  return word.length > 5 ? word.slice(0, 5) : word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word
}

/** "Can't" and "cannot" are "can not": the words that turn a question around must be words. */
function spelledOut(text: string): string {
  return text
    .replace(/[’‘`´]/g, "'")
    .replace(
      /\b(ca|wo|sha|do|does|did|is|was|has|have|had|are|were|could|would|should|need)n't\b/giu,
      (_, verb) => `${full[verb.toLowerCase()] ?? verb} not`,
    )
    .replace(/\bcannot\b/giu, 'can not')
    .replace(/(?<=\p{L})'(ve|re|ll|m|d)\b/giu, (_, ending) => ` ${endings[ending.toLowerCase()]}`)
}

const full: Record<string, string> = { ca: 'can', wo: 'will', sha: 'shall' }
const endings: Record<string, string> = { ve: 'have', re: 'are', ll: 'will', m: 'am', d: 'would' }

function add(counts: Map<number, number>, hash: number, count: number): void {
  const index = hash & (branchSize - 1)
  counts.set(index, (counts.get(index) ?? 0) + count)
}
