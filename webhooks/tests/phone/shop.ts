import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { voice } from '#connectors/voice/index.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import type { HouseOptions } from '#core/testing/house.ts'
import { type Hub, openHub } from '../loopback/hub.ts'
import type { Line } from '../platforms/twilio-line.ts'
import { twilioPhone } from '../platforms/twilio-phone.ts'
import { openTwilio, sentTexts, sidOf, twilioAccount } from '../platforms/twilio-platform.ts'
import { signedForm, twilioRequests } from '../platforms/twilio-requests.ts'

export const theirs = '+15550001111'
export const question = 'When are you open?'
export const answer = 'We are open from 9 to 17 on weekdays.'

/** How the shop is called. */
export interface ShopOptions {
  mode?: 'relay' | 'gather'
  /** What is said on transferred calls is written down. */
  writeDown?: boolean
  /** What callers may speak beside English. */
  otherLanguages?: string[]
  settings?: HouseOptions['settings']
  /** How long understanding a question takes; while it does, time passes in truth, for the caller, too. */
  slowMs?: () => number
  /** Texts go through a Messaging Service with these numbers, none of which is entered here; else from the number that is called. */
  pool?: string[]
  line?: Omit<Line, 'account' | 'reach' | 'passes'>
}

/** The hub over the real connectors, and Twilio on loopback: customers call and are texted, staff have a fake Slack. */
export async function openShop({
  mode = 'relay',
  writeDown = false,
  otherLanguages = [],
  settings,
  slowMs = () => 0,
  pool,
  line,
}: ShopOptions = {}) {
  // Shops share a database, in which a number is connected once.
  const ours = `+1555${randomInt(10 ** 6, 10 ** 7)}`
  const account = twilioAccount(ours, ...(pool ?? []))
  const phone = twilioPhone(account, {
    ...line,
    reach: (url) => hub.reach(url),
    async passes(ms) {
      if (slowMs() > 0) await wait(ms)
      await hub.house.pass(ms)
    },
  })
  const twilio = await openTwilio(account, phone.part)
  onTestFinished(() => twilio.close())
  const environment = { TWILIO_API_URL: twilio.url }
  const hub: Hub = await openHub({
    sides: ['voice', 'sms'].map((connector) => ({ connector, environment })),
    makeHouse: makeDatabaseHouse,
    // Answers that are drawn to be checked are said, too, and looked at afterwards.
    house: { slack: true, settings: { sendFrom: 0.3, auditTime: 'after', ...settings } },
    wrap: ({ embedder, store }) => ({
      // Shops share a database: what is left of another one is not this one's to see to.
      store: {
        ...store,
        system: {
          ...store.system,
          async sweep(now) {
            const own = <T extends { businessId: string }>(all: T[]) =>
              all.filter(({ businessId }) => businessId === hub.house.owner.businessId)
            const due = await store.system.sweep(now, 100_000)
            const nothing = {
              lanes: [],
              outbox: [],
              stuckSending: [],
              asked: [],
              undecided: [],
              audits: [],
              imports: [],
            }
            return { ...nothing, conversations: own(due.conversations), unprojected: own(due.unprojected), erasing: [] }
          },
        },
      },
      embedder: {
        ...embedder,
        async embed(...given) {
          await wait(slowMs())
          return embedder.embed(...given)
        },
      },
    }),
  })
  const { house } = hub
  const { accountSid, authToken } = account
  const number = await hub.connect({
    ...{
      connector: 'voice',
      account: ours,
      settings: () => ({ accountSid, authToken, number: ours, mode, writeDown, otherLanguages }),
    },
  })
  const service = {
    sid: sidOf('MG', ours),
    friendlyName: 'Pool',
    inboundRequestUrl: '',
    useInboundWebhookOnNumber: false,
  }
  if (pool !== undefined) account.services.push({ ...service, pool })
  const by = pool === undefined ? { numbers: [ours] } : { messagingServiceSid: service.sid }
  await hub.connect({
    ...{ connector: 'sms', account: pool === undefined ? ours : service.sid },
    settings: () => ({ accountSid, authToken, ...by }),
  })
  const twilioSays = twilioRequests(account)
  const kept = await house.scope.integrations.get(number.id)
  await voice.setUp!(kept!.settings as never, hub.address('voice'), hub.tools())

  return {
    ...{ house, account, counted: hub.counted, address: hub.address('voice') },
    call: (more: Partial<Omit<Line, 'account'>> & { from?: string } = {}) =>
      phone.call(more.from ?? theirs, ours, more),

    /** Staff answered the question so, and the owner vouches for these words. */
    async vouches(words = answer, asked = question) {
      const first = house.customer('Tess')
      await first.says(asked)
      await house.core.conversations.reply(house.owner, (await first.conversation()).id, { text: words })
      await house.settle()
      const [lesson] = await house.core.lessons.list(house.owner, {})
      await house.core.learning.vouch(house.owner, lesson!.id, true)
    },

    /** A colleague who takes calls at this number. */
    async colleague(name: string, number: string) {
      const staff = await house.teammate(name)
      await house.scope.teammates.link(staff.teammate.id, { kind: 'phone', value: number })
      return staff
    },

    /** Something that Twilio, or somebody who pretends to be it, posts to an endpoint of the number. */
    async posted(to: string, fields: Record<string, string>, signature?: string) {
      const request = signedForm(account, `${hub.address('voice')}/${to}`, fields)
      if (signature !== undefined) request.headers['x-twilio-signature'] = signature
      return (await hub.post(request.url, request)).status
    },

    /** The conversations that are calls, the newest first, as staff see them. */
    async calls() {
      const rows = await house.scope.conversations.list({ limit: 20 })
      const calls = rows.filter(({ channel }) => channel === 'phone')
      return Promise.all(calls.map(({ id }) => house.core.conversations.get(house.owner, id)))
    },

    /** What Twilio took, and what it was asked for. */
    sent: async () => sentTexts(await twilio.accepted()),

    /** The caller texts to one of the numbers, and the burst window passes. */
    async texted(to: string, body: string) {
      const request = twilioSays.text(hub.address('sms'), {
        ...{ from: theirs, to, body },
        ...(pool === undefined ? {} : { messagingServiceSid: service.sid }),
      })
      const { status } = await hub.post(request.url, request)
      await house.pass(9_000)
      return status
    },

    /** Twilio tells what became of a text, and which number it came from. */
    async becomes(text: { sid: string; statusCallback: string | undefined }, status: string, from: string) {
      const request = twilioSays.status(text.statusCallback ?? '', { sid: text.sid, from, to: theirs, status })
      await hub.post(request.url, request)
      await house.pass(2_000)
    },

    /** What was texted to the caller. */
    texts: async () => sentTexts(await twilio.accepted()).map(({ to, body }) => [to, body]),
  }
}
