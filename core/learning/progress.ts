import { type Standing, standing } from '../answering/standing.ts'
import type { Agent } from '../domain/business.ts'
import type { Stage, Topic } from '../domain/learning.ts'
import { stages } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { learningStage } from '../routing/stage.ts'
import type { AgentView, TopicView } from '../views.ts'
import { engineVersion } from './engine.ts'

/** Topics with stage and the evidence that is still missing; busiest first. */
export async function topics(house: House, businessId: string, agentId?: string): Promise<TopicView[]> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId, agentId)
  const business = await scope.business()
  const views: TopicView[] = []
  for (const topic of await scope.topics.list(agent.id)) {
    if (topic.volume === 0) continue
    views.push(view(topic, await standing(scope, agent, business, topic, localMakers(house))))
  }
  return views.sort((a, b) => b.volume - a.volume)
}

/** One topic; undefined when it is not known (any more). */
export async function topic(
  house: House,
  businessId: string,
  agent: Agent,
  topicId: string,
): Promise<TopicView | undefined> {
  const scope = house.store.of(businessId)
  const found = await scope.topics.get(topicId)
  if (found === undefined) return undefined
  return view(found, await standing(scope, agent, await scope.business(), found, localMakers(house)))
}

/** The owner switches an eligible topic on, or any topic off. */
export async function switchTopic(
  house: House,
  businessId: string,
  topicId: string,
  on: boolean,
  by: string,
): Promise<void> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId)
  const known = await topic(house, businessId, agent, topicId)
  if (known === undefined) throw new Refused(404, 'This topic does not exist.')
  if (on && !known.eligible) throw new Refused(409, `Not proven yet: ${known.sentence}.`)
  await scope.write(async (tx) => {
    await tx.topics.switch(topicId, on, by)
    await tx.audit.add({ actor: by, action: on ? 'topic switched on' : 'topic switched off', subject: topicId })
    if (on && agent.status === 'learning') await tx.saveAgent(agent.id, { status: 'active' })
  })
  await refreshStage(house, businessId, agent.id)
  house.live.publish(businessId, { type: 'topic', id: topicId, version: house.now().getTime() })
}

/** The agent with its progress in figures. */
export async function agentView(house: House, businessId: string, agentId?: string): Promise<AgentView> {
  const scope = house.store.of(businessId)
  const { agent, engine } = await house.learners.current(businessId, agentId)
  const all = await topics(house, businessId, agent.id)
  const counts = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>
  for (const { stage } of all) counts[stage]++
  return {
    ...agent,
    learningStage: learningStage(all),
    stages: counts,
    lessons: await scope.lessons.count(agent.id),
    topics: all.length,
    calibration: engine.calibration(),
  }
}

/** Stores how far the agent is, so that lists and reports need not compute it. */
export async function refreshStage(house: House, businessId: string, agentId: string): Promise<void> {
  const learned = learningStage(await topics(house, businessId, agentId))
  const scope = house.store.of(businessId)
  if ((await scope.agent(agentId)).learningStage !== learned) await scope.saveAgent(agentId, { learningStage: learned })
}

function view(topic: Topic & { switchedOn: boolean }, state: Standing): TopicView {
  const { stage, certificate, pooled, certified, sentence } = state
  return { ...topic, stage, eligible: certified && !topic.switchedOn, certificate, pooled, sentence }
}

/** What the page shows is the proof of the local writer: it is the one that always drafts. */
function localMakers(house: House) {
  return { writer: 'local', embedder: house.embedder.name, engine: engineVersion }
}
