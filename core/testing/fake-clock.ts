/** A clock that stands still until it is moved. */
export interface FakeClock {
  now(): Date
  /** Milliseconds since 1970. */
  at(): number
  /** Moves on by so many milliseconds. */
  advance(ms: number): void
  /** Moves on to this time; never back. */
  reach(time: number): void
}

/** Makes a clock at a Monday morning. */
export function makeFakeClock(start = '2026-03-02T09:00:00.000Z'): FakeClock {
  let time = Date.parse(start)
  return {
    now: () => new Date(time),
    at: () => time,
    advance(ms) {
      time += ms
    },
    reach(to) {
      time = Math.max(time, to)
    },
  }
}
