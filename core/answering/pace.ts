/** Turns at something that a platform takes so often and no more: a burst at once, then one every `refillMs`. */
export interface Pace {
  /** Runs it as soon as there is a turn, in the order of asking; at once where there is one now. */
  turn(run: () => void): void
  /** A turn that was not needed after all goes to the next. */
  giveBack(): void
  /** The platform said that it takes nothing for so long. */
  close(forMs: number): void
}

/** Makes a bucket that is full. In any minute at most `burst` + 60,000 / `refillMs` turns are given. */
export function makePace({ burst, refillMs }: { burst: number; refillMs: number }): Pace {
  const line: (() => void)[] = []
  const clock = () => performance.now()
  let left = burst
  let countedAt = clock()
  let closedUntil = 0
  let timer: NodeJS.Timeout | undefined

  function count(): void {
    const now = clock()
    left = Math.min(burst, left + (now - countedAt) / refillMs)
    countedAt = now
  }

  function go(): void {
    clearTimeout(timer)
    timer = undefined
    count()
    while (line.length > 0 && left >= 1 && clock() >= closedUntil) {
      left--
      line.shift()?.()
    }
    if (line.length === 0) return
    const waitMs = Math.max((1 - left) * refillMs, closedUntil - clock(), 1)
    timer = setTimeout(go, Math.ceil(waitMs))
    timer.unref()
  }

  return {
    turn(run) {
      line.push(run)
      if (timer === undefined) go()
    },
    giveBack() {
      count()
      left = Math.min(burst, left + 1)
      if (line.length > 0) go()
    },
    close(forMs) {
      closedUntil = Math.max(closedUntil, clock() + forMs)
    },
  }
}
