/** A draft beside what staff said, as the owner looks at it before a topic is answered alone. */
export interface TrialRow {
  /** Absent for imported history: there nobody had seen a draft. */
  draftId: string | null
  conversationId: string | null
  /** ISO. */
  at: string
  question: string
  /** What Lummy would have said. */
  draft: string
  /** What staff said; null where they said nothing yet, or what they said is gone. */
  said: string | null
  /** A teammate's id, or the name that an import gave. */
  saidBy: string | null
  /** Who had said what the draft says. */
  draftFrom: string | null
  err: 0 | 1 | null
  reason: string | null
  confidence: number
  /** Every gate was open: it would have been sent. */
  admitted: boolean
  /** Staff answered without seeing it. */
  blind: boolean
}

/** What was done for customers in some time; test conversations and what is put aside do not count. */
export interface Work {
  /** That began. */
  conversations: number
  /** Answers sent by the agent alone, and by staff; what the product says for itself is none. */
  alone: number
  byStaff: number
  /** Drafts that went out as they were, changed, or not at all. */
  approved: number
  edited: number
  rejected: number
  /** Lessons from what staff said. */
  learned: number
  /** Until a customer had the first answer, the median, ms; null = nobody had one. */
  firstAnswerMs: number | null
}

/** What is told of topics beside their proof. */
export interface Insight {
  /** Drafts of a topic made live, newest first; one that staff are not to see yet is not among them. */
  drafts(topicId: string, filter: { onlyWrong?: boolean; onlyAdmitted?: boolean; limit: number }): Promise<TrialRow[]>
  /** The same of imported history, with the words that the lesson has now. `sendFrom` = what would have been sent. */
  history(
    agentId: string,
    topicId: string,
    filter: { onlyWrong?: boolean; sendFrom: number; limit: number },
  ): Promise<TrialRow[]>
  /** Questions of each topic by day (YYYY-MM-DD in this zone) since then: live ones, and those of imports. */
  daily(agentId: string, since: string, zone: string): Promise<{ topicId: string; day: string; count: number }[]>
  /** Questions since then for which no lesson was good enough to show a draft, newest first. */
  unanswered(
    since: string,
    showFrom: number,
    limit: number,
  ): Promise<{ conversationId: string; at: string; question: string }[]>
  /** What was done since then. */
  work(since: string): Promise<Work>
}
