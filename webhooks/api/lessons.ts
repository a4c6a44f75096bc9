import { z } from 'zod'
import { route } from './route.ts'
import { lesson, toldView, topic } from './schemas/learning.ts'
import { id } from './schemas/shared.ts'

const days = z.coerce.number().int().min(1).max(365).default(30)

export const lessonRoutes = [
  route({
    method: 'GET',
    path: '/api/lessons',
    summary: 'What was learned, the newest first, with who said it.',
    who: 'teammate',
    query: z.object({
      topicId: z.string().max(100).exactOptional(),
      search: z.string().trim().min(1).max(200).exactOptional(),
      before: z.string().max(100).exactOptional().describe('`at` of the last row seen.'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.array(lesson),
    handle: ({ core }, actor, { query }) => core.lessons.list(actor, query),
  }),
  route({
    method: 'GET',
    path: '/api/lessons/:id',
    summary: 'One lesson.',
    who: 'teammate',
    params: id,
    reply: lesson,
    handle: ({ core }, actor, { params }) => core.lessons.get(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/lessons/:id/told',
    summary: 'Which customers were given this answer in the last days.',
    who: 'teammate',
    params: id,
    query: z.object({ days }),
    reply: toldView,
    handle: ({ core }, actor, { params, query }) => core.lessons.told(actor, params.id, query.days),
  }),
  route({
    method: 'POST',
    path: '/api/lessons/:id/tell',
    summary: 'Proposes a correction in each of their conversations; none is sent by itself.',
    who: 'teammate',
    params: id,
    body: z.object({ days }),
    reply: z.object({
      proposed: z.number(),
      waiting: z.number().describe('Where another draft waits: that is to be decided first'),
    }),
    handle: ({ core }, actor, { params, body }) => core.lessons.tell(actor, params.id, body.days),
  }),
  route({
    method: 'POST',
    path: '/api/lessons/:id/move',
    summary:
      'Says that one lesson belongs to another topic, or (null) to one of its own; the proofs of both start anew.',
    who: 'teammate',
    params: id,
    body: z.object({ to: z.string().max(100).nullable() }),
    reply: z.object({ moveId: z.string(), topic }),
    handle: ({ core }, actor, { params, body }) => core.learning.moveLesson(actor, params.id, body.to),
  }),
  route({
    method: 'POST',
    path: '/api/lessons/:id/unmove',
    summary: 'Takes the last move of a lesson back; gives the topic that it is in again.',
    who: 'teammate',
    params: id,
    body: z.object({ moveId: z.string() }),
    reply: topic,
    handle: ({ core }, actor, { params, body }) => core.learning.unmoveLesson(actor, params.id, body.moveId),
  }),
  route({
    method: 'DELETE',
    path: '/api/lessons/:id',
    summary: 'Forgets a lesson: what was learned equals what would be learned without it.',
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => core.lessons.forget(actor, params.id),
  }),
]
