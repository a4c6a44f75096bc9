import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { onTestFinished } from 'vitest'
import type { Connector, Tools } from '#connectors/connector.ts'
import { sms } from '#connectors/sms/index.ts'
import { voice } from '#connectors/voice/index.ts'
import type { Messenger, Ports } from '#core/ports.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import type { HouseOptions } from '#core/testing/house.ts'
import { makeConnections } from '#webhooks/connections.ts'
import { makeServer } from '#webhooks/http/server.ts'
import { receiveWebhooks } from '#webhooks/inbound/receive.ts'
import { webhookUrl } from '#webhooks/inbound/route.ts'
import { makeMessenger } from '#webhooks/messenger.ts'
import { openLines } from '#webhooks/sockets/lines.ts'
import type { Line } from '../platforms/twilio-caller.ts'
import { twilioPhone } from '../platforms/twilio-phone.ts'
import { openTwilio, sentTexts, twilioAccount } from '../platforms/twilio-platform.ts'

const publicUrl = 'https://desk.example'
export const theirs = '+15550001111'
export const question = 'When are you open?'
export const answer = 'We are open from 9 to 17 on weekdays.'

/** How the shop is called. */
export interface ShopOptions {
  mode?: 'relay' | 'gather'
  settings?: HouseOptions['settings']
  /** How long understanding a question takes; while it does, time passes in truth, for the caller, too. */
  slowMs?: () => number
  line?: Omit<Line, 'account' | 'reach' | 'passes'>
}

/** The hub over the real connectors, and Twilio on loopback: customers call and are texted, staff have a fake Slack. */
export async function openShop({ mode = 'relay', settings, slowMs = () => 0, line }: ShopOptions = {}) {
  // Shops share a database, in which a number is connected once.
  const ours = `+1555${randomInt(10 ** 6, 10 ** 7)}`
  const account = twilioAccount(ours)
  const to = { reached: '' }
  const phone = twilioPhone(account, {
    ...line,
    reach: (url) => url.replace(/^(http|ws)s:\/\/desk\.example/, `$1://${to.reached}`),
    async passes(ms) {
      if (slowMs() > 0) await wait(ms)
      await house.pass(ms)
    },
  })
  const twilio = await openTwilio(account, phone.part)
  onTestFinished(() => twilio.close())
  const connectors = [voice as Connector, sms as Connector]
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Ports) {
    const tools = (): Tools => ({
      ...{ environment: { TWILIO_API_URL: twilio.url }, now: ports.now, log: ports.log },
      file: (digest: string) => ports.files.get(digest),
    })
    const now = () => ports.now().getTime()
    const connections = makeConnections({ connectors, store: ports.store, tools, publicUrl, now })
    return { connections, tools, messenger: besides(ports.messenger, makeMessenger(connections, connectors)) }
  }
  const house = await makeDatabaseHouse({
    slack: true,
    // Answers that are drawn to be checked are said, too, and looked at afterwards.
    settings: { sendFrom: 0.3, auditTime: 'after', ...settings },
    wrap(ports) {
      wired = wire(ports)
      const { embedder } = ports
      const slow: typeof embedder.embed = async (...given) => {
        await wait(slowMs())
        return embedder.embed(...given)
      }
      return { ...ports, messenger: wired.messenger, embedder: { ...embedder, embed: slow } }
    },
  })
  const { connections, tools } = wired!
  const { id: agentId } = await house.scope.agent()
  const connect = (connector: Connector, given: object) =>
    house.scope.integrations.add({
      ...{ agentId, connector: connector.id, account: ours, label: ours },
      settings: connector.settings.parse({
        accountSid: account.accountSid,
        authToken: account.authToken,
        ...given,
      }) as Record<string, unknown>,
    })
  const line_ = await connect(voice as Connector, { number: ours, mode })
  await connect(sms as Connector, { numbers: [ours] })
  const address = webhookUrl(publicUrl, 'voice', line_.id)
  await voice.setUp!(line_.settings as never, address, tools())

  const counted: string[] = []
  const count = (connector: string, result: string) => void counted.push(`${connector} ${result}`)
  const { log, live } = house.ports
  const door = { connections, core: house.core, publicUrl, count, touched: () => {}, log }
  const server = makeServer({
    house: { ...{ core: house.core, live, connectors, tools }, webhookUrl: () => '' } as never,
    routes: [],
    inbound: receiveWebhooks({
      ...{ ...door, connectors, tools },
      installs: { finish: () => Promise.reject(new Error('nobody installs here')) },
    }),
    sockets: {},
    // A flood is one by the real clock.
    lines: openLines({ ...door, live, now: () => new Date() }),
    pages: { siteFolder: '/nowhere', adminFolder: '/nowhere', chatOrigins: async () => [] },
    health: { ping: async () => {}, metrics: new Registry() },
    ...{ publicUrl, now: house.clock.now, log },
  })
  const port = await server.listen(0, '127.0.0.1')
  to.reached = `127.0.0.1:${port}`
  onTestFinished(() => server.close(100))

  return {
    ...{ house, account, counted, address },
    call: (more: Partial<Omit<Line, 'account'>> & { from?: string } = {}) =>
      phone.call(more.from ?? theirs, ours, more),

    /** Staff answered the question so, and the owner vouches for these words. */
    async vouches(words = answer, asked = question) {
      const first = house.customer('Tess')
      await first.says(asked)
      await house.core.conversations.reply(house.owner, (await first.conversation()).id, { text: words })
      await house.settle()
      const [lesson] = await house.core.lessons.list(house.owner, {})
      await house.core.learning.vouch(house.owner, lesson!.id, true)
    },

    /** A colleague who takes calls at this number. */
    async colleague(name: string, number: string) {
      const staff = await house.teammate(name)
      await house.scope.teammates.link(staff.teammate.id, { kind: 'phone', value: number })
      return staff
    },

    /** The conversations that are calls, the newest first, as staff see them. */
    async calls() {
      const rows = await house.scope.conversations.list({ limit: 20 })
      const calls = rows.filter(({ channel }) => channel === 'phone')
      return Promise.all(calls.map(({ id }) => house.core.conversations.get(house.owner, id)))
    },

    /** What was texted to the caller. */
    texts: async () => sentTexts(await twilio.accepted()).map(({ to, body }) => [to, body]),
  }
}

/** The real messenger for what goes by Twilio; everything else goes to fakes. */
function besides(fake: Messenger, real: Messenger): Messenger {
  const of = (connector: string) => (connector === 'voice' || connector === 'sms' ? real : fake)
  return {
    ...fake,
    send: (businessId, place, outbound) => of(place.connector).send(businessId, place, outbound),
    profile: (businessId, place, handle) => of(place.connector).profile(businessId, place, handle),
    holds: (businessId, place) => of(place.connector).holds(businessId, place),
    pace: (businessId, place) => of(place.connector).pace(businessId, place),
    describe: (place) => of(place.connector).describe(place),
    abilities: (connector) => of(connector).abilities(connector),
    texter: (businessId) => real.texter(businessId),
  }
}
