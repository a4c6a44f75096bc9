import { describe, expect, test, vi } from 'vitest'
import type { Tools } from '#connectors/connector.ts'
import { discord } from '#connectors/discord/index.ts'
import { benId, openDiscordShop, soon } from './loopback/discord.ts'

describe('the line', () => {
  test('is cut while people write: nothing is lost, nothing comes twice', async () => {
    const shop = await openDiscordShop()
    const { house, platform } = shop
    const carl = await shop.asks('Carl')
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
    const shop = await openDiscordShop()
    const { house, platform } = shop
    shop.listen()
    const carl = await shop.asks('Carl')
    await shop.writes('> One')
    expect(platform.gateway.seen()).toMatchObject({ begun: 1, open: 1 })
    const thread = await shop.thread()
    const message = shop.requests.message({ channel: thread, type: 11, user: benId, text: '> Two' })
    await shop.line!.stop()
    platform.gateway.tell('MESSAGE_CREATE', message)
    await vi.waitFor(async () => {
      await house.settle()
      expect(carl.heard()).toEqual(['One', 'Two'])
    }, soon)
    expect(platform.gateway.seen()).toMatchObject({ begun: 1, resumed: 1, open: 1 })
  })

  test('tells what became of a card that was cut off while it was sent', async () => {
    const shop = await openDiscordShop()
    const { house, platform } = shop
    const carl = await shop.asks('Carl')
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
    const shop = await openDiscordShop({ isListening: false })
    const { house, desk, platform } = shop
    platform.gateway.allowContent(false)
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
