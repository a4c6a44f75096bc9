import { z } from 'zod'

/** What is left to the next listener: where in the stream of events it goes on. */
const left = z.object({
  sessionId: z.string().min(1),
  resumeURL: z.url(),
  /** The last event of which it is certain that it, and all before it, are stored. */
  sequence: z.number().int().min(0),
  intents: z.number().int(),
  botRole: z.string().optional(),
})

export type Session = z.infer<typeof left>

/** Reads what the listener before this one left; undefined where that is nothing to go on from. */
export function readSession(value: unknown): Session | undefined {
  return left.safeParse(value).data
}

/** Tells up to where all events are stored, though they are worked on side by side. */
export interface Progress {
  begin(sequence: number): void
  done(sequence: number): void
  stored(): number
}

/** Begins after the event with this number. */
export function makeProgress(sequence: number): Progress {
  let seen = sequence
  const open = new Set<number>()
  return {
    begin(sequence) {
      open.add(sequence)
      seen = Math.max(seen, sequence)
    },
    done: (sequence) => void open.delete(sequence),
    stored: () => (open.size === 0 ? seen : Math.min(...open) - 1),
  }
}
