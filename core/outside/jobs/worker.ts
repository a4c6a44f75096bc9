import { Worker } from 'bullmq'
import type { Log } from '#core/ports.ts'
import { connect, type QueueAddress } from './connection.ts'
import { inFlow } from './flows.ts'
import { type JobHandlers, type JobName, queueName } from './names.ts'
import { atMost } from './queue.ts'

/** How long a stopping worker waits for what it is doing; what is cut off is found again by the sweep. */
const goodbyeMs = 10_000

/** How often a worker asks that nobody wakes. */
const askEveryS = 0.05

/**
 * Asks as often while a job is planned for later. BullMQ's own sleeps until then, up to an hour, and where nothing wakes it
 * it is deaf to everything that comes before: an undo window of 30 s would hold up everybody.
 */
class AskingWorker extends Worker {
  override get maximumBlockTimeout(): number {
    return this.opts.drainDelay ?? askEveryS
  }
}

/** Takes jobs and hands them to the handlers, `concurrency` at once. */
export function openWorker(
  address: QueueAddress & { name?: string; handlers: JobHandlers; concurrency: number; log: Log },
): { close(): Promise<void> } {
  const { handlers, concurrency, log, name = queueName } = address
  const connection = connect(address, true, log)
  // PostgreSQL compiled to WASM wakes nobody: its worker asks often.
  const mustAsk = address.redisUrl === undefined && address.isEmbedded
  const worker = new AskingWorker(
    name,
    async (job) => {
      await inFlow(job.data.flow, () => run(handlers, job.name as JobName, job.data))
    },
    {
      ...connection.options,
      concurrency,
      drainDelay: mustAsk ? askEveryS : 5,
      runRetryDelay: 1_000,
      stalledInterval: 10_000,
      // A wake-up may be tried again as often as its worker dies; the work is counted in the database.
      maxStalledCount: 100,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
    // BullMQ infers the kind of backend for its own classes alone.
    connection.backend as never,
  )
  worker.on('failed', (job, error) =>
    log.error({ job: job?.name, error }, 'a job failed; it is tried again by the sweep'),
  )
  worker.on('error', (error) => log.warn({ error: error.message }, 'the worker cannot reach its queue'))
  return {
    async close() {
      await atMost(worker.close(), goodbyeMs)
      await atMost(worker.close(true), 1_000)
      await connection.close()
    },
  }
}

async function run<N extends JobName>(handlers: JobHandlers, name: N, data: unknown): Promise<void> {
  const handle = handlers[name]
  if (handle) await handle(data as Parameters<JobHandlers[N]>[0] & never)
}
