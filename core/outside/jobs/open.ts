import type { Jobs, Live, Log } from '#core/ports.ts'
import type { QueueAddress } from './connection.ts'
import { makeLocalLive, openLive } from './live.ts'
import type { JobHandlers } from './names.ts'
import { openQueue } from './queue.ts'
import { openWorker } from './worker.ts'

export interface OpenJobs {
  jobs: Jobs
  live: Live
  /** Starts taking jobs: called when the handlers' own parts stand. A hub never calls it. */
  work(handlers: JobHandlers, concurrency: number): void
  /** Resolves when the queue's server answers; says which one it is. */
  ping(): Promise<'Redis' | 'PostgreSQL'>
  close(): Promise<void>
}

/**
 * The queue and the live port of one process. `isAlone` = no other process shares the database, so pages need no relay;
 * `name` separates queues that share a server.
 */
export async function openJobs(
  options: QueueAddress & { isAlone: boolean; name?: string; log: Log },
): Promise<OpenJobs> {
  const queue = openQueue(options)
  const relay = options.isAlone ? { live: makeLocalLive(), close: async () => {} } : await openLive(options)
  let worker: { close(): Promise<void> } | undefined
  return {
    jobs: queue.jobs,
    live: relay.live,
    work(handlers, concurrency) {
      worker ??= openWorker({ ...options, handlers, concurrency })
    },
    async ping() {
      await queue.ping()
      return options.redisUrl === undefined ? 'PostgreSQL' : 'Redis'
    },
    async close() {
      // Workers first: what they still do may add jobs and tell pages.
      await worker?.close()
      await Promise.all([queue.close(), relay.close()])
    },
  }
}
