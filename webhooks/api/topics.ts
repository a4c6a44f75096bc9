import { z } from 'zod'
import { stages } from '#core/domain/learning.ts'
import { auditVerdicts } from '#core/learning/audited.ts'
import { route } from './route.ts'
import { evidence, insight, topic, trial, voucher } from './schemas/learning.ts'
import { id } from './schemas/shared.ts'

export const topicRoutes = [
  route({
    method: 'GET',
    path: '/api/insight',
    summary: 'How topics grow, what could be answered alone when, and what nothing answered.',
    who: 'teammate',
    reply: insight,
    handle: ({ core }, actor) => core.learning.insight(actor),
  }),
  route({
    method: 'GET',
    path: '/api/topics/:id/trial',
    summary: 'The last 50 drafts of a topic beside what staff sent, wrong ones first.',
    who: 'teammate',
    params: id,
    reply: trial,
    handle: ({ core }, actor, { params }) => core.learning.trial(actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/topics/:id/evidence',
    summary: 'What an owner looks at before a topic is answered alone.',
    who: 'teammate',
    params: id,
    reply: evidence,
    handle: ({ core }, actor, { params }) => core.learning.evidence(actor, params.id),
  }),
  route({
    method: 'PUT',
    path: '/api/topics/:id',
    summary: 'Caps a topic, gives it a risk of its own, or limits the amounts of money that it may state alone.',
    who: 'owner',
    params: id,
    body: z.object({
      cap: z.enum(stages).nullable().exactOptional(),
      eps: z.number().gt(0).lt(0.5).nullable().exactOptional(),
      mostAmount: z.number().min(0).max(1e9).nullable().exactOptional(),
    }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.learning.setLimits(actor, params.id, body)
      return undefined
    },
  }),
  route({
    method: 'GET',
    path: '/api/vouchers',
    summary: 'Whose word stands for which exact answers, newest first.',
    who: 'teammate',
    reply: z.array(voucher),
    handle: ({ core }, actor) => core.learning.vouchers(actor),
  }),
  route({
    method: 'PUT',
    path: '/api/lessons/:id/voucher',
    summary: 'Vouches by name for one exact answer, which may then be sent without proof; or ends that.',
    who: 'owner',
    params: id,
    body: z.object({ stands: z.boolean() }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.learning.vouch(actor, params.id, body.stands)
      return undefined
    },
  }),
  route({
    method: 'POST',
    path: '/api/audits/:id/verdict',
    summary: 'Says of an answer that was sent alone: fine, wrong, or right in other words.',
    who: 'teammate',
    params: id,
    body: z.object({ verdict: z.enum(auditVerdicts) }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.learning.giveVerdict(actor, params.id, body.verdict)
      return undefined
    },
  }),
  route({
    method: 'GET',
    path: '/api/topics',
    summary: 'Topics with their stage and the evidence that is still missing.',
    who: 'teammate',
    reply: z.array(topic),
    handle: ({ core }, actor) => core.learning.topics(actor),
  }),
  route({
    method: 'POST',
    path: '/api/topics/:id/switch',
    summary: 'Lets the agent answer a certified topic on its own, or stops it.',
    who: 'owner',
    params: id,
    body: z.object({ on: z.boolean() }),
    handle: async ({ core }, actor, { params, body }) => {
      await core.learning.switchTopic(actor, params.id, body.on)
      return undefined
    },
  }),
]
