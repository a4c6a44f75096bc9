import { type KnownTopic, type Standing, standings } from '../answering/standing.ts'
import type { Agent, Business } from '../domain/business.ts'
import type { Stage } from '../domain/learning.ts'
import { stages } from '../domain/learning.ts'
import type { House } from '../house.ts'
import { learningStage } from '../routing/stage.ts'
import type { Scope } from '../store/store.ts'
import type { AgentView, FormerProof, TopicView } from '../views.ts'
import { engineVersion } from './engine.ts'
import { expectationOf } from './expectation.ts'
import { formerProofs } from './former-proof.ts'

/** Topics with stage and the evidence that is still missing; pinned ones first, then the busiest. */
export async function topics(house: House, businessId: string, agentId?: string): Promise<TopicView[]> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId, agentId)
  const viewOf = await topicViews(house, scope, agent, await scope.business())
  const views: TopicView[] = []
  for (const topic of await scope.topics.list(agent.id)) if (topic.volume > 0) views.push(await viewOf(topic))
  return views.sort((a, b) => Number(b.isPinned) - Number(a.isPinned) || b.volume - a.volume)
}

/** One topic; undefined when it is not known (any more). */
export async function topic(
  house: House,
  businessId: string,
  agent: Agent,
  topicId: string,
): Promise<TopicView | undefined> {
  const scope = house.store.of(businessId)
  // What it was called when somebody was told of it may be part of another topic by now.
  const now = house.learners.peek(businessId, agent.id)?.topicNow(topicId) ?? topicId
  const found = await scope.topics.get(now)
  if (found === undefined) return undefined
  return (await topicViews(house, scope, agent, await scope.business()))(found)
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

/** Of those who were removed, too. */
export async function teammateNames(scope: Scope): Promise<Map<string, string>> {
  return new Map((await scope.teammates.list({ withRemoved: true })).map(({ id, name }) => [id, name]))
}

/** Shows topics with where they stand; what they share is read once. */
export async function topicViews(
  house: Pick<House, 'embedder' | 'now'>,
  scope: Scope,
  agent: Agent,
  business: Business,
): Promise<(topic: KnownTopic) => Promise<TopicView>> {
  const given = [scope, agent, business, localMakers(house), house.now()] as const
  const standingOf = await standings(...given)
  const formerOf = formerProofs(...given)
  const names = await teammateNames(scope)
  return async (topic) => {
    const state = await standingOf(topic)
    return topicView(topic, state, await formerOf(topic, state), names)
  }
}

function topicView(
  topic: KnownTopic,
  state: Standing,
  formerProof: FormerProof | null,
  names: ReadonlyMap<string, string>,
): TopicView {
  const { stage, certificate, pooled, eligible, isCarried, sentence, audits, seen, blind, basis, liveMissing } = state
  const { id, name, foundName, isNamed, isPinned, merged, terms, template, volume, agreeing, judged, right } = topic
  const { switchedOn, cap, eps, mostAmount, revokedAt, revokedWhy } = topic
  const view: TopicView = {
    ...{ id, name, foundName, isNamed, isPinned, terms, template, volume, agreeing, judged, right },
    merged: merged.map(({ actor, ...part }) => ({ ...part, by: names.get(actor) ?? null })),
    ...{ stage, certificate, pooled, eligible, isCarried, sentence, seen, blind, basis, liveMissing },
    ...{ switchedOn, cap, eps, mostAmount, revokedAt, revokedWhy },
    openAudits: audits.open,
    perDay: state.perDay,
    admittedShare: topic.judged === 0 ? 0 : Math.min(1, state.liveRows / Math.max(1, topic.judged)),
    expectation: null,
    formerProof,
  }
  return { ...view, expectation: expectationOf(view) ?? null }
}

/** What the page shows is the proof of the local writer: it is the one that always drafts. */
export function localMakers(house: Pick<House, 'embedder'>) {
  return { writer: 'local', embedder: house.embedder.name, engine: engineVersion }
}
