import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NotAllowed, Unreachable } from '#core/errors.ts'
import { type DiscordPlatform, openDiscord } from '#webhooks/tests/platforms/discord-platform.ts'
import { discordRequests } from '#webhooks/tests/platforms/discord-requests.ts'
import { at, ben, hub, server, settings, tools } from './fixtures/samples.ts'
import { discord } from './index.ts'

let platform: DiscordPlatform
let requests: ReturnType<typeof discordRequests>
let running: { stop: AbortController; done: Promise<void> }[] = []
beforeEach(async () => {
  platform = await openDiscord()
  requests = discordRequests(platform)
})
afterEach(async () => {
  for (const { stop } of running) stop.abort()
  await Promise.allSettled(running.map(({ done }) => done))
  running = []
  await platform.close()
})

function listen(given: ReturnType<typeof hub>, botToken: string = settings.botToken): Promise<void> {
  const connection = discord.open(
    { ...settings, botToken },
    tools(at(platform), () => new Date()),
  )
  const done = connection.listen!(given.listening())
  running.push({ stop: given.stop, done })
  done.catch(() => {})
  return done
}

const soon = { timeout: 8_000, interval: 20 }
const isOpen = (count = 1) => vi.waitFor(() => expect(platform.gateway.seen().open).toBe(count), soon)
const begun = (count: number) => vi.waitFor(() => expect(platform.gateway.seen().begun).toBe(count), soon)
const resumed = (count: number) => vi.waitFor(() => expect(platform.gateway.seen().resumed).toBe(count), soon)
const says = (text: string) =>
  platform.gateway.tell('MESSAGE_CREATE', requests.message({ channel: '5550', type: 11, user: ben, text }))
const words = (given: ReturnType<typeof hub>) => given.events.flatMap((event) => ('text' in event ? [event.text] : []))

describe('the gateway', () => {
  test('what is said is told in order, and what is said while the line is cut is told after it', async () => {
    const given = hub()
    void listen(given)
    await begun(1)
    for (const text of ['one', 'two']) says(text)
    await vi.waitFor(() => expect(words(given)).toEqual(['one', 'two']), soon)
    platform.gateway.drop()
    for (const text of ['three', 'four']) says(text)
    await resumed(1)
    says('five')
    await vi.waitFor(() => expect(words(given)).toEqual(['one', 'two', 'three', 'four', 'five']), soon)
    expect(platform.gateway.seen().begun).toBe(1)
    expect(given.problems.every((problem) => problem === undefined)).toBe(true)
  })

  test('another process goes on where this one stopped, and misses nothing in between', async () => {
    const first = hub()
    const done = listen(first)
    await begun(1)
    says('before')
    await vi.waitFor(() => expect(words(first)).toEqual(['before']), soon)
    first.stop.abort()
    await done
    await isOpen(0)
    says('meanwhile')
    const second = hub()
    second.left = JSON.parse(JSON.stringify(first.left))
    void listen(second)
    await vi.waitFor(() => expect(words(second)).toEqual(['meanwhile']), soon)
    expect(platform.gateway.seen()).toMatchObject({ begun: 1, resumed: 1 })
  })

  test('what could not be stored ends the line, and is told to whoever listens next', async () => {
    let isBroken = true
    const given = hub(({ events }) => {
      if (isBroken && events.some((event) => 'text' in event && event.text === 'lost?')) throw new Error('no database')
      return undefined
    })
    const done = listen(given)
    await begun(1)
    for (const text of ['kept', 'lost?']) says(text)
    await expect(done).rejects.toThrow(Unreachable)
    isBroken = false
    const next = hub()
    next.left = given.left
    void listen(next)
    await vi.waitFor(() => expect(words(next)).toEqual(['lost?']), soon)
    expect(words(given)).toEqual(['kept'])
  })

  test('a session that Discord has forgotten is begun anew', async () => {
    const given = hub()
    void listen(given)
    await begun(1)
    platform.gateway.forget()
    platform.gateway.drop()
    await begun(2)
    says('hello')
    await vi.waitFor(() => expect(words(given)).toEqual(['hello']), soon)
  })

  test('a press is answered over the API with what became of it; a second telling is not answered twice', async () => {
    const given = hub(() => ({ kind: 'refused', say: 'Anna was faster.' }))
    void listen(given)
    await begun(1)
    const button = { type: 2, label: 'Approve', custom_id: 'lummy:approve d1 1' }
    const card = { id: '777', channel_id: '5550', content: '', embeds: [], components: [{ components: [button] }] }
    const pressed = requests.press(card, 'Approve', ben, 11)
    platform.gateway.tell('INTERACTION_CREATE', pressed)
    await vi.waitFor(async () => expect(await platform.answers()).toHaveProperty(String(pressed.id)), soon)
    const answer = (await platform.answers())[String(pressed.id)]
    expect(answer).toMatchObject({ type: 4, data: { content: 'Anna was faster.', flags: 64 } })
    expect(given.events).toMatchObject([{ type: 'action', action: 'approve', target: 'd1', version: 1 }])
    platform.gateway.tell('INTERACTION_CREATE', pressed)
    await vi.waitFor(() => expect(given.events).toHaveLength(2), soon)
    says('still here')
    await vi.waitFor(() => expect(words(given)).toEqual(['still here']), soon)
    expect(new Set(given.events.slice(0, 2).map(({ id }) => id)).size).toBe(1)
  })

  test('without the Message Content Intent it says what to switch on, and goes on with presses alone', async () => {
    platform.gateway.allowContent(false)
    const given = hub(() => ({ kind: 'done', say: 'Nothing waits.' }))
    void listen(given)
    await begun(1)
    await vi.waitFor(() => expect(given.problems.at(-1)).toContain('Message Content Intent'), soon)
    const asked = requests.command(server.desk, ben, 'next')
    platform.gateway.tell('INTERACTION_CREATE', asked)
    await vi.waitFor(async () => expect(await platform.answers()).toHaveProperty(String(asked.id)), soon)
    const before = given.problems.length
    says('Nobody reads this')
    await vi.waitFor(() => expect(given.problems.length).toBeGreaterThan(before), soon)
    expect(words(given)).toEqual([''])
    expect(given.events).toHaveLength(1)
  })

  test('a token that Discord refuses is for a person to put right', async () => {
    await expect(listen(hub(), 'another.token.here')).rejects.toThrow(NotAllowed)
  })

  test('what happens in another server brings nothing, and is told to be counted', async () => {
    const seen: number[] = []
    const given = hub(({ events }) => {
      seen.push(events.length)
      return undefined
    })
    void listen(given)
    await begun(1)
    const foreign = { ...requests.message({ channel: '1', type: 0, user: ben, text: 'hi' }), guild_id: '42' }
    platform.gateway.tell('MESSAGE_CREATE', foreign)
    // Their own listener answers it; an answer of ours would be the first, and wrong.
    const theirs = { ...requests.command(server.desk, ben, 'next'), guild_id: '42' }
    platform.gateway.tell('INTERACTION_CREATE', theirs)
    await vi.waitFor(() => expect(seen).toEqual([0, 0]), soon)
    expect(given.events).toEqual([])
    expect(await platform.answers()).toEqual({})
  })
})
