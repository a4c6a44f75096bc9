import { type KnownTopic, type Standing, standing, standings } from '../answering/standing.ts'
import type { Agent } from '../domain/business.ts'
import type { Stage } from '../domain/learning.ts'
import { stages } from '../domain/learning.ts'
import type { House } from '../house.ts'
import { learningStage } from '../routing/stage.ts'
import type { AgentView, TopicView } from '../views.ts'
import { engineVersion } from './engine.ts'
import { expectationOf } from './expectation.ts'

/** Topics with stage and the evidence that is still missing; busiest first. */
export async function topics(house: House, businessId: string, agentId?: string): Promise<TopicView[]> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId, agentId)
  const standingOf = await standings(scope, agent, await scope.business(), localMakers(house), house.now())
  const views: TopicView[] = []
  for (const topic of await scope.topics.list(agent.id)) {
    if (topic.volume === 0) continue
    views.push(topicView(topic, await standingOf(topic)))
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
  const business = await scope.business()
  return topicView(found, await standing(scope, agent, business, found, localMakers(house), house.now()))
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

export function topicView(topic: KnownTopic, state: Standing): TopicView {
  const { stage, certificate, pooled, eligible, isCarried, sentence, audits, seen, blind, basis, liveMissing } = state
  const { switchedOn, cap, eps, mostAmount, revokedAt, revokedWhy } = topic
  const view: TopicView = {
    ...{ id: topic.id, name: topic.name, terms: topic.terms, template: topic.template, volume: topic.volume },
    ...{ agreeing: topic.agreeing, judged: topic.judged, right: topic.right },
    ...{ stage, certificate, pooled, eligible, isCarried, sentence, seen, blind, basis, liveMissing },
    ...{ switchedOn, cap, eps, mostAmount, revokedAt, revokedWhy },
    openAudits: audits.open,
    perDay: state.perDay,
    admittedShare: topic.judged === 0 ? 0 : Math.min(1, state.liveRows / Math.max(1, topic.judged)),
    expectation: null,
  }
  return { ...view, expectation: expectationOf(view) ?? null }
}

/** What the page shows is the proof of the local writer: it is the one that always drafts. */
export function localMakers(house: House) {
  return { writer: 'local', embedder: house.embedder.name, engine: engineVersion }
}
