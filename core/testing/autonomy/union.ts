import { makeCertificate, type RunningCertificate } from '#core/learning/certificate.ts'
import { carriedFrom, charge, pooledGates } from '#core/learning/claims.ts'
import { makeSureness } from '#core/learning/sureness.ts'
import { seeded } from '../seeded.ts'

/** Businesses whose topics share the pool. */
export interface UnionTrial {
  businesses: number
  topics: number
  rows: number
  /** The true chance of being wrong, at any confidence: no gate lets through what is better. */
  error: number
  eps: number
  alpha: number
  seed: number
}

export interface UnionResult {
  /** Share of topics of which an answer was ever sent alone, on their own proof or on the pool's. */
  topicsSent: number
  /** Share of businesses in which any gate of the pool was certified. */
  poolCertified: number
}

/** Runs topics and the gates of the pool together, as rows are charged and sent; verdicts come 50 rows late. */
export function everSent(trial: UnionTrial): UnionResult {
  const random = seeded(trial.seed)
  let sent = 0
  let certified = 0
  for (let business = 0; business < trial.businesses; business++) {
    const result = oneBusiness(trial, random)
    sent += result.sent
    certified += result.poolCertified ? 1 : 0
  }
  return { topicsSent: sent / (trial.businesses * trial.topics), poolCertified: certified / trial.businesses }
}

function oneBusiness({ topics, rows, error, eps, alpha }: UnionTrial, random: () => number) {
  const policy = { sendFrom: 0.9, eps, alpha }
  const sureness = makeSureness()
  const running = new Map<string, RunningCertificate>()
  const terms = new Map(pooledGates(policy, sureness.from).map(({ gate, alpha, of }) => [gate, { alpha, of }]))
  const processOf = (claim: string) => {
    const known = running.get(claim)
    if (known) return known
    const made = makeCertificate({ eps, alpha, ...terms.get(claim), attempt: 1 })
    running.set(claim, made)
    return made
  }
  const waiting: { claims: string[]; confidence: number; err: 0 | 1 }[] = []
  const sent = new Set<string>()
  for (let row = 0; row < rows; row++) {
    const topic = `topic ${Math.floor(random() * topics)}`
    const confidence = 1 - 0.1 * random() ** 2
    const charged = charge({
      confidence,
      own: { claim: topic, from: policy.sendFrom },
      pool: pooledGates(policy, sureness.from).map(({ gate, from }) => ({ claim: gate, from })),
      isCertified: (claim) => running.get(claim)?.isCertified() ?? false,
      isCarried: (running.get(topic)?.rows() ?? 0) >= carriedFrom,
    })
    if (charged.sentOn !== undefined) sent.add(topic)
    waiting.push({ claims: charged.claims, confidence, err: random() < error ? 1 : 0 })
    if (waiting.length <= 50) continue
    const settled = waiting.shift()!
    for (const claim of settled.claims) processOf(claim).push(settled.err)
    sureness.learn(settled.confidence, settled.err)
  }
  return { sent: sent.size, poolCertified: [...terms.keys()].some((gate) => running.get(gate)?.isCertified()) }
}
