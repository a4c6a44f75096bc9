import { z } from 'zod'
import { outboxShown } from './outbox.ts'
import { route } from './route.ts'
import { outboxRow, sending } from './schemas/sending.ts'
import { id } from './schemas/shared.ts'

export const writtenRoutes = [
  route({
    method: 'POST',
    path: '/api/written/:id/send',
    summary: "Sends a teammate's words that were written and not sent.",
    who: 'teammate',
    params: id,
    body: z.object(sending),
    reply: outboxRow,
    handle: async ({ core }, actor, { params, body }) => outboxShown(await core.written.send(actor, params.id, body)),
  }),
  route({
    method: 'POST',
    path: '/api/written/:id/keep',
    summary: 'Keeps them as a note that never reaches the customer.',
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => core.written.keep(actor, params.id),
  }),
]
