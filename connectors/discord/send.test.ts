import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Card, Outbound } from '#core/domain/outbound.ts'
import { Gone, NotAllowed, RateLimited, Unreachable } from '#core/errors.ts'
import { type DiscordPlatform, openDiscord } from '#webhooks/tests/platforms/discord-platform.ts'
import { anna, at, ben, cleo, server, settings, tools } from './fixtures/samples.ts'
import { discord } from './index.ts'
import { nonceOf, outboxIdOf } from './mark.ts'

let platform: DiscordPlatform
beforeEach(async () => {
  platform = await openDiscord()
})
afterEach(() => platform.close())

const id = '0192e4c0-7a4e-7a3c-8a51-0123456789ab'
const root = { connector: 'discord', account: server.guild, thread: `${server.desk}/`, private: false }
const card = (more: Partial<Card> = {}): Card => ({
  ...{ purpose: 'conversation', title: 'Anna', facts: [], sources: [], buttons: [], quote: 'Do you ship to Norway?' },
  ...more,
})
const send = (outbound: Outbound, place = root) => discord.open(settings, tools(at(platform))).send(place, outbound)
const paths = async () =>
  (await platform.accepted()).map(({ path }) => path.replace('/api/v10', '').replace(/\d{15,}/g, 'n'))

async function openedThread() {
  const { thread = '' } = await send({ kind: 'card', id, card: card() })
  return { ...root, thread }
}

