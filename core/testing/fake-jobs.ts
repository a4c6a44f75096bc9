import type { Core } from '#core/door.ts'
import type { Jobs } from '#core/ports.ts'
import type { FakeClock } from './fake-clock.ts'

/** What becomes of a wake-up on its way to the queue. */
export type Fate = 'kept' | 'lost' | 'doubled'

export interface FakeJobs extends Jobs {
  /** Does what is due at this moment, then what that wakes; time stands still. */
  runDue(work: Core['work']): Promise<void>
  /** Does everything due within so many milliseconds, moving the clock from one wake-up to the next. */
  runFor(work: Core['work'], ms: number): Promise<void>
  /** Does everything, however far the clock has to move. */
  runUntilIdle(work: Core['work']): Promise<void>
  /** Loses all that waits, as a queue does that is wiped. */
  forget(): void
  /** How many wake-ups wait. */
  waiting(): number
}

interface Wake {
  key: string
  dueAt: number
  order: number
  run(work: Core['work']): Promise<void>
}

/** More wake-ups than this in one run are a circle. */
const mostSteps = 20_000

/** A queue that runs on the fake clock, one wake-up after the other; `fate` may lose or double them. */
export function makeFakeJobs(clock: FakeClock, fate: () => Fate = () => 'kept'): FakeJobs {
  let wakes: Wake[] = []
  let order = 0

  /** `first` keeps the earliest of the same, `last` the latest: as the real queue deduplicates them. */
  function add(key: string, delayMs: number, keeps: 'first' | 'last', run: Wake['run']): void {
    const times = { kept: 1, lost: 0, doubled: 2 }[fate()]
    if (times === 0) return
    const known = wakes.find((wake) => wake.key === key)
    if (known !== undefined && keeps === 'first') return
    if (known !== undefined) wakes = wakes.filter((wake) => wake.key !== key)
    for (let i = 0; i < times; i++) wakes.push({ key, dueAt: clock.at() + delayMs, order: order++, run })
  }

  function take(until: number): Wake | undefined {
    let next: Wake | undefined
    for (const wake of wakes) {
      if (wake.dueAt > until) continue
      if (next === undefined || wake.dueAt < next.dueAt || (wake.dueAt === next.dueAt && wake.order < next.order))
        next = wake
    }
    if (next !== undefined) wakes.splice(wakes.indexOf(next), 1)
    return next
  }

  async function run(work: Core['work'], until: () => number): Promise<void> {
    for (let step = 0; step < mostSteps; step++) {
      const wake = take(until())
      if (wake === undefined) return
      clock.reach(wake.dueAt)
      await wake.run(work)
    }
    throw new Error(`still busy after ${mostSteps} wake-ups: ${wakes[0]?.key}`)
  }

  return {
    async wakeLane(businessId, lane, delayMs) {
      add(`lane ${businessId} ${lane}`, delayMs, 'first', (work) => work.handleLane(businessId, lane))
    },
    async deliver(businessId, outboxId, delayMs) {
      add(`deliver ${outboxId}`, delayMs, 'last', (work) => work.deliver(businessId, outboxId))
    },
    async run(businessId, { name, id }) {
      add(`${name} ${id}`, 0, 'first', (work) => work[name === 'import' ? 'runImport' : name](businessId, id))
    },
    runDue: (work) => run(work, () => clock.at()),
    async runFor(work, ms) {
      const end = clock.at() + ms
      await run(work, () => end)
      clock.reach(end)
    },
    runUntilIdle: (work) => run(work, () => Number.POSITIVE_INFINITY),
    forget() {
      wakes = []
    },
    waiting: () => wakes.length,
  }
}
