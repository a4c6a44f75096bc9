import type { Conversation, Message, Person } from '../domain/conversation.ts'
import type { Slot } from '../domain/learning.ts'
import type { Handle } from '../domain/place.ts'

/** What is known of the customer at hand, typed: it fills slots, and in a lesson it becomes one. */
export function knownFacts(
  person: (Person & { handles: Handle[] }) | undefined,
  conversation: Pick<Conversation, 'customerEmail'>,
): { type: Slot['type']; value: string }[] {
  const facts: { type: Slot['type']; value: string }[] = []
  if (person?.name) facts.push({ type: 'person', value: person.name })
  if (conversation.customerEmail) facts.push({ type: 'email', value: conversation.customerEmail })
  for (const handle of person?.handles ?? []) {
    if (handle.kind === 'email' || handle.kind === 'phone') facts.push({ type: handle.kind, value: handle.value })
  }
  return facts
}

/**
 * What is known of whoever wrote this message, to fill the slots of the answer to them: the customer, or a participant of
 * the mail thread, who is not called by the customer's name.
 */
export function writerFacts(
  person: (Person & { handles: Handle[] }) | undefined,
  conversation: Pick<Conversation, 'customerEmail'>,
  message: Pick<Message, 'metadata'>,
): { type: Slot['type']; value: string }[] {
  const writer = participantFacts(person, conversation, message)
  return writer.length > 0 ? writer : knownFacts(person, conversation)
}

/** What is known of a participant who wrote this mail; empty where the customer did. */
export function participantFacts(
  person: (Person & { handles: Handle[] }) | undefined,
  conversation: Pick<Conversation, 'customerEmail'>,
  message: Pick<Message, 'metadata'>,
): { type: Slot['type']; value: string }[] {
  const writer = participantIn(message, conversation, person)
  if (writer === undefined) return []
  return [
    ...(writer.name ? [{ type: 'person' as const, value: writer.name }] : []),
    { type: 'email', value: writer.address },
  ]
}

/** Who wrote this mail, where that was another than the customer. */
export function participantIn(
  { metadata }: Pick<Message, 'metadata'>,
  conversation: Pick<Conversation, 'customerEmail'>,
  person?: { handles: Handle[] },
): { address: string; name: string | undefined } | undefined {
  const address = metadata.mail?.from
  if (!address || conversation.customerEmail === null || address === conversation.customerEmail) return undefined
  if (person?.handles.some(({ kind, value }) => kind === 'email' && value === address)) return undefined
  return { address, name: metadata.authorName }
}
