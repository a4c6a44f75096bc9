import { z } from 'zod'

/** Reads an optional part; a malformed one counts as absent, so that a strange detail never loses a message. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined)
}

/** A text that is not empty. */
export const id = z.string().min(1)
