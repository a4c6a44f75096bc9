import { z } from 'zod'
import { waitingSections } from '#core/answering/waiting-view.ts'
import { conversationKinds } from '#core/domain/conversation.ts'
import { route } from './route.ts'
import { channel } from './schemas/shared.ts'

const when = z.string().describe('ISO 8601 UTC')

export const waitingRow = z
  .object({
    key: z.string().describe('The same as long as the thing waits'),
    conversationId: z.string().nullable(),
    name: z.string().describe("The customer's; may be empty"),
    channel: channel.nullable(),
    kind: z.enum(conversationKinds).nullable(),
    subject: z.string(),
    topic: z.string().nullable(),
    preview: z.string(),
    since: when,
    assigneeId: z.string().nullable(),
    target: z
      .object({
        kind: z.enum(['first', 'next']),
        minutes: z.number(),
        dueAt: when,
        minutesLeft: z.number().describe('Minutes of opening hours; negative = late'),
      })
      .nullable(),
    draft: z.object({ id: z.string(), version: z.number(), unfilled: z.array(z.string()) }).nullable(),
    writtenId: z.string().nullable(),
    audit: z
      .object({ id: z.string(), kind: z.enum(['before', 'after', 'suspect']), note: z.string().nullable() })
      .nullable()
      .describe('An answer of the agent’s own to be looked at; `before` = staff answer first, without its draft'),
    outbox: z
      .object({
        id: z.string(),
        state: z.enum(['failed', 'in_doubt']),
        error: z.string().nullable(),
        audience: z.enum(['customer', 'staff']),
      })
      .nullable(),
  })
  .meta({ id: 'WaitingRow' })

export const waiting = z
  .object({
    sections: z.array(z.object({ name: z.enum(waitingSections), rows: z.array(waitingRow) })),
    unread: z.array(z.object({ connector: z.string(), arrivedAt: when, error: z.string() })),
    count: z.number(),
  })
  .meta({ id: 'Waiting' })

export const waitingRoutes = [
  route({
    method: 'GET',
    path: '/api/waiting',
    summary: 'What waits for whoever asks, oldest first: theirs, nobody’s, not sent, not delivered, drafts.',
    who: 'teammate',
    reply: waiting,
    handle: ({ core }, actor) => core.waiting.list(actor),
  }),
]
