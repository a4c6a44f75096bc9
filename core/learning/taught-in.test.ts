import { describe, expect, test } from 'vitest'
import type { Sending } from '#core/answering/sending.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Customer } from '#core/testing/people.ts'
import { makeEngine } from './engine.ts'
import { makeLearners } from './learners.ts'
import { teach } from './teach.ts'

const norway = 'Yes, we ship to Norway within 5 days.'
const hours = 'We are open from 9 to 17.'
const harbour = 'In the old harbour.'
const dayMs = 86_400_000

describe.each([
  ['in memory', makeTestHouse],
  ['on the database', makeDatabaseHouse],
] as const)('a conversation that turns out to be spam, %s', { timeout: 120_000 }, (_, open) => {
  test('is unlearned with all that was judged in it, and drafts that came from it are withdrawn', async () => {
    const s = await shop(open)
    await s.asks('Anna', 'When are you open?', hours)
    const before = await s.learned()
    // Verdicts on Anna's lesson, given in Eve's conversation.
    const eve = await s.asks('Eve', 'When are you open?')
    await s.approves(eve)
    await s.says(eve, 'Do you ship to Norway?', norway)
    const carl = await s.asks('Carl', 'Can you ship to Norway?')
    expect((await s.view(carl)).draft).toMatchObject({ text: norway })

    await s.marks(eve, 'spam')

    expect(await s.lessons()).toEqual([hours])
    expect(await s.learned()).toBe(before)
    expect(JSON.stringify(await s.log())).not.toContain('Norway')
    const { draft, drafts } = await s.view(carl)
    expect(draft).toBeNull()
    expect(drafts[0]).toMatchObject({
      ...{ state: 'withdrawn', why: 'Olga Owner marked what it was learned from as spam' },
    })
  })

  test('comes back with “Not spam”: what was answered in it is learned anew, with the time when it was said', async () => {
    const s = await shop(open)
    await s.asks('Anna', 'When are you open?', hours)
    const eve = await s.asks('Eve', 'When are you open?')
    await s.approves(eve)
    await s.says(eve, 'Do you ship to Norway?', norway)
    const [asTaught] = await s.found('Norway')
    const [open9] = await s.found('open')
    await s.marks(eve, 'spam')
    await s.house.pass(3 * dayMs)
    for (let times = 0; times < 2; times++) {
      await s.notSpam(eve)
      expect((await s.lessons()).sort()).toEqual([hours, norway])
      const [again] = await s.found('Norway')
      expect(again).toMatchObject({ id: asTaught!.id, author: s.house.owner.teammateId, standing: 'current' })
      // The window apart in which it was held.
      expect(Math.abs(Date.parse(again!.at) - Date.parse(asTaught!.at))).toBeLessThan(60_000)
      // What was approved in it speaks for Anna's lesson once more, and once only.
      expect((await s.found('open'))[0]).toMatchObject({ agreed: open9!.agreed, wrong: open9!.wrong })
      if (times === 0) await s.marks(eve, 'automated')
    }
    const carl = await s.asks('Carl', 'Can you ship to Norway?')
    expect((await s.view(carl)).draft).toMatchObject({ text: norway })
  })

  test('comes back without what was forgotten or corrected elsewhere, and with what left meanwhile', async () => {
    const s = await shop(open)
    const eve = await s.asks('Eve', 'When are you open?', hours)
    await s.house.core.lessons.forget(s.house.owner, (await s.found('open'))[0]!.id)
    await s.says(eve, 'Do you ship to Norway?', norway)
    await s.says(eve, 'Do you sell mugs?', 'Not to you, sorry.', { learn: false })
    const dora = await s.asks('Dora', 'Do you ship to Norway?')
    const right = 'No, we stopped shipping to Norway in May.'
    const { draft } = await s.view(dora)
    await s.house.core.drafts.edit(s.house.owner, draft!.id, draft!.version, right)
    await s.house.settle()
    // Not known to have arrived when a colleague calls it spam.
    s.house.platforms.treat((place) => (place.connector === 'webchat' ? 'accepts, hangs up' : 'accepts'))
    await s.says(eve, 'Where is your shop?', harbour)
    await s.marks(eve, 'spam')
    const [doubt] = await s.house.scope.outbox.troubled(10)
    await s.house.core.outbox.itArrived(s.house.owner, doubt!.id)
    await s.house.settle()
    expect(await s.lessons()).toEqual([right])
    await s.notSpam(eve)
    expect((await s.lessons()).sort()).toEqual([harbour, right])
  })
})

