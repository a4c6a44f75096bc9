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
  /** Small facts: {why}, {shareChanged: 0..1}, a ModelUse. */
  data: Record<string, unknown>
}

export interface KnownHandle extends Handle {
  personId: string | null
  teammateId: string | null
}
