import { type Stage, stages, type Topic } from '../domain/learning.ts'

/**
 * The stage of a topic. One reply is enough to propose drafts, as long as they are not mostly wrong: a topic whose
 * judged drafts fall below a half (with one imaginary right and one wrong) goes back to silent ones. Answering alone
 * takes a certificate and the owner's word, and nothing that waits to be checked; a cap holds whatever the evidence.
 */
export function stageOf(
  topic: Pick<Topic, 'agreeing' | 'judged' | 'right'> | undefined,
  standing: { certified: boolean; switchedOn: boolean; cap?: Stage | null; waits?: string | undefined },
): Stage {
  const earned = earnedStage(topic, standing)
  const cap = standing.cap ?? 'automatic'
  return stages.indexOf(earned) > stages.indexOf(cap) ? cap : earned
}

function earnedStage(
  topic: Pick<Topic, 'agreeing' | 'judged' | 'right'> | undefined,
  { certified, switchedOn, waits }: Parameters<typeof stageOf>[1],
): Stage {
  if (!topic || topic.agreeing === 0) return 'observing'
  if ((topic.right + 1) / (topic.judged + 2) < 0.5) return 'recognizing'
  return certified && switchedOn && waits === undefined ? 'automatic' : 'supervised'
}

/** How far each stage is on the way, 0-100. */
const progress: Record<Stage, number> = { observing: 5, recognizing: 35, supervised: 65, automatic: 100 }

/** How far an agent is, 0-100: the stages of its topics weighed by their share of the traffic. */
export function learningStage(topics: readonly { volume: number; stage: Stage }[]): number {
  const all = topics.reduce((sum, topic) => sum + topic.volume, 0)
  if (all === 0) return 0
  return Math.round(topics.reduce((sum, topic) => sum + topic.volume * progress[topic.stage], 0) / all)
}
