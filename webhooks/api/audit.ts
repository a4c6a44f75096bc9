import { z } from 'zod'
import { route } from './route.ts'
import { auditRow } from './schemas/accounts.ts'

export const auditRoutes = [
  route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Who changed what, newest first; `before` is the id of the last row of the page before.',
    who: 'teammate',
    query: z.object({
      actor: z.string().max(100).exactOptional(),
      action: z.string().max(100).exactOptional(),
      before: z.string().max(100).exactOptional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.array(auditRow),
    handle: ({ core }, actor, { query }) => core.audit.list(actor, query),
  }),
]
