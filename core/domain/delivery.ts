import type { InboundEvent } from './event.ts'
import type { Attachment } from './file.ts'
import type { Place } from './place.ts'

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
  cancelIf: ('customer wrote' | 'teammate answered' | 'agent paused' | 'topic stopped')[]
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
