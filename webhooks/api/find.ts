import { z } from 'zod'
import { route } from './route.ts'
import { draft, found } from './schemas/conversations.ts'
import { id } from './schemas/shared.ts'

export const findRoutes = [
  route({
    method: 'GET',
    path: '/api/find',
    summary: 'Searches conversations, lessons and people.',
    who: 'teammate',
    query: z.object({ q: z.string().trim().max(200).default('') }),
    reply: found,
    handle: ({ core }, actor, { query }) => core.find.search(actor, query.q),
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/use',
    summary: "Puts an old answer into the conversation as its draft, with this customer's facts.",
    who: 'teammate',
    params: id,
    body: z.object({ choice: z.string().min(1).max(100).describe("A lesson's id, or the id of a past answer") }),
    reply: draft,
    status: 201,
    handle: ({ core }, actor, { params, body }) => core.drafts.useHere(actor, params.id, body.choice),
  }),
]
