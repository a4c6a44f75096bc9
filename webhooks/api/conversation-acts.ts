import { z } from 'zod'
import { conversationKinds } from '#core/domain/conversation.ts'
import { leadSlots } from '#core/domain/lead.ts'
import { route } from './route.ts'
import { id } from './schemas/shared.ts'

type PlainAct = 'take' | 'release' | 'wake' | 'resolve' | 'reopen'

/** What a teammate does with a conversation itself: the same use cases as behind the buttons of its card. */
export const conversationActRoutes = [
  act('take', 'Takes the conversation: the agent is silent in it.'),
  act('release', 'Gives the conversation back to the agent.'),
  act('wake', 'Ends a snooze.'),
  act('resolve', 'Marks the conversation resolved.'),
  act('reopen', 'Opens a resolved conversation again.'),
  route({
    method: 'POST',
    path: '/api/conversations/:id/assign',
    summary: 'Gives the conversation to a teammate, who is told.',
    who: 'teammate',
    params: id,
    body: z.object({ to: z.string().max(200).describe('A teammate’s id, address or name; `me`; `nobody`.') }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.conversations.act(actor, params.id, 'assign', body.to)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/snooze',
    summary: 'Takes the conversation out of the lists until then, or until the customer writes.',
    who: 'teammate',
    params: id,
    body: z.object({
      until: z
        .string()
        .max(60)
        .describe('`1h`, `tomorrow`, a weekday, or ISO 8601; days begin at 9 in the business’s zone.'),
    }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.conversations.act(actor, params.id, 'snooze', body.until)
      return undefined
    },
  }),
  route({
    method: 'PUT',
    path: '/api/conversations/:id/kind',
    summary: 'Says what the conversation is about. `spam` blocks its sender; out of the quiet list it is answered.',
    who: 'teammate',
    params: id,
    body: z.object({ kind: z.enum(conversationKinds) }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.conversations.setKind(actor, params.id, body.kind)
      return undefined
    },
  }),
  route({
    method: 'PUT',
    path: '/api/conversations/:id/lead',
    summary: 'Says what is known of who may buy; a teammate’s word stays, null empties the slot.',
    who: 'teammate',
    params: id,
    body: z.object({ slot: z.enum(leadSlots), value: z.string().trim().max(160).nullable() }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.conversations.setLead(actor, params.id, body.slot, body.value)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/not-spam',
    summary: 'Takes it out of the quiet list, unblocks its sender, and answers it as if it had just come.',
    who: 'teammate',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.conversations.notSpam(actor, params.id)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/notes',
    summary: 'Keeps words for colleagues alone; they never reach the customer.',
    who: 'teammate',
    params: id,
    body: z.object({ text: z.string().max(20_000) }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.conversations.note(actor, params.id, body.text)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/merge',
    summary: 'Puts its messages into another conversation, where what comes later goes, too.',
    who: 'teammate',
    params: id,
    body: z.object({
      into: z.string().max(100),
      acrossPeople: z.boolean().exactOptional().describe('True: these two people are one.'),
    }),
    handle: async ({ core }, actor, { params, body: { into, ...options } }) => {
      await core.conversations.merge(actor, params.id, into, options)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/unmerge',
    summary: 'Takes a merge back: each message stands again where it stood.',
    who: 'teammate',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.conversations.unmerge(actor, params.id)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/split',
    summary: 'Opens a conversation of its own from this message on; merging it back undoes that.',
    who: 'teammate',
    params: id,
    body: z.object({ from: z.string().max(100).describe('The id of the first message that moves.') }),
    reply: z.object({ id: z.string() }),
    status: 201,
    handle: async ({ core }, actor, { params, body }) => ({
      id: await core.conversations.split(actor, params.id, body.from),
    }),
  }),
]

function act(action: PlainAct, summary: string) {
  return route({
    method: 'POST',
    path: `/api/conversations/:id/${action}`,
    summary,
    who: 'teammate',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.conversations.act(actor, params.id, action)
      return undefined
    },
  })
}
