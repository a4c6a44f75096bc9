import { Rejected } from '#core/errors.ts'

export interface Attempts {
  /** Runs an attempt; throws TooManyAttempts instead when too many from this address were refused. */
  guard<T>(address: string, attempt: () => Promise<T>): Promise<T>
}

/** Too many failed attempts from one address: 429. */
export class TooManyAttempts extends Rejected {
  override name = 'TooManyAttempts'
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super(429, `Too many attempts. Try again in ${Math.ceil(retryAfterMs / 60_000)} minutes.`)
    this.retryAfterMs = retryAfterMs
  }
}

/** Counts attempts by address in windows of `windowMs`; only the refused ones stay counted. */
export function countAttempts(options: { limit: number; windowMs: number; now(): Date }): Attempts {
  const counted = new Map<string, { until: number; count: number }>()
  return {
    async guard(address, attempt) {
      const now = options.now().getTime()
      if (counted.size > 10_000) for (const [key, { until }] of counted) if (until <= now) counted.delete(key)
      const found = counted.get(address)
      const entry = found && found.until > now ? found : { until: now + options.windowMs, count: 0 }
      if (entry.count >= options.limit) throw new TooManyAttempts(entry.until - now)
      // Counted before it is tried, so that attempts made at the same time cannot all slip through.
      entry.count += 1
      counted.set(address, entry)
      try {
        const result = await attempt()
        entry.count -= 1
        return result
      } catch (error) {
        if (!(error instanceof Rejected)) entry.count -= 1
        throw error
      }
    },
  }
}
