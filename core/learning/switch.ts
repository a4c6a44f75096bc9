import { type Standing, standing } from '../answering/standing.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { Engine } from './engine.ts'
import { localMakers, refreshStage, topics } from './progress.ts'
import { topicGone } from './topic-gone.ts'

/** The owner switches an eligible topic on, or any topic off; `by` is a teammate's id, or `system`. */
export async function switchTopic(
  house: House,
  businessId: string,
  topicId: string,
  on: boolean,
  by: string,
): Promise<void> {
  const { agent, engine } = await house.learners.current(businessId)
  const isChanged = await house.store.of(businessId).write(async (tx) => {
    const { attempt, switchedOn } = await tx.controls.lock(agent.id, topicId)
    // Where it stands is read under the lock: what stopped it a moment ago counts.
    const state = await standingNow(house, tx, agent.id, engine, topicId)
    if (on === switchedOn) return false
    if (on && !state.eligible) throw new Refused(409, `Not to be switched on: ${state.sentence}.`)
    await tx.topics.switch(topicId, on, by)
    const data = { attempt, evidence: state.sentence }
    await tx.audit.add({ actor: by, action: on ? 'topic switched on' : 'topic switched off', subject: topicId, data })
    if (on && agent.status === 'learning') await tx.saveAgent(agent.id, { status: 'active' })
    return true
  })
  if (!isChanged) return
  await refreshStage(house, businessId, agent.id)
  house.live.publish(businessId, { type: 'topic', id: topicId, version: house.now().getTime() })
}

/** Switches on what has become eligible, where the owner said that topics may promote themselves. */
export async function promote(house: House, businessId: string, agentId: string): Promise<void> {
  const { promoteAlone } = (await house.store.of(businessId).business()).settings
  if (!promoteAlone) return
  for (const { id, eligible } of await topics(house, businessId, agentId)) {
    if (!eligible) continue
    try {
      await switchTopic(house, businessId, id, true, 'system')
    } catch (error) {
      // Something stopped it a moment ago.
      if (!(error instanceof Refused)) throw error
    }
  }
}

async function standingNow(
  house: House,
  tx: Scope,
  agentId: string,
  engine: Engine,
  topicId: string,
): Promise<Standing> {
  const topic = await tx.topics.get(topicId)
  if (topic === undefined || topic.volume === 0) throw topicGone(engine, topicId)
  return standing(tx, await tx.agent(agentId), await tx.business(), topic, localMakers(house), house.now())
}
