import { Registry } from 'prom-client'
import { afterEach, expect, test } from 'vitest'
import type { Connector, Tools } from '#connectors/connector.ts'
import { slack } from '#connectors/slack/index.ts'
import { sms } from '#connectors/sms/index.ts'
import type { Place } from '#core/domain/place.ts'
import type { Messenger } from '#core/ports.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { codesTo, holdsCode, personalAnswer, personalHouse, personalQuestion } from '#core/testing/proof.ts'
import { makeConnections } from '../connections.ts'
import { type HttpServer, makeServer } from '../http/server.ts'
import { receiveWebhooks } from '../inbound/receive.ts'
import { webhookUrl } from '../inbound/route.ts'
import { makeMessenger } from '../messenger.ts'
import type { Platform } from './platforms/platform.ts'
import { openSlack, slackMessages, slackWorkspace } from './platforms/slack-platform.ts'
import { slackRequests } from './platforms/slack-requests.ts'
import { openTwilio, sentTexts, sidOf, twilioAccount } from './platforms/twilio-platform.ts'
import { type IncomingText, type TwilioRequest, twilioRequests } from './platforms/twilio-requests.ts'

const publicUrl = 'https://desk.example'
const signingSecret = 'a-signing-secret-for-tests'
const [ours, theirs] = ['+15550002222', '+15550001111']
const answer = 'Yes, we ship to Norway within 5 days.'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** The hub over the real connectors: customers text by Twilio, staff work in Slack, both on loopback, spoken to by their SDKs. */
async function openShop(makeHouse: typeof makeTestHouse = makeTestHouse) {
  const account = twilioAccount(ours)
  const [twilio, workspace]: Platform[] = await Promise.all([openTwilio(account), openSlack()])
  open.push(twilio!, workspace!)
  const connectors = [sms as Connector, slack as Connector]
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Parameters<NonNullable<NonNullable<Parameters<typeof makeTestHouse>[0]>['wrap']>>[0]) {
    const tools = (): Tools => ({
      ...{ environment: { TWILIO_API_URL: twilio!.url, SLACK_API_URL: `${workspace!.url}/api/` }, now: ports.now },
      ...{ log: ports.log, file: (digest: string) => ports.files.get(digest) },
    })
    const now = () => ports.now().getTime()
    const connections = makeConnections({ connectors, store: ports.store, tools, publicUrl, now })
    return { connections, tools, messenger: makeMessenger(connections, connectors) }
  }
  const house = await makeHouse({
    wrap(ports) {
      const made = wire(ports)
      wired = made
      const isMail = (place: Place) => place.connector === 'email'
      const messenger: Messenger = {
        ...made.messenger,
        // Mail goes to a fake: texts are what this is about.
        mailIdentity: ports.messenger.mailIdentity,
        abilities: (id) => (id === 'email' ? ports : made).messenger.abilities(id),
        describe: (place) => (isMail(place) ? ports : made).messenger.describe(place),
        send: (business, place, out) => (isMail(place) ? ports : made).messenger.send(business, place, out),
      }
      return { ...ports, messenger }
    },
  })
  const { connections, tools } = wired!
  await house.teammate('Ben')
  const { id: agentId } = await house.scope.agent()
  const connect = (connector: string, account: string, settings: object) =>
    house.scope.integrations.add({ ...{ agentId, connector, account, label: account }, settings: { ...settings } })
  const desk = await connect('slack', slackWorkspace.team, {
    ...{ botToken: slackWorkspace.botToken, signingSecret, channel: 'C0SUPPORT', teamId: slackWorkspace.team },
  })
  const { accountSid, authToken } = account
  const phone = await connect('sms', ours, sms.settings.parse({ accountSid, authToken, numbers: [ours] }) as object)
  const address = webhookUrl(publicUrl, 'sms', phone.id)

  const server: HttpServer = makeServer({
    house: { ...{ core: house.core, live: house.ports.live, connectors, tools }, webhookUrl: () => '' } as never,
    routes: [],
    inbound: receiveWebhooks({
      ...{ connectors, connections, core: house.core, tools, publicUrl, count: () => {}, touched: () => {} },
      installs: { finish: () => Promise.reject(new Error('nobody installs here')) },
    }),
    sockets: {},
    pages: { siteFolder: '/nowhere', adminFolder: '/nowhere', chatOrigins: async () => [] },
    health: { ping: async () => {}, metrics: new Registry() },
    ...{ publicUrl, now: house.clock.now, log: house.ports.log },
  })
  open.push(server)
  const port = await server.listen(0, '127.0.0.1')
  /** The proxy in front of the hub: the public address leads to its port. */
  const post = (
    url: string,
    request: Pick<TwilioRequest, 'method' | 'headers'> & {
      body: string | Uint8Array<ArrayBuffer>
    },
  ) => fetch(url.replace(publicUrl, `http://127.0.0.1:${port}`), request)

  const twilioSays = twilioRequests(account)
  const slackSays = slackRequests(signingSecret, slackWorkspace, house.clock.now)
  return {
    ...{ house, account, twilio: twilio!, address, post, twilioSays },
    /** A customer texts, and the burst window passes. */
    async texts(body: string, more: Partial<IncomingText> = {}) {
      const request = twilioSays.text(address, { from: theirs, to: ours, body, ...more })
      const reply = await post(request.url, request)
      await house.pass(9_000)
      return reply
    },
    sent: async () => sentTexts(await twilio!.accepted()),
    cards: async () => slackMessages(await workspace!.accepted()),
    async presses(label: string) {
      const posted = slackMessages(await workspace!.accepted())
      const message = posted.findLast(({ blocks }) => JSON.stringify(blocks ?? []).includes(`"text":"${label}"`))
      if (message === undefined) throw new Error(`nothing in Slack has a button “${label}”`)
      const request = slackSays.click(message, label, 'U0BEN', String(house.clock.now().getTime() / 1000))
      return post(webhookUrl(publicUrl, 'slack', desk.id), request)
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
  }
}

