import { describe, expect, onTestFinished, test } from 'vitest'
import { Refused } from '#core/errors.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'
import type { ConversationView } from '#core/views.ts'
import { openShop } from './loopback/shop.ts'
import { discordServer } from './platforms/discord-platform.ts'

type Shop = Awaited<ReturnType<typeof openShop>>
type Act = 'approves' | 'edits'

const known = 'Yes, we ship to Norway within 5 days.'
const own = 'Only by ferry, in summer.'

/** Where a teammate acts on a draft. */
interface Door {
  /** Brings what they act on before them; the act then says what they were told at once, '' where that is nothing. */
  prepare(shop: Shop, who: Staff, act: Act): Promise<() => Promise<string>>
  /** What they were told there by message. */
  told(shop: Shop, who: Staff): Promise<unknown>
}

const nothing = async () => []
const discordId = (name: string) => discordServer.users.find((one) => one.name === name)!.id

const doors = {
  slack: {
    async prepare(shop, { teammate: { name } }, act) {
      const user = `U0${name.toUpperCase()}`
      if (act === 'approves') {
        const press = shop.slackSays.click(await shop.card(known, 'Approve'), 'Approve', user, shop.ts())
        return () => posted(shop, 'slack', press)
      }
      await shop.presses('Edit', known, user)
      const submit = shop.slackSays.submit(await shop.window(), own, user)
      return () => posted(shop, 'slack', submit)
    },
    told: async (shop, { teammate: { name } }) =>
      (await shop.cards()).filter(({ channel }) => channel === `D0${name.toUpperCase()}`),
  },
  teams: {
    async prepare(shop, { teammate: { name } }, act) {
      const { says, showing, person, post } = shop.inTeams
      const message = await showing(act === 'approves' ? 'Approve' : 'Edit')
      const press = await says.press(message, act === 'approves' ? 'Approve' : 'Edit', person(name))
      if (act === 'approves') return async () => String((await post(press)).body.value)
      const dialog = (await post(press)).body
      const submit = await says.submit(dialog, { text: own }, person(name), message.conversation)
      return async () => JSON.stringify((await post(submit)).body)
    },
    told: nothing,
  },
  discord: {
    async prepare(shop, { teammate: { name } }, act) {
      const { pressed, interacts, requests } = shop.inDiscord
      const press = await pressed(act === 'approves' ? 'Approve' : 'Edit', discordId(name))
      if (act === 'approves') return async () => JSON.stringify((await interacts(press)).data)
      const { data } = await interacts(press)
      const submit = requests.submit(press, data, own)
      return async () => JSON.stringify((await interacts(submit)).data)
    },
    told: nothing,
  },
  admin: {
    async prepare({ house }, { actor }, act) {
      const [conversation] = await house.scope.conversations.list({ limit: 1 })
      const { draft } = await house.core.conversations.get(house.owner, conversation!.id)
      const { id, version } = draft!
      const { approve, edit } = house.core.drafts
      return async () => {
        try {
          await (act === 'approves' ? approve(actor, id, version) : edit(actor, id, version, own))
          return ''
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          return `${error.message} ${error.news ?? ''}`
        }
      }
    },
    told: nothing,
  },
  mail: {
    async prepare(shop, { teammate: { name, email } }, act) {
      const asked = (await shop.mailed()).findLast(({ to, text }) => to[0]?.email === email && text.includes(known))!
      const messageId = asked.headers['message-id'] ?? ''
      const request = shop.sendGridSays.inbound({
        ...{ from: `${name} <${email}>`, to: asked.replyTo?.email ?? '', subject: `Re: ${asked.subject}` },
        ...{ text: act === 'approves' ? 'ok' : own, inReplyTo: messageId, references: messageId },
      })
      return async () => {
        await shop.post(shop.address('email'), request)
        await shop.house.pass(1_000)
        return ''
      }
    },
    told: async (shop, { teammate: { email } }) => (await shop.mailed()).filter(({ to }) => to[0]?.email === email),
  },
} satisfies Record<string, Door>

async function posted(shop: Shop, platform: string, request: Parameters<Shop['post']>[1]): Promise<string> {
  return (await shop.post(shop.address(platform), request)).text()
}

type Name = keyof typeof doors
const pairs: [Name, Name][] = [
  ['slack', 'teams'],
  ['slack', 'discord'],
  ['slack', 'mail'],
  ['teams', 'discord'],
  ['discord', 'admin'],
]
const acts: [Act, Act][] = [
  ['approves', 'approves'],
  ['approves', 'edits'],
  ['edits', 'approves'],
]
const races = pairs.flatMap(([a, b]) => acts.map(([one, two]) => [one, a, two, b] as const))

