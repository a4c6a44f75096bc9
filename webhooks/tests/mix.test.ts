import { expect, test } from 'vitest'
import { openShop } from './loopback/shop.ts'
import { theirs } from './loopback/twilio.ts'

type Shop = Awaited<ReturnType<typeof openShop>>

/** A platform on which staff approve what a customer of another one gets. */
interface StaffPlatform {
  needs: ('slack' | 'teams' | 'discord')[]
  approves(shop: Shop): Promise<unknown>
}

interface StaffChat extends StaffPlatform {
  /** Sends other words than those of the draft about this. */
  corrects(shop: Shop, about: string, words: string): Promise<unknown>
}

const chats = {
  Slack: {
    needs: ['slack'],
    approves: (shop) => shop.presses('Approve'),
    corrects: (shop, about, words) => shop.edits(about, words),
  },
  Teams: {
    needs: ['teams'],
    approves: (shop) => shop.inTeams.presses('Approve', 'Ben'),
    corrects: (shop, _, text) => shop.inTeams.fills('Edit', { text }, 'Ben'),
  },
  Discord: {
    needs: ['discord'],
    approves: (shop) => shop.inDiscord.press('Approve'),
    corrects: (shop, _, words) => shop.inDiscord.edits(words),
  },
} satisfies Record<string, StaffChat>

const platforms = {
  ...chats,
  'mail alone': {
    needs: [],
    approves: (shop) => saysOk(shop, first),
  },
} satisfies Record<string, StaffPlatform>

/** Ben approves by mail the draft that says this. */
async function saysOk(shop: Shop, words: string): Promise<void> {
  const asked = (await shop.mailed()).findLast(
    ({ to, text }) => to[0]?.email === 'ben@shop.example' && text.includes(words),
  )
  if (asked === undefined) throw new Error('Ben got no mail about the draft')
  const messageId = asked.headers['message-id'] ?? ''
  const headers = { to: asked.replyTo?.email ?? '', subject: `Re: ${asked.subject}` }
  await shop.mails({
    ...{ from: 'Ben <ben@shop.example>', ...headers, text: 'ok', inReplyTo: messageId, references: messageId },
  })
  await shop.house.settle()
}

const pairs: [keyof typeof platforms, keyof typeof chats][] = [
  ['Slack', 'Slack'],
  ['Teams', 'Slack'],
  ['Discord', 'Slack'],
  ['Slack', 'Discord'],
  ['Teams', 'Discord'],
  ['Discord', 'Teams'],
  ['mail alone', 'Slack'],
]

const first = 'Yes, we ship to Norway within 5 days.'
const right = 'Sorry, that was wrong: we stopped shipping to Norway in March.'
/** Whoever asks next was never told anything wrong. */
const learned = 'We stopped shipping to Norway in March.'
const other = '+15550001112'

test.each(
  pairs,
)('a customer texts, the draft is approved in %s and corrected in %s: it is learned once, and the receipt says so', async (one, two) => {
  const [approving, correcting]: [StaffPlatform, StaffChat] = [platforms[one], chats[two]]
  // Mail is where drafts are shown as long as there is no chat.
  const later = approving.needs.length === 0 ? correcting.needs : []
  const staff = [...new Set([...approving.needs, ...correcting.needs])].filter((name) => !later.includes(name))
  const shop = await openShop({ mail: true, staff })
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
  await approving.approves(shop)
  await house.settle()
  for (const name of later) await shop.connect(name)
  expect((await shop.sent()).map(({ to, body }) => [to, body])).toEqual([
    [theirs, first],
    [other, first],
  ])

  // They ask again; whoever reads that there knows better than what was approved elsewhere.
  await shop.texts('So can you ship to Norway?', { from: other })
  await house.pass(5_000)
  await correcting.corrects(shop, 'So can you ship to Norway?', right)
  await house.settle()
  expect((await shop.sent()).map(({ body }) => body).at(-1)).toBe(right)
  expect((await shop.sent()).filter(({ body }) => body === right)).toHaveLength(1)

  const lessons = await core.lessons.list(owner, { limit: 50 })
  const current = lessons.filter(({ reply }) => reply === learned)
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
