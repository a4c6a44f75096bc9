import { z } from 'zod'
import type { CallStep } from '#core/domain/call.ts'

const said = z.object({ text: z.string(), language: z.string() })

/** What the socket hands over to the request that follows it: the words still to be said, and what comes next. */
const handoff = z.object({
  say: z.array(said),
  next: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('dial'),
      ...{ teammateId: z.string(), number: z.string(), seconds: z.number(), summary: said },
      written: z.object({ caller: said, teammate: said }),
    }),
    z.object({ kind: z.literal('hang up') }),
  ]),
})

export function writeHandoff(step: CallStep): string {
  return JSON.stringify(step)
}

/** Undefined where it is none of ours. */
export function readHandoff(text: string | undefined): CallStep | undefined {
  if (text === undefined || text === '') return undefined
  try {
    return handoff.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
