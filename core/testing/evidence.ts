import { processOf, standing } from '#core/answering/standing.ts'
import type { Topic } from '#core/domain/learning.ts'
import { claimId, gateOf, pooledGates, poolSubject } from '#core/learning/claims.ts'
import { engineVersion } from '#core/learning/engine.ts'
import { emptied } from '#core/learning/topic-board.ts'
import type { TestHouse } from './house.ts'

const makersIn = (house: TestHouse) => ({
  ...{ writer: 'local', embedder: house.ports.embedder.name, engine: engineVersion },
})

/** A topic as if it had been learned; nothing in the log says so. */
export async function plantTopic(house: TestHouse, id: string, patch: Partial<Topic> = {}): Promise<void> {
  const { id: agentId, projectedSeq } = await house.scope.agent()
  const topic = { ...emptied(id), name: id, foundName: id, volume: 200, agreeing: 200 }
  await house.scope.learning.project(agentId, projectedSeq, projectedSeq, {
    lessons: [],
    topics: [{ ...topic, ...patch }],
  })
}

/** Where a topic stands for the local writer. */
export async function standingIn(house: TestHouse, topicId: string) {
  const { scope } = house
  const topic = await scope.topics.get(topicId)
  return standing(scope, await scope.agent(), await scope.business(), topic, makersIn(house), house.clock.now())
}

/**
 * Verdicts of this topic's running attempt, or of all gates of the pool, decided in order; an import's where one is named,
 * and of another version of the engine.
 */
export async function plantEvidence(
  house: TestHouse,
  subject: string,
  errs: readonly (0 | 1)[],
  importId?: string,
  engine = engineVersion,
): Promise<void> {
  const { scope } = house
  const { id: agent } = await scope.agent()
  const { settings } = await scope.business()
  const { attempt, eps: own } = await scope.controls.get(agent, subject)
  const gates = pooledGates(settings, () => 0).map(({ gate }) => gate)
  const claims = (subject === poolSubject ? gates : [gateOf(settings.sendFrom)]).map((gate) =>
    processOf(claimId({ agent, subject, gate, eps: own ?? settings.eps, ...makersIn(house), engine }), attempt),
  )
  for (const claim of claims) await plantVerdicts(house, claim, errs, importId)
}

async function plantVerdicts(
  { scope, clock }: TestHouse,
  claim: string,
  errs: readonly (0 | 1)[],
  importId: string | undefined,
): Promise<void> {
  if (importId !== undefined) {
    await scope.evidence.addDecided(
      claim,
      errs.map((err) => ({ err, reason: 'same facts', blind: true, importId })),
    )
    return
  }
  const deadline = new Date(clock.now().getTime() + 86_400_000).toISOString()
  for (const err of errs) {
    const draftId = crypto.randomUUID()
    await scope.evidence.admit(claim, { draftId, deadline, blind: false })
    await scope.evidence.decide(draftId, err, 'approved')
  }
}

/** So many verdicts that say right. */
export const right = (count: number): 0[] => Array.from({ length: count }, () => 0)
