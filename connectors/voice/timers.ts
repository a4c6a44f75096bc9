/** Timers by name: setting one anew takes the one before back. */
export interface Timers {
  later(name: string, ms: number, work: () => void): void
  not(name: string): void
  has(name: string): boolean
  clear(): void
}

export function makeTimers(): Timers {
  const timers = new Map<string, NodeJS.Timeout>()
  const not = (name: string) => {
    clearTimeout(timers.get(name))
    timers.delete(name)
  }
  return {
    not,
    later(name, ms, work) {
      not(name)
      const fire = () => {
        timers.delete(name)
        work()
      }
      timers.set(name, setTimeout(fire, ms))
    },
    has: (name) => timers.has(name),
    clear: () => [...timers.keys()].forEach(not),
  }
}
