import { z } from 'zod'
import type { Route } from './route.ts'

export const liveEvent = z
  .object({
    type: z.enum(['conversation', 'draft', 'lesson', 'topic', 'agent', 'integration', 'import', 'outbox', 'business']),
    id: z.string(),
    version: z.number(),
  })
  .meta({ id: 'LiveEvent' })

export const liveRoutes: Route[] = [
  {
    method: 'GET',
    path: '/api/live',
    summary: 'What changes in the business, as server-sent events; fetch what it names.',
    who: 'teammate',
    reply: liveEvent,
    // Pages hear of a call as of its conversation; a page on a staff platform is not theirs.
    stream: ({ live }, actor, emit) =>
      live.subscribe(actor.businessId, (event) => {
        if (event.type !== 'call' && event.type !== 'home') emit(event)
      }),
  },
]
