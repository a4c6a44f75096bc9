import type { ActionEvent, MessageEvent } from '#core/domain/event.ts'
import type { Ports } from '#core/ports.ts'
import { author } from '#core/testing/events.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Customer } from '#core/testing/people.ts'
import type { Staff } from '#core/testing/staff.ts'
import { type Model, makeModel, type Rule } from './model.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { makeRandom, type Random } from './random.ts'

interface History {
  house: TestHouse
  random: Random
  model: Model
  customer: Customer
  conversationId: string
  staff: Staff[]
  posted: { event: MessageEvent; by: Staff }[]
  /** Presses of buttons that were seen once: late and double clicks. */
  seen: ActionEvent[]
  story: string[]
  count: number
}

const undoMs = 5_000
const rules: Rule[] = ['confirm', 'confirm', 'confirm', 'send', 'notes']

/** Plays the history of this seed in one Slack thread, and beside it the oracle. */
export async function playThread(seed: number, wrap?: (ports: Ports) => Ports): Promise<Outcome> {
  const random = makeRandom(seed)
  const rule = random.pick(rules)
  const house = await makeTestHouse({ slack: true, settings: { sendRule: rule }, ...(wrap ? { wrap } : {}) })
  const customer = house.customer('Anna')
  const staff = [await house.teammate('Ben'), await house.teammate('Cleo')]
  await customer.says('Do you ship to Norway?')
  await house.settle()
  const conversationId = (await customer.conversation()).id
  const story = [`the rule is ${rule}`]
  const model = makeModel(undoMs, rule)
  const history: History = {
    house,
    random,
    model,
    customer,
    conversationId,
    staff,
    posted: [],
    seen: [],
    story,
    count: 0,
  }
  const steps = 4 + random.number(9)
  for (let i = 0; i < steps; i++) await random.pick(moves)(history)
  await pass(history, 11 * 60_000)
  await pass(history, 60_000)
  return outcomeOf(seed, story, { house, model, heard: customer.heard() })
}

type Move = (history: History) => Promise<void>

const posts: Move = async (h) => {
  const by = h.random.pick(h.staff)
  const said = h.random.oneIn(12) ? { raw: h.random.pick(['', '>', '  > ']), mentionsOthers: false } : words(h)
  const event = await by.slackReply(h.conversationId, said.raw, facts(said))
  h.posted.push({ event, by })
  h.model.said(event.messageId, said, h.house.clock.at())
  h.story.push(`${by.teammate.name} writes ${show(said)}`)
}

const edits: Move = async (h) => {
  const one = recent(h)
  if (one === undefined) return
  const { event, by } = one
  const same = event.text.replace(/^\s*>\s*/, '')
  const said = h.random.oneIn(6) ? { raw: h.random.pick(['', '>', same, event.text]), mentionsOthers: false } : words(h)
  // An edit is handled as it comes; only then does the burst window pass.
  h.model.edited(event.messageId, said, h.house.clock.at())
  h.story.push(`${by.teammate.name} changes ${JSON.stringify(event.text)} to ${show(said)}`)
  const change = await by.slackEdit(event, said.raw, facts(said))
  if (h.random.oneIn(4)) await h.house.receive(change)
}

const removes: Move = async (h) => {
  const one = recent(h)
  if (one === undefined) return
  h.model.removed(one.event.messageId, h.house.clock.at())
  h.story.push(`${one.by.teammate.name} removes ${JSON.stringify(one.event.text)}`)
  await one.by.slackRemove(one.event)
}

const clicks: Move = async (h) => {
  const one = recent(h)
  const written = one && (await h.house.scope.written.byPlatformMessage(one.event.place, one.event.messageId))
  if (one === undefined || written === undefined) return
  const action = h.random.pick(['send_written', 'send_written', 'keep_written', 'send_correction'] as const)
  const press = h.random.pick(h.staff).press(action, { target: written.id })
  if (press === undefined) return
  h.seen.push(press)
  await handle(h, press)
  if (h.random.oneIn(3)) await handle(h, { ...press, id: `${press.id} again` })
}

const clicksLate: Move = async (h) => {
  if (h.seen.length === 0) return
  await handle(h, { ...h.random.pick(h.seen), id: `late-${h.house.next()}` })
}

const undoes: Move = async (h) => {
  const row = h.random.pick(await h.house.scope.outbox.waiting(h.conversationId))
  const press = row && h.random.pick(h.staff).press('undo', { target: row.id })
  if (row === undefined || press === undefined) return
  h.story.push(`undoes ${JSON.stringify(row.payload.text)}`)
  h.model.undone(String(row.payload.text), h.house.clock.at())
  await h.house.receiveAndWait(press)
}

