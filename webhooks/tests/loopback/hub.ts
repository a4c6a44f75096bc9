import { Registry } from 'prom-client'
import { onTestFinished } from 'vitest'
import type { Tools } from '#connectors/connector.ts'
import { connectors as allConnectors } from '#connectors/index.ts'
import type { Messenger, Ports } from '#core/ports.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { makeConnections } from '../../connections.ts'
import { makeServer } from '../../http/server.ts'
import { receiveWebhooks } from '../../inbound/receive.ts'
import { webhookUrl } from '../../inbound/route.ts'
import { makeMessenger } from '../../messenger.ts'
import { openLines } from '../../sockets/lines.ts'
import type { Platform } from '../platforms/platform.ts'

export const publicUrl = 'https://desk.example'

/** A platform on loopback, and the account that the shop has there. */
export interface Side {
  connector: string
  account: string
  /** What is entered to connect it: as the platform takes it by now. */
  settings(): object
  platform: Platform
  environment: Record<string, string>
}

export interface HubOptions {
  /** The platforms whose connectors are real; all other places are on fakes. */
  sides: readonly Pick<Side, 'connector' | 'environment'>[]
  makeHouse?: (options: HouseOptions) => Promise<TestHouse>
  house?: Omit<HouseOptions, 'wrap'>
  /** What else of the outside is not as the house has it. */
  wrap?: (ports: Ports) => Partial<Ports>
  /** For connectors whose SDK lives by the real clock; else the clock of the house. */
  now?: () => Date
}

export type Hub = Awaited<ReturnType<typeof openHub>>

/** What is posted to the hub by whichever platform. */
export interface Posted {
  method: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer>
}

/** The hub over real connectors, open until the test is over: everything between a platform's HTTP and the house. */
export async function openHub(options: HubOptions) {
  const { sides, makeHouse = makeTestHouse } = options
  const environment = Object.assign({}, ...sides.map((side) => side.environment))
  const connectors = allConnectors.filter(({ id }) => sides.some(({ connector }) => connector === id))
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Ports) {
    const now = options.now ?? ports.now
    const tools = (): Tools => ({ ...{ environment, now, log: ports.log }, file: (digest) => ports.files.get(digest) })
    const connections = makeConnections({
      ...{ connectors, store: ports.store, tools, publicUrl, now: () => now().getTime() },
    })
    return { now, tools, connections, messenger: makeMessenger(connections, connectors) }
  }
  const house = await makeHouse({
    ...options.house,
    wrap(ports) {
      wired = wire(ports)
      return {
        ...{ ...ports, ...options.wrap?.(ports) },
        messenger: besides(ports.messenger, wired.messenger, sides),
      }
    },
  })
  const { connections, tools, now } = wired!
  const { core } = house
  const { live, log } = house.ports

  const counted: string[] = []
  const count = (connector: string, result: string, times = 1) =>
    void counted.push(...Array<string>(times).fill(`${connector} ${result}`))
  const counts = { count, touched: () => {} }
  const server = makeServer({
    house: {
      ...{ core, live, connectors, tools, webhookUrl: (connector, id) => webhookUrl(publicUrl, connector, id) },
      beginInstall: nobodyInstalls,
    },
    routes: [],
    inbound: receiveWebhooks({
      ...{ connectors, connections, core, tools, publicUrl, ...counts, installs: { finish: nobodyInstalls } },
    }),
    sockets: {},
    // A flood is one by the real clock.
    lines: openLines({ ...{ connections, core, live, publicUrl, ...counts, log }, now: () => new Date() }),
    pages: { siteFolder: '/nowhere', adminFolder: '/nowhere', chatOrigins: async () => [] },
    health: { ping: async () => {}, metrics: new Registry() },
    ...{ publicUrl, now, log },
  })
  onTestFinished(() => server.close(100))
  const local = `127.0.0.1:${await server.listen(0, '127.0.0.1')}`
  /** The proxy in front of the hub: the public address leads to its port. */
  const reach = (url: string) => url.replace(/^(http|ws)s:\/\/desk\.example/, `$1://${local}`)

  const addresses: Record<string, string> = {}
  return {
    ...{ house, connections, tools, counts, counted, reach },
    /** Connects an account, or connects it anew; returns its integration. */
    async connect({ connector, account, settings }: Pick<Side, 'connector' | 'account' | 'settings'>) {
      const read = connectors.find(({ id }) => id === connector)!.settings.parse(settings()) as Record<string, unknown>
      const given = { connector, account, label: account, settings: read }
      const integration = await core.integrations.add(house.owner, given)
      connections.forget()
      addresses[connector] = webhookUrl(publicUrl, connector, integration.id)
      return integration
    },
    /** What the platform calls for the account that is connected. */
    address(connector: string) {
      const address = addresses[connector]
      if (address === undefined) throw new Error(`nothing of ${connector} is connected`)
      return address
    },
    post: (url: string, request: Posted) => fetch(reach(url), request),
    /** The newest conversation with a customer, as staff see it. */
    async conversation() {
      const [row] = await house.scope.conversations.list({ limit: 1, kinds: ['support'] })
      return core.conversations.get(house.owner, row!.id)
    },
  }
}

const nobodyInstalls = () => Promise.reject(new Error('nobody installs here'))

/** The real messenger for what goes by these connectors; everything else goes to fakes. */
function besides(fake: Messenger, real: Messenger, sides: HubOptions['sides']): Messenger {
  const of = (id: string) => (sides.some(({ connector }) => connector === id) ? real : fake)
  return {
    send: (businessId, place, outbound) => of(place.connector).send(businessId, place, outbound),
    profile: (businessId, place, handle) => of(place.connector).profile(businessId, place, handle),
    download: (businessId, place, file, most) => of(place.connector).download(businessId, place, file, most),
    staffRoots: async (businessId) => [...(await fake.staffRoots(businessId)), ...(await real.staffRoots(businessId))],
    mailIdentity: async (businessId) => (await real.mailIdentity(businessId)) ?? fake.mailIdentity(businessId),
    channelPlace: (to) => of(to.connector).channelPlace(to),
    channelName: (businessId, place) => of(place.connector).channelName(businessId, place),
    holds: (businessId, place) => of(place.connector).holds(businessId, place),
    async texter(businessId) {
      const [first, second] = await Promise.all([real.texter(businessId), fake.texter(businessId)])
      return (to) => first(to) ?? second(to)
    },
    describe: (place) => of(place.connector).describe(place),
    costOf: (place, markdown) => of(place.connector).costOf(place, markdown),
    filesNote: (place, files) => of(place.connector).filesNote(place, files),
    pace: (businessId, place) => of(place.connector).pace(businessId, place),
    abilities: (connector) => of(connector).abilities(connector),
  }
}