test('what was merged into it goes with it and comes back when it is taken apart; what was split off stays', async () => {
  const s = await shop(makeTestHouse)
  const { conversations } = s.house.core
  const eve = await s.asks('Eve', 'When are you open?', hours)
  await s.says(eve, 'Where is your shop?', harbour)
  const { messages, conversation: eves } = await s.view(eve)
  await conversations.split(s.house.owner, eves.id, messages.find(({ content }) => /Where/.test(content))!.id)
  const ida = await s.asks('Ida', 'Do you ship to Norway?', norway)
  const idas = (await ida.conversation()).id
  await conversations.merge(s.house.owner, idas, eves.id, { acrossPeople: true })
  await s.house.settle()
  expect((await s.lessons()).sort()).toEqual([harbour, hours, norway])
  await conversations.setKind(s.house.owner, eves.id, 'spam')
  expect(await s.lessons()).toEqual([harbour])
  await conversations.unmerge(s.house.owner, idas)
  expect((await s.lessons()).sort()).toEqual([harbour, norway])
  await conversations.notSpam(s.house.owner, eves.id)
  expect((await s.lessons()).sort()).toEqual([harbour, hours, norway])
  // The answer that was split off is this one's now.
  await s.marks(eve, 'spam')
  expect((await s.lessons()).sort()).toEqual([hours, norway])
  await s.notSpam(eve)
  expect((await s.lessons()).sort()).toEqual([harbour, hours, norway])
})

test('evidence that is still open counts nowhere; what was decided stays as it is', async () => {
  const s = await shop(makeTestHouse)
  await s.asks('Anna', 'When are you open?', hours)
  const eve = await s.asks('Eve', 'When are you open?')
  const { draft } = await s.view(eve)
  const deadline = new Date(s.house.clock.at() + dayMs).toISOString()
  await s.house.scope.evidence.admit('decided', { draftId: draft!.id, deadline, blind: false })
  await s.approves(eve)
  expect(await s.house.scope.evidence.rows('decided')).toMatchObject([{ err: 0 }])
  await s.house.scope.evidence.admit('later', { draftId: draft!.id, deadline, blind: false })
  await s.marks(eve, 'spam')
  expect(await s.house.scope.evidence.rows('later')).toMatchObject([{ err: null }])
  expect(await s.house.scope.evidence.rows('decided')).toMatchObject([{ err: 0 }])
})

test('undoing what was taught from a page withdraws the drafts that came from it', async () => {
  const s = await shop(makeTestHouse)
  const { ports } = s.house
  const answers = [{ question: 'Do you ship to Norway?', reply: norway }]
  const { importId } = await teach(ports, makeLearners(ports), s.house.businessId, { source: 'help.md', answers })
  const eve = await s.asks('Eve', 'Do you ship to Norway?')
  expect((await s.view(eve)).draft).toMatchObject({ text: norway })
  expect(await s.house.core.imports.undo(s.house.owner, importId)).toMatchObject({ erased: 1 })
  await s.house.settle()
  const { draft, drafts } = await s.view(eve)
  expect(draft).toBeNull()
  expect(drafts[0]).toMatchObject({ state: 'withdrawn', why: 'the import was undone' })
})

test('a person who writes where a teammate had put a machine aside brings back what was learned there', async () => {
  const s = await shop(makeTestHouse)
  const eve = await s.asks('Eve', 'Do you ship to Norway?', norway)
  await s.marks(eve, 'automated')
  expect(await s.lessons()).toEqual([])
  await s.says(eve, 'And do you ship to Norway by sea?')
  expect((await s.view(eve)).draft).toMatchObject({ text: norway })
  expect(await s.lessons()).toEqual([norway])
})

async function shop(open: (options?: HouseOptions) => Promise<TestHouse>) {
  const house = await open()
  const { id: agentId } = await house.scope.agent()
  const log = () => house.scope.learning.rows(agentId, 0, 100)
  const says = async (customer: Customer, question: string, answer?: string, how: Sending = {}) => {
    await customer.says(question)
    const { id } = await customer.conversation()
    if (answer !== undefined) await house.core.conversations.reply(house.owner, id, { text: answer, ...how })
    await house.settle()
  }
  const view = async (customer: Customer) =>
    house.core.conversations.get(house.owner, (await customer.conversation()).id)
  return {
    ...{ house, log, says, view },
    async asks(name: string, question: string, answer?: string) {
      const customer = house.customer(name)
      await says(customer, question, answer)
      return customer
    },
    async approves(customer: Customer) {
      await house.settle()
      const { draft } = await view(customer)
      // An approval faster than the draft can be read is no evidence.
      house.clock.advance(10_000)
      await house.core.drafts.approve(house.owner, draft!.id, draft!.version)
      await house.settle()
    },
    async marks(customer: Customer, kind: 'spam' | 'automated') {
      await house.core.conversations.setKind(house.owner, (await customer.conversation()).id, kind)
      await house.settle()
    },
    async notSpam(customer: Customer) {
      await house.core.conversations.notSpam(house.owner, (await customer.conversation()).id)
      await house.settle()
    },
    found: (search: string) => house.core.lessons.list(house.owner, { search }),
    lessons: async () =>
      (await house.core.lessons.list(house.owner, {}))
        .filter(({ standing }) => standing === 'current')
        .map(({ reply }) => reply),
    /** Everything learned, as the log has it. */
    async learned() {
      const engine = makeEngine()
      for (const row of await log()) engine.apply(row)
      return engine.hash()
    },
  }
}
