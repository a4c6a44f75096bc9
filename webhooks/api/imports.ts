import { z } from 'zod'
import { shown } from './auth.ts'
import { route } from './route.ts'
import { session } from './schemas/accounts.ts'
import { importRun } from './schemas/learning.ts'
import { id } from './schemas/shared.ts'

export const importRoutes = [
  route({
    method: 'GET',
    path: '/api/imports',
    summary: 'Imports of past conversations with their progress.',
    who: 'teammate',
    reply: z.array(importRun),
    handle: ({ core }, actor) => core.imports.list(actor),
  }),
  route({
    method: 'POST',
    path: '/api/imports/:id/undo',
    summary: 'Takes back everything that an import taught.',
    who: 'owner',
    params: id,
    handle: ({ core }, actor, { params }) => core.imports.undo(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/demo',
    summary: 'Makes the sample shop, or opens the one that is there, in a business of its own.',
    who: 'owner',
    reply: z.object({ businessId: z.string(), importId: z.string(), session }),
    status: 201,
    handle: async ({ core }, actor, _, call) => {
      const { businessId, importId, session } = await core.imports.startDemo(actor)
      call.keepSession('demo', session)
      return { businessId, importId, session: shown(session) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/demo',
    summary: 'Removes the sample shop and everything in it.',
    who: 'owner',
    handle: async ({ core }, actor, _, call) => {
      await core.imports.removeDemo(actor)
      call.dropSession('demo')
    },
  }),
]
