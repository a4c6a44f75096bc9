import { z } from 'zod'
import { route } from './route.ts'
import { agentStatus, agentView } from './schemas/accounts.ts'
import { receipt, receiptReplay } from './schemas/learning.ts'
import { id } from './schemas/shared.ts'
import { voice } from './schemas/voice.ts'

export const agentRoutes = [
  route({
    method: 'GET',
    path: '/api/agent/:id/status',
    summary: "The agent's status, its learning stage and how well its confidence is calibrated.",
    who: 'teammate',
    params: id,
    reply: agentView,
    handle: ({ core }, actor, { params }) => core.learning.agent(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/agent/:id/voice',
    summary: "How this business writes, measured from its staff's own words.",
    who: 'teammate',
    params: id,
    reply: voice,
    handle: ({ core }, actor, { params }) => core.learning.voice(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/api/agent/:id/status',
    summary: 'Pauses the agent, lets it learn, or lets it answer.',
    who: 'owner',
    params: id,
    body: z.object({ status: agentStatus }),
    reply: agentView,
    handle: ({ core }, actor, { params, body }) => core.learning.setStatus(actor, params.id, body.status),
  }),
  route({
    method: 'PUT',
    path: '/api/agent/:id/name',
    summary: 'The name under which the agent speaks to customers.',
    who: 'owner',
    params: id,
    body: z.object({ name: z.string().trim().min(1).max(100) }),
    reply: agentView,
    handle: ({ core }, actor, { params, body }) => core.learning.rename(actor, params.id, body.name),
  }),
  route({
    method: 'GET',
    path: '/api/receipts/:id',
    summary: 'The stored reasons of one decision.',
    who: 'teammate',
    params: id,
    reply: receipt,
    handle: ({ core }, actor, { params }) => core.learning.receipt(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/receipts/:id/replay',
    summary: 'Decides once more from what was kept, and says whether the same comes out, or what is gone.',
    who: 'teammate',
    params: id,
    reply: receiptReplay,
    handle: ({ core }, actor, { params }) => core.learning.replay(actor, params.id),
  }),
]
