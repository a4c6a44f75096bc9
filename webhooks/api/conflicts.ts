import { z } from 'zod'
import { decisions } from '#core/domain/conflict.ts'
import { route } from './route.ts'
import { conflict } from './schemas/learning.ts'
import { id } from './schemas/shared.ts'

export const conflictRoutes = [
  route({
    method: 'GET',
    path: '/api/conflicts',
    summary: 'Answers that contradict each other, the newest first.',
    who: 'teammate',
    query: z.object({
      state: z.enum(['open', 'decided']).default('open'),
      lessonId: z.string().max(100).exactOptional().describe('Those of one lesson, decided or not.'),
    }),
    reply: z.array(conflict),
    handle: ({ core }, actor, { query }) => core.conflicts.list(actor, query),
  }),
  route({
    method: 'POST',
    path: '/api/conflicts/:id',
    summary: 'Says which is right: the other is superseded, wherever it was said; `both` = they differ by case.',
    who: 'teammate',
    params: id,
    body: z.object({ decision: z.enum(decisions) }),
    reply: conflict,
    handle: ({ core }, actor, { params, body }) => core.conflicts.decide(actor, params.id, body.decision),
  }),
]
