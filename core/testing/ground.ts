import type { InboundEvent, Outcome } from '#core/domain/event.ts'
import type { Scope } from '#core/store/store.ts'
import type { FakeClock } from './fake-clock.ts'
import type { FakePlatforms } from './fake-messenger.ts'

/** What customers and staff of a test stand on. */
export interface Ground {
  businessId: string
  clock: FakeClock
  platforms: FakePlatforms
  scope: Scope
  /** Hands events to the door and does what is due within the burst window. */
  receive(...events: InboundEvent[]): Promise<void>
  /** Hands over one event whose author waits for the outcome. */
  receiveAndWait(event: InboundEvent): Promise<Outcome>
  /** Lets so much time pass, with everything that is due in it. */
  pass(ms: number): Promise<void>
  /** A number that was not given before. */
  next(): number
}
