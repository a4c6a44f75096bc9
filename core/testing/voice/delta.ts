import { tokensOf } from '../../voice/measure.ts'
import type { Judge } from './judge.ts'

/** So many of the most frequent words are style words. */
const styleWords = 100

/**
 * Burrows' Delta: how far the rates of the most frequent words lie from those of each class, as the mean difference in
 * standard deviations; near = a high score. https://doi.org/10.1093/llc/17.3.267
 */
export function makeDelta(texts: readonly (readonly string[])[]): Judge {
  const counts = new Map<string, number>()
  for (const word of texts.flat().flatMap(tokensOf)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, styleWords)
    .map(([word]) => word)
  const own = texts.map((of) => ratesOf(of.join('\n')))
  const all = texts.flat().map(ratesOf)
  const spread = words.map((_, i) => {
    const middle = all.reduce((sum, rates) => sum + rates[i]!, 0) / all.length
    return Math.sqrt(all.reduce((sum, rates) => sum + (rates[i]! - middle) ** 2, 0) / all.length) || 1
  })
  return (text) => {
    const rates = ratesOf(text)
    return own.map((usual) => -rates.reduce((sum, rate, i) => sum + Math.abs(rate - usual[i]!) / spread[i]!, 0))
  }

  function ratesOf(text: string): number[] {
    const tokens = tokensOf(text)
    const found = new Map<string, number>()
    for (const token of tokens) found.set(token, (found.get(token) ?? 0) + 1)
    return words.map((word) => (found.get(word) ?? 0) / Math.max(1, tokens.length))
  }
}
