import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readChats } from './kill/chats.ts'
import { count } from './kill/count.ts'
import { draws } from './kill/draws.ts'
import { drive } from './kill/driver.ts'
import { call, type Installation, install, type Servers } from './kill/installation.ts'
import { type Kills, killAgainAndAgain } from './kill/killer.ts'
import { openLedger } from './kill/ledger.ts'
import { kill, type Running } from './kill/process.ts'
import { givenServers, kills } from './kill/settings.ts'
import { settle } from './kill/settle.ts'
import type { Fault } from './platforms/platform.ts'

const { embedded, servers: onServers, seed } = kills
const servers = givenServers()

/** The platforms take and cut the line, cut it before, answer late, refuse, and ask to slow down. */
const faults: Fault[] = [
  { share: 0.04, does: 'cut', after: 'accepting' },
  { share: 0.03, does: 'cut', after: 'reading' },
  { share: 0.02, does: 'answer', status: 503, after: 'accepting' },
  { share: 0.03, does: 'answer', status: 429, retryAfterSeconds: 1, after: 'reading' },
  { share: 0.3, does: 'wait', ms: 400 },
]

const titles = {
  embedded: `killed ${embedded} times in one process with its own database, it loses nothing and repeats nothing`,
  servers: `hub and worker killed ${onServers} times over PostgreSQL and Redis lose nothing and repeat nothing`,
}

// At the same time: each waits for its processes to start and for leases to run out most of the time.
test(titles.embedded, { concurrent: true }, () => survive('embedded', undefined, embedded, seed))

test.skipIf(servers === undefined)(
  servers === undefined ? `${titles.servers} (not run: TEST_DATABASE_URL names no server)` : titles.servers,
  { concurrent: true },
  () => survive('PostgreSQL and Redis', servers, onServers, seed + 1),
)

async function survive(name: string, given: Servers, times: number, from: number): Promise<void> {
  const house = await install(given)
  try {
    await house.slack.misbehave(...faults)
    await house.sendGrid.misbehave(...faults)
    const killed: Kills = { done: 0, whileStarting: 0, failures: [] }
    const driver = drive(house, { seed: from, everyMs: 300 })
    const draw = draws(from)
    const share = (at: number) => Math.ceil((times - at) / house.parts.length)
    const running = await Promise.all(
      house.parts.map((words, at) => killAgainAndAgain(house, words, share(at), draw, killed)),
    )
    await house.slack.misbehave()
    await house.sendGrid.misbehave()
    await driver.stop()
    await check(name, house, driver, killed, running)
  } finally {
    await house.close()
  }
}

async function check(
  name: string,
  house: Installation,
  driver: ReturnType<typeof drive>,
  killed: Kills,
  running: Running[],
): Promise<void> {
  const ledger = await openLedger(await house.databaseUrl())
  try {
    const left = await settle(ledger, 180_000)
    const token = await house.signIn()
    const { outbox: listed } = (await call(house.url, 'GET', '/api/troubled', undefined, token)) as {
      outbox: { id: string }[]
    }
    const integrations = (await call(house.url, 'GET', '/api/integrations', undefined, token)) as {
      id: string
      account: string
    }[]
    const publicId = integrations.find(({ id }) => house.webhooks.webchat.endsWith(id))?.account ?? ''
    const { broken, figures } = count({
      told: driver.told,
      asked: driver.asked,
      inbox: await ledger.inbox(),
      outbox: await ledger.outbox(),
      heard: await ledger.heard(),
      chats: await readChats(house.url, publicId, driver.sessions),
      slackLog: await house.slack.accepted(),
      mailLog: await house.sendGrid.accepted(),
      troubled: new Set(listed.map(({ id }) => id)),
    })
    const found = {
      kills: killed.done,
      'killed while starting': killed.whileStarting,
      'told again on purpose': driver.repeats,
      ...figures,
      ...Object.fromEntries(Object.entries(broken).map(([promise, cases]) => [promise, cases.length])),
    }
    console.log(
      `${name}\n${Object.entries(found)
        .map(([what, times]) => `${String(times).padStart(6)}  ${what}`)
        .join('\n')}`,
    )
    keepReport(name, {
      found,
      broken,
      left,
      oddities: driver.oddities,
      failures: killed.failures,
      said: running.map((one) => one.said()),
    })

    expect(killed.failures, 'starts that failed by themselves').toEqual([])
    expect(driver.oddities, 'answers that no platform should get').toEqual([])
    expect(
      driver.told.filter((one) => !one.isAccepted),
      'events that were never accepted',
    ).toEqual([])
    expect(left, 'what is left undone').toEqual({ inbox: 0, outbox: 0 })
    for (const [promise, cases] of Object.entries(broken)) expect(cases, promise).toEqual([])
    expect(await ledger.broken(), 'broken keys').toEqual([])
    // A run in which nothing happened would prove nothing.
    expect(figures.sent, 'answers that were sent').toBeGreaterThan(killed.done / 12)
  } finally {
    await ledger.close()
    await Promise.all(running.map(kill))
  }
}

/** What to look at when a promise was broken. */
function keepReport(name: string, report: object): void {
  const folder = fileURLToPath(new URL('../../test-results/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}kill-${name.replaceAll(' ', '-')}.json`, JSON.stringify(report, undefined, 2))
}
