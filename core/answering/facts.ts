import type { Conversation, Person } from '../domain/conversation.ts'
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
