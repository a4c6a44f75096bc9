import { expect, test } from 'vitest'
import { openShop } from './loopback/shop.ts'
import { theirs } from './loopback/twilio.ts'

type Shop = Awaited<ReturnType<typeof openShop>>

/** A platform on which staff approve what a customer of another one gets. */
interface StaffPlatform {
  open(): Promise<Shop>
  approves(shop: Shop): Promise<unknown>
}

const platforms: Record<string, StaffPlatform> = {
  Slack: {
    open: () => openShop({ mail: true }),
    approves: (shop) => shop.presses('Approve'),
  },
  Teams: {
    open: () => openShop({ mail: true, staff: ['teams', 'slack'] }),
    approves: (shop) => shop.inTeams.presses('Approve', 'Ben'),
  },
  'mail, before there is a chat': {
    open: () => openShop({ mail: true, staff: [] }),
    async approves(shop) {
      const asked = (await shop.mailed()).findLast(
        ({ to, text }) => to[0]?.email === 'ben@shop.example' && text.includes(first),
      )
      if (asked === undefined) throw new Error('Ben got no mail about the draft')
      const messageId = asked.headers['message-id'] ?? ''
      await shop.mails({
        ...{
          from: 'Ben <ben@shop.example>',
          to: asked.replyTo?.email ?? '',
          subject: `Re: ${asked.subject}`,
          text: 'ok',
        },
        ...{ inReplyTo: messageId, references: messageId },
      })
      await shop.house.settle()
      await shop.connect('slack')
    },
  },
}

const first = 'Yes, we ship to Norway within 5 days.'
const right = 'Sorry, that was wrong: we stopped shipping to Norway in March.'
const other = '+15550001112'

test.each(
  Object.keys(platforms),
)('a customer texts, the draft is approved in %s and corrected in Slack: it is learned once, and the receipt says so', async (name) => {
  const { open, approves } = platforms[name]!
  const shop = await open()
  const { house } = shop
  const { core, owner } = house
  await shop.texts('Do you ship to Norway?')
  await core.conversations.reply(owner, (await shop.conversation()).conversation.id, { text: first })
  await house.settle()

  await shop.texts('Can you ship to Norway?', { from: other })
  await house.pass(3_000)
  const [row] = (await house.scope.conversations.list({ limit: 1 })).slice(-1)
  const draft = (await core.conversations.get(owner, row!.id)).draft
  expect(draft?.text).toBe(first)
  await approves(shop)
  await house.settle()
  expect((await shop.sent()).map(({ to, body }) => [to, body])).toEqual([
    [theirs, first],
    [other, first],
  ])

  // They ask again; whoever reads that in Slack knows better than what was approved elsewhere.
  await shop.texts('So can you ship to Norway?', { from: other })
  await house.pass(5_000)
  await shop.edits('So can you ship to Norway?', right)
  await house.settle()
  expect((await shop.sent()).map(({ body }) => body).at(-1)).toBe(right)
  expect((await shop.sent()).filter(({ body }) => body === right)).toHaveLength(1)

  const lessons = await core.lessons.list(owner, { limit: 50 })
  const current = lessons.filter(({ reply }) => reply === right)
  const old = lessons.filter(({ reply }) => reply === first)
  expect([current.length, old.length]).toEqual([1, 1])
  expect(old[0]).toMatchObject({ standing: 'superseded', supersededBy: current[0]!.id })
  expect(current[0]).toMatchObject({ standing: 'current', author: shop.ben.teammate.id })

  const receipt = await core.learning.receipt(owner, draft!.receiptId)
  expect(receipt).toMatchObject({ action: 'draft', lessons: [{ lessonId: old[0]!.id }] })
  const view = await core.conversations.get(owner, row!.id)
  expect(view.drafts.find(({ id }) => id === draft!.id)).toMatchObject({ state: 'approved' })
  const approved = view.events.find(({ type }) => type === 'draft_approved')
  expect(approved).toMatchObject({ actor: shop.ben.teammate.id, receiptId: draft!.receiptId })
  expect(house.log.errors).toEqual([])
})
