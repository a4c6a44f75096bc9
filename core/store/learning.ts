import type { TopicControl } from '../domain/autonomy.ts'
import type { Evidence, ImportRun, LearningEntry, LearningRow, Lesson, LessonHit, Topic } from '../domain/learning.ts'

/** What a row of the learning log says beside its entry. */
export interface LearningFacts {
  conversationId?: string
  /** The customer whose conversation it is from, where the entry does not name them. */
  personId?: string
  confidence?: number
  /** ISO 8601, for what was said in the past; else now. */
  at?: string
}

/**
 * Whose words a row was learned from: it came from their conversation, from one that they took part in, or it names one
 * of their addresses. What was judged by a lesson that goes, goes too.
 */
export interface Whose {
  personId: string
  conversationIds: string[]
  /** E-mail addresses and phone numbers. */
  addresses: string[]
}

/**
 * Which rows of the log: those of a lesson with what only confirmed it, of an import, by number, what was learned and
 * judged in a conversation with what was judged by it, apart from lessons whose answer stands in another one now, or what
 * these authors said (ids or names, lower case) with what confirmed it and what was judged by it.
 */
export type LearnedFrom =
  | { lessonId: string }
  | { importId: string }
  | { seqs: number[] }
  | { conversationId: string; except?: string[] }
  | { authors: string[] }

/** An engine as it stood right behind row `at` of its log. */
export interface Snapshot {
  at: number
  /** The version of the engine that made it: no other can go on from it. */
  engine: string
  bytes: Uint8Array
}

/** The log that everything learned is a function of. */
export interface LearningLog {
  /** Inside a write: gives the next seq (locks the agent's row) and appends. */
  append(agentId: string, entry: LearningEntry, facts: LearningFacts): Promise<LearningRow>
  /** Inside a write: locks the agent's row, so that nobody else appends until it ends; returns the last seq. */
  lock(agentId: string): Promise<number>
  /** Inside a write: appends in this order with few statements (imports: hundreds at a time). */
  appendMany(agentId: string, rows: { entry: LearningEntry; facts: LearningFacts }[]): Promise<LearningRow[]>
  rows(agentId: string, afterSeq: number, limit: number): Promise<LearningRow[]>
  /** The names of the lessons that these rows taught or confirmed, in the order of the log. */
  taught(agentId: string, which: LearnedFrom): Promise<string[]>
  /** Blanks rows. Returns how many. */
  erase(agentId: string, which: LearnedFrom): Promise<number>
  /** What was learned from a person, of all agents, in order. */
  concerning(whose: Whose): Promise<(LearningRow & { agentId: string })[]>
  /** Writes projections when `fromSeq` is still the agent's projected seq; false when another worker did it. */
  project(
    agentId: string,
    fromSeq: number,
    toSeq: number,
    change: { lessons: (Lesson & { vector?: Float32Array; embedder?: string })[]; topics: Topic[] },
  ): Promise<boolean>
  /** Before a rebuild: drops lessons and topics (switches are kept) and sets the projected seq to 0. */
  resetProjection(agentId: string): Promise<void>
  /** The log's refits, in order: each stands in row `seq` and is one right behind row `at`. */
  refits(agentId: string): Promise<{ seq: number; at: number }[]>
  /** What the newest refit made of the log; gone after an erase. */
  snapshot(agentId: string): Promise<Snapshot | undefined>
  /** Keeps it unless something was erased since `epoch`; false then. */
  saveSnapshot(agentId: string, epoch: number, snapshot: Snapshot): Promise<boolean>
}

/** Lessons as projected from the log. */
export interface Lessons {
  get(id: string): Promise<Lesson | undefined>
  list(filter: { topicId?: string; search?: string; limit: number; before?: string }): Promise<Lesson[]>
  /** Candidates by vector (pgvector) and by text (trigram / full text), fused. */
  recall(
    agentId: string,
    query: { vector: Float32Array; embedder: string; text: string },
    limit: number,
  ): Promise<LessonHit[]>
  count(agentId: string): Promise<number>
}

/** Topics as projected from the log, and what the owner switched on. */
export interface Topics {
  list(agentId: string): Promise<(Topic & TopicControl)[]>
  get(id: string): Promise<(Topic & TopicControl) | undefined>
  switch(id: string, on: boolean, by: string): Promise<void>
}

/** The rows that certificates are computed from. */
export interface EvidenceRows {
  /** Inside a write: gives the next position of the claim. */
  admit(claim: string, row: { draftId: string | null; deadline: string; blind: boolean }): Promise<number>
  /** Decides every open row of this draft in all claims. */
  decide(draftId: string, err: 0 | 1 | null, reason: string): Promise<void>
  /** In order of position. */
  rows(claim: string): Promise<Evidence[]>
  /** The same of several claims, in their order. */
  of(claims: readonly string[]): Promise<Evidence[][]>
  /** The claims with rows whose name starts so, the one whose newest row is newest first. */
  claims(start: string): Promise<string[]>
  /** Admitted and decided at once (imports). */
  addDecided(
    claim: string,
    rows: { err: 0 | 1 | null; reason: string; blind: boolean; importId: string }[],
  ): Promise<void>
  removeImport(importId: string): Promise<void>
  /** Rows past their deadline become errors, reason `undecided`. */
  expire(claim: string, now: Date): Promise<number>
}

/** Measured habits of writing, as projected from the log. */
export interface Voice {
  replace(
    agentId: string,
    patterns: {
      patternType: 'greeting' | 'closing' | 'tone' | 'vocabulary'
      patternData: Record<string, unknown>
      frequency: number
      lastUsed: string
    }[],
  ): Promise<void>
  list(
    agentId: string,
  ): Promise<
    { patternType: string; patternData: Record<string, unknown>; frequency: number; lastUsed: string | null }[]
  >
}

/** Runs of past mail and chats into the log. */
export interface Imports {
  start(input: { agentId: string; name: string; digest: string; total: number; fromSeq: number }): Promise<ImportRun>
  get(id: string): Promise<ImportRun | undefined>
  byDigest(digest: string): Promise<ImportRun | undefined>
  update(id: string, patch: Partial<Pick<ImportRun, 'state' | 'total' | 'done' | 'summary'>>): Promise<void>
  list(): Promise<ImportRun[]>
  /** True when this external message id was imported before; remembers it otherwise. */
  seen(importId: string, externalIds: string[]): Promise<Set<string>>
  forgetSeen(importId: string): Promise<void>
}
