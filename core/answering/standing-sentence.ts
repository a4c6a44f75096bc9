import type { Certificate, Stage } from '../domain/learning.ts'
import type { AuditState } from '../learning/audit.ts'

/** What was proven, in the words of the claim: about what was let through so far, nothing about tomorrow. */
export function proofSentence(about: string, { rows, errors, eps, alpha }: Certificate): string {
  const sure = Math.floor((1 - alpha) * 100)
  return `Evidence: of ${rows} judged drafts of ${about}, ${errors} were wrong; with ${sure} % confidence fewer than ${eps * 100} % are.`
}

/** Says in one sentence what is still missing before this topic may be answered alone, or why it is not. */
export function evidenceSentence(state: {
  own: Certificate
  isProven: boolean
  liveMissing: number
  waits: string | undefined
  switchedOn: boolean
  cap: Stage | null
  revokedWhy: string | null
}): string {
  const { own, isProven, liveMissing, waits, switchedOn, cap, revokedWhy } = state
  if (cap !== null && cap !== 'automatic') return `goes no further than ${cap}: the business says so`
  if (waits !== undefined) return waits
  if (isProven && liveMissing > 0)
    return `proven from history; ${liveMissing} more live ${liveMissing === 1 ? 'reply' : 'replies'} that agree until it could be answered alone`
  if (isProven && switchedOn) return 'answered alone, on proof'
  if (isProven) return `${own.certified ? 'proven' : 'proven together with other topics'}: the owner may switch it on`
  const missing = `${own.missing} more agreeing replies until it could be answered alone`
  return revokedWhy === null ? missing : `stopped: ${revokedWhy}; attempt ${own.attempt}: ${missing}`
}

/** Why the answers of a topic wait for staff; undefined while they keep up with checking. */
export function waitsSentence({ waits, open, because }: AuditState): string | undefined {
  if (!waits) return undefined
  return because === 'old'
    ? 'An answer waits for 5 days to be checked: staff decide until it is.'
    : `${open} answers wait to be checked: staff decide until they are.`
}
