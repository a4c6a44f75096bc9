import { angryWords, badWords, goodWords, negations } from './lexicon.ts'

/** From here on a customer is angry rather than in trouble: nothing goes out without a person. */
export const angry = -0.6

/**
 * Sentiment of a text, -1 (angry) to 1 (delighted); 0 where nothing tells. Trouble ("broken", "late") weighs a little, words
 * of anger a lot, and who says "not bad" or "not happy" turns the word around.
 */
export function sentimentOf(text: string, found: readonly string[]): number {
  let sum = 0
  found.forEach((word, i) => {
    const value = goodWords.has(word) ? 1 : angryWords.has(word) ? -1.8 : badWords.has(word) ? -0.6 : 0
    if (value === 0) return
    const turned = found.slice(Math.max(0, i - 2), i).some((before) => negations.has(before))
    sum += turned ? -0.7 * value : value
  })
  const shouted = /!{2,}/.test(text) ? 1.3 : 1
  return Math.max(-1, Math.min(1, (sum * shouted) / (2 + 0.05 * found.length)))
}
