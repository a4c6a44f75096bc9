import type { ActionName } from './domain/action.ts'
import type { Agent, Integration } from './domain/business.ts'
import type { Call } from './domain/call.ts'
import type { Conflict } from './domain/conflict.ts'
import type {
  Channel,
  Conversation,
  ConversationEvent,
  ConversationKind,
  ConversationStatus,
  Draft,
  Message,
  Person,
  Receipt,
} from './domain/conversation.ts'
import type { OutboxRow } from './domain/delivery.ts'
import type { PersonLink } from './domain/identity.ts'
import type { Certificate, LearningRow, Lesson, MergedTopic, Stage, Topic } from './domain/learning.ts'
import type { Handle } from './domain/place.ts'
import type { IntegrationHealth } from './integrations/health.ts'
import type { Disagreement } from './learning/disagreement.ts'
import type { Tally } from './learning/exact.ts'
import type { Week } from './learning/weeks.ts'
import type { TrialRow } from './store/insight.ts'

/** An account of a platform that waits for a signed-in teammate to say that it is theirs. */
export interface HandleOffer {
  handle: Handle
  /** As the platform shows them. */
  name: string | null
}

/** What was found, best first of each kind. */
export interface Found {
  lessons: Lesson[]
  conversations: (Conversation & { personName: string | null; preview: string })[]
  people: { id: string; name: string | null; handles: Handle[] }[]
}

/** Two answers that contradict each other, as people see them. */
export interface ConflictView extends Omit<Conflict, 'agentId' | 'lessonA' | 'lessonB'> {
  topicName: string
  a: Lesson
  b: Lesson
  /** Who decided; null while it is open. */
  decidedByName: string | null
}

/** One customer who was given an answer that is right no longer. */
export interface Told {
  conversationId: string
  personName: string | null
  channel: Channel
  at: string
  /** What stood in it, as it was sent. */
  text: string
  how: 'approved' | 'edited' | 'automatic' | 'own words'
  /** It may not have arrived. */
  isInDoubt: boolean
  /** Since then the customer was told otherwise, or is about to be. */
  isCorrected: boolean
  /** A draft waits there for staff. */
  hasDraft: boolean
}

/** Whom a lesson was given. */
export interface ToldView {
  days: number
  told: Told[]
  /** What is right by now; null where nothing has replaced it. */
  replacement: Lesson | null
}

/** A connected account as people see it: without its credentials. */
export type ShownIntegration = Omit<Integration, 'settings'> & {
  health: IntegrationHealth
  /** Where copies of the mail that a team exchanges from its own mailbox are learned from. */
  learnAddress?: string | null
}

/** A file of a message, with signed links that end. */
export interface ShownFile {
  name: string
  type: string
  /** Bytes. */
  size: number
  /** Absent where its bytes are not ours. */
  url?: string
  /** For pictures that may be shown. */
  previewUrl?: string
}

export interface ConversationRow extends Conversation {
  personName: string | null
  preview: string
  pendingDraftId: string | null
}

/** Which conversations a list shows; without `kinds` and `search`, what was put aside stays out of it. */
export interface ConversationFilter {
  status?: ConversationStatus
  waiting?: boolean
  kinds?: ConversationKind[]
  /** A teammate's id, or null for those that nobody has. */
  assigneeId?: string | null
  snoozed?: boolean
  search?: string
  before?: string
  limit?: number
}

export interface ConversationView {
  conversation: Conversation
  person: { id: string; name: string | null; handles: { kind: string; value: string }[] }
  /** They said STOP then, ISO: nothing can be texted to them until they write START. */
  stoppedAt: string | null
  /** Why mail does not reach them, a sentence: it came back, or they asked for no more; null = it does. */
  mailTrouble: string | null
  messages: (Message & { delivery: DeliveryView | null; files?: ShownFile[] })[]
  /** Whom an answer reaches unless a person says otherwise; absent where it does not go by mail. */
  recipients?: { to: string[]; cc: string[] }
  /** People of the mail thread beside the customer. */
  participants?: { address: string; name: string | null }[]
  /** At most one is pending. */
  draft: (Draft & { receipt: Receipt }) | null
  drafts: Draft[]
  /** Staff are to answer without the draft that is there, and see it afterwards. */
  isBlind: boolean
  events: ConversationEvent[]
  /** In a test conversation: what to try next. */
  hint: string | null
  /** What may be pressed now. */
  actions: ActionName[]
  /** For the topic of the last question, if known. */
  topic: TopicView | null
  /** The call that it is, newest; while `endedAt` is null they are on the phone. */
  call?: Pick<Call, 'state' | 'beganAt' | 'endedAt' | 'takenBy'>
}

export interface DeliveryView extends Pick<OutboxRow, 'id' | 'state' | 'error' | 'notBefore' | 'waitsFor'> {
  /** It was planned for then; held back or not, it can be sent now. */
  sendAt?: string
  /** Of files that cannot go as themselves there: which, and how they go. */
  filesNote?: string
  /** Where else it could go, once it has failed. */
  others?: { key: string; label: string }[]
}

