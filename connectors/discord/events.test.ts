import { describe, expect, test } from 'vitest'
import { discordRequests } from '#webhooks/tests/platforms/discord-requests.ts'
import { anna, ben, known, now, server, told } from './fixtures/samples.ts'
import { isEmptied } from './message.ts'

let count = 100n
const requests = discordRequests({ nextId: () => String(++count), privateKey: undefined as never }, () => now)
const written = (more: object = {}, text = 'Hello') => ({
  ...requests.message({ channel: '5550', type: 11, user: ben, text, id: '6660' }),
  ...more,
})
const create = (more: object = {}, text = 'Hello') => told('MESSAGE_CREATE', written(more, text))

describe('what the gateway tells', () => {
  test('words in a thread, of somebody with a name', () => {
    expect(create()).toEqual([
      {
        ...{ type: 'message', id: 'message/5550/6660', messageId: '5550/6660', at: now.toISOString(), text: 'Hello' },
        place: { connector: 'discord', account: server.guild, thread: '5550', private: false },
        author: {
          ...{ handle: { kind: 'discord', value: `${server.guild}/${ben}` }, name: 'Ben' },
          ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
        },
        ...{ attachments: [], mentionsUs: false, mentionsOthers: false },
      },
    ])
  })

  test('a nick stands before a name, a bot and a webhook are machines', () => {
    expect(create({ member: { nick: 'Benny' } })[0]).toMatchObject({ author: { name: 'Benny' } })
    expect(create({ author: { id: '1', bot: true } })[0]).toMatchObject({ author: { isMachine: true } })
    expect(create({ webhook_id: '77' })[0]).toMatchObject({ author: { isMachine: true } })
  })

  test('files are listed, and what is answered or forwarded is quoted unless it is ours', () => {
    const file = {
      id: '1',
      filename: 'a.pdf',
      content_type: 'application/pdf',
      size: 9,
      url: 'https://cdn.discordapp.com/a.pdf',
    }
    expect(create({ attachments: [file, 'rubbish'] }, '')[0]).toMatchObject({
      attachments: [{ name: 'a.pdf', type: 'application/pdf', size: 9, url: file.url, inline: false }],
    })
    const answered = (id: string) => create({ type: 19, referenced_message: { content: 'Hours?', author: { id } } })[0]
    expect(answered(anna)).toMatchObject({ text: 'Hello', quoted: 'Hours?' })
    expect(answered(server.bot)).not.toHaveProperty('quoted')
    expect(create({ message_snapshots: [{ message: { content: 'Forwarded' } }] }, '')[0]).toMatchObject({
      ...{ text: '', quoted: 'Forwarded' },
    })
  })

  test('roles and everybody are others, the role of our own bot is us', () => {
    expect(create({}, `<@&${server.botRole}> hi`)[0]).toMatchObject({
      text: 'hi',
      mentionsUs: true,
      mentionsOthers: false,
    })
    expect(create({}, '<@&42> hi')[0]).toMatchObject({ text: '@role hi', mentionsUs: false, mentionsOthers: true })
    expect(create({ mention_everyone: true }, '@here hi')[0]).toMatchObject({ mentionsOthers: true })
    expect(create({}, `<@${anna}> look`)[0]).toMatchObject({ text: '@Anna look', mentionsOthers: true })
  })

  test('a direct message is private, also without a kind of channel', () => {
    const direct = requests.message({ channel: '8880', type: 1, user: ben, text: 'hi' })
    for (const message of [direct, { ...direct, channel_type: undefined }])
      expect(told('MESSAGE_CREATE', message)[0]?.place).toMatchObject({ thread: '8880', private: true })
  })

  test('our own message with a nonce says that it stands; one without is ours', () => {
    const ours = { author: { id: server.bot, bot: true } }
    const [delivery] = create({ ...ours, nonce: 'AZLkwHpOejyKUQEjRWeJqw', channel_type: 0 })
    expect(delivery).toMatchObject({
      ...{ type: 'delivery', state: 'delivered', outboxId: '0192e4c0-7a4e-7a3c-8a51-01234567 89ab'.replace(' ', '') },
      ...{ platformId: '5550/6660', place: { thread: '6660' } },
    })
    expect(create({ ...ours, nonce: 'AZLkwHpOejyKUQEjRWeJqw.1' })[0]).toMatchObject({
      type: 'message',
      author: { isUs: true },
    })
    expect(create({ nonce: 'AZLkwHpOejyKUQEjRWeJqw' })[0]).toMatchObject({ type: 'message' })
  })

  test('an edit is one only where words were edited, a removal names each message', () => {
    expect(told('MESSAGE_UPDATE', written({ embeds: [{}] }))).toEqual([])
    const edited = told('MESSAGE_UPDATE', written({ edited_timestamp: '2026-11-29T12:01:00+00:00' }, 'Bye'))
    expect(edited).toMatchObject([{ type: 'edit', id: 'edit/5550/6660/2026-11-29T12:01:00.000Z', text: 'Bye' }])
    const many = told('MESSAGE_DELETE_BULK', { ids: ['1', '2'], channel_id: '5550', guild_id: server.guild })
    expect(many).toMatchObject([{ messageId: '5550/1' }, { messageId: '5550/2' }])
  })

  test('a server that removed us is purged, one with an outage is not; a deleted channel is left', () => {
    expect(told('GUILD_DELETE', { id: server.guild })).toMatchObject([{ type: 'uninstall' }])
    expect(told('GUILD_DELETE', { id: server.guild, unavailable: true })).toEqual([])
    expect(told('GUILD_DELETE', { id: '42' })).toEqual([])
    expect(told('CHANNEL_DELETE', { id: '5', guild_id: server.guild })).toMatchObject([
      { type: 'dismissed', channel: '5', place: { thread: '5/' } },
    ])
  })

  test.each([
    ['another server', 'MESSAGE_CREATE', written({ guild_id: '42' })],
    ['a join', 'MESSAGE_CREATE', written({ type: 7 })],
    ['a sticker', 'MESSAGE_CREATE', written({ content: '', sticker_items: [{ id: '1' }] })],
    ['rubbish', 'MESSAGE_CREATE', { id: 'x' }],
    ['nothing', 'MESSAGE_CREATE', null],
    ['a reaction', 'MESSAGE_REACTION_ADD', { message_id: '1', channel_id: '5550', guild_id: server.guild }],
    ['a kind of tomorrow', 'QUANTUM_SHIFT', {}],
  ])('%s brings nothing', (_, type, data) => {
    expect(told(type, data)).toEqual([])
  })

  test('a message that was emptied is told from one that is short', () => {
    const emptied = (more: object) => isEmptied({ ...written({ content: '' }), ...more } as never, known)
    expect(emptied({})).toBe(true)
    expect(emptied({ attachments: [{}] })).toBe(false)
    expect(emptied({ sticker_items: [{}] })).toBe(false)
    expect(emptied({ poll: {} })).toBe(false)
    expect(emptied({ content: '.' })).toBe(false)
    expect(emptied({ guild_id: undefined })).toBe(false)
    expect(emptied({ author: { id: '1', bot: true } })).toBe(false)
  })
})
