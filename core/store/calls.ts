import type { Call } from '../domain/call.ts'
import type { Place } from '../domain/place.ts'

/** Phone calls, as they stand and stood. */
export interface Calls {
  add(call: Omit<Call, 'id'>): Promise<Call>
  byPlace(place: Pick<Place, 'connector' | 'account' | 'thread'>): Promise<Call | undefined>
  /** Oldest first. */
  of(conversationId: string): Promise<Call[]>
  /** Those that have not ended, oldest first. */
  open(): Promise<Call[]>
  update(id: string, patch: Partial<Omit<Call, 'id' | 'place' | 'conversationId' | 'beganAt'>>): Promise<void>
}
