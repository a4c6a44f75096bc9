import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { type Installation, install } from './kill/installation.ts'
import { openLedger } from './kill/ledger.ts'
import { openLine } from './kill/line.ts'
import { freePort, kill, run } from './kill/process.ts'
import { givenServers } from './kill/settings.ts'
import { sendGridRequests } from './platforms/sendgrid-requests.ts'

test('Ctrl-C stops it within 10 seconds, a second start on the same folder is refused and says who holds it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lummy-process-'))
  const port = await freePort()
  const settings = { LUMMY_DATA: folder, LOG_LEVEL: 'warn', PUBLIC_URL: `http://127.0.0.1:${port}` }
  const first = run(['start'], { ...settings, PORT: String(port) })
  try {
    await first.up(120_000)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)

    const second = run(['start'], { ...settings, PORT: String(await freePort()) })
    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(`in use by process ${first.child.pid} `)
    expect(second.said()).not.toMatch(/^\s+at /m)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 'the first goes on').toBe(200)

    const asked = performance.now()
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(10_000)

    const third = run(['start'], { ...settings, PORT: String(port) })
    await third.up()
    third.child.kill('SIGTERM')
    expect(await third.ended).toBe(0)
  } finally {
    await kill(first)
    await rm(folder, { recursive: true, force: true })
  }
})

test('wrong settings stop the boot, and every one of them is listed by its variable', async () => {
  const wrong = {
    PORT: 'three thousand',
    DATABASE_URL: 'mysql://here/there',
    LUMMY_SECRET_KEY: 'too short',
    SLACK_API_URL: 'nowhere',
  }
  const started = run(['start'], wrong)
  expect(await started.ended).toBe(2)
  for (const variable of Object.keys(wrong)) expect(started.said()).toMatch(new RegExp(`^ +${variable}: \\S+`, 'm'))
})

const servers = givenServers()
const title =
  'a database or a Redis that goes away costs nothing that was accepted, and needs no restart when it is back'

test.skipIf(servers?.redisUrl === undefined)(
  servers === undefined ? `${title} (not run: TEST_DATABASE_URL names no server)` : title,
  async () => {
    if (servers?.redisUrl === undefined) return
    const database = await openLine(servers.databaseUrl)
    const redis = await openLine(servers.redisUrl)
    const house = await install({ databaseUrl: database.url, redisUrl: redis.url })
    const ledger = await openLedger(beside(await house.databaseUrl(), servers.databaseUrl))
    const running = house.parts.map((words) => run(words, house.environment))
    try {
      await Promise.all(running.map((one) => one.up()))
      const write = mailTo(house)
      const stored = async () => (await ledger.inbox()).length

      expect((await write('before')).status).toBe(200)
      await vi.waitFor(async () => expect(await ledger.left()).toMatchObject({ inbox: 0 }), { timeout: 20_000 })

      await database.cut()
      const refused = await write('while the database is away')
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
      expect((await fetch(`${house.url}/readyz`)).status).toBe(503)
      expect((await fetch(`${house.url}/healthz`)).status).toBe(200)
      expect(await stored(), 'nothing half-stored').toBe(1)
      await database.mend()
      await vi.waitFor(async () => expect((await write('while the database is away')).status).toBe(200), {
        timeout: 20_000,
        interval: 300,
      })
      await vi.waitFor(async () => expect(await ledger.left()).toMatchObject({ inbox: 0 }), { timeout: 45_000 })
      expect(await stored()).toBe(2)

      await redis.cut()
      const asked = performance.now()
      expect((await write('while Redis is away')).status).toBe(200)
      expect(performance.now() - asked, 'a platform waits for 3 s').toBeLessThan(3_000)
      expect(await stored()).toBe(3)
      await redis.mend()
      await vi.waitFor(async () => expect(await ledger.left()).toMatchObject({ inbox: 0 }), { timeout: 45_000 })
      await vi.waitFor(async () => expect((await fetch(`${house.url}/readyz`)).status).toBe(200), { timeout: 20_000 })
      expect((await ledger.heard()).length).toBe(3)
    } finally {
      await ledger.close()
      await Promise.all(running.map(kill))
      await house.close()
      await database.cut()
      await redis.cut()
    }
  },
)

/** The same mail however often it is told. */
function mailTo(house: Installation): (words: string) => Promise<Response> {
  const mails = sendGridRequests(house.keys)
  const ids = new Map<string, string>()
  return (words) => {
    const messageId = ids.get(words) ?? `<${randomUUID()}@customers.example>`
    ids.set(words, messageId)
    const mail = { from: 'carl@customers.example', to: 'help@shop.example', subject: words, text: `I write ${words}.` }
    return fetch(house.webhooks.email, mails.inbound({ ...mail, messageId }))
  }
}

/** The same database on the server itself. */
function beside(url: string, server: string): string {
  const straight = new URL(server)
  straight.pathname = new URL(url).pathname
  return straight.href
}