test('a customer texts; the draft is approved in Slack, leaves as a text, and is told to have arrived', async () => {
  const shop = await openShop()
  const { house } = shop
  expect(await (await shop.texts('Do you ship to Norway?')).text()).toContain('<Response/>')
  await house.core.conversations.reply(house.owner, (await shop.conversation()).conversation.id, { text: answer })
  await house.settle()
  expect((await shop.sent()).map(({ from, to, body }) => [from, to, body])).toEqual([[ours, theirs, answer]])

  await shop.texts('Can you ship to Norway?', { from: '+15550001112' })
  await house.pass(3_000)
  expect((await shop.cards()).some(({ blocks }) => JSON.stringify(blocks).includes(answer))).toBe(true)
  expect((await shop.presses('Approve')).status).toBe(200)
  await house.settle()
  const sent = await shop.sent()
  expect(sent.map(({ to, body }) => [to, body]).at(-1)).toEqual(['+15550001112', answer])
  expect(new URL(sent[1]!.statusCallback!).origin).toBe(publicUrl)

  expect((await shop.becomes(sent[0]!, 'delivered')).status).toBe(204)
  const rows = await house.scope.conversations.list({ limit: 5 })
  const views = await Promise.all(rows.map(({ id }) => house.core.conversations.get(house.owner, id)))
  expect(rows.map(({ channel }) => channel)).toEqual(['sms', 'sms'])
  expect(views.flatMap(({ events }) => events).filter(({ type }) => type === 'delivered')).toHaveLength(1)
  expect(house.log.errors).toEqual([])
})

test('what is in doubt is settled by Twilio’s word; what did not arrive comes back with its reason', async () => {
  const shop = await openShop()
  const { house } = shop
  await shop.texts('Do you ship to Norway?')
  const { id } = (await shop.conversation()).conversation
  await shop.twilio.misbehave({ does: 'cut', after: 'accepting', times: 1 })
  await house.core.conversations.reply(house.owner, id, { text: answer })
  await house.settle()
  const delivery = async () => (await shop.conversation()).messages.at(-1)?.delivery?.state
  expect([await delivery(), (await shop.sent()).length]).toEqual(['in_doubt', 1])
  const [text] = await shop.sent()
  await shop.becomes(text!, 'sent')
  expect(await delivery()).toBe('sent')
  await shop.becomes(text!, 'undelivered', 30006)
  expect(await delivery()).toBe('failed')
  const said = JSON.stringify(await shop.cards())
  expect(said).toContain('a landline, or a network that takes no texts')
  expect((await shop.sent()).length).toBe(1)
})

