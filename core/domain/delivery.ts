import type { InboundEvent } from './event.ts'
import type { Attachment } from './file.ts'
import type { Place } from './place.ts'

export type OutboxState = 'held' | 'ready' | 'sending' | 'sent' | 'failed' | 'in_doubt' | 'cancelled'

export type WaitReason = 'slow' | 'permission'

/** Nothing goes through one sender of ours until then, or until somebody grants what it needs. */
export interface Hold {
  connector: string
  account: string
  /** What the platform counts together; '' = the whole account. */
  sender: string
  kind: WaitReason
  /** One clause, for people: "Slack asked us to slow down". */
  why: string
  since: string
  until: string
  /** How often it was found to hold still. */
  tries: number
}

/** What became of the messages of one connected account. */
export interface AccountCounts {
  connector: string
  account: string
  /** Due, and not gone yet. */
  waiting: number
  /** Since when the oldest of them waits, ISO. */
  waitingSince: string | null
  failed: number
  inDoubt: number
}

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
  cancelIf: ('customer wrote' | 'teammate answered' | 'agent paused' | 'topic stopped')[]
  attempts: number
  /** It cannot go now through no fault of its own: the platform asked us to slow down, or somebody has to grant something. */
  waitsFor: WaitReason | null
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
  /** Files that were added to them; one without a digest could not be fetched, and stops the whole send. */
  attachments: Attachment[]
  state: 'asked' | 'sent' | 'note' | 'listed' | 'removed'
  outboxId: string | null
  askedAt: string
}

/** One event as it was kept before it was answered. */
export interface InboxRow {
  /** Order of arrival. */
  seq: number
  lane: string
  connector: string
  account: string
  platformId: string
  event: InboundEvent
  arrivedAt: string
  attempts: number
}
