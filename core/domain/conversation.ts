import type { MailFacts } from './event.ts'
import type { Attachment } from './file.ts'
import type { Handle, Place } from './place.ts'

export type Channel = 'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord'
export type ConversationStatus = 'active' | 'resolved' | 'escalated'

export interface Conversation {
  id: string
  agentId: string
  personId: string
  customerEmail: string | null
  channel: Channel
  status: ConversationStatus
  subject: string
  sentiment: number | null
  /** A teammate has it: the agent is silent until this time (ISO), or until release or resolve. */
  humanUntil: string | null
  assigneeId: string | null
  /** The time of the oldest customer message that nobody answered. */
  waitingSince: string | null
  /** A teammate's own mail treated as a customer's: teaches nothing, counted nowhere. */
  isTest: boolean
  /** Raised by every change that can make a draft stale. */
  version: number
  createdAt: string
  updatedAt: string
}

export type SenderType = 'customer' | 'ai' | 'human'

export interface Message {
  id: string
  conversationId: string
  senderType: SenderType
  /** Markdown; secrets masked. */
  content: string
  metadata: MessageMetadata
  createdAt: string
}

/** The `metadata` column: everything a channel knows beside the words. */
export interface MessageMetadata {
  connector?: string
  account?: string
  platformId?: string
  subject?: string
  quoted?: string
  signature?: string
  attachments?: Attachment[]
  mail?: MailFacts
  context?: Record<string, string>
  /** Recorded, but never answered nor learned from (auto-replies, bounces, lists). */
  isMachine?: boolean
  /** Who wrote it, when it was a teammate. */
  teammateId?: string
  authorName?: string
  outboxId?: string
  draftId?: string
  /** The customer removed or changed it on the platform afterwards. */
  editedAt?: string
  removedAt?: string
}

export interface Person {
  id: string
  name: string | null
}

export type Role = 'owner' | 'teammate'

export interface Teammate {
  id: string
  email: string
  name: string
  role: Role
  /** Null until the address was confirmed through a link; only confirmed teammates teach. */
  confirmedAt: string | null
}

/** Where a conversation is shown. The customer's place carries answers, a staff place carries cards and notes. */
export interface ConversationPlace {
  conversationId: string
  role: 'customer' | 'staff'
  place: Place
  /** The platform's id of the live card there. */
  cardPlatformId: string | null
}

export type DraftState = 'shadow' | 'pending' | 'approved' | 'edited' | 'rejected' | 'withdrawn'

/** An answer proposed to staff; shadow drafts are kept and judged, never shown. */
export interface Draft {
  id: string
  conversationId: string
  /** The last customer message that it answers. */
  messageId: string
  /** 1 for the first draft of a conversation, then counting. */
  version: number
  state: DraftState
  text: string
  /** Placeholders that could not be filled: such a draft is never sent as it is. */
  unfilled: string[]
  lessonId: string | null
  topicId: string | null
  confidence: number
  signals: number[]
  /** 'local' or the model's name. */
  writer: string
  receiptId: string
  /** Why it was withdrawn or rejected. */
  why: string | null
  shownAt: string | null
  createdAt: string
}

/** The stored reasons of one decision. */
export interface Receipt {
  id: string
  conversationId: string
  messageId: string
  action: 'observe' | 'draft' | 'answer' | 'hand_over'
  reasons: string[]
  gates: { name: string; passed: boolean; detail: string }[]
  lessons: { lessonId: string; score: number; why: string; author: string; at: string; question: string }[]
  topicId: string | null
  confidence: number
  /** What replaying needs: log position, engine version, hits, policy, the hash of the reply. */
  inputs: Record<string, unknown>
  claims: string[]
  createdAt: string
}

export type OutboxState = 'held' | 'ready' | 'sending' | 'sent' | 'failed' | 'in_doubt' | 'cancelled'

/** One thing to send; the row is committed before the call is made. */
export interface OutboxRow {
  id: string
  conversationId: string | null
  /** What it is for: an answer to the customer, or something shown to staff. */
  audience: 'customer' | 'staff'
  place: Place
  /** An Outbound without its id. */
  payload: Record<string, unknown>
  state: OutboxState
  notBefore: string
  /** Held answers stop when one of these happens. */
  cancelIf: ('customer wrote' | 'teammate answered' | 'agent paused')[]
  attempts: number
  platformId: string | null
  /** One sentence with the cause, for people. */
  error: string | null
  messageId: string | null
  draftId: string | null
  /** The teammate who sent or approved it; null = the agent on its own. */
  teammateId: string | null
  createdAt: string
  updatedAt: string
}

