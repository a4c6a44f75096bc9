/** One message of the past, as a reader hands it over: mail, a ticket's comment, a line of a chat. */
export interface PastMessage {
  /** The same in every copy of the message: the Message-ID, or a hash of what it says. */
  externalId: string
  /** The conversation's id, where the source names it. */
  conversation?: string
  /** Message-IDs that it answers, nearest first. */
  references: string[]
  subject: string
  /** ISO 8601 UTC. */
  at: string
  from: { address: string; name?: string }
  /** Lower-case addresses. */
  to: string[]
  cc: string[]
  /** Who speaks, where the source says so; else the staff addresses decide. */
  side?: 'customer' | 'staff'
  channel: string
  /** An auto-responder or a delivery report wrote it. */
  isMachine: boolean
  /** A newsletter or a mailing list. */
  isList: boolean
  /** What the person wrote, without quoted text and signature. */
  text: string
}

/** What a reader yields: a message, or a row that could not be read, with the line that it starts at. */
export type PastItem = { message: PastMessage } | { problem: string; line: number; file?: string }

/** Why something of the past teaches nothing. */
export const skipReasons = [
  'newsletter',
  'automatic',
  'internal',
  'unanswered',
  'unasked',
  'empty',
  'duplicate',
  'too old',
  'malformed',
] as const
export type SkipReason = (typeof skipReasons)[number]

/** A customer's question and what staff answered, ready to be learned. */
export interface PastPair {
  /** The external id of the answer: an answer is learned once. */
  externalId: string
  at: string
  question: string
  /** Earlier turns, oldest first. */
  context: string[]
  reply: string
  author: string
  channel: string
  customer: { address: string; name?: string }
}
