import { describe, expect, test, vi } from 'vitest'
import { anna, benId, openDiscordShop, soon } from './loopback/discord.ts'
import { publicUrl } from './loopback/hub.ts'
import { discordServer as server } from './platforms/discord-platform.ts'

const answer = 'Yes, we ship to Norway within 5 days.'

describe('a day in Discord', () => {
  test('a card, a question about the reply, a press that sends, a lesson; then a draft approved, and one edited in a form', async () => {
    const shop = await openDiscordShop()
    const { house } = shop
    const carl = await shop.asks('Carl')
    expect(await shop.titles()).toEqual(['Carl'])

    await shop.writes(answer)
    expect(carl.heard()).toEqual([])
    expect((await shop.titles()).at(-1)).toBe('Send this to Carl?')
    expect(await shop.press('Send to customer')).toEqual({ type: 6 })
    expect(carl.heard()).toEqual([answer])
    expect(await house.core.lessons.list(house.owner, {})).toMatchObject([{ question: 'Do you ship to Norway?' }])

    const dora = await shop.asks('Dora', 'Can you ship to Norway?')
    const draft = await shop.newest()
    expect(draft?.embeds[0]?.description).toContain(answer)
    expect(draft?.channel_id).toBe(await shop.thread())
    await shop.press('Approve')
    expect(dora.heard()).toEqual([answer])
    expect(await shop.titles()).not.toContain('Suggested answer')

    const emil = await shop.asks('Emil', 'Do you ship parcels to Norway?')
    const edit = await shop.pressed('Edit')
    const { type, data } = await shop.interacts(edit)
    expect(type).toBe(9)
    expect(JSON.stringify(data)).toContain(answer)
    await shop.interacts(shop.requests.submit(edit, data, 'Yes, by ferry.', { once: true }))
    expect(emil.heard()).toEqual(['Yes, by ferry.'])
    expect(house.log.errors).toEqual([])
  })

  test('a note stays inside, a marked reply goes out, an edit and a removal follow the words', async () => {
    const shop = await openDiscordShop()
    const { house, platform } = shop
    const carl = await shop.asks('Carl')
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
      expect(JSON.stringify(await shop.newest())).toContain('bring a bag')
    }, soon)
    platform.gateway.tell('MESSAGE_DELETE', { id: asked.id, channel_id: asked.channel_id, guild_id: server.guild })
    await vi.waitFor(async () => {
      await house.settle()
      expect(JSON.stringify(await shop.newest())).toContain('nothing was sent')
    }, soon)
    expect(carl.heard()).toEqual([answer])
  })

  test('a customer’s picture is shown in the thread, while everything else of the hub runs in the same process', async () => {
    const shop = await openDiscordShop()
    const { house, platform } = shop
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const digest = await house.ports.files.put(png)
    const picture = { name: 'parcel “red”.png', type: 'image/png', size: png.length, inline: false, digest }
    await house.customer('Carl').says('It broke', { attachments: [picture] })
    await house.settle()
    const [shown] = (await platform.messages()).filter(({ files }) => Array.isArray(files))
    expect(shown).toMatchObject({ channel_id: await shop.thread(), files: ['parcel “red”.png'] })
    expect(house.log.errors).toEqual([])
  })

  test('two teammates press at once: one wins, the other is told who was faster', async () => {
    const shop = await openDiscordShop()
    const { house } = shop
    const cleo = await house.teammate('Cleo')
    await house.scope.teammates.link(cleo.teammate.id, { kind: 'discord', value: `${server.guild}/${anna}` })
    await shop.asks('Carl')
    await shop.writes(`> ${answer}`)
    const dora = await shop.asks('Dora', 'Can you ship to Norway?')
    const message = await shop.newest()
    const both = [benId, anna].map((user) => shop.requests.press(message, 'Approve', user, 11))
    const answers = await Promise.all(both.map(shop.interacts))
    expect(dora.heard()).toEqual([answer])
    const told = answers.filter(({ type }) => type === 4)
    expect(told).toHaveLength(1)
    expect(told[0]?.data).toMatchObject({ flags: 64, content: expect.stringMatching(/(Ben|Cleo) approved this draft/) })
  })

  test('somebody who is not linked is told so with a link that is theirs alone, and counts once they followed it', async () => {
    const shop = await openDiscordShop({ isLinked: false })
    const { house } = shop
    const carl = await shop.asks('Carl')
    await shop.writes(`> ${answer}`)
    expect(carl.heard()).toEqual([])
    const direct = await shop.newest()
    expect(direct.channel_id).not.toBe(await shop.thread())
    expect(direct.embeds[0]?.title).toContain('Nothing was sent and nothing was learned')
    const { data } = await shop.interacts(shop.requests.command(server.desk, benId, 'next'))
    const [, token] = /token=([\w-]{43})/.exec(String(data.content)) ?? []
    await house.core.teammates.acceptOffer(shop.ben.actor, token!)
    await shop.writes(`> ${answer}`)
    expect(carl.heard()).toEqual([answer])

    const standup = server.users[3].id
    await shop.writes('> Automatic words', standup)
    expect(carl.heard()).toEqual([answer])
  })

  test('the words of /lummy are answered to their author alone; teach asks for the answer in a form', async () => {
    const shop = await openDiscordShop()
    const { house } = shop
    await shop.asks('Carl')
    await shop.writes(`> ${answer}`)
    const says = (word: string, options?: Record<string, string>) =>
      shop.interacts(shop.requests.command(server.desk, benId, word, options))
    const title = 'Lummy listens and drafts; nothing is answered alone yet.'
    expect(await says('status')).toMatchObject({ type: 4, data: { flags: 64, embeds: [{ title }] } })
    await shop.asks('Dora', 'Can you ship to Norway?')
    const why = await says('why', { words: 'Norway' })
    expect(why).toMatchObject({ data: { flags: 64, embeds: [{ title: 'Lummy proposed this' }] } })

    const asked = shop.requests.command(server.desk, benId, 'teach', { question: 'Do you repair boots?' })
    const { type, data } = await shop.interacts(asked)
    expect([type, JSON.stringify(data).includes('Do you repair boots?')]).toEqual([9, true])
    const fields = { question: 'Do you repair boots?' }
    const done = await shop.interacts(shop.requests.submit(asked, data, 'Yes, within a week.', fields))
    expect(done.data.content).toContain('Learned.')
    const lessons = await house.core.lessons.list(house.owner, {})
    expect(lessons).toContainEqual(expect.objectContaining({ ...fields, reply: 'Yes, within a week.' }))
  })

  test('a channel is asked what it is for, and may be used for that', async () => {
    const shop = await openDiscordShop()
    const said = await shop.interacts(shop.requests.command(server.sales, benId, 'channel'))
    expect(said.data.content).toContain('what this channel is for')
    const question = await shop.newest()
    expect(question).toMatchObject({ channel_id: server.sales })
    expect((await shop.house.scope.staffChannels.list()).map(({ name }) => name)).toEqual(['sales'])
  })
})

