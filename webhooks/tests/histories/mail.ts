import type { MessageEvent } from '#core/domain/event.ts'
import type { Ports } from '#core/ports.ts'
import { author } from '#core/testing/events.ts'
import type { Accepted } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Customer } from '#core/testing/people.ts'
import type { Staff } from '#core/testing/staff.ts'
import { type Model, makeModel } from './model.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { makeRandom, type Random } from './random.ts'

interface History {
  house: TestHouse
  random: Random
  model: Model
  customer: Customer
  staff: Staff[]
  sent: MessageEvent[]
  story: string[]
  count: number
  /** What can still be approved: the mails that show it, and its words. */
  draft: { mails: Accepted[]; text: string } | undefined
  /** Notifications that were looked at. */
  looked: number
}

const undoMs = 5_000

/** Plays the history of this seed with staff who have mail alone, and beside it the oracle. */
export async function playMail(seed: number, wrap?: (ports: Ports) => Ports): Promise<Outcome> {
  const random = makeRandom(seed)
  const house = await makeTestHouse({ mail: true, ...(wrap ? { wrap } : {}) })
  const customer = house.customer('Anna')
  const staff = [await house.teammate('Ben'), await house.teammate('Cleo')]
  await house.teammate('Dora')
  const model = makeModel(undoMs, 'confirm')
  const story: string[] = []
  const h: History = { house, random, model, customer, staff, sent: [], story, count: 0, draft: undefined, looked: 0 }
  await customer.says('Do you ship to Norway?')
  const steps = 4 + random.number(8)
  for (let i = 0; i < steps; i++) {
    look(h)
    await random.pick(moves)(h)
  }
  await house.pass(60_000)
  return outcomeOf(seed, story, { house, model, heard: customer.heard() })
}

type Move = (history: History) => Promise<void>

/** Words that are meant for the customer, by the gesture of replying. */
const answers: Move = (h) => {
  const text = fresh(h)
  return reply(h, text, {}, (at) => {
    h.model.released(text, at)
    h.draft = undefined
  })
}

/** Words that speak to colleagues, however they say it. */
const notes: Move = (h) => {
  const words = fresh(h)
  const [text, facts] = h.random.pick([
    [`note: ${words}`, {}],
    [`NOTE : ${words}`, {}],
    [`Hi Olga,\n${words}`, {}],
    [`@Dora, ${words}`, {}],
    [`Dora: ${words}`, {}],
    [words, { cc: ['dora@shop.example'] }],
    [words, { to: ['olga@shop.example'] }],
    [words, { isForward: true }],
    ['', {}],
  ] as [string, object][])
  return reply(h, text, facts, () => {})
}

/** Nobody who may speak: a forged address, an address that nobody invited, a machine. */
const strangers: Move = async (h) => {
  const mail = pickMail(h)
  if (mail === undefined) return
  const by = h.random.pick(h.staff)
  const { email } = by.teammate
  const who = h.random.pick([
    author({ kind: 'email', value: email }, { isVerified: false }),
    author({ kind: 'email', value: 'mallory@elsewhere.example' }),
    author({ kind: 'email', value: email }, { isMachine: true }),
  ])
  h.story.push(`somebody else (${JSON.stringify(who)}) answers`)
  const token = /\+([a-z2-7]+)@/.exec('mail' in mail.outbound ? (mail.outbound.mail?.replyTo ?? '') : '')?.[1]
  const event = by.mailEvent(mail, fresh(h), token === undefined ? {} : { token })
  await h.house.receive({ ...event, author: who })
}

const approves: Move = async (h) => {
  const mail = pickMail(h)
  if (mail === undefined) return
  const text = h.random.pick(['approve', 'OK', 'Send it!', 'ok.'])
  const now = h.draft?.mails.includes(mail) ? h.draft.text : undefined
  await replyTo(h, mail, text, {}, (at) => {
    if (now === undefined) return
    h.model.released(now, at)
    h.draft = undefined
  })
}

const redelivers: Move = async (h) => {
  if (h.sent.length === 0) return
  h.story.push('a mail is delivered again')
  await h.house.receive(h.random.pick(h.sent))
}

const customerWrites: Move = async (h) => {
  h.story.push('the customer writes')
  h.draft = undefined
  await h.customer.says(h.random.pick(['Can you ship to Norway?', 'Do you ship to Norway please?', 'And now?']))
}

const waits: Move = async (h) => {
  await h.house.pass(h.random.pick([700, 2_300, 4_100, 60_000]))
}

const moves: Move[] = [answers, answers, notes, notes, notes, strangers, approves, approves, redelivers]
moves.push(customerWrites, customerWrites, waits, waits)

function reply(h: History, text: string, facts: object, says: (at: number) => void): Promise<void> {
  const mail = pickMail(h)
  return mail === undefined ? Promise.resolve() : replyTo(h, mail, text, facts, says)
}

async function replyTo(h: History, mail: Accepted, text: string, facts: object, says: (at: number) => void) {
  const by = h.staff.find(({ teammate }) => 'mail' in mail.outbound && mail.outbound.mail?.to.includes(teammate.email))
  if (by === undefined) return
  h.story.push(`${by.teammate.name} answers ${JSON.stringify(text)} ${JSON.stringify(facts)}`)
  // Mail is handled as it comes, before the house lets any time pass.
  says(h.house.clock.at())
  h.sent.push(await by.mailReply(mail, text, facts))
}

/** Sees the notifications that came in meanwhile. */
function look(h: History): void {
  const fresh = h.house.platforms.log.slice(h.looked)
  h.looked += fresh.length
  for (const mail of fresh) {
    const { outbound } = mail
    if (outbound.kind === 'card' && outbound.card.purpose === 'draft' && outbound.card.buttons.length > 0)
      h.draft = { mails: [...(h.draft?.mails ?? []), mail], text: outbound.card.body ?? '' }
  }
}

function pickMail(h: History): Accepted | undefined {
  const all = h.staff.flatMap((one) => one.mails())
  return all.length === 0 ? undefined : h.random.pick(all.slice(-4))
}

function fresh(h: History): string {
  const token = `wool${h.count++}sock`
  return h.random.pick([`Yes, we ship there, ${token}.`, `It takes a week, ${token}.`, `The depot calls it ${token}.`])
}
