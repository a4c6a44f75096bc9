import { z } from 'zod'
import { route } from './route.ts'

export const testRoutes = [
  route({
    method: 'POST',
    path: '/api/test-conversation',
    summary:
      'An invented customer writes: draft, approve, undo and note are tried, and nothing leaves, counts or teaches.',
    who: 'teammate',
    reply: z.object({ conversationId: z.string() }),
    status: 201,
    handle: ({ core }, actor) => core.tests.start(actor),
  }),
]