const usesWindows: Move = async (h) => {
  const by = h.random.pick(h.staff)
  const action = h.random.pick(['approve', 'edit', 'reply', 'reject'] as const)
  const text = action === 'edit' || action === 'reply' ? fresh(h) : undefined
  const press = by.press(action, text === undefined ? {} : { text })
  if (press === undefined) return
  const shown = h.house.platforms.cards().find(({ card }) => card.buttons.some(({ target }) => target === press.target))
  const outcome = await h.house.receiveAndWait(press)
  h.story.push(`${by.teammate.name} presses ${action} (${outcome.kind}) ${text ?? shown?.card.body ?? ''}`)
  if (outcome.kind === 'done' && action !== 'reject')
    h.model.released(text ?? shown?.card.body ?? '', h.house.clock.at())
}

const redelivers: Move = async (h) => {
  const one = h.posted.length > 0 ? h.random.pick(h.posted) : undefined
  if (one === undefined) return
  h.story.push(`${JSON.stringify(one.event.text)} is delivered again`)
  await h.house.receive(h.random.oneIn(2) ? one.event : { ...one.event, id: `retry-${h.house.next()}` })
}

const strangersWrite: Move = async (h) => {
  const said = words(h)
  const handle = { kind: 'slack' as const, value: 'T1/USTRANGER' }
  const who = h.random.pick([{}, { isMachine: true }, { isOutsider: true }, { isUs: true }, { isVerified: false }])
  h.story.push(`a stranger (${JSON.stringify(who)}) writes ${show(said)}`)
  await h.staff[0]!.slackReply(h.conversationId, said.raw, { ...facts(said), author: author(handle, who) })
}

const customerWrites: Move = async (h) => {
  h.story.push('the customer writes')
  await h.customer.says(
    h.random.pick(['Can you ship to Norway?', 'And how long does it take?', 'Hello?', 'Thank you!']),
  )
}

const switchesRule: Move = async (h) => {
  const rule = h.random.pick(rules)
  h.story.push(`the rule becomes ${rule}`)
  h.model.rule(rule)
  await h.house.core.accounts.saveSettings(h.house.owner, { sendRule: rule })
}

const waits: Move = (h) => pass(h, h.random.pick([700, 2_300, 4_100, 11 * 60_000]))

const moves: Move[] = [
  ...[posts, posts, posts, posts, edits, edits, edits, removes, clicks, clicks, clicks, clicksLate, undoes, undoes],
  ...[usesWindows, usesWindows, redelivers, strangersWrite, customerWrites, switchesRule, waits, waits, waits],
]

async function handle(h: History, press: ActionEvent): Promise<void> {
  const written = await h.house.scope.written.get(press.target)
  const id = written?.platformMessageId ?? ''
  const at = h.house.clock.at()
  h.story.push(`presses ${press.action} of ${JSON.stringify(written?.text)}`)
  const outcome = await h.house.receiveAndWait(press)
  // Whoever came second is asked once more: who wins is told in core/answering/first.test.ts.
  if (outcome.kind === 'refused' && outcome.say.includes('answered meanwhile')) return
  if (press.action === 'send_written') h.model.clickedSend(id, at)
  if (press.action === 'keep_written') h.model.clickedKeep(id)
  if (press.action === 'send_correction') h.model.clickedCorrect(id, at)
}

async function pass(h: History, ms: number): Promise<void> {
  h.story.push(`${ms} ms pass`)
  await h.house.pass(ms)
  await h.house.core.work.sweep()
  h.model.swept(h.house.clock.at())
  await h.house.pass(0)
}

function recent(h: History) {
  return h.posted.length === 0 ? undefined : h.random.pick(h.posted.slice(-3))
}

function words(h: History): { raw: string; mentionsOthers: boolean } {
  const raw = h.random.oneIn(3) ? `> ${fresh(h)}` : fresh(h)
  const mentionsOthers = h.random.oneIn(4)
  return { raw: mentionsOthers ? `${raw} @Dora` : raw, mentionsOthers }
}

/** Words that nobody used before: what reached whom can be told by them. */
function fresh(h: History): string {
  const token = `wool${h.count++}sock`
  return h.random.pick([`Yes, we ship there, ${token}.`, `It takes a week, ${token}.`, `The depot calls it ${token}.`])
}

function facts({ mentionsOthers }: { mentionsOthers: boolean }) {
  return mentionsOthers ? { mentionsOthers } : {}
}

function show({ raw, mentionsOthers }: { raw: string; mentionsOthers: boolean }): string {
  return `${JSON.stringify(raw)}${mentionsOthers ? ' (with a mention)' : ''}`
}
