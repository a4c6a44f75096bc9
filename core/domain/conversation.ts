import type { MailFacts } from './event.ts'
import type { Attachment } from './file.ts'
import type { Lead } from './lead.ts'
import type { Handle, Place } from './place.ts'

export const channels = ['email', 'chat', 'phone', 'slack', 'sms', 'whatsapp', 'teams', 'discord'] as const
export type Channel = (typeof channels)[number]

export type ConversationStatus = 'active' | 'resolved' | 'escalated'

/** What a conversation is about; only `support`, `sales` and `partner` are learned from and counted. */
export const conversationKinds = ['support', 'sales', 'partner', 'automated', 'spam', 'test'] as const
export type ConversationKind = (typeof conversationKinds)[number]

/** Whose turn it is. */
export type WaitingFor = 'staff' | 'customer' | 'nobody'
/** Who said that it is over; `quiet` = nobody wrote for a while, `stop` = they said STOP: both are no solution. */
export type ResolvedBy = 'customer' | 'teammate' | 'quiet' | 'stop'

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
  waitingFor: WaitingFor
  kind: ConversationKind
  /** Of a sales conversation: what is known of who may buy. */
  lead: Lead | null
  /** Out of the lists until then, or until the customer writes. */
  snoozedUntil: string | null
  /** Set while `status` is `resolved`. */
  resolvedBy: ResolvedBy | null
  resolvedAt: string | null
  /** The older conversation that this one goes on from. */
  followsId: string | null
  /** Merged: what arrives here belongs there. */
  mergedIntoId: string | null
  /** A teammate asked to be reminded then, unless the customer answers first. */
  followUpAt: string | null
  followUpBy: string | null
  /** When staff were told that a target was missed for the customer's waiting message. */
  lateToldAt: string | null
  /** When the customer had the first answer. */
  answeredAt: string | null
  /** When the customer was told that somebody will answer; at most once. */
  acknowledgedAt: string | null
  /** A customer's words are to be thought about afresh, since then: after a merge, a split, *Not spam*, a withdrawn draft. */
  thoughtOwedAt: string | null
  /** When a teammate and the caller were last heard on the phone, until what they said is learned. */
  heardAt: string | null
  /** When something about it is to be looked at next (core/intake/look-after.ts). */
  dueAt: string | null
  /** Raised by every change that can make a draft stale. */
  version: number
  createdAt: string
  updatedAt: string
  /** Its customer was erased then: what was said is gone, and nothing is said in it any more. */
  erasedAt?: string
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
  /** The thread of the place that it came from: where an answer to it goes. */
  thread?: string
  subject?: string
  quoted?: string
  signature?: string
  attachments?: Attachment[]
  mail?: MailFacts
  context?: Record<string, string>
  /** Recorded, but never answered nor learned from (auto-replies, bounces, lists). */
  isMachine?: boolean
  /** Said by the product itself (an acknowledgement, a hand-over): no answer, never learned from, and it ends no waiting. */
  isSystem?: boolean
  /** A bare thank-you, or a nod after an answer ("👍", "ok"): it asks for nothing. */
  isThanks?: boolean
  /** Such a nod: read, but no word that all is well. */
  isNod?: boolean
  /** Of an answer in a call: the caller spoke before they had heard it. */
  isCutShort?: boolean
  /** Who wrote it, when it was a teammate. */
  teammateId?: string
  authorName?: string
  /** The number that it came from, where it came from one. */
  number?: string
  /** Said on the phone to the other of the two: no text, and nothing that waits for an answer. */
  heard?: HeardPart
  /** They have spoken with a teammate on the phone since: it waits for nobody, whatever became of it there. */
  isSpokenOf?: true
  /** A code that proves who writes, or the address to send one to: no question. */
  isCode?: boolean
  outboxId?: string
  draftId?: string
  /** The conversation that it was moved from, by a merge or a split. */
  movedFrom?: string
  /** The customer removed or changed it on the platform afterwards. */
  editedAt?: string
  removedAt?: string
  /** The words of somebody who was erased; they stood here. */
  erasedAt?: string
}

export interface Person {
  id: string
  name: string | null
  /** What stands where somebody was: when they were erased, and by which teammate. */
  erased?: { at: string; by: string }
}

/** Which part of what a caller and a teammate said to each other. */
export interface HeardPart {
  /** One transfer; parts of it are counted up. */
  stretch: string
  sequence: number
  /** Of a teammate's words: they were learned, or found to teach nothing. */
  isLearned?: true
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
  /** The chance that this business wrote it rather than another one, 0-100; null where too little was known to tell. */
  voiceScore: number | null
  receiptId: string
  /** Why it was withdrawn or rejected. */
  why: string | null
  shownAt: string | null
  /** The teammate who has its editor open, and until when that is believed. */
  editorId: string | null
  editingUntil: string | null
  /** Kept from staff until they have answered: drawn to be checked, or one of the blind sample. */
  blind: 'audit' | 'sample' | null
  /** Whether it was right, once judged; null = not yet, or counts nowhere. */
  err: 0 | 1 | null
  /** The reason of that verdict. */
  verdict: string | null
  /** What staff said to the customer, where they spoke. */
  saidId: string | null
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
  'delayed',
  'opened',
  'clicked',
  'complained',
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
  'assigned',
  'snoozed',
  'woken',
  'kind_changed',
  'merged',
  'unmerged',
  'split',
  'follow_up_set',
  'follow_up_due',
  'target_missed',
  'acknowledged',
  'lead_changed',
  'opted_out',
  'opted_in',
  'call_began',
  'call_interrupted',
  'call_not_taken',
  'call_spoken',
  'call_broke',
  'call_ended',
  'call_wants_text',
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

/** What a teammate can do with a conversation itself; the same from every surface. */
export type ConversationAct = 'take' | 'release' | 'assign' | 'snooze' | 'wake' | 'resolve' | 'reopen'

export interface KnownHandle extends Handle {
  personId: string | null
  teammateId: string | null
  /** What comes from here is spam, said a teammate. */
  blockedAt: string | null
}
