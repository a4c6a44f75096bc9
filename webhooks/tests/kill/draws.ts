/** Seeded chance: the same seed gives the same run, apart from what the clock decides. */
export interface Draws {
  /** A number in [0, 1). */
  next(): number
  /** True with this share. */
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T | undefined
}

/** mulberry32. */
export function draws(seed: number): Draws {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    chance: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)],
  }
}
