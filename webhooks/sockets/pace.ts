/** A bucket of allowances that refills with time. */
export interface Pace {
  /** Takes one; false when none is left now. */
  take(): boolean
  /** Full again: it may be forgotten. */
  isRested(): boolean
}

/** Allows `burst` at once, and `perSecond` in the long run. */
export function makePace({ burst, perSecond, now }: { burst: number; perSecond: number; now(): Date }): Pace {
  let left = burst
  let at = now().getTime()
  const refill = () => {
    const time = now().getTime()
    left = Math.min(burst, left + (Math.max(0, time - at) / 1000) * perSecond)
    at = time
  }
  return {
    take() {
      refill()
      if (left < 1) return false
      left -= 1
      return true
    },
    isRested() {
      refill()
      return left >= burst
    },
  }
}
