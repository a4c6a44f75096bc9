import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import type { Connector, Tools } from '#connectors/connector.ts'
import { slack } from '#connectors/slack/index.ts'
import { methodScopes } from '#connectors/slack/scopes.ts'
import type { Messenger, Ports } from '#core/ports.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { makeConnections } from '../connections.ts'
import { makeServer } from '../http/server.ts'
import { receiveWebhooks } from '../inbound/receive.ts'
import { webhookUrl } from '../inbound/route.ts'
import { makeMessenger } from '../messenger.ts'
import { openSlack, type SlackPosted, slackMessages, slackWorkspace } from './platforms/slack-platform.ts'
import { type SlackRequest, slackRequests } from './platforms/slack-requests.ts'

const publicUrl = 'https://desk.example'
const signingSecret = 'a-signing-secret-for-tests'
const [ben, cleo] = ['U0BEN', 'U0CLEO']
const wrong = 'Yes, we ship to Norway within 5 days.'
const right = 'Yes, we ship to Norway within 12 days.'

/** The hub over the real Slack connector, and Slack on loopback; customers chat on fakes. Cleo is an owner. */
async function openWorkspace() {
  const workspace = await openSlack()
  onTestFinished(() => workspace.close())
  const connectors = [slack as Connector]
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Ports) {
    const tools = (): Tools => ({
      ...{ environment: { SLACK_API_URL: `${workspace.url}/api/` }, now: ports.now, log: ports.log },
      file: (digest: string) => ports.files.get(digest),
    })
    const now = () => ports.now().getTime()
    const connections = makeConnections({ connectors, store: ports.store, tools, publicUrl, now })
    return { connections, tools, messenger: makeMessenger(connections, connectors) }
  }
  const house = await makeTestHouse({
    wrap(ports) {
      const made = wire(ports)
      wired = made
      const of = (connector: string) => (connector === 'slack' ? made : ports).messenger
      const messenger: Messenger = {
        ...ports.messenger,
        abilities: (id) => of(id).abilities(id),
        describe: (place) => of(place.connector).describe(place),
        send: (business, place, out) => of(place.connector).send(business, place, out),
        profile: (business, place, handle) => of(place.connector).profile(business, place, handle),
        staffRoots: made.messenger.staffRoots,
        channelPlace: made.messenger.channelPlace,
        channelName: made.messenger.channelName,
      }
      return { ...ports, messenger }
    },
  })
  await house.teammate('Ben')
  const owner = await house.teammate('Cleo')
  await house.scope.teammates.update(owner.teammate.id, { role: 'owner' })
  const { id: agentId } = await house.scope.agent()
  const { id } = await house.scope.integrations.add({
    ...{ agentId, connector: 'slack', account: slackWorkspace.team, label: 'Shop' },
    settings: { botToken: slackWorkspace.botToken, signingSecret, channel: 'C0SUPPORT', teamId: slackWorkspace.team },
  })
  const { connections, tools } = wired!
  const server = makeServer({
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
  onTestFinished(() => server.close())
  const port = await server.listen(0, '127.0.0.1')
  const address = webhookUrl(publicUrl, 'slack', id).replace(publicUrl, `http://127.0.0.1:${port}`)
  const says = slackRequests(signingSecret, slackWorkspace, house.clock.now)
  let count = 0
  const ts = () => `${Math.floor(house.clock.now().getTime() / 1000)}.${String(++count).padStart(6, '0')}`

  async function post(request: SlackRequest) {
    const reply = await fetch(address, request)
    expect(reply.status).toBe(200)
    const body = await reply.text()
    await house.settle()
    return body === '' ? undefined : JSON.parse(body)
  }
  const messages = async () => slackMessages(await workspace.accepted())
  const made = async (method: string) => (await workspace.accepted()).filter(({ path }) => path.endsWith(method))
  const card = async (words: string): Promise<SlackPosted> => {
    const found = (await messages()).findLast(({ blocks, text }) => JSON.stringify([blocks, text]).includes(words))
    if (found === undefined) throw new Error(`nothing in Slack says “${words}”`)
    return found
  }
  return {
    ...{ house, workspace, says, post, messages, card, ts },
    /** A customer asks, in the chat. */
    async asks(name: string, text = 'Do you ship to Norway?') {
      const customer = house.customer(name)
      await customer.says(text)
      await house.settle()
      return customer
    },
    async presses(words: string, label: string, user = ben) {
      return post(says.click(await card(words), label, user, ts()))
    },
    async writes(thread: SlackPosted, text: string, user = ben) {
      const at = { channel: thread.channel, ts: ts(), threadTs: thread.thread_ts ?? thread.ts }
      await post(says.event({ ...at, user, text }))
      return { ...at, thread_ts: at.threadTs, text, user }
    },
    /** The window that was opened last. */
    window: async () => (await made('/views.open')).at(-1)!.fields,
    home: async (user: string) =>
      (await made('/views.publish')).findLast(({ fields }) => fields.id === `V${user}`)!.fields,
  }
}

/** Who wrote our cards. */
const ours = { user: slackWorkspace.botUser, bot_id: 'B0BOT' }

const shown = (view: object) => JSON.stringify(view)

test('staff live in Slack: they answer, look, teach, correct and set up there, and no call asks for history', async () => {
  const { house, workspace, says, post, card, ts, asks, presses, writes, window, home } = await openWorkspace()

  // A question, answered in its thread; the next one is a draft, approved and changed.
  const anna = await asks('Anna')
  await writes(await card('Do you ship to Norway?'), `> ${wrong}`)
  expect(anna.heard()).toEqual([wrong])
  const carl = await asks('Carl')
  await presses('Suggested answer', 'Approve')
  expect(carl.heard()).toEqual([wrong])
  const dora = await asks('Dora')
  await writes(await card('Suggested answer'), 'Is this still right?')
  await presses('Is this still right?', 'Keep as note')
  expect(dora.heard()).toEqual([])

  // Why did it say that?
  const draft = await card('Suggested answer')
  await post(says.shortcut('lummy:why', { ...draft, ...ours }, ben, ts()))
  expect(shown(await window())).toContain('Lummy proposed this')

  // It was wrong: the right answer goes to Dora, and then to those who heard the old one.
  await presses('Suggested answer', 'Reject')
  await presses('Suggested answer', 'Wrong facts')
  await writes(draft, `> ${right}`)
  expect(dora.heard()).toEqual([right])
  await presses('heard the old answer', 'Tell those who heard the old answer (2)')
  const asked = await window()
  expect(shown(asked)).toMatch(/2 customers heard the old answer.*Carl.*Anna/)
  expect(anna.heard()).toEqual([wrong])
  const told = await post(says.submit(asked, '', ben))
  expect(shown(told)).toContain('Sent to 2 customers')
  for (const one of [anna, carl]) expect(one.heard()).toEqual([wrong, expect.stringContaining(right)])

  // Teaching from words that were said anywhere.
  const lunch = { channel: 'C0LUNCH', ts: ts(), user: cleo, text: 'By the way: yes, we gift-wrap, for 3 euros.' }
  await post(says.shortcut('lummy:teach', lunch, ben, ts()))
  const question = { question: { value: 'Do you gift-wrap?' } }
  const taught = await post(says.submit(await window(), 'Yes, we gift-wrap, for 3 euros.', ben, { fields: question }))
  expect(shown(taught)).toContain('Learned.')
  await asks('Emil', 'Do you gift-wrap?')
  expect(shown(await card('gift-wrap, for 3 euros'))).toContain('Suggested answer')

  // The Home tab: what waits, and how the agent is set up; owners change it there, others see no button for it.
  await post(says.homeOpened(ben))
  expect(shown(await home(ben))).toMatch(/Waiting for you.*Emil.*Topics \(.*Opening hours/)
  expect(shown(await home(ben))).not.toContain('"Change"')
  await post(says.homeOpened(cleo))
  await post(says.pressHome(await home(cleo), 'Change', cleo, ts(), 'Opening hours'))
  const bad = await post(
    says.submit(await window(), '', cleo, {
      fields: { day1: { value: 'nine to five' }, always: { selected_options: [] } },
    }),
  )
  expect(bad).toEqual({ response_action: 'errors', errors: { 'field:day1': expect.stringContaining('no time span') } })
  const hours = { day1: { value: '9-17' }, zone: { value: 'Europe/Oslo' }, always: { selected_options: [] } }
  await post(says.submit(await window(), '', cleo, { fields: hours }))
  expect((await house.scope.business()).settings).toMatchObject({
    zone: 'Europe/Oslo',
    hours: { 1: [['09:00', '17:00']] },
  })
  await expect
    .poll(async () => shown(await home(cleo)), { timeout: 10_000 })
    .toContain('Monday 09:00-17:00 · Europe/Oslo')
  await post(says.pressHome(await home(cleo), 'Evidence', cleo, ts(), 'supervised'))
  expect(shown(await window())).toContain('Judged')

  // Commands, each answered to whoever wrote it alone.
  for (const [text, words] of [
    ['status', 'Learning stage'],
    ['next', 'Emil'],
    ['why', 'Lummy proposed this'],
    ['find Norway', 'Norway'],
    ['topics', 'Topics'],
    ['help', '/lummy teach'],
    ['pause', 'Only the owner may do this.'],
  ] as const) {
    const answer = await post(says.command(text, ben, 'C0SUPPORT'))
    expect(answer.response_type).toBe('ephemeral')
    expect(shown(answer), text).toContain(words)
  }
  await post(says.command('teach Are you open on Sundays?', ben, 'C0SUPPORT'))
  expect(shown(await window())).toContain('Are you open on Sundays?')
  expect(shown(await post(says.command('pause', cleo, 'C0SUPPORT')))).toContain('is paused')
  expect(shown(await post(says.command('resume', cleo, 'C0SUPPORT')))).toContain('speaks again')

  // Every call that was made is one that the manifest has a scope for, and none of them reads what was said before.
  const methods = new Set((await workspace.called()).map((path) => path.replace(/^\/api\//, '')))
  expect([...methods].sort()).toEqual([
    ...['chat.postMessage', 'chat.update', 'users.info', 'views.open', 'views.publish'],
  ])
  expect([...methods].filter((method) => !Object.hasOwn(methodScopes, method))).toEqual([])
  expect([...methods].filter((method) => /history|replies|search|list|members/.test(method))).toEqual([])

  // The workspace removes us: nothing is called any more, and what was said there beside the answers is gone.
  await post(says.uninstalled())
  const before = (await workspace.called()).length
  await asks('Finn')
  expect((await workspace.called()).length).toBe(before)
  expect(
    JSON.stringify(house.store.rows(house.businessId).outbox.filter(({ audience }) => audience === 'staff')),
  ).not.toContain('still right')
}, 60_000)
