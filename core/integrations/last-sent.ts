import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'

/** It is written down at most this often, ms: whoever looks wants to know whether it works. */
const everyMs = 30_000
const mostRemembered = 10_000

const noted = new WeakMap<House['store']['system'], Map<string, number>>()

/** Keeps when something was sent through a connected account last. */
export async function noteSent(
  house: Pick<House, 'store' | 'now' | 'log'>,
  businessId: string,
  place: Place,
): Promise<void> {
  const { connector, account } = place
  // A turn has a store of its own, over the one that all share.
  const known = noted.get(house.store.system) ?? new Map<string, number>()
  noted.set(house.store.system, known)
  const key = `${businessId} ${connector} ${account}`
  const now = house.now()
  if (now.getTime() - (known.get(key) ?? Number.NEGATIVE_INFINITY) < everyMs) return
  if (known.size >= mostRemembered) known.clear()
  known.set(key, now.getTime())
  try {
    await house.store.of(businessId).integrations.note(connector, account, { lastSentAt: now.toISOString() })
  } catch (error) {
    house.log.warn({ businessId, connector, error: String(error) }, 'an integration could not be marked')
  }
}
