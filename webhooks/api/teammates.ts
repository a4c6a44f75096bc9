import { z } from 'zod'
import { opened } from './auth.ts'
import { route } from './route.ts'
import { session, teammate, teammateRow } from './schemas.ts'

export const teammateRoutes = [
  route({
    method: 'GET',
    path: '/api/teammates',
    summary: 'The people of the business and the handles by which they are known.',
    who: 'teammate',
    reply: z.array(teammateRow),
    handle: ({ core }, actor) => core.accounts.teammates(actor),
  }),
  route({
    method: 'POST',
    path: '/api/teammates',
    summary: 'Invites a teammate; the one-time link sets their password and confirms the address.',
    who: 'owner',
    body: z.object({
      email: z.email().max(254),
      name: z.string().trim().min(1).max(200),
      role: z.enum(['owner', 'teammate']).exactOptional(),
    }),
    reply: z.object({ teammate, link: z.string() }),
    status: 201,
    handle: ({ core }, actor, { body }) => core.accounts.addTeammate(actor, body),
  }),
  route({
    method: 'POST',
    path: '/api/teammates/accept',
    summary: 'Uses an invitation: sets the password and signs in.',
    who: 'anyone',
    guarded: true,
    body: z.object({
      token: z.string().min(1).max(400),
      password: z.string().min(10, 'at least 10 characters').max(200),
      name: z.string().trim().min(1).max(200).exactOptional(),
    }),
    reply: session,
    handle: async ({ core }, _, { body }, call) => opened(call, await core.accounts.acceptInvite(body)),
  }),
]
