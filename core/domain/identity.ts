import type { Channel, MessageMetadata } from './conversation.ts'
import { type Handle, laneOf, type Place } from './place.ts'

/** How long a code can be given back, and how often it may be tried. */
export const codeMs = 10 * 60_000
export const mostTries = 5
/** How long an address is waited for. */
export const askMs = 30 * 60_000
/** How long a proved number stays proved: in a call until it ends, and no call is longer than a day; or in a conversation by text. */
export const callProofMs = 24 * 3_600_000
export const textProofMs = 4 * 3_600_000

/** A code that was sent by another channel, to prove who is behind a number in one thread. The code itself is kept nowhere. */
export interface Check {
  id: string
  conversationId: string
  /** Who is to be proved, and in which thread (a lane). */
  handle: Handle
  lane: string
  /** Where the code went; null = asked for an address. */
  sentTo: string | null
  tries: number
  createdAt: string
  expiresAt: string
  provedAt: string | null
  /** Until when it proves; set with `provedAt`. */
  until: string | null
  /** Taken back: it proves nothing any more. */
  endedAt: string | null
}

/** Two people who turned out to be one: what was moved, so that it can be taken apart again exactly. */
export interface PersonLink {
  id: string
  /** Whose history it is now. */
  keptId: string
  goneId: string
  why: 'proved' | 'teammate'
  /** A teammate's id, or 'agent'. */
  by: string
  at: string
  handles: Handle[]
  conversationIds: string[]
  undoneAt: string | null
  undoneBy: string | null
}

/** Whether a customer is who they seem to be, or why not: the address of a mail, the number of a caller. */
export type Proof = 'proved' | 'address' | 'number'

const byNumber: ReadonlySet<Channel> = new Set(['phone', 'sms', 'whatsapp'])

/**
 * Whether everybody who wrote these messages is proved: mail by its alignment, a number by a check that stands in the very
 * thread, a chat by its session.
 */
export function senderProof(
  messages: readonly { senderType: string; metadata: MessageMetadata }[],
  channel: Channel,
  checks: readonly Check[],
  now: string,
): Proof {
  if (messages.some(({ metadata }) => metadata.mail?.isAligned === false)) return 'address'
  const lanes = new Set(checks.filter((check) => stands(check, now)).map(({ lane }) => lane))
  const isUnproved = messages.some(({ senderType, metadata }) => {
    if (senderType !== 'customer' || metadata.mail !== undefined) return false
    if (metadata.number === undefined && !(byNumber.has(channel) && metadata.movedFrom === undefined)) return false
    return !lanes.has(lane(metadata))
  })
  return isUnproved ? 'number' : 'proved'
}

/** A check that waits for an address or a code. */
export function isOpen({ provedAt, endedAt, expiresAt }: Check, now: string): boolean {
  return provedAt === null && endedAt === null && expiresAt > now
}

/** A check that proves now. */
function stands({ provedAt, until, endedAt }: Check, now: string): boolean {
  return provedAt !== null && endedAt === null && until !== null && until > now
}

/** The thread that a message came from, as checks name it. */
export function lane({ connector = '', account = '', thread = '' }: MessageMetadata): string {
  return laneOf({ connector, account, thread } satisfies Omit<Place, 'private'>)
}
