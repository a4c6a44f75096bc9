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
]
