import { counted } from '../answering/question.ts'
import type { Message } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import type { Scope } from '../store/store.ts'
import { isNod } from '../understanding/nod.ts'
import { understand } from '../understanding/understand.ts'

/** A bare thank-you: words alone that ask for nothing, with or without the names of those who speak: "Thanks, Ben! Anna". */
export function isThanks(
  { text, attachments }: Pick<MessageEvent, 'text' | 'attachments'>,
  names: readonly (string | undefined)[] = [],
): boolean {
  return attachments.length === 0 && understand(without(names, text), []).isThanks
}

/** "👍", "ok", "Super": alone it asks for nothing where the last word was an answer that asked nothing itself. */
export function isNodAfter(
  { text, attachments }: Pick<MessageEvent, 'text' | 'attachments'>,
  messages: Message[],
  names: readonly (string | undefined)[] = [],
): boolean {
  const last = counted(messages).findLast(({ metadata }) => !metadata.isThanks)
  const isAnswered = last !== undefined && last.senderType !== 'customer' && !/[?？؟]/u.test(last.content)
  return isAnswered && attachments.length === 0 && isNod(without(names, text))
}

/** The names by which a customer may thank somebody. */
export async function namesOfStaff(scope: Scope): Promise<string[]> {
  return [(await scope.agent()).name, ...(await scope.teammates.list()).map(({ name }) => name)]
}

const wordPattern = /[\p{L}\p{N}'’-]+/gu

function without(names: readonly (string | undefined)[], text: string): string {
  const known = new Set(names.flatMap((name) => name?.toLowerCase().match(wordPattern) ?? []))
  return text.replace(wordPattern, (word) => (known.has(word.toLowerCase()) ? '' : word))
}
