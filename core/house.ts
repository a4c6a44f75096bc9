import type { Sentences } from './answering/sentences.ts'
import type { OutboxRow } from './domain/delivery.ts'
import type { Outcome } from './domain/event.ts'
import type { Look } from './domain/look.ts'
import type { Handle, Place } from './domain/place.ts'
import type { Learners } from './learning/learners.ts'
import type { Ports } from './ports.ts'

/** What every use case is handed: the ports, and the engines that were folded from the learning log. */
export interface House extends Ports {
  learners: Learners
  /** What the product itself says to customers. */
  sentences: Sentences
  /** Pages of people's own on staff platforms, kept up to date while they may be looked at. */
  homes: Homes
  /** Who waits for what becomes of an event. */
  awaited: Awaited
  /** Where people open things: links in cards and mails start with it. */
  publicUrl: string
  /** The call whose caller is being answered: whoever handles their words says what is decided. */
  speaking?: Speaking
}

/** Words for a call that this process holds. */
export interface Speaking {
  place: Place
  /** Written as `sending` with the decision: nobody else says them. */
  toSay: OutboxRow[]
}

/** Pages of people's own on staff platforms (Slack's App Home): what waits for them, and how the agent is set up. */
export interface Homes {
  /** Shows it now, and again whenever the list changes; without a teammate it says how to become one. */
  open(
    businessId: string,
    by: {
      teammateId: string | undefined
      place: Place
      to: Handle /** Absent = what they looked at before. */
      look?: Look
    },
  ): Promise<void>
}

/** Who waits in this process for what becomes of an event, whichever of its workers handles it. */
export interface Awaited {
  /** Waits for it until `end` is called. */
  begin(key: string): { outcome: Promise<Outcome>; end(): void }
  has(key: string): boolean
  tell(key: string, outcome: Outcome): void
}
