import type { Conversation, WaitingFor } from './conversation.ts'
import { isPutAside } from './kind.ts'

/** How many turns before a question are understood with it: where it is answered, imported, copied and learned. */
export const contextTurns = 12

type Standing = Pick<Conversation, 'kind' | 'status' | 'waitingSince'>

/**
 * Whose turn it is: staff's while a customer's message stands unanswered, else the customer's; nobody's in what is
 * resolved or put aside. A reminder that came due is the one thing that makes it staff's without a message.
 */
export function waitingFor({ kind, status, waitingSince }: Standing): WaitingFor {
  if (status === 'resolved' || isPutAside({ kind })) return 'nobody'
  return waitingSince === null ? 'customer' : 'staff'
}

/** The change that ends a conversation. */
export function resolvedPatch(by: NonNullable<Conversation['resolvedBy']>, at: string) {
  return {
    status: 'resolved' as const,
    resolvedBy: by,
    resolvedAt: at,
    waitingSince: null,
    waitingFor: 'nobody' as const,
    assigneeId: null,
    humanUntil: null,
    snoozedUntil: null,
    followUpAt: null,
    followUpBy: null,
  }
}

/** The change that opens it again; `waitingSince` is the time of the oldest customer message without an answer. */
export function reopenedPatch(conversation: Pick<Conversation, 'kind'>, waitingSince: string | null) {
  return {
    status: 'active' as const,
    resolvedBy: null,
    resolvedAt: null,
    waitingSince,
    waitingFor: waitingFor({ kind: conversation.kind, status: 'active', waitingSince }),
  }
}
