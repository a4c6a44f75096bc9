import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Accepted } from '../platforms/platform.ts'
import { sentMails } from '../platforms/sendgrid-platform.ts'
import { sendGridRequests } from '../platforms/sendgrid-requests.ts'
import { type SlackPosted, slackMessages } from '../platforms/slack-platform.ts'
import { slackRequests } from '../platforms/slack-requests.ts'
import { draws } from './draws.ts'
import { call, type Installation, owner, Refusal } from './installation.ts'

/** One thing that a platform told Lummy, told again until it was answered 2xx. */
export interface Told {
  kind: 'mail' | 'chat' | 'staff' | 'note' | 'press' | 'delivery'
  /** Part of the platform's id of it, by which its inbox row is found. */
  key: string
  /** Words that appear in it alone; a press of *Send to customer* has those of the note that it releases. */
  words: string
  tell(): Promise<Response>
  isAccepted: boolean
  tries: number
}

/** What was asked over the API and answered 2xx: the outbox row that it made. */
export interface Asked {
  outboxId: string
  words: string
}

export interface Driver {
  told: Told[]
  asked: Asked[]
  sessions: string[]
  /** Events that were told again although they had been answered. */
  repeats: number
  /** Answers that no platform should get: anything but 2xx, 503 and no answer. */
  oddities: string[]
  /** Ends the stream; resolves once everything told was accepted. */
  stop(): Promise<void>
}

const countries = ['Norway', 'Spain', 'Chile', 'Japan', 'Kenya', 'Wales'] as const
const questions = [
  (where: string) => `Do you ship to ${where}?`,
  (where: string) => `Can you ship to ${where} please?`,
  () => 'How long do I have to return my order?',
  () => 'Can I return an order?',
] as const
const answers = ['Yes, we ship there within 5 days.', 'You can return it within 30 days.'] as const