describe('sending', () => {
  test("a conversation's card opens its thread, whose id is the card's; what follows stands in it and changes in place", async () => {
    const opened = await send({ kind: 'card', id, card: card() })
    expect(await paths()).toEqual(['/channels/n/messages', '/channels/n/messages/n/threads'])
    const [first] = await platform.messages()
    expect(opened).toEqual({ platformId: `${server.desk}/${first?.id}`, thread: first?.id })
    expect((await platform.accepted())[1]?.fields).toEqual({ name: 'Anna: Do you ship to Norway?' })

    const inside = { ...root, thread: opened.thread ?? '' }
    const draft = card({ purpose: 'draft', title: 'Suggested answer' })
    const { platformId } = await send({ kind: 'card', id: crypto.randomUUID(), card: draft }, inside)
    await send(
      { kind: 'card', id: crypto.randomUUID(), card: { ...draft, title: 'Sent' }, replaces: platformId },
      inside,
    )
    const messages = await platform.messages()
    expect(messages.map(({ channel_id, embeds }) => [channel_id, embeds[0]?.title])).toEqual([
      [server.desk, 'Anna'],
      [opened.thread, 'Sent'],
    ])
  })

  test('a card about no conversation opens no thread', async () => {
    const delivery = await send({ kind: 'card', id, card: card({ purpose: 'notice' }) })
    expect(delivery.thread).toBeUndefined()
    expect(await paths()).toEqual(['/channels/n/messages'])
  })

  test('the outbox id goes along as a nonce that can be read again', async () => {
    await send({ kind: 'card', id, card: card() })
    const [message] = await platform.messages()
    expect(message).toMatchObject({ nonce: nonceOf(id), enforce_nonce: true })
    expect(outboxIdOf(message?.nonce)).toBe(id)
    expect(outboxIdOf(nonceOf(id, 1))).toBeUndefined()
    expect(nonceOf(id, 12).length).toBeLessThanOrEqual(25)
  })

  test('a line that is cut after Discord took a message is settled by its nonce: one message, and its id', async () => {
    await platform.misbehave({ does: 'cut', after: 'accepting', on: '/messages', times: 1 })
    const { platformId } = await send({ kind: 'reply', id, text: 'Hello', attachments: [] })
    const messages = await platform.messages()
    expect(messages).toHaveLength(1)
    expect(platformId).toBe(`${server.desk}/${messages[0]?.id}`)
  })

  test('what nobody can settle is in doubt, and a refusal at the second asking does not make it surely unsent', async () => {
    await platform.misbehave({ does: 'cut', after: 'reading' })
    await expect(send({ kind: 'reply', id, text: 'Hello', attachments: [] })).rejects.toMatchObject({ notSent: false })
    await platform.misbehave(
      { does: 'cut', after: 'accepting', times: 1 },
      { does: 'answer', status: 403, after: 'reading' },
    )
    const other = { kind: 'reply' as const, id: crypto.randomUUID(), text: 'Hello', attachments: [] }
    await expect(send(other)).rejects.toMatchObject({ name: 'Unreachable', notSent: false })
  })

  test('nothing is retried and nobody waits where Discord asks to slow down', async () => {
    await platform.misbehave({ does: 'answer', status: 429, retryAfterSeconds: 7, after: 'reading' })
    const began = Date.now()
    const error = await send({ kind: 'reply', id, text: 'Hello', attachments: [] }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RateLimited)
    expect(error).toMatchObject({ notSent: true })
    expect((error as RateLimited).retryAfterMs).toBeGreaterThanOrEqual(7_000)
    expect(Date.now() - began).toBeLessThan(2_000)
    expect(await platform.messages()).toEqual([])
  })

  test('a channel that has had its five messages is not asked for a sixth, and the others go on', async () => {
    platform.allow(5)
    const connection = discord.open(settings, tools(at(platform)))
    const say = (thread: string) =>
      connection.send({ ...root, thread }, { kind: 'reply', id: crypto.randomUUID(), text: 'Hello', attachments: [] })
    for (let count = 1; count <= 5; count++) await say(server.desk)
    const asked = (await platform.called()).length
    await expect(say(server.desk)).rejects.toMatchObject({ name: 'RateLimited', reach: 'place', notSent: true })
    expect(await platform.called()).toHaveLength(asked)
    await say(server.sales)
    expect(await platform.messages()).toHaveLength(6)
    expect([server.desk, `${server.desk}/`].map((thread) => connection.pace?.({ ...root, thread })?.sender)).toEqual([
      ...[server.desk, server.desk],
    ])
  })

  test('what all of the bot’s calls are counted for holds the account', async () => {
    const headers = { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }
    await platform.misbehave({ does: 'answer', status: 429, retryAfterSeconds: 1, headers, after: 'reading' })
    const said = send({ kind: 'reply', id, text: 'Hello', attachments: [] })
    await expect(said).rejects.toMatchObject({ name: 'RateLimited', reach: 'account' })
  })

  test('a missing permission says what to grant; a card whose thread may not be opened is taken away again', async () => {
    platform.forbid(1n << 11n)
    await expect(send({ kind: 'reply', id, text: 'Hello', attachments: [] })).rejects.toThrow('Send Messages')
    platform.forbid(0n)
    await platform.misbehave({ does: 'answer', status: 403, after: 'reading', on: '/threads' })
    await expect(send({ kind: 'card', id, card: card() })).rejects.toThrow(NotAllowed)
    expect(await platform.messages()).toEqual([])
  })

  test('a thread that we were cut off before opening is opened when something is said in it', async () => {
    await platform.misbehave({ does: 'cut', after: 'reading', on: '/threads' })
    await expect(send({ kind: 'card', id, card: card({ purpose: 'notice' }) })).resolves.toBeDefined()
    await platform.misbehave()
    const [message] = await platform.messages()
    const { platformId } = await send(
      { kind: 'reply', id: crypto.randomUUID(), text: 'Here', attachments: [] },
      { ...root, thread: message!.id },
    )
    expect(platformId).toMatch(`${message!.id}/`)
  })

  test('what was deleted is gone, and a wrong token is said to be one', async () => {
    const nowhere = { ...root, thread: '123456789012345678' }
    await expect(send({ kind: 'reply', id, text: 'Hello', attachments: [] }, nowhere)).rejects.toThrow(Gone)
    const wrong = discord.open({ ...settings, botToken: 'a.b.c' }, tools(at(platform)))
    await expect(wrong.send(root, { kind: 'reply', id, text: 'Hello', attachments: [] })).rejects.toThrow(
      'new bot token',
    )
    const away = discord.open(settings, tools({ DISCORD_API_URL: 'http://127.0.0.1:9' }))
    await expect(away.send(root, { kind: 'reply', id, text: 'Hello', attachments: [] })).rejects.toMatchObject({
      ...{ name: 'Unreachable', notSent: true },
    })
  })

  test('long words come in parts that each fit, with code kept whole', async () => {
    const inside = await openedThread()
    const code = `\`\`\`js\n${'const a = "ä😀"\n'.repeat(200)}\`\`\``
    await send(
      { kind: 'reply', id: crypto.randomUUID(), text: `Look:\n${code}\nThat is all.`, attachments: [] },
      inside,
    )
    const parts = (await platform.messages()).slice(1).map(({ content }) => content)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(2000)
      expect(part.match(/```/g)?.length).toBe(2)
      expect(part.isWellFormed()).toBe(true)
    }
    expect(parts.at(-1)).toContain('That is all.')
  })

  test('a direct message goes to its person; where they take none, the thread says what to do without their link', async () => {
    const inside = await openedThread()
    const told = { ...card({ purpose: 'notice', title: 'Nothing was sent' }), body: 'Are you on the team?' }
    const link = { label: 'This is me', url: 'https://desk.example/admin/link?token=secret' }
    const to = (user: string) => ({ kind: 'discord' as const, value: `${server.guild}/${user}` })
    await send({ kind: 'direct', id: crypto.randomUUID(), to: to(ben), card: { ...told, link } }, inside)
    await send({ kind: 'direct', id: crypto.randomUUID(), to: to(cleo), card: { ...told, link } }, inside)
    const [, direct, instead] = await platform.messages()
    expect(direct?.channel_id).not.toBe(inside.thread)
    expect(JSON.stringify(direct)).toContain('secret')
    expect(instead).toMatchObject({ channel_id: inside.thread, content: `<@${cleo}>` })
    expect(instead?.allowed_mentions).toEqual({ parse: [], users: [cleo] })
    expect(JSON.stringify(instead)).not.toContain('secret')
  })

  test("a customer's pictures are shown in the thread", async () => {
    const inside = await openedThread()
    const picture = { name: 'parcel.png', type: 'image/png', size: 5, inline: false, digest: 'd' }
    await send({ kind: 'files', id: crypto.randomUUID(), attachments: [picture] }, inside)
    expect((await platform.messages())[1]).toMatchObject({ channel_id: inside.thread, files: ['parcel.png'] })
  })

  test('nobody is called but who is meant, whatever a customer writes', async () => {
    const inside = await openedThread()
    const quote = `@everyone <@${anna}> <@&5> look <#6> \`@here\``
    const mentions = [anna, `&${server.botRole}`].map((name) => ({
      kind: 'discord' as const,
      value: `${server.guild}/${name}`,
    }))
    await send({ kind: 'card', id: crypto.randomUUID(), card: card({ quote, mentions }), broadcast: true }, inside)
    await send({ kind: 'reply', id: crypto.randomUUID(), text: quote, attachments: [] }, inside)
    const [, shown, called, reply] = await platform.messages()
    expect(shown).toMatchObject({
      content: `<@&${server.botRole}> <@${anna}>`,
      allowed_mentions: { parse: [], users: [anna], roles: [server.botRole] },
    })
    expect(called).toMatchObject({ channel_id: server.desk, content: expect.stringContaining(`<#${inside.thread}>`) })
    expect(reply?.allowed_mentions).toEqual({ parse: [] })
    expect(reply?.content).not.toMatch(/(?<!\\)<[@#]|(?<!`)@everyone/)
  })

  test('an answer that comes late is settled within the time that a send has', async () => {
    await platform.misbehave({ does: 'answer', status: 502, after: 'accepting', times: 1 })
    await send({ kind: 'reply', id, text: 'Hello', attachments: [] })
    expect(await platform.messages()).toHaveLength(1)
    await platform.misbehave({ does: 'answer', status: 502, after: 'reading' })
    const other = { kind: 'reply' as const, id: crypto.randomUUID(), text: 'Hello', attachments: [] }
    await expect(send(other)).rejects.toThrow(Unreachable)
  })
})
