import type { Teammate } from '../domain/business.ts'
import type { Person } from '../domain/conversation.ts'
import type { Handle } from '../domain/place.ts'

/** What is held about one person, and taking it away. */
export interface Privacy {
  /** Where their words stand; undefined where there is no such person. */
  traces(personId: string): Promise<Traces | undefined>
  /** The rows themselves, by table, as they are stored. */
  held(traces: Traces): Promise<Held>
  /** Inside a write: takes every word of theirs out of these rows, and their addresses out of everybody's; as `blankLessons`. */
  blank(traces: Traces, how: Blanking): Promise<string[]>
  /**
   * Inside a write: takes lessons that are gone out of receipts, out of drafts that nobody sent, and out of what was shown of
   * them. Returns the drafts whose cards named such a lesson.
   */
  blankLessons(lessonIds: readonly string[], at: string): Promise<string[]>
  /**
   * Inside a write: takes the name of a teammate who left out of rows that are theirs, and their address out of everybody's.
   * `as` = what stands there instead.
   */
  forgetTeammate(teammate: Teammate, how: { as: string; at: string }): Promise<void>
  /** Inside a write: takes the person away; the row stays as a tombstone that owes the removal of these files. */
  bury(personId: string, tombstone: { at: string; by: string; files: string[] }): Promise<void>
  /** The files that an erasure has still to remove; undefined where it owes nothing. */
  owed(personId: string): Promise<string[] | undefined>
  finish(personId: string): Promise<void>
  /** Inside a write: takes raw talk away, which is not what was sent: notes, unsent replies, events as they came in. */
  dropTalk(which: Talk): Promise<void>
}

/** Talk that is too old (ISO time), or all that came from one account of a staff platform, with who was who there. */
export type Talk = { before: string } | { connector: string; account: string }

/** Where one person's words stand. */
export interface Traces {
  person: Person & { handles: Handle[] }
  /** E-mail addresses and phone numbers. */
  addresses: string[]
  /** Their own conversations. */
  conversationIds: string[]
  /** Conversations of others that they took part in, and their messages there. */
  elsewhereIds: string[]
  messageIds: string[]
  /** The lanes that their events came in by, and those of the conversations that they took part in. */
  lanes: string[]
  sharedLanes: string[]
}

export type Held = Record<string, Record<string, unknown>[]>

export interface Blanking {
  at: string
  /** Lessons that came from them. */
  lessonIds: readonly string[]
  /** What stands for a handle that stays blocked. */
  blockedAs(handle: Handle): string
}
