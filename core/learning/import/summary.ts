import type { Certificate } from '../../domain/learning.ts'
import type { Engine } from '../engine.ts'

/** What an import taught; kept with its run. */
export interface ImportSummary {
  /** Pairs learned. */
  learned: number
  /** Answers that an earlier import had learned. */
  knownBefore: number
  /** Silent drafts that could be judged, and how many of them said what staff then said. */
  judged: number
  right: number
  /** Rows that would have been answered alone, had the topics been switched on as soon as they were proven. */
  wouldHaveSent: number
  topicCount: number
  /** The largest ones. */
  topics: { name: string; volume: number; certified: boolean; missing: number }[]
  /** The evidence of all topics together. */
  pool: { certified: boolean; missing: number }
}

export function emptySummary(): ImportSummary {
  return {
    learned: 0,
    knownBefore: 0,
    judged: 0,
    right: 0,
    wouldHaveSent: 0,
    topicCount: 0,
    topics: [],
    pool: { certified: false, missing: 0 },
  }
}

/** How many topics a summary names. */
const mostTopics = 20

/** Adds to the counts what stands at the end: the largest topics, and how far the proof of each is. */
export function summarize(
  counts: ImportSummary,
  engine: Engine,
  stands: { topic: (topicId: string) => Certificate; pool: readonly Certificate[] },
): ImportSummary {
  const topics = engine
    .topics()
    .filter((topic) => topic.volume > 0)
    .sort((a, b) => b.volume - a.volume || (a.id < b.id ? -1 : 1))
  const missing = Math.min(...stands.pool.map((gate) => gate.missing))
  return {
    ...counts,
    topicCount: topics.length,
    topics: topics.slice(0, mostTopics).map((topic) => {
      const { certified, missing } = stands.topic(topic.id)
      return { name: topic.name, volume: topic.volume, certified, missing }
    }),
    pool: { certified: missing === 0, missing },
  }
}
