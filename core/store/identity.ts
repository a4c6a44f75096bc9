import type { Conversation } from '../domain/conversation.ts'
import type { Check, PersonLink } from '../domain/identity.ts'
import type { Handle } from '../domain/place.ts'

/** Codes that were sent to prove who is behind a number. */
export interface Checks {
  add(check: Check): Promise<void>
  /** The newest of this handle that can still be given back. */
  open(handle: Handle, now: string): Promise<Check | undefined>
  /** Those of these threads, oldest first. */
  inLanes(lanes: readonly string[]): Promise<Check[]>
  /** Those made since then, oldest first. */
  since(at: string): Promise<Check[]>
  update(
    id: string,
    patch: Partial<Pick<Check, 'sentTo' | 'tries' | 'expiresAt' | 'provedAt' | 'until' | 'endedAt'>>,
  ): Promise<void>
}

/** People who are one, and what it takes to take them apart. */
export interface PersonLinks {
  add(link: PersonLink): Promise<void>
  get(id: string): Promise<PersonLink | undefined>
  /** Those that name this person, oldest first, undone ones too. */
  of(personId: string): Promise<PersonLink[]>
  undo(id: string, by: string, at: string): Promise<void>
  /** Inside a write: locks these people, in one order. */
  lock(personIds: readonly string[]): Promise<void>
  /** The conversations of a person, oldest first. */
  conversations(personId: string): Promise<Conversation[]>
  /** Inside a write: gives what one person has of these to another. */
  give(
    what: { handles: readonly Handle[]; conversationIds: readonly string[] },
    fromId: string,
    toId: string,
  ): Promise<void>
}
