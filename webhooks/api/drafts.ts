import { z } from 'zod'
import { outboxShown } from './outbox.ts'
import { route } from './route.ts'
import { rejectReason } from './schemas/conversations.ts'
import { outboxRow, sending } from './schemas/sending.ts'
import { id } from './schemas/shared.ts'

const version = z.int().min(1).describe('The version that the person saw; an older one is refused with 409.')

export const draftRoutes = [
  route({
    method: 'POST',
    path: '/api/drafts/:id/approve',
    summary: 'Sends the draft as it is, after the undo window.',
    who: 'teammate',
    params: id,
    body: z.object({ version, ...sending }),
    reply: outboxRow,
    handle: async ({ core }, actor, { params, body }) =>
      outboxShown(await core.drafts.approve(actor, params.id, body.version, body)),
  }),
  route({
    method: 'POST',
    path: '/api/drafts/:id/edit',
    summary: 'Sends other words instead of the draft; they are learned unless `learn` is false.',
    who: 'teammate',
    params: id,
    body: z.object({ version, text: z.string().trim().min(1).max(50_000), ...sending }),
    reply: outboxRow,
    handle: async ({ core }, actor, { params, body }) =>
      outboxShown(await core.drafts.edit(actor, params.id, body.version, body.text, body)),
  }),
  route({
    method: 'PUT',
    path: '/api/drafts/:id/editing',
    summary:
      'Says that its editor is open, which others see, or closed. Held for five minutes: repeat it while it is open.',
    who: 'teammate',
    params: id,
    body: z.object({ open: z.boolean() }),
    reply: z.object({ until: z.string().nullable() }),
    handle: async ({ core }, actor, { params, body }) => ({
      until: await core.drafts.editing(actor, params.id, body.open),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/drafts/:id/reject',
    summary: 'Rejects the draft and says why.',
    who: 'teammate',
    params: id,
    body: z.object({ why: rejectReason }),
    handle: ({ core }, actor, { params, body }) => core.drafts.reject(actor, params.id, body.why),
  }),
]
