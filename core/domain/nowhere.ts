import type { Place } from './place.ts'

const [connector, account, prefix] = ['webchat', 'test', 'test/']

/** A place that no customer reads: what is delivered there stands in the conversation itself, and nowhere else. */
export function nowhere(id: string): Place {
  return { connector, account, thread: `${prefix}${id}`, private: true }
}

/** Whether this is such a place. */
export function isNowhere(place: Pick<Place, 'connector' | 'account' | 'thread'>): boolean {
  return place.connector === connector && place.account === account && place.thread.startsWith(prefix)
}

/** How long an answer there waits for *Undo*, ms: long enough to find the button for the first time. */
export const testUndoMs = 60_000
