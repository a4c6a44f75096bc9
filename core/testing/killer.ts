import type { Ports } from '#core/ports.ts'
import { wrapPorts } from './wrapped.ts'

/** The process is gone: nothing it calls does anything any more. */
export class Killed extends Error {
  override name = 'Killed'
}

export interface Killer {
  wrap<P extends Ports>(ports: P): P
  /** The calls of ports that were begun, in order. */
  names(): readonly string[]
  /** The port at which it died. */
  diedAt(): string | undefined
}

function die(name: string): never {
  throw new Killed(name)
}

/** Kills a process at its n-th call of a port: before the call does anything, or after it did and before its answer. */
export function makeKiller(n: number, when: 'before' | 'after'): Killer {
  const names: string[] = []
  let diedAt: string | undefined
  return {
    names: () => names,
    diedAt: () => diedAt,
    wrap: (ports) =>
      wrapPorts(ports, async (name, call) => {
        if (diedAt !== undefined) die(name)
        names.push(name)
        const isLast = names.length === n
        if (isLast && when === 'before') diedAt = name
        if (isLast && when === 'before') die(name)
        try {
          return await call()
        } finally {
          if (isLast) diedAt = name
          // Whatever it answers, nobody hears it; somebody else's call may have been the last one meanwhile.
          if (diedAt !== undefined) die(name)
        }
      }),
  }
}
