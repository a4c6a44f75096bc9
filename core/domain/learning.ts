/** What is learned, and from what. State is a function of the learning log (core/README.md). */

/** Stages of a topic, in order; the owner's four phases. */
export const stages = ['observing', 'recognizing', 'supervised', 'automatic'] as const
export type Stage = (typeof stages)[number]

/** A typed hole in a lesson's reply: a personal fact of one customer, filled from the conversation at hand. */
export interface Slot {
  /** Stands in the reply as `{name}`: "{customer}", "{order}", "{email}", "{date}" … numbered when repeated. */
  name: string
  type: 'person' | 'email' | 'phone' | 'reference' | 'money' | 'date' | 'time' | 'address' | 'link' | 'number'
}

export const standings = ['current', 'superseded', 'sourced', 'stale', 'contested'] as const
export type Standing = (typeof standings)[number]

/** One learned question → reply, with provenance and standing. */
export interface Lesson {
  id: string
  topicId: string
  question: string
  /** The previous turns of the conversation that it was said in, oldest first; at most a few. */
  context: string[]
  /** Greeting and closing removed, personal facts replaced by slots. Markdown. */
  reply: string
  slots: Slot[]
  language: string
  /** Provenance: who said it, where, when. */
  author: string
  conversationId?: string
  channel: string
  at: string
  origin: 'live' | 'import' | 'taught'
  /**
   * `current` may be drafted from; `superseded` is kept as history; `sourced` was taught from a page and never answers
   * alone; nor does what is `stale` (staff say something else by now) or `contested` (one teammate says it, several say
   * otherwise): both stand behind what is current.
   */
  standing: Standing
  /** One sentence, where staff's later words changed it. */
  standingWhy?: string
  /** It speaks of something that ends then ("until 31 May"), ISO 8601: it fades from there on. */
  expiresAt?: string
  /** The lesson that says otherwise, of a superseded one and of one that faded. */
  supersededBy?: string
  /** How often staff confirmed it (approved or said the same), and how often it was wrong. */
  agreed: number
  wrong: number
}

/** A group of customer questions that the same replies answer. */
export interface Topic {
  id: string
  /** What staff call it, else what was found. */
  name: string
  /** What it would be called by its key terms. */
  foundName: string
  /** Staff gave it its name. */
  isNamed: boolean
  /** Staff want it kept as it is. */
  isPinned: boolean
  /** What staff merged into it, in the order in which they did. */
  merged: MergedTopic[]
  /** Key terms, most telling first. */
  terms: string[]
  /** The reply that stands for the topic, with slots. */
  template: string
  /** Questions seen. */
  volume: number
  /** Replies that say the same as the template. */
  agreeing: number
  /** Shadow and shown drafts judged, and how many were right. */
  judged: number
  right: number
}

/** A topic that staff merged into another, as it was called then; splitting it off again gives it back. */
export interface MergedTopic {
  mergeId: string
  /** The topic that it was, and will be again. */
  id: string
  name: string
  /** How many lessons belong to it by now. */
  lessons: number
  /** The teammate's id. */
  actor: string
  /** ISO 8601. */
  at: string
}

/** One row of the learning log (`learning_data`), append-only; `seq` per agent without gaps. */
export interface LearningRow {
  seq: number
  at: string
  entry: LearningEntry
}

