/** What a certificate is about. A change of any part is another claim, which starts from nothing. */
export interface ClaimParts {
  agentId: string
  /** A topic's id, or `pool` for the gate that all uncertified topics share. */
  scope: string
  /** The lowest confidence that the gate lets through. */
  gate: number
  /** Who words the answer: `local`, or a model's name. */
  writer: string
  embedder: string
  engine: string
}

export const poolScope = 'pool'

/** The claim as one string, the same for the same parts. */
export function claimOf(parts: ClaimParts): string {
  return [parts.agentId, parts.scope, String(parts.gate), parts.writer, parts.embedder, parts.engine]
    .map((part) => encodeURIComponent(part))
    .join('/')
}

/**
 * The processes that an admitted row is charged to: its topic's own always, the pooled gate only while the topic has no
 * certificate of its own.
 */
export function chargedTo(row: Omit<ClaimParts, 'scope'> & { topicId: string; topicCertified: boolean }): string[] {
  const { topicId, topicCertified, ...parts } = row
  const own = claimOf({ ...parts, scope: topicId })
  return topicCertified ? [own] : [own, claimOf({ ...parts, scope: poolScope })]
}