test('STOP holds from the answer to Twilio on, and Twilio’s own refusal is a STOP, too', async () => {
  const shop = await openShop()
  const { house } = shop
  await shop.texts('Do you ship to Norway?')
  const { id } = (await shop.conversation()).conversation
  await house.core.conversations.reply(house.owner, id, { text: answer })
  expect((await shop.texts('Stop')).status).toBe(200)
  await house.settle()
  expect(await shop.sent()).toEqual([])
  expect(JSON.stringify(await shop.cards())).toContain('They said STOP on')
  await shop.texts('start')
  shop.account.stopped.push(theirs)
  await house.core.conversations.reply(house.owner, id, { text: answer })
  await house.settle()
  expect((await shop.conversation()).stoppedAt).not.toBeNull()
})

test('what nobody signed is refused with 401 and stored nowhere; what is not ours is answered and dropped', async () => {
  const shop = await openShop()
  const good = shop.twilioSays.text(shop.address, { from: theirs, to: ours, body: 'Hello' })
  const forged = [
    { ...good, headers: { ...good.headers, 'x-twilio-signature': 'AAAA' } },
    { ...good, headers: { 'content-type': good.headers['content-type']! } },
    { ...good, body: new Uint8Array(Buffer.from(Buffer.from(good.body).toString().replace('Hello', 'Hallo'))) },
  ]
  for (const request of forged) expect((await shop.post(good.url, request)).status).toBe(401)
  expect((await shop.post(`${good.url}?x=1`, good)).status).toBe(401)
  expect((await shop.texts('Hello', { to: '+15550009999' })).status).toBe(200)
  expect((await shop.texts('', {})).status).toBe(200)
  expect((await shop.post(`${publicUrl}/webhooks/sms`, good)).status).toBe(404)
  await shop.house.settle()
  expect(await shop.house.scope.conversations.list({ limit: 5 })).toEqual([])
})

test('a picture is fetched and shown; one that is gone is a link, and staff are told', async () => {
  const shop = await openShop()
  const path = `/2010-04-01/Accounts/${shop.account.accountSid}/Messages/${sidOf('MM', 1)}/Media/${sidOf('ME', 1)}`
  shop.account.media[path] = Buffer.from('a picture').toString('base64')
  const media = [path, `${path}0`].map((at) => ({ url: `https://api.twilio.com${at}`, type: 'image/jpeg' }))
  await shop.texts('It broke', { media })
  await shop.house.settle()
  const [first, second] = (await shop.conversation()).messages[0]?.metadata.attachments ?? []
  expect([first?.size, second?.digest, second?.url]).toEqual([9, undefined, media[1]!.url])
  expect(JSON.stringify(await shop.cards())).toContain('could not be fetched')
  expect(await shop.sent()).toEqual([])
})

test('a text asks for something of its own; a code by mail proves who it is, and it is answered', async () => {
  const shop = await openShop(personalHouse)
  const { house } = shop
  await house.mailCustomer('ana@mail.example', 'Ana').says('Hello, are you open today?')
  const told = async () => (await shop.sent()).map(({ body }) => body).join('\n')
  await shop.texts(personalQuestion())
  await house.settle()
  expect(await told()).toContain('tell us the e-mail address')
  await shop.texts('It is ana@mail.example')
  await house.settle()
  expect(await told()).toContain('sent a code to that address')
  expect(await told()).not.toContain(personalAnswer())
  const [code = ''] = codesTo(house, 'ana@mail.example')
  await shop.texts(`${code.slice(0, 3)} ${code.slice(3)}`)
  await house.settle()
  expect(await told()).toContain(personalAnswer())
  expect(holdsCode(await told(), code)).toBe(false)
  const row = await house.scope.people.byHandle({ kind: 'email', value: 'ana@mail.example' })
  expect((await house.scope.people.get(row!.personId!))?.handles).toContainEqual({ kind: 'phone', value: theirs })
})
