import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { call, type Installation, install } from './kill/installation.ts'
import { type Ledger, openLedger } from './kill/ledger.ts'
import { openLine } from './kill/line.ts'
import { freePort, kill, run, runToEnd } from './kill/process.ts'
import { givenServers } from './kill/settings.ts'
import { settle } from './kill/settle.ts'
import { forkTwilio, sidOf, twilioAccount } from './platforms/twilio-platform.ts'
import { type TwilioRequest, twilioRequests } from './platforms/twilio-requests.ts'

const servers = givenServers()
const title =
  'STOP told to one hub while workers of two machines send: once it is answered nothing goes there until START'

const ours = '+15550002222'
const later = 'We ship to Sweden, too.'
const confirmation = /Mit START bekommen Sie wieder welche/
/** How long words are on their way to Twilio: as long as between two continents. */
const lateMs = 300
const undoMs = 1_500

/** One customer, and when each thing that concerns them happened. */
interface Person {
  number: string
  id: string
  stoppedAt: number
  startedAt: number
}

test.skipIf(servers?.redisUrl === undefined)(
  servers?.redisUrl === undefined
    ? `${title} (not run: TEST_DATABASE_URL and TEST_REDIS_URL name no servers; core/intake/consent.test.ts has two houses over one store)`
    : title,
  async () => {
    const account = twilioAccount(ours)
    const [house, twilio] = await Promise.all([install(servers), forkTwilio(account)])
    const line = await openLine(twilio.url, lateMs)
    house.environment.TWILIO_API_URL = line.url
    const ports = [Number(house.environment.PORT), await freePort()]
    const running = ports.flatMap((port) => [
      run(['start', 'hub'], { ...house.environment, PORT: String(port) }),
      run(['start', 'worker'], house.environment),
    ])
    const ledger = await openLedger(await house.databaseUrl())
    try {
      await Promise.all(running.map((one) => one.up()))
      const address = await addNumber(house, account)
      const token = await house.signIn()
      await call(house.url, 'PUT', '/api/settings', { undoMs: { sms: undoMs }, quietHours: null }, token)
      const says = twilioRequests(account)
      const tell = (hub: number, request: TwilioRequest) => {
        const url = new URL(request.url)
        url.port = String(ports[hub])
        return fetch(url, request)
      }
      const reply = (id: string, hub: number, text: string) =>
        call(`http://127.0.0.1:${ports[hub]}`, 'POST', `/api/conversations/${id}/messages`, { text }, token)
      const texts = (number: string, body: string, sid?: string) =>
        says.text(address, { from: number, to: ours, body, ...(sid === undefined ? {} : { sid }) })

      const numbers = Array.from({ length: 18 }, (_, at) => `+1555100${String(at).padStart(4, '0')}`)
      const asked = numbers.map((number, at) => tell(at % 2, texts(number, `Do you ship to Norway? I am ${at}.`)))
      for (const { status } of await Promise.all(asked)) expect(status).toBe(200)
      const ids = await conversationsOf(house, token, numbers)

      // A third says it within the undo window, a third once the answer is on its way, a third at any moment of the two;
      // half of them are told to both hubs at once.
      const people = await Promise.all(
        numbers.map(async (number, at): Promise<Person> => {
          const id = ids.get(number) ?? ''
          const answer = `Yes, we ship to Norway within ${at + 2} days.`
          await reply(id, at % 2, answer)
          if (at % 3 === 1) await untilSending(ledger, answer)
          if (at % 3 === 2) await wait((at * (undoMs + 2 * lateMs)) / numbers.length)
          const stop = texts(number, at % 2 === 0 ? 'Stop' : 'Stopp', sidOf('SM', `stop ${at}`))
          const hubs = at % 4 < 2 ? [at % 2] : [0, 1]
          for (const { status } of await Promise.all(hubs.map((hub) => tell(hub, stop)))) expect(status).toBe(200)
          const stoppedAt = Date.now()
          await expect(reply(id, (at + 1) % 2, later)).rejects.toMatchObject({ status: 409 })
          return { number, id, stoppedAt, startedAt: Number.POSITIVE_INFINITY }
        }),
      )
      expect(await settle(ledger, 30_000)).toEqual({ inbox: 0, outbox: 0 })

      for (const [at, one] of people.entries()) {
        one.startedAt = Date.now()
        expect((await tell(at % 2, texts(one.number, 'START'))).status).toBe(200)
        await reply(one.id, (at + 1) % 2, later)
      }
      expect(await settle(ledger, 30_000)).toEqual({ inbox: 0, outbox: 0 })

      const log = await twilio.accepted()
      const arrived = (one: Person) =>
        log
          .filter(({ fields }) => fields.To === one.number)
          .map(({ at, fields }) => ({ at: Date.parse(at), body: String(fields.Body) }))
      const between = people.flatMap((one) =>
        arrived(one).filter(({ at, body }) => at > one.stoppedAt && at < one.startedAt && !confirmation.test(body)),
      )
      expect(between, 'texts between an answered STOP and START').toEqual([])
      const had = (one: Person, of: (text: { at: number; body: string }) => boolean) => arrived(one).filter(of).length
      const before = people.map((one) => had(one, ({ at, body }) => at <= one.stoppedAt && body.startsWith('Yes')))
      const gone = before.filter(Boolean).length
      console.log(`STOP: ${gone} answers had gone, ${people.length - gone} were stopped`)
      // Otherwise nothing was raced.
      expect(
        before.filter((many, at) => at % 3 === 1 && many !== 1),
        'answers that were on their way and did not arrive',
      ).toEqual([])
      expect(gone, 'answers that had gone').toBeLessThan(people.length)
      expect(
        people.map((one) => had(one, ({ at, body }) => at >= one.startedAt && body === later)),
        'answers after START',
      ).toEqual(people.map(() => 1))
      expect(
        people.map((one) => had(one, ({ body }) => confirmation.test(body))),
        'confirmations of a word that Twilio does not answer',
      ).toEqual(people.map((_, at) => at % 2))
      expect(log.length, 'texts in all').toBe(gone + people.length * 1.5)
    } finally {
      await ledger.close()
      await Promise.all(running.map(kill))
      await line.cut()
      await twilio.close()
      await house.close()
    }
  },
)

