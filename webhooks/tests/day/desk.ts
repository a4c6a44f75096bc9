import { setTimeout as wait } from 'node:timers/promises'
import { call, type Installation, owner, Refusal } from '../kill/installation.ts'
import { type SentMail, sentMails } from '../platforms/sendgrid-platform.ts'
import { sendGridRequests } from '../platforms/sendgrid-requests.ts'
import { type SlackPosted, slackMessages } from '../platforms/slack-platform.ts'
import { slackRequests } from '../platforms/slack-requests.ts'

/** What the API says of one conversation, as far as a day at the desk looks at it. */
export interface Seen {
  conversation: {
    id: string
    status: string
    waitingFor: string
    kind: string
    assigneeId: string | null
    snoozedUntil: string | null
    resolvedBy: string | null
    mergedIntoId: string | null
  }
  messages: { id: string; senderType: string; content: string; delivery: { id: string; state: string } | null }[]
  draft: { id: string; version: number; text: string; editorId: string | null } | null
  drafts: { state: string; why: string | null }[]
}

/** The answer of the API to somebody who asks: the reply, or the refusal's status and sentence. */
export type Answered = { ok: true; reply: unknown } | { ok: false; status: number; sentence: string }

export type Desk = ReturnType<typeof openDesk>

/** One installation with customers who write mail, a teammate in Slack and one in the admin. */
export function openDesk(house: Installation, token: string) {
  const mails = sendGridRequests(house.keys)
  const slack = slackRequests(house.signingSecret)
  const subjects = new Map<string, string>()
  let count = 0

  async function post(url: string, request: object): Promise<void> {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(10_000) })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`a platform was answered ${response.status}`)
  }

  /** Asks the API; a refusal is an answer, anything else that fails is thrown. */
  async function ask(method: string, path: string, body?: object): Promise<Answered> {
    try {
      return { ok: true, reply: await call(house.url, method, path, body, token) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const said = /"sentence":"((?:[^"\\]|\\.)*)"/.exec(error.message)?.[1] ?? ''
      return { ok: false, status: error.status, sentence: said }
    }
  }

  async function get<T>(path: string): Promise<T> {
    return (await call(house.url, 'GET', path, undefined, token)) as T
  }

  const see = (id: string) => get<Seen>(`/api/conversations/${id}`)

  /** The conversations of this address, the newest first; those put aside last. */
  async function conversationsOf(address: string): Promise<string[]> {
    const list = (aside: boolean) =>
      get<{ id: string; customerEmail: string | null }[]>(`/api/conversations?limit=100&aside=${aside}`)
    const rows = [...(await list(false)), ...(await list(true))]
    return rows.filter((row) => row.customerEmail === address).map((row) => row.id)
  }

  /** The newest message in Slack's channel that holds all of these words as it stands now. */
  async function slackShows(...words: string[]): Promise<SlackPosted | undefined> {
    const shown = slackMessages(await house.slack.accepted())
    return shown.findLast((message) => {
      const said = JSON.stringify(message.blocks ?? message.text)
      return words.every((one) => said.includes(one))
    })
  }

  return {
    ask,
    get,
    see,
    conversationsOf,
    slackShows,

    /** A customer's mail; `re` goes on from the mail of that id. Returns its id. */
    async mail(from: string, text: string, more: { subject?: string; re?: string; references?: string } = {}) {
      const messageId = `<day-${++count}@customers.example>`
      const thread = more.re === undefined ? {} : { inReplyTo: more.re, references: more.re }
      const began = more.re === undefined ? undefined : (subjects.get(more.re) ?? more.subject)
      const subject = began === undefined ? (more.subject ?? `Question ${count}`) : `Re: ${began.replace(/^Re: /, '')}`
      subjects.set(messageId, subject)
      await post(
        house.webhooks.email,
        mails.inbound({ from, to: 'help@shop.example', subject, text, messageId, ...thread }),
      )
      return messageId
    },

    /** What was sent to this address, the oldest first. */
    async sentTo(address: string): Promise<SentMail[]> {
      return sentMails(await house.sendGrid.accepted()).filter((mail) => mail.to.some(({ email }) => email === address))
    },

    /** A teammate opens the app's Home tab. */
    opensHome: (user: string) => post(`${house.webhooks.slack}/events`, slack.homeOpened(user)),

    /** What stands in this person's Home tab now, as text. */
    async home(user: string): Promise<string> {
      const published = (await house.slack.accepted()).findLast(({ id }) => id.startsWith(`home/${user}/`))
      return JSON.stringify(published?.fields ?? '')
    },

    /** A teammate writes into the thread of a card. */
    async writesInThread(user: string, card: SlackPosted, text: string): Promise<void> {
      const now = Date.now() * 1000 + ++count
      const ts = `${Math.floor(now / 1_000_000)}.${String(now % 1_000_000).padStart(6, '0')}`
      const written = { channel: card.channel, user, text, ts, threadTs: card.thread_ts ?? card.ts }
      await post(`${house.webhooks.slack}/events`, slack.event(written))
    },

    /** A teammate presses a button. */
    async presses(user: string, card: SlackPosted, label: string): Promise<void> {
      const actionTs = `${Math.floor(Date.now() / 1000)}.${String(++count).padStart(6, '0')}`
      await post(`${house.webhooks.slack}/interactivity`, slack.click(card, label, user, actionTs))
    },

    /** A teammate sends the form that was opened last; returns what Slack is told to show. */
    async submits(user: string, text: string): Promise<string> {
      const opened = (await house.slack.accepted()).findLast(({ path }) => path.endsWith('/views.open'))
      if (opened === undefined) throw new Error('no form was opened')
      const request = slack.submit(opened.fields, text, user)
      const response = await fetch(`${house.webhooks.slack}/interactivity`, request as RequestInit)
      return response.text()
    },

    /** Invites a teammate, who sets a password; their Slack account is known by its profile. Returns their id. */
    async invites(name: string, email: string): Promise<string> {
      const made = await ask('POST', '/api/teammates', { email, name })
      if (!made.ok) throw new Error(made.sentence)
      const { link, teammate } = made.reply as { link: string; teammate: { id: string } }
      const linkToken = new URL(link).searchParams.get('token')
      const accepted = { token: linkToken, password: 'a long enough password' }
      await call(house.url, 'POST', '/api/teammates/accept', accepted)
      return teammate.id
    },

    slackUser: { anna: owner.user, ben: 'U0BEN' },
    /** Who else has a Slack account. */
    colleagues: ['Cleo', 'Dana', 'Emil', 'Finn', 'Gwen', 'Hugo', 'Iris', 'Jack', 'Kaja'],
  }
}

/** Asks again until it holds; throws with the last thing seen. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false | null>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(40)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`within 20 s it was never so: ${what}`)
}

export function nonEmpty<T>(found: T[]): [T, ...T[]] | undefined {
  return found.length > 0 ? (found as [T, ...T[]]) : undefined
}