export type LearningEntry =
  /** Staff answered a customer: one new lesson. */
  | {
      type: 'pair'
      lessonId: string
      question: string
      context: string[]
      /** As staff wrote it, greeting and all. */
      reply: string
      /** The teammate (id, or name in imports). */
      author: string
      /** What the author is called, where `author` is an id: their sign-off is no part of the lesson. */
      authorName?: string
      conversationId?: string
      channel: string
      /** The customer, so that erasing them finds the row. */
      personId?: string
      /** Names and other personal facts known of this customer, to become slots. */
      known: { type: Slot['type']; value: string }[]
      origin: Lesson['origin']
      importId?: string
      /** The lesson that this reply corrects. */
      supersedes?: string
      /** False: words not their own (an approved draft): raises the lesson's standing, teaches no voice. */
      ownWords: boolean
      /** The lesson that words not their own came from: they are forgotten with it. */
      confirms?: string
      /** Written over a draft of ours, whatever was changed: it says how we write, not how they do. */
      fromDraft?: boolean
    }
  /** A draft that was judged by what staff did. */
  | {
      type: 'verdict'
      topicId: string
      lessonId: string
      err: 0 | 1
      unchanged: boolean
      confidence: number
      /** The signals that the confidence was computed from, to learn calibration. */
      signals: number[]
      importId?: string
    }
  /** From here on, everything stands as if it had been grouped and trained afresh right behind row `at`. */
  | { type: 'refit'; at: number }
  /** What later words or a teammate's decision made of a lesson; `by` is the lesson that says otherwise. */
  | {
      type: 'standing'
      lessonId: string
      to: Exclude<Standing, 'sourced'>
      by?: string
      why: string
      importId?: string
    }
  | Arrangement
  /** Kept so that `seq` has no gaps; what stood here was forgotten, erased or undone. */
  | { type: 'erased' }

/**
 * What a teammate (`actor`) made of the topics that were found. A topic is meant by some of its lessons, the founding one
 * first: the first that is still known says which, so that it outlives the forgetting of any of them.
 */
export type Arrangement =
  /** Null = called by its key terms again. */
  | { type: 'named'; lessons: string[]; name: string | null; actor: string }
  /** The two are one: whatever belongs to `lessons`, now or later, belongs to `into`. */
  | { type: 'merged'; mergeId: string; lessons: string[]; into: string[]; actor: string }
  | { type: 'unmerged'; mergeId: string; actor: string }
  /** This one lesson belongs to the topic of `to`; null = to a topic of its own. */
  | { type: 'moved'; moveId: string; lessonId: string; to: string[] | null; actor: string }
  | { type: 'unmoved'; moveId: string; actor: string }
  | { type: 'pinned'; lessons: string[]; isPinned: boolean; actor: string }

/** A lesson found by recall, before the engine re-ranks it. */
export interface LessonHit {
  lessonId: string
  /** Cosine similarity of the vectors, -1..1; absent when only the text search found it. */
  similarity?: number
  /** Rank in the text search, 1 = best; absent when only the vectors found it. */
  textRank?: number
}

/** What the agent would say, and how sure it is. */
export interface Prediction {
  topicId?: string
  runnerUp?: string
  /** Best first. `why` is a short sentence for staff. */
  candidates: { lessonId: string; topicId: string; score: number; why: string }[]
  /** Calibrated probability of being right, 0..1; 0 without a candidate. */
  confidence: number
  signals: number[]
  /** The best lesson is in another language than the question: without a model it cannot be sent. */
  languageMismatch?: boolean
}

/** What `judge` says of an admitted row (LEARNING, section 3). */
export type Verdict =
  | {
      counts: true
      err: 0 | 1
      unchanged: boolean
      reason: 'approved' | 'same facts' | 'different' | 'rejected' | 'corrected' | 'undecided'
    }
  | { counts: false; reason: 'withdrawn' | 'not to be learned' | 'test' | 'unread' }

/** One admitted row of a claim's process: no text, no person. */
export interface Evidence {
  claim: string
  /** Order of admission within the claim, from 1, without gaps. */
  position: number
  admittedAt: string
  deadline: string
  /** Absent until decided. `null` = counts nowhere. */
  err?: 0 | 1 | null
  decidedAt?: string
  reason?: string
  blind: boolean
  /** Of imported history. */
  isImported: boolean
}

/** Where a claim stands. */
export interface Certificate {
  certified: boolean
  /** log of the wealth W; certified when >= log(1/alpha). */
  logWealth: number
  rows: number
  errors: number
  /** Agreeing rows in a row that would certify it from here; 0 when certified. */
  missing: number
  eps: number
  alpha: number
  attempt: number
}

export interface ImportRun {
  id: string
  agentId: string
  name: string
  /** SHA-256 of the file: the same file again resumes. */
  digest: string
  state: 'running' | 'done' | 'undone' | 'failed'
  total: number
  done: number
  /** Log position before the first row. */
  fromSeq: number
  summary: Record<string, unknown>
  createdAt: string
}
