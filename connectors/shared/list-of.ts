import { z } from 'zod'

/** Settings of which there may be several: as a list, or in one line between commas, as a command line gives it. */
export function listOf<T extends z.ZodType<string, string>>(one: T, most: number) {
  return z
    .union([
      z.array(one).max(most),
      z
        .string()
        .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
        .pipe(z.array(one).max(most)),
    ])
    .default([])
}
