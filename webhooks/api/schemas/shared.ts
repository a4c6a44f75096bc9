import { z } from 'zod'
import { channels } from '#core/domain/conversation.ts'

export const named = <T extends z.ZodType>(id: string, schema: T): T => schema.meta({ id })

export const when = z.string().describe('ISO 8601 UTC')

export const facts = z.record(z.string(), z.unknown())

export const channel = z.enum(channels)

export const role = z.enum(['owner', 'teammate'])

export const problem = named(
  'Problem',
  z.object({
    error: z.object({
      code: z.string(),
      sentence: z.string().describe('For people; says what to do where something can be done.'),
      fields: z.record(z.string(), z.string()).optional().describe('What is wrong with which field.'),
      news: z.string().optional().describe('What changed meanwhile: words that the person has not seen yet, Markdown.'),
    }),
  }),
)

export const handle = named('Handle', z.object({ kind: z.string(), value: z.string() }))

export const id = z.object({ id: z.string().min(1).max(100) })
