import { describe, expect, test } from 'vitest'
import type { StaffChannel } from '#core/domain/business.ts'
import { openShop } from './loopback/shop.ts'
import { discordServer } from './platforms/discord-platform.ts'

type Shop = Awaited<ReturnType<typeof openShop>>

const answer = 'Yes, we ship to Norway within 5 days.'

/** What somebody deletes on a platform, by the thread of a place. */
interface Platform {
  connector: 'slack' | 'teams' | 'discord'
  deletes(shop: Shop, thread: string): void
  /** The channel of the integration, and another one, as places name them. */
  own: string
  other: Pick<StaffChannel, 'account' | 'channel'> & { thread: string }
  /** How often these words stand in a thread. */
  shown(shop: Shop, thread: string, words: string): Promise<number>
  approves(shop: Shop): Promise<unknown>
}

const slack: Platform = {
  connector: 'slack',
  deletes({ workspace }, thread) {
    workspace.deleted = [...(workspace.deleted ?? []), thread.replace(/\/$/, '')]
  },
  own: 'C0SUPPORT/',
  other: { account: 'T0TEST', channel: 'C0SALES', thread: 'C0SALES/' },
  async shown(shop, thread, words) {
    const [channel, ts] = thread.split('/')
    const there = (await shop.cards()).filter(
      (card) => card.channel === channel && [card.ts, card.thread_ts].includes(ts),
    )
    return there.filter(({ blocks }) => JSON.stringify(blocks).includes(words)).length
  },
  approves: (shop) => shop.presses('Approve'),
}

const teams: Platform = {
  connector: 'teams',
  deletes({ tenant }, thread) {
    tenant.deleted = [...(tenant.deleted ?? []), thread]
  },
  own: '19:desk@thread.tacv2',
  other: { account: '', channel: '', thread: '' },
  shown: async (shop, thread, words) =>
    (await shop.inTeams.messages()).filter(
      ({ conversation, ...message }) => conversation === thread && JSON.stringify(message).includes(words),
    ).length,
  approves: (shop) => shop.inTeams.presses('Approve', 'Ben'),
}

const discord: Platform = {
  connector: 'discord',
  deletes: ({ platforms }, thread) => platforms.discord.remove(thread.replace(/\/$/, '')),
  own: `${discordServer.desk}/`,
  other: { account: discordServer.guild, channel: discordServer.sales, thread: `${discordServer.sales}/` },
  shown: async (shop, thread, words) =>
    (await shop.platforms.discord.messages()).filter(
      ({ channel_id, id, embeds }) => [channel_id, id].includes(thread) && JSON.stringify(embeds).includes(words),
    ).length,
  approves: (shop) => shop.inDiscord.press('Approve'),
}

/** A draft stands in a thread. */
async function drafted({ connector }: Platform) {
  const shop = await openShop({ mail: true, staff: [connector] })
  const { house } = shop
  await shop.texts('Do you ship to Norway?')
  await house.core.conversations.reply(house.owner, (await shop.conversation()).conversation.id, { text: answer })
  await house.settle()
  await shop.texts('Can you ship to Norway?', { from: '+15550001112' })
  await house.pass(3_000)
  const [row] = await house.scope.conversations.list({ limit: 1 })
  const thread = async () =>
    (await house.scope.conversations.places(row!.id)).find(({ role }) => role === 'staff')?.place.thread ?? ''
  return { shop, house, thread, writes: (words: string) => shop.texts(words, { from: '+15550001112' }) }
}

describe.each([
  ['Slack', slack],
  ['Teams', teams],
  ['Discord', discord],
])('%s', (_, platform) => {
  test('a thread that somebody deleted is opened anew, its draft is approved there, and leaves once', async () => {
    const { shop, house, thread, writes } = await drafted(platform)
    const was = await thread()
    platform.deletes(shop, was)
    await writes('Can you ship to Norway, please?')
    await house.pass(10_000)
    const now = await thread()
    expect(now).not.toBe(was)
    expect(now.length).toBe(was.length)
    expect(await platform.shown(shop, now, 'Can you ship to Norway, please?')).toBeGreaterThan(0)
    await platform.approves(shop)
    await house.settle()
    expect((await shop.sent()).map(({ body }) => body)).toEqual([answer, answer])
    expect(await platform.shown(shop, now, 'Approved: by Ben')).toBe(1)
    expect((await shop.health(platform.connector)).status).toBe('connected')
    expect(house.log.errors).toEqual([])
  })

  test('a channel that somebody deleted: its health says so, staff get the draft by mail, and answer from there', async () => {
    const { shop, house, thread, writes } = await drafted(platform)
    platform.deletes(shop, await thread())
    platform.deletes(shop, platform.own)
    await writes('Can you ship to Norway, please?')
    await house.pass(30_000)
    expect(await thread()).toBe('')
    expect((await shop.health(platform.connector)).health).toMatchObject({
      state: 'failing',
      sentence: expect.stringContaining('Until it is there again'),
    })
    const mails = (await shop.mailed()).filter(({ to }) => to[0]?.email === 'ben@shop.example')
    expect(mails.some(({ subject }) => subject.includes('is gone'))).toBe(true)
    const asked = mails.findLast(({ text }) => text.includes(answer))!
    const messageId = asked.headers['message-id'] ?? ''
    await shop.mails({
      ...{ from: 'Ben <ben@shop.example>', to: asked.replyTo?.email ?? '', subject: `Re: ${asked.subject}` },
      ...{ text: 'ok', inReplyTo: messageId, references: messageId },
    })
    await house.settle()
    expect((await shop.sent()).map(({ body }) => body)).toEqual([answer, answer])
    expect(house.log.errors).toEqual([])
  })
})

test.each([
  ['Slack', slack],
  ['Discord', discord],
])('%s: with another channel, conversations go on there', async (_, platform) => {
  const { shop, house, thread, writes } = await drafted(platform)
  const { thread: root, ...where } = platform.other
  const given = { connector: platform.connector, ...where, name: 'sales', purpose: 'sales' as const, value: null }
  await house.scope.staffChannels.save(given)
  platform.deletes(shop, await thread())
  platform.deletes(shop, platform.own)
  await writes('Can you ship to Norway, please?')
  await house.pass(30_000)
  const now = await thread()
  if (platform === slack) expect(now.startsWith(root)).toBe(true)
  expect(await platform.shown(shop, now, 'Can you ship to Norway, please?')).toBeGreaterThan(0)
  await platform.approves(shop)
  await house.settle()
  expect((await shop.sent()).map(({ body }) => body)).toEqual([answer, answer])
  expect(house.log.errors).toEqual([])
})
