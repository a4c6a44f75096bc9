import { Registry } from 'prom-client'
import { onTestFinished } from 'vitest'
import type { Connector, Tools } from '#connectors/connector.ts'
import { email } from '#connectors/email/index.ts'
import { slack } from '#connectors/slack/index.ts'
import { sms } from '#connectors/sms/index.ts'
import { teams } from '#connectors/teams/index.ts'
import type { Place } from '#core/domain/place.ts'
import type { Messenger, Ports } from '#core/ports.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { makeConnections } from '../../connections.ts'
import { makeServer } from '../../http/server.ts'
import { receiveWebhooks } from '../../inbound/receive.ts'
import { webhookUrl } from '../../inbound/route.ts'
import { makeMessenger } from '../../messenger.ts'
import { openSendGrid, sendGridAccount, sentMails } from '../platforms/sendgrid-platform.ts'
import { type IncomingMail, sendGridRequests } from '../platforms/sendgrid-requests.ts'
import { openSlack, slackMessages, slackWorkspace } from '../platforms/slack-platform.ts'
import { slackRequests } from '../platforms/slack-requests.ts'
import { openTeams, teamsCard, teamsMessages, teamsTenant } from '../platforms/teams-platform.ts'
import { teamsRequests } from '../platforms/teams-requests.ts'
import { openTwilio, sentTexts, twilioAccount } from '../platforms/twilio-platform.ts'
import { type IncomingText, type TwilioRequest, twilioRequests } from '../platforms/twilio-requests.ts'

export const publicUrl = 'https://desk.example'
export const [ours, theirs] = ['+15550002222', '+15550001111']
const signingSecret = 'a-signing-secret-for-tests'
const inboundDomain = 'in.shop.example'

/** A business over the real connectors: customers text by Twilio, staff work in Slack; by mail, too, where it is real. */
export interface ShopOptions {
  makeHouse?: typeof makeTestHouse
  /** Mail goes through SendGrid on loopback; else it goes to a fake. */
  mail?: boolean
  /** Staff platforms that are connected from the start; Slack alone where none is named. */
  staff?: ('slack' | 'teams')[]
}

