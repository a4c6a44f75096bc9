import type { Conflict, ConflictDecision } from '../domain/conflict.ts'

/** Lessons that contradict each other, put to staff. */
export interface Conflicts {
  /** Undefined when this pair, in either order, was put to them before. */
  add(
    conflict: Pick<Conflict, 'id' | 'agentId' | 'topicId' | 'lessonA' | 'lessonB' | 'matter'>,
  ): Promise<Conflict | undefined>
  get(id: string): Promise<Conflict | undefined>
  /** Newest first. */
  list(filter: { agentId?: string; state?: Conflict['state']; lessonId?: string; limit: number }): Promise<Conflict[]>
  /** Decides an open one; false when it was decided before. */
  decide(id: string, outcome: { decision: ConflictDecision; by: string } | 'moot'): Promise<boolean>
  /** How far the agent's log was read for contradictions. */
  readTo(agentId: string): Promise<number>
  /** Inside a write: false when another worker read on from there meanwhile. */
  readOn(agentId: string, from: number, to: number): Promise<boolean>
}
