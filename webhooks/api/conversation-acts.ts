import { z } from 'zod'
import { conversationKinds } from '#core/domain/conversation.ts'
import { leadSlots } from '#core/domain/lead.ts'
import type { Actor, Core } from '#core/door.ts'
import { route } from './route.ts'
import { id } from './schemas/shared.ts'

type Conversations = Core['conversations']

const until = z
  .string()
  .max(60)
  .describe('`1h`, `tomorrow`, a weekday, or ISO 8601; days begin at 9 in the business’s zone.')
const into = z.object({
  into: z.string().max(100),
  acrossPeople: z.boolean().exactOptional().describe('True: these two people are one.'),
})

/** What a teammate does with a conversation itself: the same use cases as behind the buttons of its card. */
export const conversationActRoutes = [
  simply('take', 'Takes the conversation: the agent is silent in it.', (conversations, actor, target) =>
    conversations.act(actor, target, 'take'),
  ),
  simply('release', 'Gives the conversation back to the agent.', (conversations, actor, target) =>
    conversations.act(actor, target, 'release'),
  ),
  simply('wake', 'Ends a snooze.', (conversations, actor, target) => conversations.act(actor, target, 'wake')),
  route({
    method: 'POST',
    path: '/api/conversations/:id/resolve',
    summary: 'Marks the conversation resolved.',
    who: 'teammate',
    params: id,
    query: z.object({
      seen: z.coerce
        .number()
        .int()
        .min(0)
        .exactOptional()
        .describe('How many of the customer’s messages were seen: it is refused where there are more.'),
    }),
    handle: ({ core }, actor, { params, query }) =>
      core.conversations.act(actor, params.id, 'resolve', undefined, query.seen),
  }),
  simply('reopen', 'Opens a resolved conversation again.', (conversations, actor, target) =>
    conversations.act(actor, target, 'reopen'),
  ),
  does(
    'POST',
    'assign',
    'Gives the conversation to a teammate, who is told.',
    z.object({ to: z.string().max(200).describe('A teammate’s id, address or name; `me`; `nobody`.') }),
    (conversations, actor, target, { to }) => conversations.act(actor, target, 'assign', to),
  ),
  does(
    'POST',
    'snooze',
    'Takes the conversation out of the lists until then, or until the customer writes.',
    z.object({ until }),
    (conversations, actor, target, body) => conversations.act(actor, target, 'snooze', body.until),
  ),
  does(
    'PUT',
    'kind',
    'Says what the conversation is about. `spam` blocks its sender; out of the quiet list it is answered.',
    z.object({ kind: z.enum(conversationKinds) }),
    (conversations, actor, target, { kind }) => conversations.setKind(actor, target, kind),
  ),
  does(
    'PUT',
    'lead',
    'Says what is known of who may buy; a teammate’s word stays, null empties the slot.',
    z.object({ slot: z.enum(leadSlots), value: z.string().trim().max(160).nullable() }),
    (conversations, actor, target, { slot, value }) => conversations.setLead(actor, target, slot, value),
  ),
  simply(
    'not-spam',
    'Takes it out of the quiet list, unblocks its sender, and answers it as if it had just come.',
    (conversations, actor, target) => conversations.notSpam(actor, target),
  ),
  does(
    'POST',
    'notes',
    'Keeps words for colleagues alone; they never reach the customer.',
    z.object({ text: z.string().max(20_000) }),
    (conversations, actor, target, { text }) => conversations.note(actor, target, text),
  ),
  does(
    'POST',
    'merge',
    'Puts its messages into another conversation, where what comes later goes, too.',
    into,
    (conversations, actor, target, { into, ...options }) => conversations.merge(actor, target, into, options),
  ),
  simply('unmerge', 'Takes a merge back: each message stands again where it stood.', (conversations, actor, target) =>
    conversations.unmerge(actor, target),
  ),
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

/** What takes no more than the conversation. */
function simply(
  name: string,
  summary: string,
  work: (conversations: Conversations, actor: Actor, id: string) => Promise<void>,
) {
  return route({
    method: 'POST',
    path: `/api/conversations/:id/${name}`,
    summary,
    who: 'teammate',
    params: id,
    handle: ({ core }, actor, { params }) => work(core.conversations, actor, params.id),
  })
}

/** What takes something beside it. */
function does<B extends z.ZodObject>(
  method: 'POST' | 'PUT',
  name: string,
  summary: string,
  body: B,
  work: (conversations: Conversations, actor: Actor, id: string, body: z.output<B>) => Promise<unknown>,
) {
  return route({
    method,
    path: `/api/conversations/:id/${name}`,
    summary,
    who: 'teammate',
    params: id,
    body,
    handle: ({ core }, actor, input) => work(core.conversations, actor, input.params.id, input.body),
  })
}
