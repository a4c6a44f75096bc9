import type { Leases } from '#core/store/delivery.ts'

/** A lane that this process holds for a while. */
export interface Held {
  fence: number
  /** Aborts when it may be somebody else's. */
  signal: AbortSignal
}

/** How long a lease stands without being renewed: after a SIGKILL another process takes over once it has run out. */
export const leaseMs = 30_000

/**
 * Works while this process holds the lane, and lets it go; false when another process holds it. Renewed in thirds; where the
 * database does not answer, the work ends while the lease still stands, so that there are never two.
 */
export async function whileHeld(
  leases: Leases,
  lane: string,
  options: { signal: AbortSignal; now(): Date; forMs?: number },
  work: (held: Held) => Promise<void>,
): Promise<boolean> {
  const { signal, now, forMs = leaseMs } = options
  const fence = await leases.take(lane, now(), forMs)
  if (fence === undefined) return false
  const lost = new AbortController()
  const lose = () => lost.abort()
  // Runs out before the lease does, whether the database refuses, fails or says nothing at all.
  let end = setTimeout(lose, (forMs * 2) / 3)
  const renewal = setInterval(() => {
    const left = setTimeout(lose, (forMs * 2) / 3)
    leases.renew(lane, fence, now(), forMs).then(
      (isMine) => {
        clearTimeout(isMine ? end : left)
        if (isMine) end = left
        else lose()
      },
      () => clearTimeout(left),
    )
  }, forMs / 3)
  try {
    await work({ fence, signal: AbortSignal.any([signal, lost.signal]) })
    return true
  } finally {
    clearInterval(renewal)
    clearTimeout(end)
    await leases.release(lane, fence).catch(() => {})
  }
}
