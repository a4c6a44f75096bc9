import { stopWords, words } from '../understanding/text.ts'

/** Counts the words of questions per topic, to name topics by what sets them apart. */
export interface TermCounts {
  add(topicId: string, question: string): void
  /** The most telling words of a topic, best first. */
  of(topicId: string, limit: number): string[]
  /** Takes back all that was added for a topic: so many questions. */
  drop(topicId: string, count: number): void
  clear(): void
  save(): SavedTermCounts
}

export interface SavedTermCounts {
  everywhere: Map<string, number>
  topics: Map<string, Map<string, number>>
  questions: number
}

/** Makes an empty count, or goes on from a saved one. */
export function makeTermCounts(
  saved: SavedTermCounts = { everywhere: new Map(), topics: new Map(), questions: 0 },
): TermCounts {
  const { everywhere, topics } = saved
  let { questions } = saved
  return {
    save: () => ({ everywhere, topics, questions }),

    add(topicId, question) {
      questions++
      const counts = topics.get(topicId) ?? new Map<string, number>()
      topics.set(topicId, counts)
      for (const word of new Set(words(question))) {
        if (word === '#' || word.length < 3 || stopWords.has(word)) continue
        counts.set(word, (counts.get(word) ?? 0) + 1)
        everywhere.set(word, (everywhere.get(word) ?? 0) + 1)
      }
    },
    of(topicId, limit) {
      const scored = [...(topics.get(topicId) ?? [])].map(([word, count]) => ({
        word,
        score: count * Math.log((questions + 5) / (everywhere.get(word) ?? 1)),
      }))
      scored.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
      return scored.slice(0, limit).map((term) => term.word)
    },
    drop(topicId, count) {
      questions -= count
      for (const [word, times] of topics.get(topicId) ?? []) everywhere.set(word, everywhere.get(word)! - times)
      topics.delete(topicId)
    },
    clear() {
      everywhere.clear()
      topics.clear()
      questions = 0
    },
  }
}
