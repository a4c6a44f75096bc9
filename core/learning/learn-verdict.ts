import type { Desk } from '../answering/desk.ts'
import type { Conversation, Draft } from '../domain/conversation.ts'
import type { LearningEntry } from '../domain/learning.ts'
import { correctVoucher } from './vouch.ts'

/**
 * Keeps in the log whether a draft was right, `at` then (ISO) or now; a wrong one counts against a teammate's word for the
 * lesson that it came from.
 */
export async function learnVerdict(
  desk: Desk,
  { id: conversationId, agentId, personId }: Pick<Conversation, 'id' | 'agentId' | 'personId'>,
  { lessonId, topicId, confidence, signals, shownAt }: Draft,
  { err, unchanged }: { err: 0 | 1; unchanged: boolean },
  at?: string,
): Promise<void> {
  if (lessonId === null || topicId === null) return
  const entry: LearningEntry = { type: 'verdict', topicId, lessonId, err, unchanged, confidence, signals }
  await desk.tx.learning.append(agentId, entry, { conversationId, personId, confidence, ...(at && { at }) })
  if (err === 0) return
  const { sendFrom } = (await desk.tx.business()).settings
  // A guess that nobody was shown and that was too unsure to be sent says nothing of the words that somebody vouched for.
  if (shownAt !== null || confidence >= sendFrom) await correctVoucher(desk, lessonId)
}
