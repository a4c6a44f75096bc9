import { randomBytes } from 'node:crypto'
import { openSlack, slackWorkspace } from '#webhooks/tests/platforms/slack-platform.ts'
import { end, forkBench } from './child.ts'
import { median, percentile, printTable } from './figures.ts'
import type { Floor } from './floor.ts'
import { startHub } from './hub.ts'
import type { Round } from './load.ts'
import { notRun, readOptions } from './options.ts'
import { cpuMs } from './process.ts'
import { tell } from './table.ts'

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

/** What is shown of a round, in the order of the table. */
const columns = ['rate', 'p50', 'p95', 'p99', 'cpu'] as const
type Figures = Record<(typeof columns)[number], number>

const signingSecret = options.signingSecret ?? randomBytes(16).toString('hex')
const floor = await forkBench<Floor>('./floor.ts', { databaseUrl, redisUrl, signingSecret })
const slack = await openSlack()
const hub = options.url === undefined ? await startHub('hub', environment(floor.said.hubDatabaseUrl)) : undefined

try {
  const slackSettings = { botToken: slackWorkspace.botToken, signingSecret, channel: 'C0BENCH' }
  const ours = options.url ?? `${await hub!.connect('slack', slackSettings)}/events`
  const doors = { floor: floor.said.url, ours }
  const pids = { floor: floor.child.pid ?? 0, ours: hub?.pid ?? 0 }
  const seen: Seen = { floor: [], ours: [] }
  for (const name of ['floor', 'ours'] as const) await load(doors[name], Math.min(events, 500))
  for (let round = 0; round < rounds; round++) {
    // Who begins changes: what a round leaves behind (checkpoints, memory) is shared out.
    const order = round % 2 === 0 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const)
    for (const name of order) {
      const before = cpuMs(pids[name])
      const one = await load(doors[name], events)
      seen[name].push({ ...one, cpuMs: (cpuMs(pids[name]) - before) / events })
    }
  }
  await print(seen)
} finally {
  await hub?.close()
  await slack.close()
  await end(floor.child)
}

async function load(url: string, count: number): Promise<Round> {
  const { said, child } = await forkBench<Round>('./load.ts', { url, signingSecret, connections, events: count })
  await end(child)
  const bad = Object.entries(said.statuses).filter(([status]) => status !== '200')
  if (bad.length > 0) throw new Error(`${url} answered ${JSON.stringify(said.statuses)}`)
  return said
}

function environment(databaseUrl: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl ?? '', SLACK_API_URL: `${slack.url}/api/` }
}

type Seen = Record<'floor' | 'ours', (Round & { cpuMs: number })[]>

async function print(seen: Seen): Promise<void> {
  const [floor, ours] = [seen.floor.map(figures), seen.ours.map(figures)]
  const middle = (rounds: Figures[]) => columns.map((name) => median(rounds.map((round) => round[name])))
  // Round by round: a machine that is busy with other things slows two neighbours down alike, not two medians.
  const ratios = columns.map((name) => median(ours.map((round, at) => round[name] / (floor[at]?.[name] ?? Number.NaN))))
  console.log(`The door: ${rounds} rounds of ${events} signed Slack events, ${connections} connections, medians`)
  printTable(
    ['', 'events/s', 'p50 ms', 'p95 ms', 'p99 ms', 'its CPU, ms an event'],
    [
      ['naive floor', ...middle(floor)],
      ['ours', ...middle(ours)],
      ['ours / floor', ...ratios],
    ],
  )
  const rate = (rounds: Figures[]) => median(rounds.map((round) => round.rate))
  await tell([
    ['the door, events/s', rate(ours), `beside the naive floor's ${Math.round(rate(floor))}`],
    ['the door / the floor, events/s', ratios[columns.indexOf('rate')]!, 'reach 0.80, moonshot 1.80'],
    ['the door / the floor, p99', ratios[columns.indexOf('p99')]!, 'at most 2.00'],
  ])
}

function figures({ latenciesMs, seconds, cpuMs }: Seen['ours'][number]): Figures {
  const at = (share: number) => percentile(latenciesMs, share)
  return { rate: latenciesMs.length / seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99), cpu: cpuMs }
}
