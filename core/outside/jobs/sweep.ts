import type { Log } from '#core/ports.ts'

/**
 * Calls `sweep` again and again, `everyMs` after the last call ended; a throw is logged and the next call comes all
 * the same. Stopping waits for the call that runs.
 */
export function startSweep(options: { sweep: () => Promise<unknown>; everyMs?: number; log: Log }): {
  stop(): Promise<void>
} {
  const { sweep, everyMs = 5_000, log } = options
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  next()

  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }

  function next(): void {
    if (isStopped) return
    timer = setTimeout(() => {
      running = once().finally(next)
    }, everyMs)
  }

  async function once(): Promise<void> {
    try {
      await sweep()
    } catch (error) {
      log.warn({ error: String(error) }, 'a sweep failed; the next one comes')
    }
  }
}