/** A draft of what was learned stands before Ben and Cleo, wherever they work. */
async function openedShop(names: Name[], makeHouse = makeTestHouse) {
  const chats = (['slack', 'teams', 'discord'] as const).filter((name) => names.includes(name))
  const isByMail = names.includes('mail')
  const shop = await openShop({ mail: true, staff: isByMail ? [] : chats, makeHouse })
  const { house } = shop
  // Businesses that share a database do not share accounts.
  onTestFinished(async () => {
    for (const { id } of await house.core.integrations.list(house.owner))
      await house.core.integrations.remove(house.owner, id)
  })
  const cleo = await house.teammate('Cleo')
  const inDiscord = { kind: 'discord' as const, value: `${discordServer.guild}/${discordId('Cleo')}` }
  await house.scope.teammates.link(cleo.teammate.id, inDiscord)
  await shop.texts('Do you ship to Norway?')
  await house.core.conversations.reply(house.owner, (await shop.conversation()).conversation.id, { text: known })
  await house.settle()
  await shop.texts('Can you ship to Norway?', { from: '+15550001112' })
  await house.pass(3_000)
  const [row] = await house.scope.conversations.list({ limit: 1 })
  const view = () => house.core.conversations.get(house.owner, row!.id)
  const { draft } = await view()
  if (draft === null) throw new Error('there is no draft')
  // Notifications of drafts are mailed as long as there is no chat; then one is connected, and shows it when it changes.
  for (const name of isByMail ? chats : []) await shop.connect(name)
  if (isByMail)
    for (const isEditing of [true, false]) {
      await house.core.drafts.editing(house.owner, draft.id, isEditing)
      await house.pass(3_000)
    }
  return { shop, house, draft, view, ben: shop.ben, cleo }
}

async function race(
  [actOfBen, a, actOfCleo, b]: (typeof races)[number],
  isCleoFirst: boolean,
  makeHouse = makeTestHouse,
) {
  const { shop, house, draft, view, ben, cleo } = await openedShop([a, b], makeHouse)
  const people: { who: Staff; door: Door; act: Act }[] = [
    { who: ben, door: doors[a], act: actOfBen },
    { who: cleo, door: doors[b], act: actOfCleo },
  ]
  const prepared: (() => Promise<string>)[] = []
  for (const { who, door, act } of people) prepared.push(await door.prepare(shop, who, act))
  const before = await Promise.all(people.map(async ({ who, door }) => JSON.stringify(await door.told(shop, who))))
  const heardBefore = (await shop.sent()).length
  const inOrder = isCleoFirst ? prepared.toReversed() : prepared
  const told = await Promise.all(inOrder.map((acts) => acts()))
  const answers = isCleoFirst ? told.toReversed() : told
  await house.settle()

  if (b === 'mail' && actOfCleo === 'edits' && (await shop.sent()).length > heardBefore + 1)
    return checkMail(await view(), await shop.mailed())

  // One decision, and one answer to the customer, whole: that of whoever decided.
  const { events } = await view()
  const decisions = events.filter(
    ({ type, data }) =>
      ['draft_approved', 'draft_edited', 'draft_withdrawn'].includes(type) && data.draftId === draft.id,
  )
  expect(decisions).toHaveLength(1)
  const sent = events.filter(({ type, actor }) => type === 'sent' && actor !== 'agent')
  expect(sent).toHaveLength(1)
  const winner = people.findIndex(({ who }) => who.teammate.id === sent[0]?.actor)
  const words = people[winner]?.act === 'edits' ? own : known
  expect((await shop.sent()).slice(heardBefore).map(({ body }) => body)).toEqual([words])
  // Learned once: an approval teaches nothing new.
  const lessons = await house.core.lessons.list(house.owner, { limit: 50 })
  expect(lessons.map(({ reply }) => reply).sort()).toEqual([known, ...(words === own ? [own] : [])].sort())
  // The other one reads, where they acted, who was faster.
  const loser = 1 - winner
  const { who, door } = people[loser]!
  const now = JSON.stringify(await door.told(shop, who))
  const news = `${answers[loser]} ${now === before[loser] ? '' : now}`
  expect(news).toContain(people[winner]!.who.teammate.name)
  expect(house.log.errors).toEqual([])
}

/** Words by mail are sent without a question (DESIGN 6.2), also second: then a mail says who answered meanwhile. */
function checkMail({ events }: ConversationView, mails: { subject: string; text: string }[]): void {
  expect(events.filter(({ type }) => type === 'draft_approved')).toHaveLength(1)
  expect(mails.at(-1)?.subject).toContain('Goes to the customer, too: Ben answered meanwhile.')
  expect(mails.at(-1)?.text).toContain(known)
}

describe('two teammates act on one draft at once, each on a platform of their own: one wins, the other is told there', () => {
  test.each(races)('Ben %s in %s, Cleo %s in %s', async (...given) => {
    for (const isCleoFirst of [false, true]) await race(given, isCleoFirst)
  })

  test.each([
    races[0]!,
    races[4]!,
    races[8]!,
    races[12]!,
  ])('on the database: Ben %s in %s, Cleo %s in %s', async (...given) => {
    await race(given, true, makeDatabaseHouse)
  }, 60_000)
})