/** Connects the number as a newcomer does, with no pace of its own in the way. */
async function addNumber(house: Installation, account: ReturnType<typeof twilioAccount>): Promise<string> {
  const settings = { accountSid: account.accountSid, authToken: account.authToken, numbers: ours, perSecond: '1000' }
  const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const said = await runToEnd(['integrations', 'add', 'sms', ...pairs], house.environment)
  return /^Webhook address: (\S+)$/m.exec(said)?.[1] ?? ''
}

/** The conversation of each number, once all of them stand; each has said which one it is. */
async function conversationsOf(
  house: Installation,
  token: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  return vi.waitFor(
    async () => {
      const rows = (await call(house.url, 'GET', '/api/conversations?limit=100', undefined, token)) as {
        id: string
        preview: string
      }[]
      const found = numbers.map((number, at) => {
        const row = rows.find(({ preview }) => preview.endsWith(`I am ${at}.`))
        if (row === undefined) throw new Error(`nothing of ${number} stands yet`)
        return [number, row.id] as const
      })
      return new Map(found)
    },
    { timeout: 60_000, interval: 500 },
  )
}

/** Resolves once these words are being sent, or were. */
async function untilSending(ledger: Ledger, words: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const row = (await ledger.outbox()).find(({ audience, text }) => audience === 'customer' && text === words)
      if (row?.state !== 'sending' && row?.state !== 'sent') throw new Error(`${words} is ${row?.state}`)
    },
    { timeout: 30_000, interval: 20 },
  )
}
