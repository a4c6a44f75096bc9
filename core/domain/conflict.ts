/** What two lessons can disagree about. */
export const matters = ['amount', 'duration', 'date', 'answer'] as const
export type Matter = (typeof matters)[number]

/** `both` = each is right in its own case. */
export const decisions = ['a', 'b', 'both'] as const
export type ConflictDecision = (typeof decisions)[number]

/** Two lessons that cannot both be right; each pair is put to staff once. */
export interface Conflict {
  id: string
  agentId: string
  topicId: string
  /** The one that was said before. */
  lessonA: string
  lessonB: string
  matter: Matter
  /** `moot` = one of them is gone, or was corrected meanwhile. */
  state: 'open' | 'decided' | 'moot'
  decision: ConflictDecision | null
  /** A teammate's id. */
  decidedBy: string | null
  createdAt: string
  decidedAt: string | null
}
