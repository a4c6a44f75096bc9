import { z } from 'zod'
import { route } from './route.ts'
import { facts, handle, id, named, when } from './schemas/shared.ts'

const rows = z.record(z.string(), z.array(facts)).describe('Rows as they are stored, by table.')
const person = z.object({ id: z.string(), name: z.string().nullable(), handles: z.array(handle) })

const personHeld = named(
  'PersonHeld',
  z.object({
    person,
    counts: z.record(z.string(), z.number()).describe('How many rows of each table are theirs.'),
    inConversationsOfOthers: z.number(),
    alsoKnownAs: z
      .array(z.object({ id: z.string(), name: z.string().nullable() }))
      .describe('Other people whose conversations were merged with theirs: each is erased by itself.'),
  }),
)

const somebody = z.object({ ...person.shape, why: z.string().describe('Why this may be the same person.') })

const personKnown = named(
  'PersonKnown',
  z.object({
    person,
    conversations: z.array(z.object({ id: z.string(), subject: z.string(), channel: z.string(), updatedAt: when })),
    links: z.array(
      z.object({
        id: z.string(),
        at: when,
        why: z.enum(['proved', 'teammate']),
        by: z.string(),
        handles: z.array(handle),
        isKept: z.boolean().describe('False: this person was linked to another one.'),
      }),
    ),
    suggestions: z.array(somebody),
  }),
)

export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/api/people/:id',
    summary: 'How much is held about a customer: what erasing them would take.',
    who: 'owner',
    params: id,
    reply: personHeld,
    handle: ({ core }, actor, { params }) => core.people.held(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/people/:id/export',
    summary: 'Everything that is held about a customer.',
    who: 'owner',
    params: id,
    reply: named('PersonExport', z.object({ exportedAt: when, person, held: rows, learned: z.array(facts) })),
    handle: async ({ core }, actor, { params }) => {
      const { learned, ...held } = await core.people.export(actor, params.id)
      return { ...held, learned: learned.map((row) => ({ ...row })) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/erase',
    summary: 'Takes away everything of a customer, and what was learned from it. It cannot be undone.',
    who: 'owner',
    params: id,
    body: z.object({
      confirm: z
        .string()
        .trim()
        .min(1)
        .max(254)
        .describe('Their name, or one of their addresses; Visitor where they have neither.'),
    }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.people.erase(actor, params.id, body.confirm)
    },
  }),
  route({
    method: 'GET',
    path: '/api/people/:id/known',
    summary: 'Who a customer is known to be: handles, conversations, links, and who may be the same.',
    who: 'teammate',
    params: id,
    reply: personKnown,
    handle: ({ core }, actor, { params }) => core.people.known(actor, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/link',
    summary: 'Makes another person one with this one. Their history is one from now on; unlinking restores both.',
    who: 'teammate',
    params: id,
    body: z.object({ personId: z.string().max(100).describe('Whose handles and conversations become theirs.') }),
    reply: named('PersonLinkMade', z.object({ id: z.string() })),
    handle: async ({ core }, actor, { params, body }) => ({
      id: (await core.people.link(actor, params.id, body.personId)).id,
    }),
  }),
  route({
    method: 'POST',
    path: '/api/person-links/:id/unlink',
    summary: 'Takes a link apart: every handle and conversation stands again where it stood.',
    who: 'teammate',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.people.unlink(actor, params.id)
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/check',
    summary: 'Asks whoever writes from a number to prove who they are, by a code to an address of theirs.',
    who: 'teammate',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.people.askForProof(actor, params.id)
    },
  }),
]
