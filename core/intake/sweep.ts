import { doubt } from '../answering/failed.ts'
import { listUnanswered } from '../answering/written.ts'
import type { House } from '../house.ts'
import { expireAudited } from '../learning/audited.ts'
import { finishErasure } from '../privacy/erase.ts'
import { lookAfter } from './look-after.ts'

/** At most so many of each kind at once; the next call comes soon. */
const mostAtOnce = 200

/**
 * Brings back what a lost wake-up or a dead process left, and does what time alone brings about. What breaks is logged and
 * left for the next call: it holds up nobody else's.
 */
export async function sweep(house: House, tellDigest: () => Promise<void>): Promise<void> {
  const { jobs, store } = house
  const due = await store.system.sweep(house.now(), mostAtOnce)
  for (const { businessId, lane } of due.lanes) await jobs.wakeLane(businessId, lane, 0)
  for (const { businessId, outboxId } of due.outbox) await jobs.deliver(businessId, outboxId, 0)
  await each(house, due.stuckSending, ({ businessId, outboxId }) => doubt(house, businessId, outboxId))
  await each(house, due.asked, ({ businessId, writtenId }) => listUnanswered(house, businessId, writtenId))
  await each(house, due.undecided, ({ businessId, claim }) => store.of(businessId).evidence.expire(claim, house.now()))
  await each(house, due.audits, ({ businessId, auditId }) => expireAudited(house, businessId, auditId))
  for (const { businessId, importId } of due.imports) await jobs.run(businessId, { name: 'import', id: importId })
  await each(house, due.conversations, ({ businessId, conversationId }) => lookAfter(house, businessId, conversationId))
  await each(house, due.erasing, ({ businessId, personId }) => finishErasure(house, businessId, personId))
  await tellDigest()
  for (const { businessId, agentId } of due.unprojected) await jobs.run(businessId, { name: 'project', id: agentId })
}

async function each<T extends { businessId: string }>(
  { log }: House,
  ones: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  for (const one of ones) {
    try {
      await work(one)
    } catch (error) {
      log.error({ ...one, error }, 'a sweep could not see to this; the next one tries again')
    }
  }
}