/** All platforms are on loopback, spoken to by their SDKs; what they know can be changed, as when a token is revoked. */
export async function openShop({ makeHouse = makeTestHouse, mail = false, staff = ['slack'] }: ShopOptions = {}) {
  const account = twilioAccount(ours)
  const [workspace, sendGrid] = [structuredClone(slackWorkspace), { ...sendGridAccount }]
  const tenant = teamsTenant()
  const [twilio, slackApi, mailApi, teamsApi] = await Promise.all([
    openTwilio(account),
    openSlack(workspace),
    openSendGrid(sendGrid),
    openTeams(tenant),
  ])
  onTestFinished(async () => void (await Promise.all([twilio, slackApi, mailApi, teamsApi].map((one) => one.close()))))
  const connectors = [sms as Connector, slack as Connector, teams as Connector, ...(mail ? [email as Connector] : [])]
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Ports) {
    const environment = {
      ...{ TWILIO_API_URL: twilio.url, SLACK_API_URL: `${slackApi.url}/api/`, SENDGRID_API_URL: mailApi.url },
      ...{ TEAMS_OPENID_METADATA_URL: `${teamsApi.url}/openid`, TEAMS_LOGIN_URL: `${teamsApi.url}/login/` },
      TEAMS_SERVICE_URL: `${teamsApi.url}/teams/`,
    }
    const tools = (): Tools => ({
      ...{ environment, now: ports.now, log: ports.log, file: (digest: string) => ports.files.get(digest) },
    })
    const now = () => ports.now().getTime()
    const connections = makeConnections({ connectors, store: ports.store, tools, publicUrl, now })
    return { connections, tools, messenger: makeMessenger(connections, connectors) }
  }
  const house = await makeHouse({
    wrap(ports) {
      const made = wire(ports)
      wired = made
      if (mail) return { ...ports, messenger: made.messenger }
      const isMail = (place: Place) => place.connector === 'email'
      const messenger: Messenger = {
        ...made.messenger,
        mailIdentity: ports.messenger.mailIdentity,
        abilities: (id) => (id === 'email' ? ports : made).messenger.abilities(id),
        describe: (place) => (isMail(place) ? ports : made).messenger.describe(place),
        send: (business, place, out) => (isMail(place) ? ports : made).messenger.send(business, place, out),
      }
      return { ...ports, messenger }
    },
  })
  const { connections, tools } = wired!
  const ben = await house.teammate('Ben')
  const settingsOf = {
    slack: () => ({
      ...{ botToken: workspace.botToken, signingSecret, channel: 'C0SUPPORT', teamId: workspace.team },
    }),
    sms: () => {
      const { accountSid, authToken } = account
      return sms.settings.parse({ accountSid, authToken, numbers: [ours] }) as Record<string, unknown>
    },
    teams: () => {
      const { id: tenantId, appId, appSecret, channel } = tenant
      return { appId, appSecret, channel, tenantId }
    },
    email: () => ({ address: 'help@shop.example', name: 'Shop', apiKey: sendGrid.apiKey, inboundDomain }),
  }
  const accountOf = { teams: tenant.id, slack: workspace.team, sms: ours, email: 'help@shop.example' }
  type Known = keyof typeof accountOf
  const addresses: Partial<Record<Known, string>> = {}
  /** Connects it, or connects it anew with what the platform takes by now. */
  const connect = async (connector: Known) => {
    const given = { connector, account: accountOf[connector], label: accountOf[connector] }
    const { id } = await house.core.integrations.add(house.owner, { ...given, settings: settingsOf[connector]() })
    connections.forget()
    addresses[connector] = webhookUrl(publicUrl, connector, id)
    return id
  }
  for (const connector of [...staff, 'sms', ...(mail ? ['email' as const] : [])] as Known[]) await connect(connector)

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
  onTestFinished(() => server.close(100))
  const port = await server.listen(0, '127.0.0.1')
  /** The proxy in front of the hub: the public address leads to its port. */
  const post = (
    url: string,
    request: Pick<TwilioRequest, 'method' | 'headers'> & { body: string | Uint8Array<ArrayBuffer> },
  ) => fetch(url.replace(publicUrl, `http://127.0.0.1:${port}`), request)

  const twilioSays = twilioRequests(account)
  const slackSays = slackRequests(signingSecret, workspace, house.clock.now)
  const sendGridSays = sendGridRequests(undefined, house.clock.now)
  const teamsSays = teamsRequests(tenant, `${teamsApi.url}/teams/`, house.clock.now)
  const posted = async () => slackMessages(await slackApi.accepted())
  return {
    ...{ house, ben, account, workspace, sendGrid, connect, post, twilioSays, slackSays, addresses, counted },
    platforms: { sms: twilio, slack: slackApi, email: mailApi, teams: teamsApi },
    /** The address that Twilio calls. */
    address: addresses.sms!,
    /** A customer texts, and the burst window passes. */
    async texts(body: string, more: Partial<IncomingText> = {}) {
      const request = twilioSays.text(addresses.sms!, { from: theirs, to: ours, body, ...more })
      const reply = await post(request.url, request)
      await house.pass(9_000)
      return reply
    },
    /** A customer writes a mail. */
    async mails(mail: Omit<IncomingMail, 'to' | 'subject'> & Partial<IncomingMail>) {
      const given = { to: `help@${inboundDomain}`, subject: 'A question', ...mail }
      const reply = await post(addresses.email!, sendGridSays.inbound(given))
      await house.pass(2_000)
      return reply
    },
    sent: async () => sentTexts(await twilio.accepted()),
    mailed: async () => sentMails(await mailApi.accepted()),
    cards: posted,
    /** The card with this button whose words hold `about`, pressed by Ben. */
    async presses(label: string, about = '') {
      const message = (await posted()).findLast(
        ({ blocks }) =>
          JSON.stringify(blocks ?? []).includes(`"text":"${label}"`) && JSON.stringify(blocks).includes(about),
      )
      if (message === undefined) throw new Error(`nothing in Slack has a button “${label}”`)
      const request = slackSays.click(message, label, 'U0BEN', String(house.clock.now().getTime() / 1000))
      return post(addresses.slack!, request)
    },
    /** The newest card in Teams with this button, pressed by Ben. */
    async pressesInTeams(label: string) {
      const message = teamsMessages(await teamsApi.accepted()).findLast((one) =>
        teamsCard(one)?.actions?.some(({ title }) => title === label),
      )
      if (message === undefined) throw new Error(`nothing in Teams has a button “${label}”`)
      const request = await teamsSays.press(message, label, tenant.people.find(({ name }) => name === 'Ben')!.id)
      return post(`${publicUrl}/webhooks/teams`, request as never)
    },
    /** Ben presses *Edit* on the card whose words hold `about`, and submits these. */
    async edits(about: string, words: string) {
      const message = (await posted()).findLast(({ blocks }) => {
        const shown = JSON.stringify(blocks ?? [])
        return shown.includes('"text":"Edit"') && shown.includes(about)
      })
      if (message === undefined) throw new Error(`nothing in Slack about ${about} can be edited`)
      const at = String(house.clock.now().getTime() / 1000)
      await post(addresses.slack!, slackSays.click(message, 'Edit', 'U0BEN', at))
      const view = (await slackApi.accepted()).findLast(({ path }) => path.endsWith('/views.open'))
      if (view === undefined) throw new Error('no window was opened in Slack')
      return post(addresses.slack!, slackSays.submit(view.fields, words, 'U0BEN'))
    },
    /** What became of a text, told to the address that it was sent with. */
    async becomes(text: { sid: string; statusCallback: string | undefined }, status: string, errorCode?: number) {
      const told = { sid: text.sid, from: ours, to: theirs, status, ...(errorCode === undefined ? {} : { errorCode }) }
      const request = twilioSays.status(text.statusCallback ?? '', told)
      const reply = await post(request.url, request)
      await house.pass(2_000)
      return reply
    },
    async conversation() {
      const [row] = await house.scope.conversations.list({ limit: 1 })
      return house.core.conversations.get(house.owner, row!.id)
    },
    /** How an account does, as the admin, the doctor and the CLI show it. */
    async health(connector: Known) {
      const all = await house.core.integrations.list(house.owner)
      return all.find((one) => one.connector === connector)!
    },
  }
}
