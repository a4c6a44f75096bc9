import { describe, expect, test } from 'vitest'
import { testConnector } from '#connectors/contract.ts'
import { Rejected, SignatureInvalid } from '#core/errors.ts'
import { openDiscord } from '#webhooks/tests/platforms/discord-platform.ts'
import { discordRequests } from '#webhooks/tests/platforms/discord-requests.ts'
import { settings as bare, ben, now, request, server, tools } from './fixtures/samples.ts'
import { discord } from './index.ts'
import { renderCard } from './render.ts'

const platform = await openDiscord()
await platform.close()
const requests = discordRequests(platform, () => now)
const settings = { ...bare, publicKey: platform.publicKey }

const card = renderCard({
  ...{ purpose: 'draft', title: 'Suggested answer', facts: [], sources: [] },
  buttons: [{ action: 'approve', label: 'Approve', target: 'd1', version: 2 }],
  menu: [{ action: 'snooze', label: 'Tomorrow', target: 'c1', choice: '2026-11-30T09:00:00.000Z' }],
})
const shown = { id: '7770', channel_id: '5550', ...card } as never
const pressed = requests.press(shown, 'Approve', ben, 11)
const chosen = requests.press(shown, 'Tomorrow', ben, 11)
const modal = { custom_id: 'lummy:edit d1 2', components: [{ type: 18, component: { type: 4, custom_id: 'text' } }] }
const submitted = requests.submit(pressed, modal, 'By ferry.')
const sent = (body: unknown) => request(requests.sign(body))
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const another = await openDiscord()
await another.close()
const forged = discordRequests({ ...platform, privateKey: another.privateKey }, () => now)
const { 'x-signature-ed25519': _, ...unsignedHeaders } = requests.sign(pressed).headers

testConnector({
  connector: discord,
  settings,
  tools: tools(),
  cases: {
    good: {
      'a press': sent(pressed),
      'an entry of the menu': sent(chosen),
      'a filled-in form': sent(submitted),
      'a command': sent(requests.command(server.desk, ben, 'find', { words: 'ferry' })),
      'a press in a direct message': sent(
        requests.press({ ...(shown as object), channel_id: '8880' } as never, 'Approve', ben, 1),
      ),
      'a word that invites into a channel': sent(requests.command(server.desk, ben, 'channel')),
    },
    unsigned: {
      'another key': request(forged.sign(pressed)),
      'a stale timestamp': request(requests.sign(pressed, minutes(-6))),
      'a future timestamp': request(requests.sign(pressed, minutes(6))),
      'a missing signature': { ...sent(pressed), headers: unsignedHeaders },
      'a signature that is none': { ...sent(pressed), headers: { ...unsignedHeaders, 'x-signature-ed25519': 'zz' } },
      'a changed body': { ...sent(pressed), body: Buffer.from(JSON.stringify({ ...pressed, id: '1' })) },
      'a PING that nobody signed': { ...request(requests.sign({ type: 1 })), headers: unsignedHeaders },
    },
    rubbish: {
      'no JSON': request(requests.sign('{"type":')),
      'a list': request(requests.sign('[]')),
      'an object without a type': sent({}),
    },
    unknown: {
      'a PING': sent({ type: 1, id: '1', token: 't' }),
      autocomplete: sent({ ...pressed, type: 4 }),
      'a button that is not ours': sent({ ...pressed, data: { component_type: 2, custom_id: 'theirs' } }),
      'an action of tomorrow': sent({ ...pressed, data: { component_type: 2, custom_id: 'lummy:teleport d1' } }),
      'a kind of tomorrow': sent({ ...pressed, type: 99 }),
      help: sent(requests.command(server.desk, ben, 'help')),
      "another server's press": sent({ ...pressed, guild_id: '42' }),
    },
  },
})

const connection = discord.open(settings, tools())
const bodyOf = async (body: unknown, outcome = { kind: 'done' } as never) => {
  const { response } = await connection.receive({ ...sent(body), account: server.guild })
  return JSON.parse((typeof response === 'function' ? response(outcome) : response).body ?? '{}')
}

