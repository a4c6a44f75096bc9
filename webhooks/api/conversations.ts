import { z } from 'zod'
import { openKinds, quietKinds } from '#core/domain/kind.ts'
import type { ConversationView } from '#core/views.ts'
import { outboxShown } from './outbox.ts'
import { route } from './route.ts'
import { conversationRow, conversationStatus, conversationView } from './schemas/conversations.ts'
import { outboxRow, sending } from './schemas/sending.ts'
import { id } from './schemas/shared.ts'

export const conversationRoutes = [
  route({
    method: 'GET',
    path: '/api/conversations',
    summary: 'Conversations, the most recently changed first.',
    who: 'teammate',
    query: z.object({
      status: conversationStatus.exactOptional(),
      waiting: z.stringbool().exactOptional().describe('Only those in which a customer waits.'),
      aside: z.stringbool().exactOptional().describe('True: only the quiet list of spam and machine mail.'),
      assignee: z.string().max(100).exactOptional().describe('`me`, `nobody`, or a teammate’s id.'),
      snoozed: z.stringbool().exactOptional(),
      search: z.string().trim().min(1).max(200).exactOptional(),
      before: z.string().max(100).exactOptional().describe('`updatedAt` of the last row seen.'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    reply: z.array(conversationRow),
    handle: ({ core }, actor, { query: { aside, assignee, ...filter } }) =>
      core.conversations.list(actor, {
        ...filter,
        ...(aside === undefined ? {} : { kinds: aside ? quietKinds : openKinds }),
        ...(assignee === undefined ? {} : { assigneeId: assigneeOf(assignee, actor.teammateId) }),
      }),
  }),
  route({
    method: 'GET',
    path: '/api/conversations/:id',
    summary: 'One conversation with its messages, drafts, receipts and what can be done now.',
    who: 'teammate',
    params: id,
    reply: conversationView,
    handle: async ({ core }, actor, { params }) => withoutSessions(await core.conversations.get(actor, params.id)),
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/messages',
    summary: "A teammate's own words to the customer; held for the undo window.",
    who: 'teammate',
    params: id,
    body: z
      .object({
        text: z.string().trim().max(50_000),
        seenAnswers: z.number().int().min(0).exactOptional().describe('Answers of colleagues that were on the page'),
        ...sending,
      })
      .refine(({ text, files }) => text !== '' || (files?.length ?? 0) > 0, {
        path: ['text'],
        error: 'There is nothing to send.',
      }),
    reply: outboxRow,
    status: 201,
    handle: async ({ core }, actor, { params, body }) =>
      outboxShown(await core.conversations.reply(actor, params.id, body)),
  }),
  route({
    method: 'PUT',
    path: '/api/conversations/:id/follow-up',
    summary: 'Reminds of the conversation then, unless the customer answers before; null forgets it.',
    who: 'teammate',
    params: id,
    body: z.object({
      at: z
        .string()
        .trim()
        .min(1)
        .max(60)
        .nullable()
        .describe('`1d`, `3d`, `1w`, `tomorrow`, a weekday, or an ISO time.'),
    }),
    reply: z.object({ say: z.string() }),
    handle: ({ core }, actor, { params, body }) => core.conversations.followUp(actor, params.id, body.at),
  }),
]

function assigneeOf(said: string, me: string): string | null {
  if (said === 'nobody') return null
  return said === 'me' ? me : said
}

/** A chat handle is the visitor's session key: whoever has it can speak as them, so it stays inside. */
function withoutSessions(view: ConversationView): ConversationView {
  return { ...view, person: { ...view.person, handles: view.person.handles.filter(({ kind }) => kind !== 'chat') } }
}
