import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { end, forkBench } from './child.ts'
import { median, percentile, printTable } from './figures.ts'
import type { Floor } from './floor.ts'
import { startHub } from './hub.ts'
import type { Round } from './load.ts'
import { notRun, readOptions } from './options.ts'

/**
 * Accepting a signed Slack event (verify, read, store, enqueue, answer) beside the naive floor, in turns, on the same
 * database and queue: 20 keep-alive connections from a process of their own.
 */
const connections = 20
const options = readOptions()
const rounds = options.quick ? 3 : 7
const events = options.quick ? 1500 : 4000

const { databaseUrl, redisUrl } = options
if (!databaseUrl || !redisUrl) notRun('the door needs a real PostgreSQL and Redis: --database-url … --redis-url …')
if (!options.url && !existsSync(new URL('../main.ts', import.meta.url))) notRun('there is no webhooks/main.ts')

const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex')
const floor = await forkBench<Floor>('./floor.ts', { databaseUrl, redisUrl, signingSecret })
const hub = options.url
  ? { eventsUrl: options.url, close: async () => {} }
  : await startHub({ databaseUrl: floor.said.hubDatabaseUrl, redisUrl, signingSecret })

try {
  const doors = { floor: floor.said.url, ours: hub.eventsUrl }
  const seen: Record<keyof typeof doors, Round[]> = { floor: [], ours: [] }
  for (const name of ['floor', 'ours'] as const) await load(doors[name], Math.min(events, 500))
  for (let round = 0; round < rounds; round++) {
    // Who begins changes: what a round leaves behind (checkpoints, memory) is shared out.
    const order = round % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const)
    for (const name of order) seen[name].push(await load(doors[name], events))
  }
  print(seen)
} finally {
  await hub.close()
  await end(floor.child)
}

async function load(url: string, count: number): Promise<Round> {
  const { said, child } = await forkBench<Round>('./load.ts', { url, signingSecret, connections, events: count })
  await end(child)
  const bad = Object.entries(said.statuses).filter(([status]) => status !== '200')
  if (bad.length > 0) throw new Error(`${url} answered ${JSON.stringify(said.statuses)}`)
  return said
}

function print(seen: Record<'floor' | 'ours', Round[]>) {
  const figures = (list: Round[]) => {
    const rates = list.map((round) => round.latenciesMs.length / round.seconds)
    const at = (share: number) => median(list.map((round) => percentile(round.latenciesMs, share)))
    return { rate: median(rates), p50: at(0.5), p95: at(0.95), p99: at(0.99) }
  }
  const [floor, ours] = [figures(seen.floor), figures(seen.ours)]
  console.log(`The door: ${rounds} rounds of ${events} signed Slack events, ${connections} connections, medians`)
  printTable(
    ['', 'events/s', 'p50 ms', 'p95 ms', 'p99 ms'],
    [
      ['naive floor', floor.rate, floor.p50, floor.p95, floor.p99],
      ['ours', ours.rate, ours.p50, ours.p95, ours.p99],
      ['ours / floor', ours.rate / floor.rate, ours.p50 / floor.p50, ours.p95 / floor.p95, ours.p99 / floor.p99],
    ],
  )
  console.log('Reach: 0.80 of its events/s, p99 at most 2.00 times its. Moonshot: 1.80.')
}
