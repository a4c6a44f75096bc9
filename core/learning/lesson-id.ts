import { namedId } from '../answering/named-id.ts'
import type { Message } from '../domain/conversation.ts'

/** A lesson is named after the words it was learned from, so that learning twice is learning once. */
export function lessonIdOf(outboxId: string): string {
  return namedId(`lesson/${outboxId}`)
}

/** Words that were sent from here, else a copy of what a teammate sent from their own mailbox, or said on the phone. */
export function sourceOf({ metadata }: Pick<Message, 'metadata'>): string {
  return metadata.outboxId ?? `copy/${metadata.platformId}`
}
