/** How many different texts are compared at most. */
const sampleSize = 300
/** Texts nearer than this are variants of each other. */
const variantFrom = 0.65

/**
 * The share of replies whose very text comes again while nothing like it, but for a few words, does: high where staff
 * paste, low where they write afresh. `weight` says how telling each term is.
 */
export function shareOfPasted(replies: readonly { key: string; terms: number[] }[], weight: readonly number[]): number {
  const byKey = new Map<string, { terms: number[]; count: number }>()
  for (const { key, terms } of replies) byKey.set(key, { terms, count: (byKey.get(key)?.count ?? 0) + 1 })
  const stride = Math.ceil(byKey.size / sampleSize)
  const sample = [...byKey.values()].filter((_, i) => i % stride === 0)
  const lengths = sample.map(({ terms }) => Math.sqrt(terms.reduce((sum, term) => sum + weight[term]! ** 2, 0)) || 1)
  const sets = sample.map(({ terms }) => new Set(terms))
  const hasVariant = (i: number) =>
    sample.some(({ terms }, j) => {
      if (i === j) return false
      const dot = terms.reduce((sum, term) => sum + (sets[i]!.has(term) ? weight[term]! ** 2 : 0), 0)
      return dot / (lengths[i]! * lengths[j]!) >= variantFrom
    })
  const all = sample.reduce((sum, { count }) => sum + count, 0)
  const alone = sample.reduce((sum, { count }, i) => sum + (count > 1 && !hasVariant(i) ? count : 0), 0)
  return all > 0 ? alone / all : 0
}

/** Texts that were said before, to the letter. */
export function saidAgain(members: readonly { key: string }[]): Set<string> {
  const seen = new Set<string>()
  const again = new Set<string>()
  for (const { key } of members) {
    if (seen.has(key)) again.add(key)
    seen.add(key)
  }
  return again
}
