import { z } from 'zod'
import { wordsOf } from '#core/answering/waiting.ts'
import type { OutboxRow } from '#core/domain/delivery.ts'
import { route } from './route.ts'
import { troubled } from './schemas/sending.ts'
import { id } from './schemas/shared.ts'

export const outboxRoutes = [
  route({
    method: 'POST',
    path: '/api/outbox/:id/undo',
    summary: 'Stops a held message before it leaves.',
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => core.outbox.undo(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/outbox/:id/send-now',
    summary:
      'Sends now what was planned for later, or was held back because the customer wrote; after the undo window.',
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => core.outbox.sendNow(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/outbox/:id/send-again',
    summary: 'Sends a message again that may not have arrived or has failed.',
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => core.outbox.sendAgain(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/outbox/:id/it-arrived',
    summary: 'Says that a message in doubt did arrive.',
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => core.outbox.itArrived(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/outbox/:id/other-channel',
    summary: 'Sends the words of a failed message to another address of the customer.',
    who: 'teammate',
    params: id,
    body: z.object({ to: z.string().min(1).max(400).describe('A key of `others` in the conversation.') }),
    handle: ({ core }, actor, { params, body }) => core.outbox.otherChannel(actor, params.id, body.to),
  }),
  route({
    method: 'GET',
    path: '/api/troubled',
    summary: 'What needs a person: in doubt, failed, written but not sent, not understood.',
    who: 'teammate',
    reply: troubled,
    handle: async ({ core }, actor) => {
      const found = await core.outbox.troubled(actor)
      return { ...found, outbox: found.outbox.map(outboxShown) }
    },
  }),
]

/** An outbox row for the page: its words, without the place (a chat's thread is the visitor's session key). */
export function outboxShown(row: OutboxRow) {
  return { ...row, connector: row.place.connector, text: wordsOf(row.payload) }
}
