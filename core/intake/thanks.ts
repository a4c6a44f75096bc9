import type { MessageEvent } from '../domain/event.ts'
import { understand } from '../understanding/understand.ts'

/** A bare thank-you: words alone that ask for nothing. */
export function isThanks({ text, attachments }: Pick<MessageEvent, 'text' | 'attachments'>): boolean {
  return attachments.length === 0 && understand(text, []).isThanks
}
