import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Connector, Tools } from '#connectors/connector.ts'
import { discord } from '#connectors/discord/index.ts'
import type { Messenger, Ports } from '#core/ports.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { makeConnections } from '../connections.ts'
import { makeServer } from '../http/server.ts'
import { receiveWebhooks } from '../inbound/receive.ts'
import { webhookUrl } from '../inbound/route.ts'
import { startListening } from '../listen.ts'
import { makeMessenger } from '../messenger.ts'
import { type DiscordPlatform, openDiscord, discordServer as server } from './platforms/discord-platform.ts'
import { discordRequests } from './platforms/discord-requests.ts'

const publicUrl = 'https://desk.example'
const answer = 'Yes, we ship to Norway within 5 days.'
const [anna, benId] = [server.users[0].id, server.users[1].id]
const soon = { timeout: 8_000, interval: 20 }

let platform: DiscordPlatform
const open: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  platform = await openDiscord()
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  await platform.close()
})

/** The hub over the real connector: customers chat, staff work in Discord on loopback, spoken to by discord.js. */
async function openShop({ isLinked = true } = {}) {
  const connectors = [discord as Connector]
  const environment = { DISCORD_API_URL: platform.url }
  let wired: ReturnType<typeof wire> | undefined
  function wire(ports: Ports) {
    const tools = (): Tools => ({
      ...{ environment, now: () => new Date(), log: ports.log },
      file: (digest: string) => ports.files.get(digest),
    })
    const connections = makeConnections({ connectors, store: ports.store, tools, publicUrl, now: Date.now })
    return { connections, tools, real: makeMessenger(connections, connectors) }
  }
  const house = await makeTestHouse({
    wrap(ports) {
      wired = wire(ports)
      const { real } = wired
      const of = (connector: string) => (connector === 'discord' ? real : ports.messenger)
      const messenger: Messenger = {
        ...real,
        mailIdentity: ports.messenger.mailIdentity,
        abilities: (id) => of(id).abilities(id),
        describe: (place) => of(place.connector).describe(place),
        costOf: (place, text) => of(place.connector).costOf(place, text),
        pace: (business, place) => of(place.connector).pace(business, place),
        send: (business, place, out) => of(place.connector).send(business, place, out),
      }
      return { ...ports, messenger }
    },
  })
  const { connections, tools } = wired!
  const ben = await house.teammate('Ben')
  const handle = { kind: 'discord' as const, value: `${server.guild}/${benId}` }
  if (isLinked) await house.scope.teammates.link(ben.teammate.id, handle)
  const given = { botToken: server.botToken, channel: server.desk }
  const { found, ...named } = await discord.identify(given, tools())
  const desk = await house.core.integrations.add(house.owner, {
    ...{ connector: 'discord', ...named, settings: { ...given, ...found } },
  })
  connections.forget()
  const counted: string[] = []
  const counts = { count: (_: string, result: string) => void counted.push(result), touched: () => {} }
  const { log, live, store } = house.ports
  const listen = () => {
    const listening = startListening({ store, core: house.core, connections, log, live, counts }, { againAfterMs: 20 })
    open.push(listening.stop)
    return listening
  }
  const hub = makeServer({
    house: { ...{ core: house.core, live, connectors, tools }, webhookUrl: () => '' } as never,
    routes: [],
    inbound: receiveWebhooks({
      ...{ connectors, connections, core: house.core, tools, publicUrl, ...counts },
      installs: { finish: () => Promise.reject(new Error('nobody installs here')) },
    }),
    sockets: {},
    pages: { siteFolder: '/nowhere', adminFolder: '/nowhere', chatOrigins: async () => [] },
    health: { ping: async () => {}, metrics: new Registry() },
    ...{ publicUrl, now: () => new Date(), log },
  })
  open.push(() => hub.close())
  const port = await hub.listen(0, '127.0.0.1')
  const requests = discordRequests(platform)

  async function stored(id: string) {
    await vi.waitFor(
      async () => expect(await house.scope.inbox.byPlatformId('discord', server.guild, id)).toBeDefined(),
      soon,
    )
  }
  const withButton = async (label: string) => {
    const messages = await platform.messages()
    const found = messages.findLast(({ components }) => JSON.stringify(components).includes(`"label":"${label}"`))
    if (found === undefined) throw new Error(`nothing in Discord has a button “${label}”`)
    return found
  }
  const shop = {
    ...{ house, ben, desk, handle, requests, counted, listen },
    /** The thread of the conversation that was shown last. */
    async thread() {
      const cards = (await platform.messages()).filter(({ channel_id }) => channel_id === server.desk)
      return cards.at(-1)!.id
    },
    titles: async () => (await platform.messages()).map(({ embeds, content }) => embeds[0]?.title ?? content),
    /** Somebody writes in a thread, and the burst window passes. */
    async writes(text: string, { user = benId, thread = '' }: { user?: string; thread?: string } = {}) {
      const message = requests.message({ channel: thread || (await shop.thread()), type: 11, user, text })
      platform.gateway.tell('MESSAGE_CREATE', message)
      await stored(`message message/${message.channel_id}/${message.id}`)
      await house.settle()
      return message
    },
    /** What Discord would do with an interaction: it comes over the gateway, and is answered over the API. */
    async interacts(interaction: Record<string, unknown>) {
      platform.gateway.tell('INTERACTION_CREATE', interaction)
      await vi.waitFor(async () => expect(await platform.answers()).toHaveProperty(String(interaction.id)), soon)
      await house.settle()
      return (await platform.answers())[String(interaction.id)] as { type: number; data: Record<string, unknown> }
    },
    async press(label: string, user: string = benId) {
      const message = await withButton(label)
      return shop.interacts(requests.press(message, label, user, message.channel_id === server.desk ? 0 : 11))
    },
    pressed: async (label: string) => requests.press(await withButton(label), label, benId, 11),
    post: (path: string, request: { method: string; headers: Record<string, string>; body: string }) =>
      fetch(`http://127.0.0.1:${port}${path}`, request),
    path: new URL(webhookUrl(publicUrl, 'discord', desk.id)).pathname,
    isUp: () => vi.waitFor(() => expect(platform.gateway.seen().open).toBe(1), soon),
  }
  return shop
}

