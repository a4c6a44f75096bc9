import type { Agent, Business } from '../domain/business.ts'
import type { Certificate, Stage, Topic } from '../domain/learning.ts'
import { certificate } from '../learning/certificate.ts'
import { claimId, gateOf } from '../learning/claims.ts'
import { stageOf } from '../routing/stage.ts'
import type { Scope } from '../store/store.ts'

/** Where a topic stands: its stage, and the certificates that may let it be answered alone. */
export interface Standing {
  stage: Stage
  certified: boolean
  certificate: Certificate
  pooled: Certificate
  /** The processes that a row admitted now is charged to. */
  claims: string[]
  sentence: string
  /** The evidence in words, for the receipt of an answer sent on it; undefined without a certificate. */
  proof: string | undefined
}

/** The makers of a draft: a claim holds for one of each and for no other. */
export interface Makers {
  writer: string
  embedder: string
  engine: string
}

/** Reads the evidence of a topic's own claim and of the pooled gate, and says where that leaves it. */
export async function standing(
  scope: Scope,
  agent: Agent,
  business: Business,
  topic: (Topic & { switchedOn: boolean }) | undefined,
  makers: Makers,
): Promise<Standing> {
  const { eps, alpha, sendFrom } = business.settings
  const gate = gateOf(sendFrom)
  const read = async (subject: string) => {
    const claim = claimId({ agent: agent.id, subject, gate, eps, ...makers })
    return { claim, certificate: certificate(await scope.evidence.rows(claim), { eps, alpha, attempt: 1 }) }
  }
  const pooled = await read('pool')
  const own = topic === undefined ? undefined : await read(topic.id)
  const certified =
    (own?.certificate.certified ?? false) || (pooled.certificate.certified && isCarried(own?.certificate))
  return {
    stage: topic === undefined ? 'observing' : stageOf(topic, { certified, switchedOn: topic.switchedOn }),
    certified,
    certificate: own?.certificate ?? pooled.certificate,
    pooled: pooled.certificate,
    // Charged once: a row counts for the pool only while its topic has no proof of its own.
    claims: [...(own === undefined ? [] : [own.claim]), ...(own?.certificate.certified ? [] : [pooled.claim])],
    proof: own?.certificate.certified
      ? proofSentence('this topic', own.certificate)
      : certified
        ? proofSentence('all topics at this confidence', pooled.certificate)
        : undefined,
    sentence: evidenceSentence(own?.certificate ?? pooled.certificate, certified, topic?.switchedOn ?? false),
  }
}

/** A topic is carried by the pooled proof once it took part in it: one that its gates never let through proved nothing. */
const carriedFrom = 10
function isCarried(own: Certificate | undefined): boolean {
  return own !== undefined && own.rows >= carriedFrom
}

/** What was proven, in the words of LEARNING's claim: about what was let through so far, nothing about tomorrow. */
function proofSentence(about: string, { rows, errors, eps, alpha }: Certificate): string {
  const sure = Math.floor((1 - alpha) * 100)
  return `Evidence: of ${rows} judged drafts of ${about}, ${errors} were wrong; with ${sure} % confidence fewer than ${eps * 100} % are.`
}

/** Says in one sentence what is still missing before this topic may be answered alone. */
export function evidenceSentence(own: Certificate, certified: boolean, switchedOn: boolean): string {
  if (certified && switchedOn) return 'answered alone, on proof'
  if (certified) return `${own.certified ? 'proven' : 'proven together with other topics'}: the owner may switch it on`
  return `${own.missing} more agreeing replies until it could be answered alone`
}
