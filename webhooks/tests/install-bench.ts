import { Registry } from 'prom-client'
import type { Connector } from '#connectors/connector.ts'
import { slack } from '#connectors/slack/index.ts'
import { granted, type Loopback, openLoopback } from '#connectors/slack/loopback.ts'
import { request as recorded, recording, signingSecret, tools } from '#connectors/slack/samples.ts'
import { accessKeyLabel, makeAccessToken } from '#core/accounts/tokens.ts'
import { makeCore } from '#core/core.ts'
import { localEmbedder } from '#core/outside/language/local.ts'
import { makeFakeClock } from '#core/testing/fake-clock.ts'
import { makeFakeJobs } from '#core/testing/fake-jobs.ts'
import { makeFakeFiles, makeFakeLive } from '#core/testing/fakes.ts'
import { quietLog, testDatabase, testSeal } from '#core/testing/test-database.ts'
import { sketch, sketchName } from '#core/understanding/sketch.ts'
import { routes } from '../api/routes.ts'
import { makeConnections } from '../connections.ts'
import { type HttpServer, makeServer } from '../http/server.ts'
import { makeInstalls } from '../inbound/install.ts'
import { journeyCookie } from '../inbound/landing.ts'
import { receiveWebhooks } from '../inbound/receive.ts'
import { webhookUrl } from '../inbound/route.ts'
import { makeMessenger } from '../messenger.ts'

export const publicUrl = 'https://desk.example'
/** When the recordings were made. */
const recordingTime = '2026-11-22T17:00:00Z'

/** What a Slack on loopback says; opened before each test, and closed after it. */
export let loopback: Loopback
const servers: HttpServer[] = []

export async function openSlack(): Promise<void> {
  loopback = await openLoopback()
}

export async function closeAll(): Promise<void> {
  await loopback.close()
  for (const server of servers.splice(0)) await server.close()
}

/** A hub on loopback over the real store and the real connector; Slack is the loopback. */
export async function openHub(changed: Record<string, string | undefined> = {}) {
  const { store, freshBusiness } = await testDatabase()
  const clock = makeFakeClock(recordingTime)
  const log = quietLog()
  const keys = testSeal()
  const jobs = makeFakeJobs(clock)
  const environment: Record<string, string | undefined> = {
    SLACK_API_URL: loopback.url,
    SLACK_AUTHORIZE_URL: 'https://slack.com/oauth/v2/authorize',
    SLACK_CLIENT_ID: '12.34',
    SLACK_CLIENT_SECRET: 'app-secret',
    SLACK_SIGNING_SECRET: signingSecret,
    ...changed,
  }
  const toolsOf = () => ({ ...tools(environment), now: clock.now })
  const connectors = [slack as Connector]
  const connections = makeConnections({
    connectors,
    store,
    tools: toolsOf,
    publicUrl,
    now: () => clock.now().getTime(),
  })
  const ports = {
    ...{ store, jobs, log, keys, now: clock.now, publicUrl, live: makeFakeLive(), files: makeFakeFiles() },
    messenger: makeMessenger(connections, connectors),
    embedder: localEmbedder(sketch, sketchName),
  }
  const core = makeCore(ports)
  const installs = makeInstalls({ store, core, keys, tools: toolsOf, publicUrl, now: clock.now, log })
  const server = makeServer({
    house: {
      ...{ core, live: ports.live, connectors, tools: toolsOf },
      webhookUrl: (connector, id) => webhookUrl(publicUrl, connector, id),
      async beginInstall(actor, connector, settings) {
        const { url, state } = await installs.begin(actor, connector, settings)
        return { url, cookie: journeyCookie(publicUrl, connector.id, state) }
      },
    },
    routes,
    inbound: receiveWebhooks({
      ...{ connectors, connections, core, installs, tools: toolsOf, publicUrl },
      count: () => {},
      touched: () => {},
    }),
    sockets: {},
    pages: { siteFolder: '/nowhere', adminFolder: '/nowhere', chatOrigins: async () => [] },
    health: { ping: async () => {}, metrics: new Registry() },
    ...{ publicUrl, now: clock.now, log },
  })
  servers.push(server)
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`

  async function addTeammate(businessId: string): Promise<string> {
    const confirmedAt = clock.now().toISOString()
    const facts = { email: 'ben@shop.example', name: 'Ben', role: 'teammate' as const, passwordHash: null, confirmedAt }
    return (await store.of(businessId).teammates.create(facts)).id
  }

  async function owner(role: 'owner' | 'teammate' = 'owner') {
    const made = await freshBusiness()
    const { businessId } = made
    const teammateId = role === 'owner' ? made.teammateId : await addTeammate(businessId)
    const claims = { teammate: teammateId, business: businessId, role }
    const token = await makeAccessToken(keys.derive(accessKeyLabel), claims, clock.now())
    const press = (settings: object = { channel: 'C0DESK' }, origin = publicUrl) =>
      fetch(`${url}/api/connectors/slack/install`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin },
        body: JSON.stringify({ settings }),
      })
    return {
      ...{ businessId, teammateId, press, token },
      /** Presses the button and agrees at Slack: the state and cookie that this browser then has. */
      async agrees() {
        const reply = await press()
        const { url } = (await reply.json()) as { url: string }
        const [cookie = ''] = (reply.headers.getSetCookie()[0] ?? '').split(';')
        return { state: new URL(url).searchParams.get('state') ?? '', cookie }
      },
      rows: async () =>
        (await store.of(businessId).integrations.list()).filter(({ connector }) => connector === 'slack'),
    }
  }

  /** A browser that Slack sent back: where it lands, and what the page says. */
  async function comesBack(query: Record<string, string>, cookie = '') {
    const reply = await fetch(`${url}/webhooks/slack/oauth_redirect?${new URLSearchParams(query)}`, {
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
    })
    const cookies = reply.headers.getSetCookie()
    const said = cookies.find((one) => one.startsWith('lummy_notice='))?.split(/[=;]/)[1] ?? ''
    const notice = JSON.parse(decodeURIComponent(said)) as { problem?: string; label?: string; nextSteps?: string[] }
    return { reply, cookies, notice, text: await reply.text() }
  }

  const slackSays = (name: string, change: (text: string) => string) => {
    const made = recorded(change(recording(name)), { at: clock.now() })
    const headers = made.headers as Record<string, string>
    return fetch(`${url}/webhooks/slack`, { method: 'POST', headers, body: made.body as Uint8Array<ArrayBuffer> })
  }
  return { store, clock, owner, comesBack, slackSays, core, url, log, jobs }
}

/** A workspace of its own: other tests have theirs in the same database. */
export function freshTeam(base: object = granted): string {
  const team = `T${crypto.randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`
  loopback.answers['oauth.v2.access'] = { ...base, team: { id: team, name: 'The Shop' } }
  return team
}
