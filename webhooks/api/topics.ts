import { z } from 'zod'
import { route } from './route.ts'
import { topic } from './schemas/learning.ts'
import { id } from './schemas/shared.ts'

export const topicRoutes = [
  route({
    method: 'GET',
    path: '/api/topics',
    summary: 'Topics with their stage and the evidence that is still missing.',
    who: 'teammate',
    reply: z.array(topic),
    handle: ({ core }, actor) => core.learning.topics(actor),
  }),
  route({
    method: 'POST',
    path: '/api/topics/:id/switch',
    summary: 'Lets the agent answer a certified topic on its own, or stops it.',
    who: 'owner',
    params: id,
    body: z.object({ on: z.boolean() }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.learning.switchTopic(actor, params.id, body.on)
      return undefined
    },
  }),
]
