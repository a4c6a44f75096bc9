import { z } from 'zod'
import { stages } from '../domain/learning.ts'
import type { House } from '../house.ts'
import { refreshStage } from './progress.ts'
import { topicGone } from './topic-gone.ts'

/** What an owner may set of one topic: the API and the forms of staff platforms read the same description. */
export const topicLimits = z.object({
  cap: z.enum(stages).nullable().exactOptional(),
  eps: z.number('a number').gt(0, 'more than 0 %').lt(0.5, 'less than 50 %').nullable().exactOptional(),
  mostAmount: z.number('a number').min(0, 'not below 0').max(1e9).nullable().exactOptional(),
})
export type TopicLimits = z.infer<typeof topicLimits>

/** Caps a topic, gives it a risk of its own or an amount limit; written down with its author. */
export async function setLimits(
  house: House,
  businessId: string,
  topicId: string,
  limits: TopicLimits,
  by: string,
): Promise<void> {
  const { agent, engine } = await house.learners.current(businessId)
  await house.store.of(businessId).write(async (tx) => {
    if (((await tx.topics.get(topicId))?.volume ?? 0) === 0) throw topicGone(engine, topicId)
    await tx.controls.lock(agent.id, topicId)
    await tx.controls.save(agent.id, topicId, limits)
    await tx.audit.add({ actor: by, action: 'topic limits changed', subject: topicId, data: { ...limits } })
  })
  await refreshStage(house, businessId, agent.id)
  house.live.publish(businessId, { type: 'topic', id: topicId, version: house.now().getTime() })
}
