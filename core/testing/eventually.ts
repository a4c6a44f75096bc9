import { vi } from 'vitest'

/** Waits as long as `expect.poll` does until nothing is thrown: a busy machine does not keep a promise of one second. */
export function eventually<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: 10_000 })
}
