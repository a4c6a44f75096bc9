import { describe, expect, test } from 'vitest'
import type { Outcome } from '#core/domain/event.ts'
import { Refused } from '#core/errors.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { type Drafted, drafted, knownAnswer } from '#core/testing/drafted.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

/** One way to answer a customer while a draft stands open: prepared while nobody has acted, then done. */
interface Way {
  name: string
  /** What the customer gets when this one wins; undefined = nothing. */
  words: string | undefined
  prepare(d: Drafted, who: Staff): Promise<() => Promise<unknown>>
}

const own = (who: Staff) => `${who.teammate.name} says: only by ferry.`

const ways: Record<string, (who: string) => Way> = {
  'approves in Slack': () => ({
    ...{ name: 'approves in Slack', words: knownAnswer },
    prepare: async (d, who) => pressed(d, who, 'approve'),
  }),
  'approves in the admin': () => ({
    ...{ name: 'approves in the admin', words: knownAnswer },
    prepare: async (d, who) => () => d.house.core.drafts.approve(who.actor, d.draft.id, d.draft.version),
  }),
  'sends other words in the admin': (who) => ({
    ...{ name: 'edits', words: `${who} says: only by ferry.` },
    prepare: async (d, one) => () => d.house.core.drafts.edit(one.actor, d.draft.id, d.draft.version, own(one)),
  }),
  'rejects in Slack': () => ({
    ...{ name: 'rejects', words: undefined },
    prepare: async (d, who) => () => d.house.core.drafts.reject(who.actor, d.draft.id, 'wrong_tone'),
  }),
  'replies with > in the thread': (who) => ({
    ...{ name: 'replies', words: `${who} says: only by ferry.` },
    async prepare(d, one) {
      const said = await one.slackEvent(d.conversationId, `> ${own(one)}`)
      return () => d.house.receive(said)
    },
  }),
  'presses “Send to customer”': (who) => ({
    ...{ name: 'sends a question', words: `${who} says: only by ferry.` },
    async prepare(d, one) {
      await one.slackReply(d.conversationId, own(one))
      await d.house.pass(2_000)
      return pressed(d, one, 'send_written')
    },
  }),
  'sends the reply window': (who) => ({
    ...{ name: 'sends the reply window', words: `${who} says: only by ferry.` },
    async prepare(d, one) {
      const trigger = `trigger-${d.house.next()}`
      await d.house.receiveAndWait({ ...pressOf(one, 'reply'), trigger })
      const form = d.house.platforms.log.findLast(({ outbound }) => outbound.kind === 'form')?.outbound
      if (form?.kind !== 'form') throw new Error('no window was opened')
      const { target, version } = form.submit ?? { target: '' }
      const submitted = {
        ...pressOf(one, 'reply'),
        target,
        text: own(one),
        ...(version === undefined ? {} : { version }),
      }
      return () => done(d.house.receiveAndWait({ ...submitted, id: `submit-${d.house.next()}` }))
    },
  }),
  'writes in the admin': (who) => ({
    ...{ name: 'writes in the admin', words: `${who} says: only by ferry.` },
    prepare: async (d, one) => () =>
      d.house.core.conversations.reply(one.actor, d.conversationId, { text: own(one), seenAnswers: 0 }),
  }),
}

function pressOf(who: Staff, action: 'approve' | 'send_written' | 'reply') {
  const event = who.press(action)
  if (event === undefined) throw new Error(`no card has a button ${action}`)
  return event
}

function pressed(d: Drafted, who: Staff, action: 'approve' | 'send_written'): () => Promise<unknown> {
  const event = pressOf(who, action)
  return () => done(d.house.receiveAndWait(event))
}

/** A press that was refused is a refusal, as an act in the admin is. */
async function done(outcome: Promise<Outcome>): Promise<Outcome> {
  const known = await outcome
  if (known.kind === 'refused') throw new Refused(409, known.say, known.news)
  return known
}

const names = Object.keys(ways)
const pairs = names.flatMap((a) => names.map((b) => [a, b] as const))

/** Ben acts in one way and Cleo in another, at once; what came of it. */
async function race(a: string, b: string, order: 'first' | 'second', makeHouse = makeTestHouse) {
  const d = await drafted({ slack: true }, makeHouse)
  const given = [ways[a]!('Ben'), ways[b]!('Cleo')] as const
  // Both have what they act on before them; then both act.
  const acts = [await given[0].prepare(d, d.ben), await given[1].prepare(d, d.cleo)] as const
  const both = order === 'first' ? [acts[0](), acts[1]()] : [acts[1](), acts[0]()].reverse()
  const results = await Promise.allSettled(both)
  await d.house.settle()
  return { d, given, results }
}

