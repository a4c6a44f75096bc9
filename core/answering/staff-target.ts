import type { OutboxRow } from '../domain/delivery.ts'
import type { Scope } from '../store/store.ts'
import { staffPlace } from './show.ts'

/** What stands in a thread is counted with the thread, where the platform counts those by themselves. */
export async function countedAt(scope: Scope, row: OutboxRow): Promise<OutboxRow['place']> {
  if (row.conversationId === null || !isInThread(row) || row.payload.live === true) return row.place
  return staffPlace(await scope.conversations.places(row.conversationId), row.place)?.place ?? row.place
}

function isInThread({ audience, payload }: OutboxRow): boolean {
  return audience === 'staff' && payload.mail === undefined && (payload.kind === 'card' || payload.kind === 'files')
}

/** How long a row waits before it looks again whether its thread was opened by the conversation's card. */
const lookAgainMs = 400

/** A place, and the message there that it takes the place of; or when to look again; or a newer card shows it. */
export type Target = { place: OutboxRow['place']; replaces?: string } | { until: string } | 'outdated'

/** Where a staff card goes: the conversation's thread, which its live card opens. */
export async function staffTarget(tx: Scope, row: OutboxRow, now: Date): Promise<Target> {
  const soon = { until: new Date(now.getTime() + lookAgainMs).toISOString() }
  if (row.conversationId === null || !isInThread(row)) return { place: row.place }
  const thread = staffPlace(await tx.conversations.places(row.conversationId), row.place)
  const rows = await tx.outbox.list(row.conversationId)
  const sameSurface = rows.filter(
    (other) => other.audience === 'staff' && other.id !== row.id && other.place.account === row.place.account,
  )
  if (row.payload.live === true) {
    if (thread?.cardPlatformId) return { place: thread.place, replaces: thread.cardPlatformId }
    // Two first cards would open two threads.
    return sameSurface.some((other) => other.payload.live === true && other.state === 'sending')
      ? soon
      : { place: row.place }
  }
  if (thread === undefined) {
    const opening = sameSurface.find(
      (other) => other.payload.live === true && ['ready', 'sending', 'held'].includes(other.state),
    )
    if (opening === undefined) return { place: row.place }
    return opening.waitsFor !== null && opening.notBefore > now.toISOString() ? { until: opening.notBefore } : soon
  }
  // The card of one draft, question or message is updated in place.
  const key = row.payload.draftId ?? row.payload.writtenId ?? row.payload.outboxId ?? row.payload.about
  const ofKey = key === undefined ? [] : rows.filter((other) => isAbout(other, row, key))
  const at = ofKey.findIndex(({ id }) => id === row.id)
  // A card is drawn as it stands: an older drawing must not be put over a newer one.
  const isDue = ({ notBefore, state }: OutboxRow) => state !== 'cancelled' && notBefore <= now.toISOString()
  if (ofKey.slice(at + 1).some(isDue)) return 'outdated'
  // What stood in a thread that is gone, or was deleted, is changed no more.
  const before = ofKey.slice(
    Math.max(
      0,
      ofKey.slice(0, at + 1).findLastIndex(({ payload }) => payload.anew !== undefined),
    ),
    at,
  )
  // Two first drawings would be two cards.
  if (before.some(({ state }) => state === 'sending')) return soon
  const earlier = before.findLast((other) => other.platformId !== null)
  return { place: thread.place, ...(earlier?.platformId ? { replaces: earlier.platformId } : {}) }
}

/** Whether this is a card of the same thing in the same place; a mail is a message of its own. */
function isAbout({ audience, place, payload }: OutboxRow, row: OutboxRow, key: unknown): boolean {
  if (audience !== 'staff' || payload.kind !== 'card' || payload.mail !== undefined) return false
  if (place.connector !== row.place.connector || place.account !== row.place.account) return false
  return [payload.draftId, payload.writtenId, payload.outboxId, payload.about].includes(key)
}
