import { hash32, mix, stopWords, words } from './text.ts'

/** Hashed counts of one text: word 1-2-grams and character 3-5-grams within words. Keys are 32-bit hashes. */
export interface Grams {
  words: Map<number, number>
  characters: Map<number, number>
}

/** How much a word that says little counts beside one that says something. */
const quietWeight = 0.3

/** Counts the word and character n-grams of a text. */
export function grams(text: string): Grams {
  const counted: Grams = { words: new Map(), characters: new Map() }
  let before = hash32('^')
  for (const word of words(text)) {
    const hash = hash32(word)
    const weight = stopWords.has(word) ? quietWeight : 1
    add(counted.words, hash, weight)
    add(counted.words, mix(Math.imul(before, 31) ^ hash), 1)
    before = hash
    addCharacters(counted.characters, word, weight)
  }
  return counted
}

/** Term frequency that grows slower than the count: the tenth mention says little more than the ninth. */
export function sublinear(count: number): number {
  return count <= 1 ? count : 1 + Math.log(count)
}

function addCharacters(counts: Map<number, number>, word: string, weight: number): void {
  const padded = ` ${word} `
  for (let start = 0; start < padded.length - 1; start++) {
    let h = 2166136261
    for (let i = start; i < padded.length && i < start + 5; i++) {
      h = Math.imul(h ^ padded.charCodeAt(i), 16777619)
      if (i > start + 1) add(counts, mix(h), weight)
    }
  }
}

function add(counts: Map<number, number>, key: number, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight)
}