async function check(a: string, b: string, order: 'first' | 'second', makeHouse = makeTestHouse) {
  const { d, given, results } = await race(a, b, order, makeHouse)
  const heard = d.carl.heard()
  const ours = given.map(({ words }) => words)
  if (heard.length === 2) return checkMarked(d, [a, b], heard)
  // One of them at most reached the customer, whole.
  expect(heard.length).toBeLessThanOrEqual(1)
  if (heard.length === 1) expect(ours).toContain(heard[0])
  const titles = d.house.platforms.cards().map(({ card }) => card.title)
  const facts = JSON.stringify(d.house.platforms.cards().map(({ card }) => [card.facts, card.body]))
  for (const [at, result] of results.entries()) {
    const [me, other] = [at, 1 - at]
    const winner = ['Ben', 'Cleo'][other]!
    const refused = result.status === 'rejected' ? (result.reason as Refused) : undefined
    const asked = titles.find((title) => title.startsWith(`${winner} answered meanwhile. Send`))
    const won = refused === undefined && asked === undefined
    if (won) continue
    // The other one won, and this one reads who that was, and what the customer gets.
    if (refused !== undefined) {
      expect(refused).toMatchObject({ name: 'Refused', status: 409 })
      expect(`${refused.message} ${refused.news ?? ''}`).toContain(winner)
    }
    const [said] = heard
    if (said !== undefined) expect(`${refused?.news ?? ''} ${facts}`).toContain(said)
    expect(ours[me] === undefined || heard[0] !== ours[me] || ours[me] === ours[other]).toBe(true)
  }
  // Somebody won.
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
}

const marked = 'replies with > in the thread'

/** What is marked is sent without a question (DESIGN 6.2), also second: then its card says who answered meanwhile, and can be undone. */
function checkMarked(d: Drafted, acts: [string, string], heard: string[]): void {
  const second = acts.findIndex((act, at) => act === marked && heard[1] === own([d.ben, d.cleo][at]!))
  expect(second, `${acts.join(', ')}: ${heard.join(' / ')}`).toBeGreaterThanOrEqual(0)
  const winner = ['Ben', 'Cleo'][1 - second]!
  const told = d.house.platforms.cards().map(({ card }) => card)
  const title = `Goes to the customer, too: ${winner} answered meanwhile.`
  expect(told.find((card) => card.title === title)).toMatchObject({ body: heard[0], buttons: [{ action: 'undo' }] })
}

describe('two teammates act on one draft at once: one wins, the other reads who and what', () => {
  test.each(pairs)('Ben %s, Cleo %s', async (a, b) => {
    for (const order of ['first', 'second'] as const) await check(a, b, order)
  })

  // On one database all of them would take minutes.
  test.each([
    ['approves in Slack', 'approves in the admin'],
    ['approves in the admin', 'sends other words in the admin'],
    ['presses “Send to customer”', 'approves in Slack'],
    ['writes in the admin', 'sends the reply window'],
  ] as const)(
    'on the database: Ben %s, Cleo %s',
    async (a, b) => {
      await check(a, b, 'first', makeDatabaseHouse)
    },
    60_000,
  )
})

test('whoever reads that a colleague answered sends theirs, too, with one more press', async () => {
  const d = await drafted()
  await d.ben.slackReply(d.conversationId, 'Only by ferry.')
  await d.house.pass(2_000)
  await d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version)
  await d.house.pass(3_000)
  const card = d.house.platforms.cards().find(({ card }) => card.purpose === 'question')?.card
  expect(card).toMatchObject({
    title: 'Cleo answered meanwhile. Send this too?',
    facts: [{ label: 'Cleo sent', value: knownAnswer }],
    quote: 'Only by ferry.',
  })
  expect(await d.ben.click('send_written')).toEqual({ kind: 'done' })
  await d.house.settle()
  expect(d.carl.heard()).toEqual([knownAnswer, 'Only by ferry.'])
})

test('once the colleague’s answer is undone, the question is about these words alone', async () => {
  const d = await drafted()
  const row = await d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version)
  await d.ben.slackReply(d.conversationId, 'Only by ferry.')
  await d.house.pass(2_000)
  const question = () => d.house.platforms.cards().find(({ card }) => card.purpose === 'question')?.card
  expect(question()?.title).toBe('Cleo answered meanwhile. Send this too?')
  await d.house.core.outbox.undo(d.cleo.actor, row.id)
  await d.house.pass(2_000)
  expect(question()).toMatchObject({ title: 'Send this to Carl?', facts: [], quote: 'Only by ferry.' })
  expect(await d.ben.click('send_written')).toEqual({ kind: 'done' })
  await d.house.settle()
  expect(d.carl.heard()).toEqual(['Only by ferry.'])
})

test('what was written long after a colleague’s answer is sent as ever', async () => {
  const d = await drafted()
  await d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version)
  await d.house.pass(60_000)
  await d.ben.slackReply(d.conversationId, '> And by ferry.')
  await d.house.settle()
  expect(d.carl.heard()).toEqual([knownAnswer, 'And by ferry.'])
})
