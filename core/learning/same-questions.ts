import { stopWords, words } from '../understanding/text.ts'

/** Tells whether two groups of questions are asked alike: the second sign, beside the replies, that topics are one. */
export interface SameQuestions {
  add(question: string): void
  /** Compares groups; each is a list of positions in the order of `add`. */
  compare(groups: readonly (readonly number[])[]): (a: number, b: number) => boolean
  save(): SavedQuestions
}

export interface SavedQuestions {
  termIds: Map<string, number>
  documentCount: number[]
  questions: number[][]
}

/** Fewer questions than this tell nothing. */
const leastQuestions = 4
/** How near two groups must be, as a share of how near the questions within them are. */
const leastShare = 0.85

/** Makes an empty collection, or goes on from a saved one. */
export function makeSameQuestions(
  saved: SavedQuestions = { termIds: new Map(), documentCount: [], questions: [] },
): SameQuestions {
  const { termIds, documentCount, questions } = saved

  function unit(terms: readonly number[]): Map<number, number> {
    const weights = terms.map((term) => Math.log((questions.length + 5) / documentCount[term]!))
    const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1
    return new Map(terms.map((term, i) => [term, weights[i]! / length]))
  }

  return {
    save: () => saved,

    add(question) {
      const terms = new Set<number>()
      for (const word of words(question)) {
        if (word === '#' || stopWords.has(word)) continue
        const id = termIds.get(word) ?? termIds.size
        termIds.set(word, id)
        terms.add(id)
      }
      for (const term of terms) documentCount[term] = (documentCount[term] ?? 0) + 1
      questions.push([...terms])
    },

    compare(groups) {
      const sums = groups.map((members) => {
        const sum = new Map<number, number>()
        if (members.length < leastQuestions) return sum
        for (const member of members) {
          for (const [term, weight] of unit(questions[member]!)) sum.set(term, (sum.get(term) ?? 0) + weight)
        }
        return sum
      })
      const within = sums.map(
        (sum, g) => (dot(sum, sum) - groups[g]!.length) / (groups[g]!.length * (groups[g]!.length - 1)),
      )
      return (a, b) => {
        if (groups[a]!.length < leastQuestions || groups[b]!.length < leastQuestions) return false
        const cross = dot(sums[a]!, sums[b]!) / (groups[a]!.length * groups[b]!.length)
        return cross > 0 && cross >= leastShare * Math.sqrt(Math.max(0, within[a]! * within[b]!))
      }
    },
  }
}

function dot(a: Map<number, number>, b: Map<number, number>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0)
  return sum
}