describe('the Discord address', () => {
  test('answers a PING once the signature is right, also before any server is named', async () => {
    expect(await bodyOf({ type: 1 })).toEqual({ type: 1 })
    const ours = tools({ DISCORD_PUBLIC_KEY: platform.publicKey })
    expect(discord.handshake?.(sent({ type: 1 }), ours)).toMatchObject({ status: 200, body: '{"type":1}' })
    expect(discord.handshake?.(sent(pressed), ours)).toBeUndefined()
    expect(discord.handshake?.(sent({ type: 1 }), tools())).toBeUndefined()
    expect(() => discord.handshake?.({ ...sent({ type: 1 }), headers: {} }, ours)).toThrow(SignatureInvalid)
  })

  test('says whose request it claims to be, and is found under no other name', async () => {
    expect(discord.claimedAccount?.(sent(pressed))).toBe(server.guild)
    expect(discord.claimedAccount?.(request(requests.sign('rubbish')))).toBeUndefined()
    await expect(connection.receive({ ...sent(pressed), endpoint: 'elsewhere' })).rejects.toMatchObject({ status: 404 })
    await expect(connection.receive({ ...sent(pressed), method: 'GET' })).rejects.toBeInstanceOf(Rejected)
  })

  test('a press carries what the button carried, from the thread where it stands', async () => {
    const { events } = await connection.receive({ ...sent(chosen), account: server.guild })
    expect(events).toMatchObject([
      {
        ...{ type: 'action', action: 'snooze', target: 'c1', choice: '2026-11-30T09:00:00.000Z' },
        ...{ place: { account: server.guild, thread: '5550', private: false }, canShow: ['words', 'form'] },
        author: { handle: { kind: 'discord', value: `${server.guild}/${ben}` }, name: 'Ben', isMachine: false },
      },
    ])
  })

  test('a card in a channel stands for the thread that it opened', async () => {
    const onCard = requests.press({ id: '7771', channel_id: server.desk, ...card } as never, 'Approve', ben, 0)
    const { events } = await connection.receive({ ...sent(onCard), account: server.guild })
    expect(events[0]?.place.thread).toBe('7771')
  })

  test('the answer is a form, a sentence for them alone, or nothing', async () => {
    const form = {
      ...{ title: 'Edit the answer', label: 'Goes to the customer', text: 'By ferry.' },
      fields: [{ name: 'once', label: 'Learning', kind: 'check' as const, hint: "Don't learn" }],
      submit: { action: 'edit' as const, label: 'Send', target: 'd1', version: 2 },
    }
    expect(await bodyOf(pressed, { kind: 'done', form } as never)).toMatchObject({
      type: 9,
      data: {
        custom_id: 'lummy:edit d1 2',
        title: 'Edit the answer',
        components: [{ component: { value: 'By ferry.' } }, {}],
      },
    })
    expect(await bodyOf(pressed, { kind: 'done', say: 'Welcome back.' } as never)).toMatchObject({
      type: 4,
      data: { content: 'Welcome back.', flags: 64, allowed_mentions: { parse: [] } },
    })
    expect(await bodyOf(pressed)).toEqual({ type: 6 })
    expect(await bodyOf(pressed, { kind: 'working' } as never)).toMatchObject({ type: 4, data: { flags: 64 } })
    expect(await bodyOf(requests.command(server.desk, ben, 'back'))).toMatchObject({
      type: 4,
      data: { content: 'Done.' },
    })
  })

  test('words of a form that was refused are given back, since Discord has closed it', async () => {
    const refused = { kind: 'refused', say: 'A newer question came.', news: 'And to Sweden?' }
    const { data } = await bodyOf(submitted, refused as never)
    expect(data.content).toMatch(/A newer question came\.[\s\S]*And to Sweden\?[\s\S]*```\nBy ferry\.\n```/)
  })

  test('people wait no longer than Discord does', async () => {
    const { withinMs } = await connection.receive(sent(pressed))
    expect(withinMs).toBeLessThan(3_000)
  })
})