/** Customers, staff and platforms, one event every `everyMs`: the stream goes on whatever dies. */
export function drive(house: Installation, options: { seed: number; everyMs: number }): Driver {
  const draw = draws(options.seed)
  const name = `s${options.seed}`
  const slack = slackRequests(house.signingSecret)
  const mails = sendGridRequests(house.keys)
  const told: Told[] = []
  const asked: Asked[] = []
  const sessions: string[] = []
  const oddities: string[] = []
  const seen = {
    roots: [] as SlackPosted[],
    cards: [] as SlackPosted[],
    mails: [] as Accepted[],
    used: new Set<string>(),
  }
  let count = 0
  let repeats = 0
  let isOver = false
  let token: string | undefined

  const post = (url: string, request: object) => fetch(url, { ...request, signal: AbortSignal.timeout(8_000) })
  const ref = (kind: string) => `${kind}-${name}-${++count}`

  async function tell(one: Told): Promise<void> {
    one.tries++
    try {
      const response = await one.tell()
      await response.arrayBuffer()
      if (response.ok) one.isAccepted = true
      else if (response.status !== 503) oddities.push(`${one.kind} ${one.key}: ${response.status}`)
    } catch {
      // Nobody listens, or it died before it answered: a platform tries again.
    }
  }

  function mail(): Told {
    const words = ref('mail')
    const from = `customer${Math.floor(draw.next() * 40)}@customers.example`
    const text = `${draw.pick(questions)?.(draw.pick(countries) ?? '')} My reference is ${words}.`
    const messageId = `${words}@customers.example`
    const before = draw.chance(0.3) ? draw.pick(told.filter((one) => one.kind === 'mail')) : undefined
    const thread = before === undefined ? {} : { inReplyTo: `<${before.key}>`, references: `<${before.key}>` }
    const incoming = {
      from,
      to: 'help@shop.example',
      subject: 'A question',
      text,
      messageId: `<${messageId}>`,
      ...thread,
    }
    return make('mail', messageId, words, () => post(house.webhooks.email, mails.inbound(incoming)))
  }

  function chat(): Told {
    if (sessions.length === 0 || draw.chance(0.4))
      sessions.push(Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url'))
    const session = draw.pick(sessions)
    const words = ref('chat')
    const id = randomUUID()
    const text = `${draw.pick(questions)?.(draw.pick(countries) ?? '')} My reference is ${words}.`
    const body = JSON.stringify({ type: 'message', id, session, text })
    return make('chat', id, words, () => post(house.webhooks.webchat, { method: 'POST', body }))
  }

  /** A teammate writes into a conversation's thread: to the customer with the mark, or a note without. */
  function staff(root: SlackPosted): Told {
    const kind = draw.chance(0.7) ? 'staff' : 'note'
    const words = ref(kind)
    const text = kind === 'staff' ? `> ${draw.pick(answers)} Reference ${words}.` : `I wonder about ${words}`
    const now = Date.now() * 1000 + (++count % 1000)
    const ts = `${Math.floor(now / 1_000_000)}.${String(now % 1_000_000).padStart(6, '0')}`
    const { channel } = root
    const written = { channel, user: owner.user, text, ts, threadTs: root.ts, eventId: `Ev${words}` }
    return make(kind, ts, words, () => post(`${house.webhooks.slack}/events`, slack.event(written)))
  }

  function press(card: SlackPosted, label: string): Told {
    const actionTs = `${Math.floor(Date.now() / 1000)}.${String(++count).padStart(6, '0')}`
    const trigger = randomUUID()
    const words = label === 'Send to customer' ? (/note-s\d+-\d+/.exec(JSON.stringify(card.blocks))?.[0] ?? '') : ''
    return make('press', actionTs, words, () =>
      post(`${house.webhooks.slack}/interactivity`, slack.click(card, label, owner.user, actionTs, trigger)),
    )
  }

  /** The platform's own word about what it took, also about what we never learned of. */
  function delivery(entry: Accepted): Told {
    const [sent] = sentMails([entry])
    const batch = [
      { event: 'delivered', email: sent?.to[0]?.email ?? '', messageId: entry.id, customArgs: sent?.customArgs ?? {} },
    ]
    const request = mails.events(batch)
    const [{ sg_event_id: id }] = JSON.parse(Buffer.from(request.body).toString()) as [{ sg_event_id: string }]
    return make('delivery', id, '', () => post(`${house.webhooks.email}/events`, mails.again(request)))
  }

  /** Slack's own word that our message stands there. */
  function posted(card: SlackPosted): Told {
    const id = String(card.metadata?.event_payload.id)
    return make('delivery', `delivered/${id}`, '', () =>
      post(`${house.webhooks.slack}/events`, slack.metadataPosted(card)),
    )
  }

  function make(kind: Told['kind'], key: string, words: string, tellIt: () => Promise<Response>): Told {
    return { kind, key, words, tell: tellIt, isAccepted: false, tries: 0 }
  }

  function next(): Told {
    const unused = <T extends { ts: string }>(cards: T[], label = '') => {
      const card = draw.pick(cards.filter(({ ts }) => !seen.used.has(ts + label)))
      if (card !== undefined) seen.used.add(card.ts + label)
      return card
    }
    const dice = draw.next()
    if (dice < 0.25) {
      const root = unused(seen.roots)
      if (root !== undefined) return staff(root)
    } else if (dice < 0.45) {
      const label = draw.pick(['Approve', 'Approve', 'Send to customer', 'Take', 'Resolve', 'Undo'] as const) ?? ''
      const card = unused(
        seen.cards.filter((one) => hasButton(one, label)),
        label,
      )
      if (card !== undefined) return press(card, label)
    } else if (dice < 0.55) {
      const entry = draw.pick(seen.mails)
      const card = draw.pick(seen.cards)
      if (entry !== undefined && draw.chance(0.6)) return delivery(entry)
      if (card?.metadata !== undefined) return posted(card)
    }
    return draw.chance(0.5) ? mail() : chat()
  }

  /** Looks at what staff see; a platform's log is theirs to read at any time. */
  async function look(): Promise<void> {
    const log = await house.slack.accepted()
    const messages = slackMessages(log).filter(({ channel }) => channel === house.channel)
    seen.roots = messages.filter(({ thread_ts }) => thread_ts === undefined)
    seen.cards = messages
    seen.mails = await house.sendGrid.accepted()
  }

  /** A teammate in the admin: approves or edits a draft, or writes. A press that got no answer is not repeated. */
  async function useApi(): Promise<void> {
    try {
      token ??= await house.signIn()
      const rows = (await call(house.url, 'GET', '/api/conversations?limit=30', undefined, token)) as {
        id: string
        pendingDraftId: string | null
      }[]
      const row = draw.pick(rows)
      if (row === undefined) return
      const words = ref('api')
      const text = `${draw.pick(answers)} Reference ${words}.`
      if (row.pendingDraftId === null) {
        const path = `/api/conversations/${row.id}/messages`
        const made = (await call(house.url, 'POST', path, { text, learn: draw.chance(0.8) }, token)) as { id: string }
        asked.push({ outboxId: made.id, words })
        return
      }
      const { draft } = (await call(house.url, 'GET', `/api/conversations/${row.id}`, undefined, token)) as {
        draft: { id: string; version: number } | null
      }
      if (draft === null) return
      const [verb, body, said] = draw.chance(0.5)
        ? ['approve', { version: draft.version }, '']
        : ['edit', { version: draft.version, text }, words]
      const made = (await call(house.url, 'POST', `/api/drafts/${draft.id}/${verb}`, body, token)) as { id: string }
      asked.push({ outboxId: made.id, words: said })
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) token = undefined
      else if (error instanceof Refusal && ![409, 503].includes(error.status)) oddities.push(error.message)
    }
  }

  async function tellOn(): Promise<void> {
    while (!isOver) {
      const waiting = told.filter((one) => !one.isAccepted)
      const again = waiting.length > 20 || draw.chance(0.5) ? draw.pick(waiting) : undefined
      if (again === undefined) {
        const one = next()
        told.push(one)
        await tell(one)
      } else await tell(again)
      const done = draw.chance(0.15) ? draw.pick(told.slice(-100).filter((one) => one.isAccepted)) : undefined
      if (done !== undefined) {
        repeats++
        await tell(done)
      }
      await wait(options.everyMs * (0.5 + draw.next()))
    }
  }

  async function lookOn(): Promise<void> {
    while (!isOver) {
      await look()
      await useApi()
      await wait(800)
    }
  }

  // Several at once: platforms do not wait for one another.
  const streaming = Promise.all([tellOn(), tellOn(), tellOn(), lookOn()])
  return {
    told,
    asked,
    sessions,
    oddities,
    get repeats() {
      return repeats
    },
    async stop() {
      isOver = true
      await streaming
      for (const until = Date.now() + 30_000; Date.now() < until; await wait(100)) {
        const waiting = told.filter((one) => !one.isAccepted)
        if (waiting.length === 0) return
        for (const one of waiting) await tell(one)
      }
    },
  }
}

function hasButton(message: SlackPosted, label: string): boolean {
  return message.blocks.some((block) => block.elements?.some((element) => element.text?.text === label))
}
