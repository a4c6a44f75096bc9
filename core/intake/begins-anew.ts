import type { BusinessSettings } from '../domain/business.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import { bareSubject } from '../learning/import/conversations.ts'

const dayMs = 86_400_000

/** A reply to what was over long ago is about something else; a bare thank-you is not. */
export function isLongOver(
  conversation: Pick<Conversation, 'status' | 'resolvedAt' | 'updatedAt'>,
  settings: Pick<BusinessSettings, 'newAfterDays'>,
  now: Date,
): boolean {
  if (conversation.status !== 'resolved') return false
  const over = Date.parse(conversation.resolvedAt ?? conversation.updatedAt)
  return now.getTime() - over > settings.newAfterDays * dayMs
}

/**
 * A mail that took nothing of the conversation along but the address it was sent to: another subject, no quoted words, and
 * no reference to one of its messages.
 */
export function isAnotherMatter(
  conversation: Pick<Conversation, 'subject'>,
  messages: readonly Pick<Message, 'metadata'>[],
  event: Pick<MessageEvent, 'mail' | 'quoted'>,
): boolean {
  const { mail, quoted = '' } = event
  if (mail === undefined || quoted.trim() !== '') return false
  const subject = bareSubject(mail.subject)
  if (subject === '' || subject === bareSubject(conversation.subject)) return false
  const known = new Set(messages.flatMap(({ metadata }) => metadata.platformId ?? []))
  return !mail.references.some((reference) => known.has(reference))
}
