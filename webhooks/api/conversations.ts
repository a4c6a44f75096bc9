import { z } from 'zod'
import type { ConversationView } from '#core/door.ts'
import { outboxShown } from './outbox.ts'
import { route } from './route.ts'
import { conversationRow, conversationStatus, conversationView, id, outboxRow } from './schemas.ts'

export const conversationRoutes = [
  route({
    method: 'GET',
    path: '/api/conversations',
    summary: 'Conversations, the most recently changed first.',
    who: 'teammate',
    query: z.object({
      status: conversationStatus.exactOptional(),
      waiting: z.stringbool().exactOptional().describe('Only those in which a customer waits.'),
      search: z.string().trim().min(1).max(200).exactOptional(),
      before: z.string().max(100).exactOptional().describe('`updatedAt` of the last row seen.'),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    reply: z.array(conversationRow),
    handle: ({ core }, actor, { query }) => core.conversations.list(actor, query),
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
    body: z.object({
      text: z.string().trim().min(1).max(50_000),
      learn: z.boolean().exactOptional().describe('False: say it, but teach nothing.'),
    }),
    reply: outboxRow,
    status: 201,
    handle: async ({ core }, actor, { params, body }) =>
      outboxShown(await core.conversations.reply(actor, params.id, body)),
  }),
  act('take', 'Takes the conversation: the agent is silent in it.'),
  act('release', 'Gives the conversation back to the agent.'),
  act('resolve', 'Marks the conversation resolved.'),
  act('reopen', 'Opens a resolved conversation again.'),
]

function act(action: 'take' | 'release' | 'resolve' | 'reopen', summary: string) {
  return route({
    method: 'POST',
    path: `/api/conversations/:id/${action}`,
    summary,
    who: 'teammate',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.conversations.act(actor, params.id, action)
      return undefined
    },
  })
}

/** A chat handle is the visitor's session key: whoever has it can speak as them, so it stays inside. */
function withoutSessions(view: ConversationView): ConversationView {
  return { ...view, person: { ...view.person, handles: view.person.handles.filter(({ kind }) => kind !== 'chat') } }
}
