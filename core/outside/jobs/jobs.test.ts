import { randomUUID } from 'node:crypto'
import { afterEach, expect, inject, test, vi } from 'vitest'
import { eventually } from '#core/testing/eventually.ts'
import { quietLog, testDatabase } from '#core/testing/test-database.ts'
import type { JobHandlers } from './names.ts'
import { type OpenJobs, openJobs } from './open.ts'
import { startSweep } from './sweep.ts'

const open: OpenJobs[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

/** A queue of its own on the database of this worker, or on Redis where the run gives one. */
async function fresh(name = `test-${randomUUID()}`, isAlone = true): Promise<OpenJobs> {
  const { url, isEmbedded } = await testDatabase()
  const redisUrl = inject('testRedisUrl') || undefined
  const jobs = await openJobs({ redisUrl, databaseUrl: url, isEmbedded, isAlone, name, log: quietLog() })
  open.push(jobs)
  return jobs
}

function recording(): { handlers: JobHandlers; seen: string[] } {
  const seen: string[] = []
  return {
    seen,
    handlers: {
      lane: async ({ lane }) => void seen.push(`lane ${lane}`),
      deliver: async ({ outboxId }) => void seen.push(`deliver ${outboxId}`),
      task: async ({ name, id }) => void seen.push(`${name} ${id}`),
    },
  }
}

test('a wake-up reaches the worker with what it is about', async () => {
  const { jobs, work } = await fresh()
  const { handlers, seen } = recording()
  work(handlers, 4)
  await jobs.wakeLane('b', 'slack/T1/C1~3A17', 0)
  await jobs.deliver('b', 'o1', 0)
  await jobs.run('b', { name: 'import', id: 'i1' })
  await vi.waitFor(() => expect([...seen].sort()).toEqual(['deliver o1', 'import i1', 'lane slack/T1/C1~3A17']), 8_000)
})

test('what is planned for later keeps nobody waiting who comes now', async () => {
  const { jobs, work } = await fresh()
  const { handlers, seen } = recording()
  work(handlers, 4)
  await jobs.deliver('b', 'in an hour', 3_600_000)
  // Long enough for the worker to be idle with nothing but that to wait for.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await jobs.wakeLane('b', 'now', 0)
  await vi.waitFor(() => expect(seen).toEqual(['lane now']), 8_000)
})

test('many wake-ups of one lane while it waits are one job', async () => {
  const { jobs, work } = await fresh()
  const { handlers, seen } = recording()
  await Promise.all(Array.from({ length: 20 }, () => jobs.wakeLane('b', 'lane', 300)))
  await jobs.wakeLane('b', 'another', 300)
  work(handlers, 4)
  await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(2), 8_000)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(seen.sort()).toEqual(['lane another', 'lane lane'])
})

test('a wake-up that comes while the lane is being handled is not lost', async () => {
  const { jobs, work } = await fresh()
  let release = () => {}
  let calls = 0
  const running = new Promise<void>((resolve) => {
    work(
      {
        lane: async () => {
          calls++
          if (calls > 1) return
          resolve()
          await new Promise<void>((go) => {
            release = go
          })
        },
        deliver: async () => {},
        task: async () => {},
      },
      4,
    )
  })
  await jobs.wakeLane('b', 'lane', 0)
  await running
  await jobs.wakeLane('b', 'lane', 0)
  await jobs.wakeLane('b', 'lane', 0)
  release()
  await vi.waitFor(() => expect(calls).toBe(2), 8_000)
})

test('a job that throws leaves the way free for the next wake-up', async () => {
  const { jobs, work } = await fresh()
  let calls = 0
  const { handlers } = recording()
  work(
    {
      ...handlers,
      lane: async () => {
        calls++
        if (calls === 1) throw new Error('the handler broke')
      },
    },
    1,
  )
  await jobs.wakeLane('b', 'lane', 0)
  await vi.waitFor(() => expect(calls).toBe(1), 8_000)
  await vi.waitFor(async () => {
    await jobs.wakeLane('b', 'lane', 0)
    expect(calls).toBeGreaterThan(1)
  }, 8_000)
})

test('closing waits for the job at hand', async () => {
  const { jobs, work, close } = await fresh()
  let isDone = false
  const started = new Promise<void>((resolve) => {
    work(
      {
        ...recording().handlers,
        lane: async () => {
          resolve()
          await new Promise((go) => setTimeout(go, 300))
          isDone = true
        },
      },
      1,
    )
  })
  await jobs.wakeLane('b', 'lane', 0)
  await started
  await close()
  expect(isDone).toBe(true)
})

test('a queue that is away neither throws nor holds up the caller for long', async () => {
  const log = quietLog()
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing'
  for (const redisUrl of ['redis://127.0.0.1:1', undefined]) {
    const away = await openJobs({ redisUrl, databaseUrl, isEmbedded: false, isAlone: true, log })
    const started = performance.now()
    await away.jobs.wakeLane('b', 'lane', 0)
    for (let i = 0; i < 50; i++) await away.jobs.wakeLane('b', 'lane', 0)
    expect(performance.now() - started).toBeLessThan(4_000)
    away.work(recording().handlers, 1)
    await away.close()
  }
  expect(log.lines.length).toBeGreaterThan(0)
})

test('pages hear of changes of their own business, also from another process', async () => {
  const name = `test-${randomUUID()}`
  const [here, there] = [await fresh(name, false), await fresh(name, false)]
  const heard: string[] = []
  const stop = here.live.subscribe('shop', (event) => heard.push(`${event.type} ${event.id}`))
  here.live.publish('shop', { type: 'draft', id: 'd1', version: 1 })
  expect(heard).toEqual(['draft d1'])
  there.live.publish('other', { type: 'draft', id: 'd2', version: 1 })
  there.live.publish('shop', { type: 'lesson', id: 'l1', version: 1 })
  await vi.waitFor(() => expect(heard).toEqual(['draft d1', 'lesson l1']), 8_000)
  stop()
  here.live.publish('shop', { type: 'draft', id: 'd3', version: 1 })
  expect(heard).toEqual(['draft d1', 'lesson l1'])
})

test('the sweep goes on after a call that threw, and stops', async () => {
  let calls = 0
  const sweep = startSweep({
    everyMs: 5,
    log: quietLog(),
    sweep: async () => {
      calls++
      if (calls === 1) throw new Error('the database was away')
    },
  })
  await eventually(() => expect(calls).toBeGreaterThan(2))
  await sweep.stop()
  const after = calls
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(calls).toBe(after)
})
