import type { ActionEvent, Author, EditEvent, MailFacts, MessageEvent, RemovalEvent } from '#core/domain/event.ts'
import type { Handle, Place } from '#core/domain/place.ts'
import { mailbox } from './fake-messenger.ts'

/** Facts about an author; a verified person unless told otherwise. */
export function author(handle: Handle, facts: Partial<Author> = {}): Author {
  return { handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true, ...facts }
}

/** Somebody wrote in a chat, an SMS, a Slack thread. */
export function message(
  given: { id: string; place: Place; at: string; author: Author; text: string } & Partial<MessageEvent>,
): MessageEvent {
  return { type: 'message', messageId: given.id, attachments: [], ...given }
}

export function edited(
  given: { id: string; place: Place; at: string; author: Author; messageId: string; text: string } & Partial<EditEvent>,
): EditEvent {
  return { type: 'edit', ...given }
}

export function removed(given: { id: string; place: Place; at: string; messageId: string }): RemovalEvent {
  return { type: 'removal', ...given }
}

export function pressed(
  given: { id: string; place: Place; at: string; author: Author } & Pick<ActionEvent, 'action' | 'target'> &
    Partial<ActionEvent>,
): ActionEvent {
  return { type: 'action', ...given }
}

/** The envelope of a mail to the business from somebody whose address is aligned. */
export function mailFacts(given: { messageId: string; from: string } & Partial<MailFacts>): MailFacts {
  return {
    subject: 'A question',
    to: [mailbox.address],
    cc: [],
    replyTo: [],
    references: [],
    isForward: false,
    isAligned: true,
    ...given,
  }
}
