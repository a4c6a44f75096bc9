import { type KnownTopic, type Makers, processOf, type Standing, standings } from '../answering/standing.ts'
import type { Agent, Business } from '../domain/business.ts'
import type { Scope } from '../store/store.ts'
import type { FormerProof } from '../views.ts'
import { claimId, gateOf, subjectOf } from './claims.ts'

/**
 * The proof on which a topic was answered alone with an earlier version of the engine, where it is switched on and this
 * version has not proven itself yet; null where that is not so. Reads stored evidence alone: the newest version that was
 * certified with it.
 */
export function formerProofs(scope: Scope, agent: Agent, business: Business, makers: Makers, now: Date) {
  const byEngine = new Map<string, ReturnType<typeof standings>>()
  const { eps, sendFrom } = business.settings

  /** What the topic's own process is called, of whichever engine. */
  function ofAnyEngine(topic: KnownTopic): string {
    const parts = { agent: agent.id, subject: subjectOf(topic), gate: gateOf(sendFrom), eps: topic.eps ?? eps }
    return claimId({ ...parts, ...makers, engine: '' })
  }

  return async (topic: KnownTopic, { certified }: Pick<Standing, 'certified'>): Promise<FormerProof | null> => {
    const { switchedOn, cap, attempt } = topic
    if (certified || !switchedOn || (cap ?? 'automatic') !== 'automatic') return null
    const start = ofAnyEngine(topic)
    for (const claim of await scope.evidence.claims(start)) {
      const [engine = ''] = claim.slice(start.length).split('/').map(decodeURIComponent)
      if (engine === makers.engine || claim !== processOf(start + encodeURIComponent(engine), attempt)) continue
      const then = byEngine.get(engine) ?? standings(scope, agent, business, { ...makers, engine }, now)
      byEngine.set(engine, then)
      const former = await (await then)(topic)
      if (!former.certified) continue
      const { rows, errors } = former.isCarried ? former.pooled : former.certificate
      return { engine, rows, errors, sentence: sentenceOf({ engine, rows, errors }, former.isCarried, makers.engine) }
    }
    return null
  }
}

function sentenceOf({ engine, rows, errors }: Omit<FormerProof, 'sentence'>, isCarried: boolean, now: string): string {
  const proof = `${rows} judged drafts${isCarried ? ' of all topics together' : ''}, ${errors} of them wrong`
  return `It was answered alone with an earlier version of the engine (${engine}: ${proof}); this version (${now}) may answer otherwise, so its proof starts anew, and until it is there staff decide.`
}
