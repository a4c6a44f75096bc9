import { z } from 'zod'
import { channelPurposes } from '#core/domain/business.ts'
import { route } from './route.ts'
import { staffChannel } from './schemas/integrations.ts'
import { id } from './schemas/shared.ts'

export const channelRoutes = [
  route({
    method: 'GET',
    path: '/api/channels',
    summary: 'Channels that Lummy was invited to, and what they are for.',
    who: 'teammate',
    reply: z.array(staffChannel),
    handle: ({ core }, actor) => core.channels.list(actor),
  }),
  route({
    method: 'PUT',
    path: '/api/channels/:id',
    summary: 'Says what a channel is for; conversations opened from now on follow.',
    who: 'owner',
    params: id,
    body: z.object({
      purpose: z.enum(channelPurposes),
      value: z.string().trim().max(200).nullable().exactOptional().describe("The topic's id or name, or the address"),
    }),
    reply: staffChannel,
    handle: ({ core }, actor, { params, body }) => core.channels.save(actor, params.id, body),
  }),
]