describe('a day in Discord', () => {
  test('a card, a question about the reply, a press that sends, a lesson; then a draft approved, and one edited in a form', async () => {
    const shop = await openShop()
    const { house } = shop
    shop.listen()
    await shop.isUp()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    expect(await shop.titles()).toEqual(['Carl'])

    await shop.writes(answer)
    expect(carl.heard()).toEqual([])
    expect((await shop.titles()).at(-1)).toBe('Send this to Carl?')
    expect(await shop.press('Send to customer')).toEqual({ type: 6 })
    expect(carl.heard()).toEqual([answer])
    expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question: 'Do you ship to Norway?' }])

    const dora = house.customer('Dora')
    await dora.says('Can you ship to Norway?')
    await house.settle()
    const draft = (await platform.messages()).at(-1)
    expect(draft?.embeds[0]?.description).toContain(answer)
    expect(draft?.channel_id).toBe(await shop.thread())
    await shop.press('Approve')
    expect(dora.heard()).toEqual([answer])
    expect(await shop.titles()).not.toContain('Suggested answer')

    const emil = house.customer('Emil')
    await emil.says('Do you ship parcels to Norway?')
    await house.settle()
    const edit = await shop.pressed('Edit')
    const { type, data } = await shop.interacts(edit)
    expect(type).toBe(9)
    expect(JSON.stringify(data)).toContain(answer)
    await shop.interacts(shop.requests.submit(edit, data, 'Yes, by ferry.', { once: true }))
    expect(emil.heard()).toEqual(['Yes, by ferry.'])
    expect(house.log.errors).toEqual([])
  })

  test('a note stays inside, a marked reply goes out, an edit and a removal follow the words', async () => {
    const shop = await openShop()
    const { house } = shop
    shop.listen()
    await shop.isUp()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    await shop.writes('Does anybody know?')
    await shop.press('Keep as note')
    expect(carl.heard()).toEqual([])
    await shop.writes(`> ${answer}`)
    expect(carl.heard()).toEqual([answer])

    const asked = await shop.writes('One more thing')
    platform.gateway.tell('MESSAGE_UPDATE', {
      ...asked,
      ...{ content: 'One more thing: bring a bag', edited_timestamp: new Date().toISOString() },
    })
    await vi.waitFor(async () => {
      await house.settle()
      expect(JSON.stringify((await platform.messages()).at(-1))).toContain('bring a bag')
    }, soon)
    platform.gateway.tell('MESSAGE_DELETE', { id: asked.id, channel_id: asked.channel_id, guild_id: server.guild })
    await vi.waitFor(async () => {
      await house.settle()
      expect(JSON.stringify((await platform.messages()).at(-1))).toContain('nothing was sent')
    }, soon)
    expect(carl.heard()).toEqual([answer])
  })

  test('two teammates press at once: one wins, the other is told who was faster', async () => {
    const shop = await openShop()
    const { house } = shop
    const cleo = await house.teammate('Cleo')
    await house.scope.teammates.link(cleo.teammate.id, { kind: 'discord', value: `${server.guild}/${anna}` })
    shop.listen()
    await shop.isUp()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    await shop.writes(`> ${answer}`)
    const dora = house.customer('Dora')
    await dora.says('Can you ship to Norway?')
    await house.settle()
    const message = (await platform.messages()).at(-1)!
    const both = [benId, anna].map((user) => shop.requests.press(message, 'Approve', user, 11))
    const answers = await Promise.all(both.map(shop.interacts))
    expect(dora.heard()).toEqual([answer])
    const told = answers.filter(({ type }) => type === 4)
    expect(told).toHaveLength(1)
    expect(told[0]?.data).toMatchObject({ flags: 64, content: expect.stringMatching(/(Ben|Cleo) approved this draft/) })
  })

  test('somebody who is not linked is told so with a link that is theirs alone, and counts once they followed it', async () => {
    const shop = await openShop({ isLinked: false })
    const { house } = shop
    shop.listen()
    await shop.isUp()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    await shop.writes(`> ${answer}`)
    expect(carl.heard()).toEqual([])
    const direct = (await platform.messages()).at(-1)!
    expect(direct.channel_id).not.toBe(await shop.thread())
    expect(direct.embeds[0]?.title).toContain('Nothing was sent and nothing was learned')
    const { data } = await shop.interacts(shop.requests.command(server.desk, benId, 'next'))
    const [, token] = /token=([\w-]{43})/.exec(String(data.content)) ?? []
    await house.core.teammates.acceptOffer(shop.ben.actor, token!)
    await shop.writes(`> ${answer}`)
    expect(carl.heard()).toEqual([answer])

    const standup = server.users[3].id
    await shop.writes('> Automatic words', { user: standup })
    expect(carl.heard()).toEqual([answer])
  })

  test('a channel is asked what it is for, and may be used for that', async () => {
    const shop = await openShop()
    shop.listen()
    await shop.isUp()
    const said = await shop.interacts(shop.requests.command(server.sales, benId, 'channel'))
    expect(said.data.content).toContain('what this channel is for')
    const question = (await platform.messages()).at(-1)!
    expect(question).toMatchObject({ channel_id: server.sales })
    expect((await shop.house.scope.staffChannels.list()).map(({ name }) => name)).toEqual(['sales'])
  })
})