/** A lesson, and by whom it was moved to the topic that it is in. */
export interface LessonView extends Lesson {
  moved?: { moveId: string; by: string | null; at: string }
}

export interface TopicView extends Omit<Topic, 'merged'> {
  /** `by` = the teammate's name. */
  merged: (Omit<MergedTopic, 'actor'> & { by: string | null })[]
  stage: Stage
  switchedOn: boolean
  /** Eligible to be switched on by the owner. */
  eligible: boolean
  /** The pooled certificate stands in for the topic's own. */
  isCarried: boolean
  cap: Stage | null
  /** Its own risk; null = the business's. */
  eps: number | null
  /** The greatest amount of money that an answer without a person may state; null = any. */
  mostAmount: number | null
  /** When and why it was stopped last. */
  revokedAt: string | null
  revokedWhy: string | null
  /** Answers that wait to be checked. */
  openAudits: number
  /** Live rows that still have to agree where the proof comes from history. */
  liveMissing: number
  /** Wrong among drafts that staff saw while they answered, and among those that they did not. */
  seen: Tally
  blind: Tally
  basis: 'all' | 'blind'
  /** Live rows that its gates let through, a day. */
  perDay: number
  /** The share of its live questions that its gates let through. */
  admittedShare: number
  /** When the evidence can be there at this pace; null where nothing is missing, or nothing comes. */
  expectation: Expectation | null
  /** The topic's own claim, and the pooled one that may carry it. */
  certificate: Certificate
  pooled: Certificate
  /** "118 more agreeing replies until this topic may be answered alone" */
  sentence: string
  /** What an earlier version of the engine had proven, where the topic was answered alone on that and is not now. */
  formerProof: FormerProof | null
}

/** A proof that counts no more, because the engine is another one by now. */
export interface FormerProof {
  engine: string
  rows: number
  errors: number
  sentence: string
}

/** When what is missing can be there: "about 9 days at 20 a day". */
export interface Expectation {
  missing: number
  days: number
  sentence: string
}

/** The last drafts of a topic beside what staff sent, wrong ones first. */
export interface TrialView {
  topic: TopicView
  rows: TrialRow[]
}

/** What the owner looks at before a topic is answered alone. */
export interface EvidenceView {
  topic: TopicView
  /** Questions a day; days without one are not among them. */
  daily: { day: string; count: number }[]
  /** Questions a week, of the last twelve, the oldest first. */
  weekly: Week[]
  /** The last ten answers that it would have sent, newest first. */
  last: TrialRow[]
  /** Every one of them that was wrong, newest first. */
  wrong: TrialRow[]
  /** How often a teammate contradicted what another had taught. */
  disagreement: Disagreement | null
  vouched: { lessonId: string; name: string; at: string; corrections: number; reply: string }[]
}

/** How topics grow, what could be answered alone when, and what nothing answered. */
export interface InsightView {
  /** Shares of the questions of the last 30 days. */
  coverage: { now: number; in7Days: number; in30Days: number; in90Days: number }
  daily: { day: string; count: number }[]
  /** Of each topic, of the last twelve weeks, the oldest first. */
  weekly: { topicId: string; weeks: Week[] }[]
  unanswered: { question: string; count: number; latest: string; conversationIds: string[] }[]
}

export interface AgentView extends Agent {
  stages: Record<Stage, number>
  lessons: number
  topics: number
  /** Measured: expected calibration error and counts by confidence bin. */
  calibration: { from: number; to: number; predicted: number; right: number; count: number }[]
}

/** How much was learned from a teammate's replies. */
export interface Taught {
  lessons: number
  /** Of these, imported ones that bear their name or address, not their account. */
  underName: number
}

/** Who a customer is known to be. */
export interface PersonKnown {
  person: Person & { handles: Handle[] }
  conversations: Pick<Conversation, 'id' | 'subject' | 'channel' | 'updatedAt'>[]
  links: (Pick<PersonLink, 'id' | 'at' | 'why' | 'by' | 'handles'> & { isKept: boolean })[]
  suggestions: (Person & { handles: Handle[]; why: string })[]
}

/** How much is held about a customer. */
export interface PersonHeld {
  person: Person & { handles: Handle[] }
  /** Rows, by table. */
  counts: Record<string, number>
  /** Conversations of other people that they took part in: their messages there go, the others stay. */
  inConversationsOfOthers: number
  /** Other people whose conversations were merged with theirs; they are erased by themselves. */
  alsoKnownAs: { id: string; name: string | null }[]
}

/** Everything that is held about a customer, as it is stored. */
export interface PersonExport {
  exportedAt: string
  person: Person & { handles: Handle[] }
  /** Rows, by table. */
  held: Record<string, Record<string, unknown>[]>
  /** Rows of the learning log that came from them. */
  learned: LearningRow[]
}

/** What came of deciding once more. */
export interface ReceiptReplay {
  outcome: 'same' | 'changed' | 'gone'
  sentence: string
  /** What is gone, and what came out differently. */
  details: string[]
}
