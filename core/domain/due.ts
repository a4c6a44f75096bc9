import type { BusinessSettings } from './business.ts'
import type { Conversation } from './conversation.ts'
import { lateAt } from './targets.ts'

const dayMs = 86_400_000

/**
 * When a conversation is to be looked at next (ISO), or null when only its people can change it. A rule of its own for each
 * thing that time alone brings about; the earliest counts.
 */
export function nextDue(conversation: Conversation, settings: BusinessSettings, now: Date): string | null {
  if (conversation.mergedIntoId !== null) return null
  const times = rules.flatMap((rule) => rule(conversation, settings, now) ?? [])
  return times.length === 0 ? null : times.reduce((a, b) => (a < b ? a : b))
}

/** Each gives a time (ISO) or null. */
const rules: ((conversation: Conversation, settings: BusinessSettings, now: Date) => string | null)[] = [
  ({ snoozedUntil }) => snoozedUntil,
  ({ followUpAt }) => followUpAt,
  ({ thoughtOwedAt }) => thoughtOwedAt,
  learnDueAt,
  quietAt,
  lateAt,
]

/** When nobody will have written for so long that an answered conversation is over. */
export function quietAt(conversation: Conversation, settings: Pick<BusinessSettings, 'quietDays'>): string | null {
  if (conversation.waitingFor !== 'customer' || conversation.status === 'resolved') return null
  // A reminder is for what must not be forgotten, and a snooze for what comes back: both come first.
  if (conversation.followUpAt !== null || conversation.snoozedUntil !== null) return null
  return new Date(Date.parse(conversation.updatedAt) + settings.quietDays * dayMs).toISOString()
}

/** Parts of what was said on the phone come until so long after the last one. */
const partsMs = 30_000

/** When all that was said on the phone will be there, to be learned. */
export function learnDueAt({ heardAt }: Pick<Conversation, 'heardAt'>): string | null {
  return heardAt === null ? null : new Date(Date.parse(heardAt) + partsMs).toISOString()
}
