import type { Stage } from './learning.ts'

/** What people decided about a topic, and how often it lost their trust. */
export interface TopicControl {
  /** The owner lets it be answered alone. */
  switchedOn: boolean
  /** A teammate's id, or `system`. */
  switchedBy: string | null
  switchedAt: string | null
  /** The highest stage it may reach; null = any. */
  cap: Stage | null
  /** Its own share of wrong answers that is to be disproved; null = the business's. */
  eps: number | null
  /** The greatest amount of money that an answer without a person may state; null = any. */
  mostAmount: number | null
  /** 1, and one more for each time that it lost its certificate: nothing of the attempts before counts. */
  attempt: number
  /** How often staff merged it with another or split it: each time it is another claim. */
  formed: number
  revokedAt: string | null
  revokedWhy: string | null
}

/** A topic about which nobody decided anything. */
export const untouched: TopicControl = {
  switchedOn: false,
  switchedBy: null,
  switchedAt: null,
  cap: null,
  eps: null,
  mostAmount: null,
  attempt: 1,
  formed: 0,
  revokedAt: null,
  revokedWhy: null,
}

/**
 * How a person came to look at an answer: drawn by lot before or after it was sent, doubted by its customer, or corrected
 * by staff without having been drawn. Only the drawn ones are a sample.
 */
export const auditKinds = ['before', 'after', 'suspect', 'correction'] as const
export type AuditKind = (typeof auditKinds)[number]

/** An answer that a person looks at, or looked at. No text, no customer: it outlives both. */
export interface AuditedAnswer {
  id: string
  agentId: string
  topicId: string
  conversationId: string | null
  draftId: string | null
  kind: AuditKind
  /** The attempts of its topic and of the whole agent that it belongs to. */
  attempt: number
  agentAttempt: number
  /** Why it is suspect. */
  note: string | null
  openedAt: string
  deadline: string
  /** Null while it is open. */
  decidedAt: string | null
  /** Null while it is open, or where it counts nowhere. */
  err: 0 | 1 | null
  reason: string | null
  /** A teammate's id, or `system`. */
  decidedBy: string | null
}

/** A teammate's word that one exact answer may be sent without a person. */
export interface Voucher {
  id: string
  agentId: string
  lessonId: string
  /** SHA-256 of the lesson's words, hex: other words are not vouched for. */
  digest: string
  teammateId: string | null
  /** Theirs when they vouched. */
  name: string
  at: string
  /** How often the answer turned out wrong since; the second ends it. */
  corrections: number
  endedAt: string | null
  endedWhy: string | null
}
