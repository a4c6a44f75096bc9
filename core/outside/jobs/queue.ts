import { hash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type JobsOptions, Queue } from 'bullmq'
import type { Jobs, Log } from '#core/ports.ts'
import { gather } from '../gather.ts'
import { connect, type QueueAddress } from './connection.ts'
import { currentFlow, makeFlows } from './flows.ts'
import { flowOf, type JobName, type JobPayloads, queueName } from './names.ts'

interface Addition {
  name: JobName
  data: JobPayloads[JobName] & { flow: string }
  opts: JobsOptions
}

/** Additions that go out together. */
interface Group {
  additions: Addition[]
  sent: PromiseWithResolvers<void>
  /** Resolves when they were sent, or after all the time that callers have. */
  waited: Promise<void>
}

/** How long a caller waits for the queue before it goes on without: the database has the work, the sweep finds it. */
const patienceMs = 1_000
/** How long wake-ups are kept for a server that has not answered yet: its tables may still be made. */
const connectMs = 9_000
const mostGathered = 10_000
const mostAtOnce = 500
/** After a failure nobody waits at all for this long. */
const restMs = 3_000

/** Adds jobs; calls in flight together go out as one. Never throws: a queue that is away costs time, not work. */
export function openQueue(address: QueueAddress & { name?: string; log: Log }): {
  jobs: Jobs
  /** Resolves when the queue's server answers. */
  ping(): Promise<void>
  close(): Promise<void>
} {
  const { log, name: queue = queueName } = address
  let group: Group | undefined
  let flight: Promise<void> = Promise.resolve()
  let failedAt = Number.NEGATIVE_INFINITY
  let complainedAt = Number.NEGATIVE_INFINITY
  let isClosed = false
  let opened: Opened | undefined = open(address, queue, complain)
  const flows = makeFlows()
  const arrived = gather(() => {
    flight = send()
    return flight
  })

  return {
    jobs: {
      wakeLane: (businessId, lane, delayMs) =>
        // Not `reschedule`: the first message of a burst decides when it is handled, or a chatty customer waits forever.
        add(
          'lane',
          { businessId, lane },
          { delay: delayMs, deduplication: { id: key('lane', businessId, lane), keepLastIfActive: true } },
        ),
      deliver: (businessId, outboxId, delayMs) =>
        add(
          'deliver',
          { businessId, outboxId },
          {
            delay: delayMs,
            deduplication: { id: key('deliver', businessId, outboxId), keepLastIfActive: true, reschedule: true },
          },
        ),
      run: (businessId, task) =>
        add(
          'task',
          { businessId, ...task },
          { deduplication: { id: key('task', businessId, task.name, task.id), keepLastIfActive: true } },
        ),
    },
    async ping() {
      const bull = await ready()
      await bull.count()
    },
    async close() {
      isClosed = true
      await (group?.waited ?? atMost(flight, patienceMs))
      await opened?.close()
    },
  }

  /** The queue, once its server answered and its tables stand; throws when that takes too long. */
  async function ready(): Promise<Queue> {
    opened ??= open(address, queue, complain)
    const mine = opened
    if (mine.isReady()) return mine.bull
    const known = await Promise.race([mine.ready, wait(patienceMs, undefined, { ref: false })])
    if (known === undefined) failedAt = performance.now()
    const state = known ?? (await Promise.race([mine.ready, wait(connectMs, 'away' as const, { ref: false })]))
    if (state === 'ready') return mine.bull
    // BullMQ never tries again when its first words to a server were cut off: another one does.
    if (state === 'broken' && opened === mine) {
      opened = undefined
      await mine.close()
    }
    throw new Error('the queue does not answer')
  }

  function add<N extends JobName>(name: N, data: JobPayloads[N], opts: JobsOptions): Promise<void> {
    group ??= openGroup()
    const { additions, waited } = group
    const flow = currentFlow() ?? flowOf(name, data)
    // Long work is one job, whoever asked for it.
    const priority = name === 'task' ? 0 : flows.next(flow)
    const kept = { removeOnComplete: true, removeOnFail: true, ...(priority === 0 ? {} : { priority }) }
    if (additions.length < mostGathered) additions.push({ name, data: { ...data, flow }, opts: { ...opts, ...kept } })
    arrived()
    const isResting = performance.now() - failedAt < restMs
    return isResting ? Promise.resolve() : waited
  }

  /** Wake-ups of an away queue are not kept: what they are about is in the database. */
  async function send(): Promise<void> {
    if (group === undefined) return
    const { additions, sent } = group
    group = undefined
    try {
      const bull = await ready()
      for (let at = 0; at < additions.length; at += mostAtOnce) await bull.addBulk(additions.slice(at, at + mostAtOnce))
      failedAt = Number.NEGATIVE_INFINITY
    } catch (error) {
      failedAt = performance.now()
      complain(error)
    } finally {
      sent.resolve()
    }
  }

  function complain(error: unknown): void {
    if (isClosed || performance.now() - complainedAt < 10_000) return
    complainedAt = performance.now()
    log.warn({ error: String(error) }, 'the queue is away; what is waiting is found again by the sweep')
  }
}

function openGroup(): Group {
  const sent = Promise.withResolvers<void>()
  return { additions: [], sent, waited: atMost(sent.promise, patienceMs) }
}

interface Opened {
  bull: Queue
  /** Ready stays pending as long as the server is away; broken = this queue will never work. */
  ready: Promise<'ready' | 'broken'>
  isReady(): boolean
  close(): Promise<void>
}

function open(address: QueueAddress & { log: Log }, name: string, complain: (error: unknown) => void): Opened {
  const connection = connect(address, false, address.log)
  const bull: Queue = new Queue(name, connection.options, connection.backend as never)
  bull.on('error', complain)
  let isReady = false
  const ready = bull.waitUntilReady().then(
    () => {
      isReady = true
      return 'ready' as const
    },
    (error: unknown) => {
      complain(error)
      return 'broken' as const
    },
  )
  return {
    bull,
    ready,
    isReady: () => isReady,
    async close() {
      await atMost(bull.close(), patienceMs).catch(() => {})
      await connection.close()
    },
  }
}

/** Short, and without `:`, whatever a lane holds. */
function key(...parts: string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url')
}

/** Waits for it, but not longer. */
export async function atMost<T>(work: Promise<T>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, over]).finally(() => clearTimeout(timer))
}
