import { Registry } from 'prom-client'
import type { Connector, Tools } from '#connectors/connector.ts'
import { sms } from '#connectors/sms/index.ts'
import { teams } from '#connectors/teams/index.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { makeConnections } from '../connections.ts'
import { makeServer } from '../http/server.ts'
import { receiveWebhooks } from '../inbound/receive.ts'
import { webhookUrl } from '../inbound/route.ts'
import { makeMessenger } from '../messenger.ts'
import { openTeams, type TeamsPosted, teamsCard, teamsMessages, teamsTenant } from './platforms/teams-platform.ts'
import { type TeamsDialog, type TeamsRequest, teamsRequests } from './platforms/teams-requests.ts'
import { openTwilio, sentTexts, twilioAccount } from './platforms/twilio-platform.ts'
import { twilioRequests } from './platforms/twilio-requests.ts'

const publicUrl = 'https://desk.example'
const ours = '+15550002222'

const open: { close(): Promise<void> }[] = []
/** For `afterEach`. */
export async function closeShops(): Promise<void> {
  for (const one of open.splice(0)) await one.close()
}

export type TeamsShop = Awaited<ReturnType<typeof openShop>>

/** The hub over the real connectors: customers text by Twilio, staff work in Teams, both on loopback, spoken to by their SDKs. */
export async function openShop() {
  const [account, tenant] = [twilioAccount(ours), teamsTenant()]
  const [twilio, platform] = await Promise.all([openTwilio(account), openTeams(tenant)])
  open.push(twilio, platform)
  const environment = {
    ...{ TWILIO_API_URL: twilio.url, TEAMS_OPENID_METADATA_URL: `${platform.url}/openid` },
    ...{ TEAMS_LOGIN_URL: `${platform.url}/login/`, TEAMS_SERVICE_URL: `${platform.url}/teams/` },
  }
  const connectors = [sms as Connector, teams as Connector]
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Parameters<NonNullable<NonNullable<Parameters<typeof makeTestHouse>[0]>['wrap']>>[0]) {
    const file = (digest: string) => ports.files.get(digest)
    const tools = (): Tools => ({ ...{ environment, now: ports.now, log: ports.log }, file })
    const now = () => ports.now().getTime()
    const connections = makeConnections({ connectors, store: ports.store, tools, publicUrl, now })
    return { connections, tools, messenger: makeMessenger(connections, connectors) }
  }
  const house = await makeTestHouse({
    wrap(ports) {
      wired = wire(ports)
      return { ...ports, messenger: { ...wired.messenger, mailIdentity: ports.messenger.mailIdentity } }
    },
  })
  const { connections, tools } = wired!
  const { id: agentId } = await house.scope.agent()
  const connect = (connector: string, account: string, settings: object) =>
    house.scope.integrations.add({ ...{ agentId, connector, account, label: account }, settings: { ...settings } })
  const { id: tenantId, appId, appSecret, channel } = tenant
  const desk = await connect('teams', tenantId, { ...{ appId, appSecret, channel, tenantId } })
  const { accountSid, authToken } = account
  const phone = await connect('sms', ours, sms.settings.parse({ accountSid, authToken, numbers: [ours] }) as object)

  const counted: string[] = []
  const server = makeServer({
    house: { ...{ core: house.core, live: house.ports.live, connectors, tools }, webhookUrl: () => '' } as never,
    routes: [],
    inbound: receiveWebhooks({
      ...{ connectors, connections, core: house.core, tools, publicUrl, touched: () => {} },
      count: (connector, result) => void counted.push(`${connector} ${result}`),
      installs: { finish: () => Promise.reject(new Error('nobody installs here')) },
    }),
    sockets: {},
    pages: { siteFolder: '/nowhere', adminFolder: '/nowhere', chatOrigins: async () => [] },
    health: { ping: async () => {}, metrics: new Registry() },
    ...{ publicUrl, now: house.clock.now, log: house.ports.log },
  })
  open.push(server)
  const port = await server.listen(0, '127.0.0.1')
  const local = (url: string) => url.replace(publicUrl, `http://127.0.0.1:${port}`)

  const twilioSays = twilioRequests(account)
  const says = teamsRequests(tenant, `${platform.url}/teams/`, house.clock.now)
  const person = (name: string) => tenant.people.find((one) => one.name === name)!.id
  const messages = async () => teamsMessages(await platform.accepted())

  /** Teams' request to the address that many tenants share; what it was answered with. */
  async function post(request: TeamsRequest | Promise<TeamsRequest>, url = `${publicUrl}/webhooks/teams`) {
    const reply = await fetch(local(url), await request)
    const text = await reply.text()
    return { status: reply.status, body: text.startsWith('{') ? JSON.parse(text) : text }
  }

  /** The newest message with this button. */
  async function showing(label: string): Promise<TeamsPosted> {
    const found = (await messages()).findLast((one) => teamsCard(one)?.actions?.some(({ title }) => title === label))
    if (found === undefined) throw new Error(`nothing in Teams has a button “${label}”`)
    return found
  }

  return {
    ...{ house, tenant, platform, desk, says, post, person, messages, showing, counted, connections },
    deskUrl: webhookUrl(publicUrl, 'teams', desk.id),
    /** A customer texts, and the burst window passes. */
    async texts(body: string, from = '+15550001111') {
      const request = twilioSays.text(webhookUrl(publicUrl, 'sms', phone.id), { from, to: ours, body })
      await fetch(local(request.url), request)
      await house.pass(9_000)
    },
    heard: async () => sentTexts(await twilio.accepted()).map(({ body }) => body),
    /** A universal action, and the seconds after it. */
    async presses(label: string, who: string) {
      const answered = await post(says.press(await showing(label), label, person(who)))
      await house.pass(1_000)
      return answered
    },
    /** Opens a dialog with a button and submits it. */
    async fills(label: string, inputs: Record<string, string>, who: string) {
      const message = await showing(label)
      const dialog: TeamsDialog = (await post(says.press(message, label, person(who)))).body
      const answered = await post(says.submit(dialog, inputs, person(who), message.conversation))
      await house.pass(1_000)
      return { dialog, answered }
    },
    /** Words in the thread of the conversation that was shown last. */
    async writes(text: string, who: string, more: { id?: string; entities?: object[]; attachments?: object[] } = {}) {
      const thread = (await messages()).findLast(({ conversation }) =>
        conversation.includes(';messageid='),
      )!.conversation
      const said = { ...{ from: person(who), text, conversation: thread }, ...more }
      const answered = await post(says.says(said))
      await house.pass(2_000)
      return { ...answered, said }
    },
    async conversation() {
      const [row] = await house.scope.conversations.list({ limit: 1 })
      return house.core.conversations.get(house.owner, row!.id)
    },
  }
}
