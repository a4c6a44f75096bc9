/** What a certificate is about. A change of any part is another claim, which starts from nothing. */
export interface ClaimParts {
  agent: string
  /** From `subjectOf` for a topic, or `pool` for a gate that all uncertified topics share. */
  subject: string
  /** From `gateOf` for a topic, from `pooledGates` for the pool. */
  gate: string
  /** The share of wrong answers that is to be disproved. */
  eps: number
  /** Who words the answer: `local`, or a model's name. */
  writer: string
  embedder: string
  engine: string
}

export const poolSubject = 'pool'

/** The claim as one string: the same for the same parts, different for different ones. */
export function claimId(parts: ClaimParts): string {
  return [parts.agent, parts.subject, parts.gate, String(parts.eps), parts.writer, parts.embedder, parts.engine]
    .map(encodeURIComponent)
    .join('/')
}

/** What a topic's own claim is about: staff who merge it with another or split it make another thing of it. */
export function subjectOf({ id, formed }: { id: string; formed: number }): string {
  return formed === 0 ? id : `${id}~${formed}`
}

/** Names the gate that lets through what is at least this sure. */
export function gateOf(sendFrom: number): string {
  return `confidence>=${sendFrom}`
}

/** A gate of the pool, as it stands now. */
export interface PooledGate {
  gate: string
  /** Its part of the alpha that all gates of the pool share. */
  alpha: number
  of: 'pool'
  /** The least confidence that it lets through now. */
  from: number
}

/**
 * The errors that the pool's gates aim at, as shares of eps, and their shares of alpha: where drafts are mixed, careful
 * gates prove soonest and bold ones let through most. The middle one gets most, so that a team whose drafts are all right
 * needs 239 rows at eps 2 % once the gate is open: a topic of its own needs 185, and the pool survives errors instead.
 */
const poolAims = [
  { aim: 0.4, share: 0.2 },
  { aim: 0.6, share: 0.6 },
  { aim: 0.8, share: 0.2 },
] as const

/**
 * The gates of the pool. Each lets through the confidences from which on drafts were wrong no more often than its aim
 * (`sureFrom` of the engine), and nothing below `sendFrom`. Where that lies is learned from verdicts on earlier rows alone,
 * so a row is admitted before its outcome is seen, and the certificate of a gate is valid however its threshold moves: it
 * speaks of the rows that this gate let through. The gates are fixed in advance and divide alpha, so that the chance of
 * any being certified wrongly is at most alpha (union bound), although they are nested and a row counts for several.
 */
export function pooledGates(
  policy: { sendFrom: number; eps: number; alpha: number },
  sureFrom: (aim: number) => number,
): PooledGate[] {
  return poolAims.map(({ aim, share }) => ({
    gate: `${gateOf(policy.sendFrom)}&errors<=${aim}eps`,
    alpha: policy.alpha * share,
    of: 'pool',
    from: Math.max(policy.sendFrom, sureFrom(aim * policy.eps)),
  }))
}

/** An admitted row, and what stands when it is admitted. */
export interface AdmittedRow {
  confidence: number
  /** Its topic's claim, and the least confidence that this one's gate lets through. */
  own: { claim: string; from: number }
  pool: readonly { claim: string; from: number }[]
  isCertified: (claim: string) => boolean
  /** The pool may vouch for its topic. */
  isCarried: boolean
}

/** What a row counts for, and the certified claim that it may be sent on. */
export interface Charge {
  claims: string[]
  /** Absent while no claim that it counts for is certified. */
  sentOn?: string
}

/**
 * A topic is carried by the pool once it took part in it with so many decided rows: one that its gates never let through
 * proved nothing.
 */
export const carriedFrom = 10

/**
 * What an admitted row counts for: its topic's claim alone once that is certified; until then its topic's, which has to be
 * earned by the same rows, and every gate of the pool that lets it through. A row in several processes weakens none of
 * them, for each is a test of its own claim with its own alpha. But once a topic stands on its own, its rows no longer
 * vouch for others. May be sent on the topic's certificate, or on that of any gate of the pool that lets it through.
 */
export function charge({ confidence, own, pool, isCertified, isCarried }: AdmittedRow): Charge {
  if (confidence < own.from) return { claims: [] }
  if (isCertified(own.claim)) return { claims: [own.claim], sentOn: own.claim }
  const pooled = pool.filter(({ from }) => confidence >= from).map(({ claim }) => claim)
  const sentOn = isCarried ? pooled.find(isCertified) : undefined
  return { claims: [own.claim, ...pooled], ...(sentOn === undefined ? {} : { sentOn }) }
}
