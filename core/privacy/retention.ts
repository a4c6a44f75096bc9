import type { House } from '../house.ts'

const dayMs = 86_400_000
const checkEveryMs = 3_600_000

/**
 * Makes what drops raw talk once its days are over: notes, replies that were never sent, and events as they came in. What was
 * sent to a customer stays with its conversation. Call it as often as you like.
 */
export function makeRetention(house: House): () => Promise<void> {
  let checkedAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = house.now().getTime()
    if (now - checkedAt < checkEveryMs) return
    checkedAt = now
    for (const { id, settings } of await house.store.system.businesses()) {
      const before = new Date(now - settings.noteDays * dayMs).toISOString()
      try {
        await house.store.of(id).write((tx) => tx.privacy.dropTalk({ before }))
      } catch (error) {
        house.log.warn({ businessId: id, error }, 'old notes were not dropped; it is tried again')
      }
    }
  }
}
