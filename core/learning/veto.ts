/** How many of a topic's latest audited or corrected answers are looked at, and how many wrong ones of them stop it. */
const looksAt = 10
const stopsAt = 2

/**
 * True when two of the topic's last ten audited or corrected answers were wrong; oldest first. It is quicker than the
 * detector and promises less: one unlucky day stops a topic that is right nearly always.
 */
export function isVetoed(outcomes: readonly (0 | 1)[]): boolean {
  let wrong = 0
  for (let i = Math.max(0, outcomes.length - looksAt); i < outcomes.length; i++) wrong += outcomes[i]!
  return wrong >= stopsAt
}