/** A teammate's words in a staff thread that wait for *Send to customer* or *Keep as note*. */
export interface WrittenReply {
  id: string
  conversationId: string
  teammateId: string
  place: Place
  /** The platform id of the message that holds the words. */
  platformMessageId: string
  text: string
  state: 'asked' | 'sent' | 'note' | 'listed' | 'removed'
  outboxId: string | null
  askedAt: string
}

/** Append-only facts for reports; the only names are these. */
export const conversationEventTypes = [
  'arrived',
  'draft_made',
  'draft_shown',
  'draft_approved',
  'draft_edited',
  'draft_rejected',
  'draft_withdrawn',
  'sent',
  'undone',
  'delivered',
  'failed',
  'in_doubt',
  'first_answer',
  'taken',
  'released',
  'resolved',
  'reopened',
  'handed_over',
  'noted',
  'lesson_learned',
  'model_used',
] as const
export type ConversationEventType = (typeof conversationEventTypes)[number]

export interface ConversationEvent {
  id: string
  conversationId: string
  type: ConversationEventType
  at: string
  /** A teammate's id, 'agent', 'customer' or 'system'. */
  actor: string
  receiptId: string | null
  /** Small facts: {why}, {shareChanged: 0..1}, {model, inputTokens, outputTokens, cachedTokens}. */
  data: Record<string, unknown>
}

/** A business, as the owner's table `users` holds it. */
export interface Business {
  id: string
  email: string
  companyName: string
  industry: string
  settings: BusinessSettings
  createdAt: string
}

export interface BusinessSettings {
  /** IANA zone. */
  zone: string
  /** What a teammate's reply in a staff thread means (DESIGN 6.2). */
  sendRule: 'confirm' | 'send' | 'notes'
  /** Minutes until an unanswered question is listed as written, not sent. */
  askMinutes: number
  /** Undo windows by channel, ms; absent = the connector's own. */
  undoMs: Partial<Record<Channel, number>>
  /** Hours without a teammate's word after which a take-over ends. */
  takeOverHours: number
  eps: number
  alpha: number
  /** Lowest confidence for a shown draft, and for an automatic answer. */
  showFrom: number
  sendFrom: number
  /** Whether answers say that they come from an AI. */
  disclosure: string | null
  /** Sample data: marked everywhere, removed by one command. */
  isDemo: boolean
}

export const defaultSettings: BusinessSettings = {
  zone: 'UTC',
  sendRule: 'confirm',
  askMinutes: 10,
  undoMs: {},
  takeOverHours: 12,
  eps: 0.02,
  alpha: 0.05,
  showFrom: 0.35,
  sendFrom: 0.9,
  disclosure: null,
  isDemo: false,
}

export interface Agent {
  id: string
  name: string
  status: 'learning' | 'active' | 'paused'
  /** 0-100, from the topics' shares of traffic. */
  learningStage: number
  voiceProfile: Record<string, unknown>
  /** The last seq of the learning log. */
  learningSeq: number
  /** Up to which seq lessons, topics and voice patterns were projected. */
  projectedSeq: number
}

/** A topic's row: the engine's projection and what people decided. */
export interface TopicSwitch {
  topicId: string
  /** The owner switched it to automatic. */
  switchedOn: boolean
  switchedBy: string | null
}

export interface Integration {
  id: string
  agentId: string
  connector: string
  account: string
  label: string
  /** The connector's settings; sealed at rest. */
  settings: Record<string, unknown>
  status: 'connected' | 'failing' | 'removed'
  lastEventAt: string | null
  lastError: string | null
  createdAt: string
}

/** One event as it was kept before it was answered. */
export interface InboxRow {
  /** Order of arrival. */
  seq: number
  lane: string
  connector: string
  account: string
  platformId: string
  event: import('./event.ts').InboundEvent
  arrivedAt: string
  attempts: number
}

export interface KnownHandle extends Handle {
  personId: string | null
  teammateId: string | null
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