describe('the line', () => {
  test('is cut while people write: nothing is lost, nothing comes twice', async () => {
    const shop = await openShop()
    const { house } = shop
    shop.listen()
    await shop.isUp()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    const thread = await shop.thread()
    platform.gateway.drop()
    const words = Array.from({ length: 20 }, (_, index) => `> Part ${index}`)
    for (const text of words)
      platform.gateway.tell('MESSAGE_CREATE', shop.requests.message({ channel: thread, type: 11, user: benId, text }))
    await vi.waitFor(() => expect(platform.gateway.seen().resumed).toBe(1), soon)
    platform.gateway.drop()
    await vi.waitFor(async () => {
      await house.settle()
      expect(carl.heard()).toHaveLength(20)
    }, soon)
    await vi.waitFor(() => expect(platform.gateway.seen().resumed).toBe(2), soon)
    await house.settle()
    expect(carl.heard()).toEqual(words.map((text) => text.slice(2)))
    expect(platform.gateway.seen().begun).toBe(1)
  })

  test('has one owner among two processes, and the other goes on where it stopped', async () => {
    const shop = await openShop()
    const { house } = shop
    const first = shop.listen()
    await shop.isUp()
    shop.listen()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    await shop.writes('> One')
    expect(platform.gateway.seen()).toMatchObject({ begun: 1, open: 1 })
    const thread = await shop.thread()
    const message = shop.requests.message({ channel: thread, type: 11, user: benId, text: '> Two' })
    await first.stop()
    platform.gateway.tell('MESSAGE_CREATE', message)
    await vi.waitFor(async () => {
      await house.settle()
      expect(carl.heard()).toEqual(['One', 'Two'])
    }, soon)
    expect(platform.gateway.seen()).toMatchObject({ begun: 1, resumed: 1, open: 1 })
  })

  test('tells what became of a card that was cut off while it was sent', async () => {
    const shop = await openShop()
    const { house } = shop
    shop.listen()
    await shop.isUp()
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    // Also when asked once more, no answer arrives: only the gateway's word is left.
    await platform.misbehave({ does: 'cut', after: 'accepting', on: '/messages', times: 2 })
    await shop.writes('Who knows?')
    const { id } = await carl.conversation()
    await vi.waitFor(async () => {
      await house.settle()
      const rows = await house.scope.outbox.list(id)
      expect(rows.find(({ payload }) => payload.writtenId !== undefined)?.state).toBe('sent')
    }, soon)
    await shop.press('Keep as note')
    expect(await shop.titles()).toHaveLength(2)
    expect((await shop.titles()).at(-1)).not.toBe('Send this to Carl?')
  })

  test("shows with the integration what is missing, and takes it back once it is there; doctor's check says the same", async () => {
    platform.gateway.allowContent(false)
    const shop = await openShop()
    const { house, desk } = shop
    shop.listen()
    const row = async () => (await house.core.integrations.list(house.owner)).find(({ id }) => id === desk.id)
    await vi.waitFor(async () => {
      expect(await row()).toMatchObject({
        status: 'failing',
        lastError: expect.stringContaining('Message Content Intent'),
      })
    }, soon)
    const settings = (await house.scope.integrations.get(desk.id))!.settings as never
    const tools = { environment: { DISCORD_API_URL: platform.url }, now: () => new Date() } as unknown as Tools
    expect(await discord.open(settings, tools).check?.()).toMatchObject({ problem: expect.stringContaining('Intent') })
    platform.gateway.allowContent(true)
    platform.forbid(1n << 35n)
    expect(await discord.open(settings, tools).check?.()).toMatchObject({
      problem: expect.stringMatching(/In #desk the bot lacks Create Public Threads:/),
    })
    platform.forbid(0n)
    expect(await discord.open(settings, tools).check?.()).toEqual({ ok: true, label: 'The Shop as lummy, in #desk' })
    platform.gateway.forget()
    platform.gateway.drop(4014)
    await vi.waitFor(async () => expect(await row()).toMatchObject({ status: 'connected', lastError: null }), soon)
  })
})

describe('over HTTP', () => {
  test('signed presses are answered in the reply, forged ones 401, another server’s 404, and nothing of those is stored', async () => {
    const shop = await openShop()
    const { house, requests } = shop
    const carl = house.customer('Carl')
    await carl.says('Do you ship to Norway?')
    await house.settle()
    const pong = await shop.post(shop.path, requests.sign({ type: 1, id: '1' }))
    expect([pong.status, await pong.json()]).toEqual([200, { type: 1 }])

    const press = requests.press((await platform.messages())[0]!, 'Take', benId, 0)
    const taken = await shop.post(shop.path, requests.sign(press))
    expect([taken.status, await taken.json()]).toEqual([200, { type: 6 }])
    expect((await carl.conversation()).assigneeId).toBe(shop.ben.teammate.id)

    const other = { ...press, id: platform.nextId() }
    const signed = requests.sign(other)
    const forged = { ...signed, body: JSON.stringify({ ...other, token: 'x' }) }
    const old = requests.sign(other, new Date(Date.now() - 6 * 60_000))
    for (const bad of [forged, old, { ...signed, headers: {} }])
      expect((await shop.post(shop.path, bad)).status).toBe(401)
    const foreign = requests.sign({ ...other, guild_id: '42' })
    expect((await shop.post('/webhooks/discord', foreign)).status).toBe(404)
    const [theirs] = [await shop.post(shop.path, foreign)]
    expect(theirs.status).toBe(200)
    expect(await house.scope.inbox.byPlatformId('discord', server.guild, `action press/${other.id}`)).toBeUndefined()
    expect(shop.counted).toEqual(['ignored', 'accepted', '401', '401', '401', '404', 'ignored'])
  })
})
