/** What a certificate is about. A change of any part is another claim, which starts from nothing. */
export interface ClaimParts {
  agent: string
  /** A topic's id, or `pool` for the gate that all uncertified topics share. */
  subject: string
  /** From `gateOf`. */
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

/** Names the gate that lets through what is at least this sure. */
export function gateOf(sendFrom: number): string {
  return `confidence>=${sendFrom}`
}

/**
 * The processes that an admitted row is charged to: its topic's own always, the pooled gate only while the topic has no
 * certificate of its own.
 */
export function chargedTo(row: Omit<ClaimParts, 'subject'> & { topicId: string; topicCertified: boolean }): string[] {
  const { topicId, topicCertified, ...parts } = row
  const own = claimId({ ...parts, subject: topicId })
  return topicCertified ? [own] : [own, claimId({ ...parts, subject: poolSubject })]
}
