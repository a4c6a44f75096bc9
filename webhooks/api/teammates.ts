import { z } from 'zod'
import { opened } from './auth.ts'
import { route } from './route.ts'
import { handleOffer, session, teammate, teammateRow } from './schemas/accounts.ts'
import { id } from './schemas/shared.ts'

const handleKind = z.enum(['email', 'phone', 'slack', 'teams', 'discord', 'chat'])
const taught = z.object({
  lessons: z.number(),
  underName: z.number().describe('Of these, imported ones that bear their name or address, not their account'),
})
const linkToken = z.object({ token: z.string().min(1).max(400) })

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
  route({
    method: 'PUT',
    path: '/api/teammates/:id/role',
    summary: 'Makes somebody an owner or a teammate; a business keeps at least one owner.',
    who: 'owner',
    params: id,
    body: z.object({ role: z.enum(['owner', 'teammate']) }),
    handle: ({ core }, actor, { params, body }) => core.teammates.changeRole(actor, params.id, body.role),
  }),
  route({
    method: 'DELETE',
    path: '/api/teammates/:id',
    summary: 'Removes a teammate: sessions, links and accounts end, conversations return to everybody, lessons stay.',
    who: 'owner',
    params: id,
    handle: ({ core }, actor, { params }) => core.teammates.remove(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/teammates/:id/taught',
    summary: 'How much was learned from a teammate’s replies.',
    who: 'owner',
    params: id,
    reply: taught,
    handle: ({ core }, actor, { params }) => core.teammates.taught(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/teammates/:id/unlearn',
    summary: 'Unlearns what a teammate’s replies taught; of somebody who was removed, their name goes, too.',
    who: 'owner',
    params: id,
    reply: taught,
    handle: ({ core }, actor, { params }) => core.teammates.unlearn(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/api/teammates/:id/away',
    summary: 'Says until when somebody is away; null = back. Their conversations return when the customer writes.',
    who: 'teammate',
    params: id,
    body: z.object({ until: z.string().trim().min(1).max(100).nullable().describe('ISO 8601, or "until Monday"') }),
    reply: teammate,
    handle: ({ core }, actor, { params, body }) => core.teammates.away(actor, params.id, body.until),
  }),
  route({
    method: 'PUT',
    path: '/api/teammates/:id/phone',
    summary: 'Says at which number a teammate takes calls; null = none.',
    who: 'teammate',
    params: id,
    body: z.object({
      number: z.string().trim().min(1).max(40).nullable().describe('With its country: +49 30 1234567'),
    }),
    handle: ({ core }, actor, { params, body }) => core.teammates.setPhone(actor, params.id, body.number),
  }),
  route({
    method: 'POST',
    path: '/api/teammates/:id/unlink',
    summary: 'Takes a platform account off a teammate.',
    who: 'teammate',
    params: id,
    body: z.object({ handle: z.object({ kind: handleKind, value: z.string().min(1).max(500) }) }),
    handle: ({ core }, actor, { params, body }) => core.teammates.unlink(actor, params.id, body.handle),
  }),
  route({
    method: 'POST',
    path: '/api/links/read',
    summary: 'What a one-time link would tie to whoever is signed in.',
    who: 'teammate',
    body: linkToken,
    reply: handleOffer,
    handle: ({ core }, actor, { body }) => core.teammates.readOffer(actor, body.token),
  }),
  route({
    method: 'POST',
    path: '/api/links/accept',
    summary: 'Ties the account to whoever is signed in; the link works once.',
    who: 'teammate',
    body: linkToken,
    reply: handleOffer,
    handle: ({ core }, actor, { body }) => core.teammates.acceptOffer(actor, body.token),
  }),
]