describe('over HTTP', () => {
  test('signed presses are answered in the reply, forged ones 401, another server’s 404, and nothing of those is stored', async () => {
    const shop = await openDiscordShop({ isListening: false })
    const { house, requests, platform } = shop
    const carl = await shop.asks('Carl')
    const own = shop.address('discord')
    const pong = await shop.post(own, requests.sign({ type: 1, id: '1' }))
    expect([pong.status, await pong.json()]).toEqual([200, { type: 1 }])

    const press = requests.press((await platform.messages())[0]!, 'Take', benId, 0)
    const taken = await shop.post(own, requests.sign(press))
    expect([taken.status, await taken.json()]).toEqual([200, { type: 6 }])
    expect((await carl.conversation()).assigneeId).toBe(shop.ben.teammate.id)

    const other = { ...press, id: platform.nextId() }
    const signed = requests.sign(other)
    const forged = { ...signed, body: JSON.stringify({ ...other, token: 'x' }) }
    const old = requests.sign(other, new Date(Date.now() - 6 * 60_000))
    for (const bad of [forged, old, { ...signed, headers: {} }]) expect((await shop.post(own, bad)).status).toBe(401)
    const foreign = requests.sign({ ...other, guild_id: '42' })
    expect((await shop.post(`${publicUrl}/webhooks/discord`, foreign)).status).toBe(404)
    const [theirs] = [await shop.post(own, foreign)]
    expect(theirs.status).toBe(200)
    expect(await house.scope.inbox.byPlatformId('discord', server.guild, `action press/${other.id}`)).toBeUndefined()
    expect(shop.counted).toEqual(
      ['ignored', 'accepted', '401', '401', '401', '404', 'ignored'].map((result) => `discord ${result}`),
    )
  })
})
