import { z } from 'zod'
import { auditVerdicts } from '#core/learning/audited.ts'
import { topicLimits } from '#core/learning/limits.ts'
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
    body: topicLimits,
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
  route({
    method: 'PUT',
    path: '/api/topics/:id/name',
    summary: 'Gives a topic a name, which no regrouping takes away; null = what it was called when it was found.',
    who: 'owner',
    params: id,
    body: z.object({ name: z.string().max(200).nullable() }),
    reply: topic,
    handle: ({ core }, actor, { params, body }) => core.learning.nameTopic(actor, params.id, body.name),
  }),
  route({
    method: 'PUT',
    path: '/api/topics/:id/pin',
    summary: 'Keeps a topic as it is: it stands first, and never becomes one with another by itself; or ends that.',
    who: 'owner',
    params: id,
    body: z.object({ pinned: z.boolean() }),
    reply: topic,
    handle: ({ core }, actor, { params, body }) => core.learning.pinTopic(actor, params.id, body.pinned),
  }),
  route({
    method: 'POST',
    path: '/api/topics/:id/merge',
    summary: 'Says that two topics are one, from here on: its proof starts anew, and it is not answered alone before.',
    who: 'owner',
    params: id,
    body: z.object({ into: z.string() }),
    reply: z.object({ mergeId: z.string(), topic }),
    handle: ({ core }, actor, { params, body }) => core.learning.mergeTopics(actor, params.id, body.into),
  }),
  route({
    method: 'POST',
    path: '/api/topics/:id/unmerge',
    summary: 'Splits off again what was merged into a topic; gives the topic that it is again.',
    who: 'owner',
    params: id,
    body: z.object({ mergeId: z.string() }),
    reply: topic,
    handle: ({ core }, actor, { params, body }) => core.learning.unmergeTopics(actor, params.id, body.mergeId),
  }),
]
