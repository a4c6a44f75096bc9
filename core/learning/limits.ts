import type { TopicControl } from '../domain/autonomy.ts'
import type { House } from '../house.ts'
import { refreshStage } from './progress.ts'
import { topicGone } from './topic-gone.ts'

/** What an owner may set of one topic. */
export type TopicLimits = Partial<Pick<TopicControl, 'cap' | 'eps' | 'mostAmount'>>

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
