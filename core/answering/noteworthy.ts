import type { Card } from '../domain/outbound.ts'
import { angry } from '../understanding/mood.ts'
import type { Understanding } from '../understanding/understand.ts'
import { urgent } from '../understanding/urgency.ts'

type Read = Pick<Understanding, 'urgency' | 'kind' | 'sentiment'>

/** One sentence for the receipt: what a message was taken for. */
export function takenFor({ urgency, kind, sentiment }: Read): string {
  const hurry = urgency.level >= urgent ? `urgent (${urgency.why.join(', ')})` : 'not urgent'
  const mood = sentiment <= angry ? 'angry' : sentiment < -0.2 ? 'unhappy' : sentiment > 0.2 ? 'friendly' : 'neutral'
  return `Taken for: ${names[kind]}, ${hurry}, ${mood}.`
}

/** What staff should see at once of how a message was read; nothing of an ordinary one. `understood` is the receipt's. */
export function noteworthy(understood: unknown): Card['facts'] {
  if (!isRead(understood)) return []
  const { urgency, kind, sentiment } = understood
  return [
    ...(urgency.level >= urgent ? [{ label: 'Urgent', value: urgency.why.join(', ') }] : []),
    ...(sentiment <= angry ? [{ label: 'Mood', value: 'angry' }] : []),
    ...(kind === 'pitch' || kind === 'job' || kind === 'partner' ? [{ label: 'Looks like', value: names[kind] }] : []),
  ]
}

const names: Record<Understanding['kind'], string> = {
  support: 'a question',
  sales: 'somebody who may buy',
  partner: 'a partnership',
  pitch: 'somebody who sells to you',
  job: 'an application',
  other: 'nothing in particular',
}

/** Receipts of older versions, and of what a person proposed, keep none of it. */
function isRead(value: unknown): value is Read {
  return typeof value === 'object' && value !== null && 'urgency' in value && 'kind' in value && 'sentiment' in value
}
