import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Whose turn it is. BullMQ takes jobs without a priority first, then those with the lowest number, in order. What one flow (the
 * events of one connected account, and all that they bring about) adds beyond its fair share gets a number that grows with
 * its backlog: whoever is quiet goes first, two floods take turns, and a flood alone goes as fast as ever. Nothing is taken
 * from the queue and put back, so a longer flood costs no more a job.
 */
export interface Flows {
  /** The priority of one more job of this flow; 0 = at once. */
  next(flow: string): number
}

export interface FlowsPace {
  /** Jobs of one flow that may come together. */
  burst?: number
  /** Jobs a second that are nobody's flood. */
  perSecond?: number
  /** Milliseconds, from anywhere. */
  clock?: () => number
}

/** BullMQ's greatest. */
const lowest = 2 ** 21
const mostFlows = 10_000

/** Counts what each flow added lately, in this process. */
export function makeFlows({ burst = 20, perSecond = 10, clock = () => performance.now() }: FlowsPace = {}): Flows {
  const levels = new Map<string, { level: number; at: number }>()

  function levelOf(flow: string, now: number): number {
    const known = levels.get(flow)
    return known === undefined ? 0 : Math.max(0, known.level - ((now - known.at) / 1000) * perSecond)
  }

  return {
    next(flow) {
      const now = clock()
      const level = levelOf(flow, now) + 1
      if (levels.size >= mostFlows && !levels.has(flow))
        for (const key of [...levels.keys()]) if (levelOf(key, now) === 0) levels.delete(key)
      levels.set(flow, { level, at: now })
      return Math.min(lowest, Math.max(0, Math.ceil(level - burst)))
    },
  }
}

const doing = new AsyncLocalStorage<string>()

/** Runs the work of one job: what it adds to the queue belongs to the same flow. */
export function inFlow<T>(flow: string | undefined, work: () => Promise<T>): Promise<T> {
  return flow === undefined ? work() : doing.run(flow, work)
}

/** The flow of the job that is being done here; undefined outside of one. */
export function currentFlow(): string | undefined {
  return doing.getStore()
}
