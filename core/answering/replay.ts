import type { Receipt } from '../domain/conversation.ts'
import type { Gone } from '../domain/erased.ts'
import type { LessonHit } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { type Engine, engineVersion } from '../learning/engine.ts'
import { foldLog } from '../learning/fold.ts'
import type { Query } from '../learning/predict.ts'
import { decide, type Situation } from '../routing/decide.ts'
import type { Scope } from '../store/store.ts'
import type { ReceiptReplay } from '../views.ts'

/** What a decision saw beside what was learned: kept with its receipt, since tables move on. */
type Kept = Omit<Situation, 'prediction'> & { query: Query }

/** What of a situation is kept with the receipt. What was predicted is predicted again. */
export function keptOf({ prediction: _, ...situation }: Situation, query: Query): Kept {
  return { ...situation, query }
}

/**
 * Decides once more from the log as it stood, what recall had found and what was seen, and compares with what is on the
 * receipt, to the last bit. What was erased or forgotten since cannot be replayed: it says so.
 */
export async function replayReceipt(house: House, businessId: string, receiptId: string): Promise<ReceiptReplay> {
  const scope = house.store.of(businessId)
  const receipt = await scope.receipts.get(receiptId)
  if (receipt === undefined) throw new Refused(404, 'This receipt does not exist.')
  const { seq, engine: version, situation, hits } = receipt.inputs as Inputs
  const gone = ((receipt.inputs.gone as Gone[] | undefined) ?? []).map(({ what, at }) => `${what}, since ${at}`)
  if (seq === undefined || hits === undefined)
    return { outcome: 'gone', sentence: 'A person put this forward: there is no decision to replay.', details: gone }
  if (situation === undefined)
    return { outcome: 'gone', sentence: 'What this decision saw is not kept any more.', details: gone }
  if (version !== engineVersion) {
    const sentence = `It was decided by another version of the engine (${version}; this is ${engineVersion}).`
    return { outcome: 'changed', sentence, details: gone }
  }
  const { agentId } = (await scope.conversations.get(receipt.conversationId))!
  const { engine } = await foldLog(scope.learning, agentId, seq)
  const details = differences(receipt, engine, situation, hits)
  if (details.length === 0) return { outcome: 'same', sentence: 'It replays to the same decision.', details: gone }
  if (gone.length > 0 || (await hasForgotten(scope, agentId, seq))) {
    const sentence = 'Something that it was learned from was forgotten since: it would be decided differently now.'
    return { outcome: 'gone', sentence, details: [...gone, ...details] }
  }
  return { outcome: 'changed', sentence: 'It does not replay to the same decision.', details }
}

interface Inputs {
  seq?: number
  engine?: string
  situation?: Kept
  hits?: LessonHit[]
}

/** Whether rows of the log were blanked that stood there when it was decided, or before. */
async function hasForgotten(scope: Scope, agentId: string, seq: number): Promise<boolean> {
  for (let after = 0; after < seq; after += 500) {
    const rows = await scope.learning.rows(agentId, after, Math.min(500, seq - after))
    if (rows.some(({ entry }) => entry.type === 'erased')) return true
  }
  return false
}

/** What comes out differently, in words. */
function differences(receipt: Receipt, engine: Engine, { query, ...seen }: Kept, hits: LessonHit[]): string[] {
  const prediction = engine.predict(query, hits)
  const decision = decide({ ...seen, prediction })
  const lessons = prediction.candidates.slice(0, receipt.lessons.length).map(({ lessonId, score }) => [lessonId, score])
  const parts: [what: string, then: unknown, now: unknown][] = [
    ['the decision', receipt.action, decision.action],
    ['the topic', receipt.topicId, prediction.topicId ?? null],
    ['how sure it was', receipt.confidence, prediction.confidence],
    ['the lessons', receipt.lessons.map(({ lessonId, score }) => [lessonId, score]), lessons],
    ['the gates', receipt.gates, decision.gates],
    ['the reasons', receipt.reasons.slice(0, decision.reasons.length), decision.reasons],
  ]
  return parts.flatMap(([what, then, now]) => {
    const [before, after] = [JSON.stringify(then), JSON.stringify(now)]
    if (before === after) return []
    return [before.length + after.length < 120 ? `${what}: ${before} then, ${after} now` : what]
  })
}
