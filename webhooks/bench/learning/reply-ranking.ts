import type { Engine } from '#core/learning/engine.ts'
import { seeded } from '#core/testing/seeded.ts'
import { understand } from '#core/understanding/understand.ts'
import type { ScoredRow } from './log.ts'

/**
 * Where the reply that was really given stands among so many different ones, 0 = first: the others are drawn from the
 * same rows. A reply is worth what the engine gives to the topic that says the same; among replies of one topic, the one
 * that shares most words with the draft and with what the customer said comes first.
 */
export function rankOfTrueReply(
  engine: Engine,
  rows: readonly ScoredRow[],
  { of, seed }: { of: number; seed: number },
): number[] {
  const replies = [...new Set(rows.map((row) => row.staff))]
  const known = new Map(replies.map((reply) => [reply, { topicId: engine.topicOfReply(reply), words: wordsOf(reply) }]))
  const random = seeded(seed)
  return rows.map((row) => {
    const worth = worthOf(row)
    const own = worth(row.staff)
    const others = new Set<string>()
    while (others.size < Math.min(of, replies.length) - 1) {
      const other = replies[Math.floor(random() * replies.length)]!
      if (other !== row.staff) others.add(other)
    }
    // A tie is lost.
    return [...others].filter((other) => worth(other) >= own).length
  })

  function worthOf(row: ScoredRow): (reply: string) => number {
    const context = (row.context ?? []).map((turn) => turn.text)
    const query = { text: row.customer, context, language: understand(row.customer, context).language }
    const hits = engine.recall(query, 100)
    const { candidates } = engine.predict(query, hits)
    const weights = new Map<string, number>()
    // Topics that the engine would not draft from, by the nearest question: behind all those that it would.
    for (const { lessonId, similarity = 0 } of hits.toReversed()) {
      const topicId = engine.lesson(lessonId)?.topicId
      if (topicId !== undefined) weights.set(topicId, similarity - 10)
    }
    for (const { topicId, score } of candidates.toReversed()) weights.set(topicId, score)
    const heard = new Set([row.customer, ...context].flatMap((text) => [...wordsOf(text)]))
    for (const { lessonId } of candidates)
      for (const word of wordsOf(engine.lesson(lessonId)?.reply ?? '')) heard.add(word)
    return (reply) => {
      const { topicId, words } = known.get(reply)!
      const shared = [...words].filter((word) => heard.has(word)).length / Math.max(1, words.size)
      return (weights.get(topicId ?? '') ?? -20) + shared / 1_000
    }
  }
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}
