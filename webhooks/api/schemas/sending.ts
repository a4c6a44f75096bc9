import { z } from 'zod'
import { named, when } from './shared.ts'

export const outboxState = z.enum(['held', 'ready', 'sending', 'sent', 'failed', 'in_doubt', 'cancelled'])

/** How words are sent, beside the words. */
export const sending = {
  learn: z.boolean().exactOptional().describe('False: send it, but learn nothing from it.'),
  sendAt: z.iso
    .datetime({ offset: true })
    .exactOptional()
    .describe('When it goes out, at most 90 days ahead; a message of the customer holds it back. Absent: at once.'),
  to: z.array(z.string().max(254)).max(20).exactOptional().describe('By mail: who gets it. Absent: as usual.'),
  cc: z.array(z.string().max(254)).max(20).exactOptional(),
  files: z
    .array(z.string().max(2000))
    .max(10)
    .exactOptional()
    .describe('Tokens of uploaded files; all go along, or nothing goes.'),
}

export const uploaded = named(
  'Uploaded',
  z.object({
    token: z.string().describe('Goes with the message that carries the file; good for a day.'),
    name: z.string(),
    type: z.string(),
    size: z.number().describe('Bytes'),
  }),
)

export const outboxRow = named(
  'OutboxRow',
  z.object({
    id: z.string(),
    conversationId: z.string().nullable(),
    audience: z.enum(['customer', 'staff']),
    connector: z.string(),
    text: z.string(),
    state: outboxState,
    notBefore: when,
    error: z.string().nullable(),
    messageId: z.string().nullable(),
    draftId: z.string().nullable(),
    teammateId: z.string().nullable(),
    createdAt: when,
    updatedAt: when,
  }),
)

export const writtenReply = named(
  'WrittenReply',
  z.object({
    id: z.string(),
    conversationId: z.string(),
    teammateId: z.string(),
    text: z.string(),
    state: z.enum(['asked', 'sent', 'note', 'listed', 'removed']),
    askedAt: when,
  }),
)

export const troubled = named(
  'Troubled',
  z.object({
    outbox: z.array(outboxRow),
    written: z.array(writtenReply),
    inbox: z.array(z.object({ connector: z.string(), arrivedAt: when, error: z.string() })),
  }),
)
