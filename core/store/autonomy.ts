import type { AuditedAnswer, AuditKind, TopicControl, Voucher } from '../domain/autonomy.ts'

/** What people decided about topics; `pool` stands for the agent as a whole. */
export interface Controls {
  /** As if untouched where nobody decided anything. */
  get(agentId: string, subject: string): Promise<TopicControl>
  /** Inside a write: the lock that orders everything that happens to one topic's autonomy. */
  lock(agentId: string, subject: string): Promise<TopicControl>
  save(agentId: string, subject: string, patch: Partial<TopicControl>): Promise<void>
}

/** Answers that a person looks at. */
export interface AuditedAnswers {
  add(
    answer: Pick<
      AuditedAnswer,
      'agentId' | 'topicId' | 'conversationId' | 'draftId' | 'kind' | 'attempt' | 'agentAttempt' | 'note' | 'deadline'
    > & { id?: string },
  ): Promise<AuditedAnswer>
  get(id: string): Promise<AuditedAnswer | undefined>
  byDraft(draftId: string): Promise<AuditedAnswer[]>
  /** Decides an open one; false when it was decided before. */
  decide(id: string, outcome: { err: 0 | 1 | null; reason: string; by: string }): Promise<boolean>
  /** Open ones, oldest first; without a topic those of the whole business. */
  open(filter: { agentId?: string; topicId?: string; limit: number }): Promise<AuditedAnswer[]>
  /** Decided ones that count, in the order of their decision, of one attempt of a topic or of the whole agent. */
  outcomes(
    agentId: string,
    of: { topicId: string; attempt: number } | { agentAttempt: number },
  ): Promise<{ kind: AuditKind; err: 0 | 1 }[]>
}

/** Teammates' word for exact answers. */
export interface Vouchers {
  /** Throws when a voucher for this lesson stands. */
  add(voucher: Pick<Voucher, 'agentId' | 'lessonId' | 'digest' | 'teammateId' | 'name'>): Promise<Voucher>
  /** The one that stands. */
  of(lessonId: string): Promise<Voucher | undefined>
  /** Those that stand, newest first. */
  list(agentId: string): Promise<Voucher[]>
  /** Inside a write: counts a correction; returns how many there are now, 0 where none stands. */
  correct(lessonId: string): Promise<number>
  /** Ends the one that stands; false when none does. */
  end(lessonId: string, why: string): Promise<boolean>
}
