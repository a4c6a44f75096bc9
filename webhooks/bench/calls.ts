import { setTimeout as wait } from 'node:timers/promises'
import { seeded } from '#core/testing/seeded.ts'
import { freshDatabase } from '#webhooks/tests/kill/installation.ts'
import { callNumber } from '#webhooks/tests/platforms/twilio-caller.ts'
import { openTwilio, twilioAccount } from '#webhooks/tests/platforms/twilio-platform.ts'
import { openCall, type Spoken } from './calls-caller.ts'
import type { EchoFloor } from './calls-floor.ts'
import { end, forkBench } from './child.ts'
import { percentile, printTable } from './figures.ts'
import { type Hub, startHub } from './hub.ts'
import { readOptions } from './options.ts'
import { tell } from './table.ts'

/**
 * A hundred calls at once over ConversationRelay, each caller asking something every 6 to 8 s: the time from the last word of
 * a question to the first of its answer, beside a socket that echoes. The hub is a process of its own, with the local engine.
 * What is asked while the calls still come is a row of its own.
 */
const options = readOptions()
const calls = 100
const turns = options.quick ? 3 : 8
/** All of them call within one pause between questions. */
const comeWithinMs = 6_000
const ours = '+15550002222'

/** Different enough that each is answered for itself; nobody asks the same twice. */
const known: readonly (readonly [question: string, answer: string])[] = [
  ['When are you open?', 'We are open from nine to five on weekdays.'],
  ['Do you ship to Norway?', 'Yes, parcels to Norway take five days.'],
  ['How do I return a helmet?', 'Put the helmet back into its box and bring it to the counter.'],
  ['Can I pay by invoice?', 'Yes, companies pay by invoice within two weeks.'],
  ['Do you repair electric bicycles?', 'Our workshop repairs electric bicycles on Fridays.'],
  ['Is there parking near the shop?', 'There is parking behind the church.'],
  ['Do you sell gift vouchers?', 'Gift vouchers are sold at the till.'],
  ['What is the warranty on tyres?', 'The warranty on tyres is one year.'],
]

const account = twilioAccount(ours)
const twilio = await openTwilio(account)
const database = options.databaseUrl === undefined ? undefined : await freshDatabase(options.databaseUrl)
const floor = await forkBench<EchoFloor>('./calls-floor.ts', {})
const hub = await startHub('all', {
  TWILIO_API_URL: twilio.url,
  ...(database && { DATABASE_URL: database.url }),
  ...(database && options.redisUrl && { REDIS_URL: options.redisUrl }),
})
try {
  await hub.connect('voice', { accountSid: account.accountSid, authToken: account.authToken, number: ours })
  await teach(hub)
  const echo = await hold(floor.said.url)
  const callsAreOver = new AbortController()
  const [answered] = await Promise.all([
    hold(undefined).finally(() => callsAreOver.abort()),
    checkAnswers(hub, callsAreOver.signal),
  ])
  await print(echo, answered)
} finally {
  await hub.close()
  await end(floor.child)
  await twilio.close()
  await database?.drop()
}

/** Staff answer each question once, and vouch for their words. */
async function teach(hub: Hub): Promise<void> {
  await hub.ask('PUT', '/api/settings', { sendFrom: 0.3, auditTime: 'after' })
  for (const [question, answer] of known) {
    const caller = callNumber({ account }, '+15550001111', ours, new Map())
    await caller.says(question)
    const conversation = await until('a conversation', async () => {
      const [newest] = (await hub.ask('GET', '/api/conversations?limit=1')) as { id: string }[]
      const seen =
        newest && ((await hub.ask('GET', `/api/conversations/${newest.id}`)) as { messages: { content: string }[] })
      return seen?.messages.some(({ content }) => content === question) ? newest : undefined
    })
    await hub.ask('POST', `/api/conversations/${conversation?.id}/messages`, { text: answer })
    // What nobody heard is no answer, and teaches nothing.
    await caller.hears(answer)
    await caller.hangsUp()
    const lesson = await until('a lesson', async () => {
      const lessons = (await hub.ask('GET', '/api/lessons?limit=50')) as { id: string; question: string }[]
      return lessons.find((one) => one.question === question)
    })
    await hub.ask('PUT', `/api/lessons/${lesson?.id}/voucher`, { stands: true })
  }
}

/** Staff look at the answers that were drawn for them: with ten that nobody has looked at, a topic is theirs again. */
async function checkAnswers(hub: Hub, isOver: AbortSignal): Promise<void> {
  while (!isOver.aborted) {
    const { sections } = (await hub.ask('GET', '/api/waiting')) as {
      sections: { rows: { audit: { id: string } | null }[] }[]
    }
    for (const { audit } of sections.flatMap(({ rows }) => rows))
      if (audit !== null) await hub.ask('POST', `/api/audits/${audit.id}/verdict`, { verdict: 'fine' })
    await wait(2_000)
  }
}

interface Held {
  /** Asked at once by those who come, while others come. */
  coming: Spoken[]
  /** Asked while all of them stand. */
  spoken: Spoken[]
  /** Sockets that were lost before the caller hung up, or never stood. */
  dropped: number
}

/** All calls at once; the same callers speak with the echo. */
async function hold(echoUrl: string | undefined): Promise<Held> {
  const held: Held = { coming: [], spoken: [], dropped: 0 }
  const all = Promise.withResolvers<void>()
  let came = 0
  const one = async (at: number) => {
    const random = seeded(at + 1)
    await wait(random() * comeWithinMs)
    const call = await openCall(account, `+1555${1_000_000 + at}`, ours, echoUrl)
    came += 1
    if (came === calls) all.resolve()
    if (call === undefined) {
      held.dropped += 1
      return
    }
    const first = Math.floor(random() * known.length)
    for (let turn = 0; turn <= turns && call.over() === undefined; turn++) {
      const [question, answer] = known[(first + turn) % known.length]!
      const spoken = await call.asks(question, echoUrl === undefined ? answer : question)
      if (turn === 0) held.coming.push(spoken)
      else held.spoken.push(spoken)
      await wait(6_000 + random() * 2_000)
      await all.promise
    }
    if (call.over() === 'failed') held.dropped += 1
    call.hangsUp()
  }
  await Promise.all(Array.from({ length: calls }, (_, at) => one(at)))
  return held
}

async function print(echo: Held, ours: Held): Promise<void> {
  const figures = ({ spoken, dropped }: Pick<Held, 'spoken' | 'dropped'>) => {
    const times = spoken.map(({ ms }) => ms)
    const right = spoken.filter(({ isAnswer }) => isAnswer).length
    return [percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99), right / spoken.length, dropped]
  }
  const [floor, own] = [figures(echo), figures(ours)]
  const coming = figures({ spoken: ours.coming, dropped: ours.dropped })
  console.log(`Calls: ${calls} at once over ConversationRelay, ${turns} questions each, one every 6 to 8 s`)
  printTable(
    ['last word to first word', 'p50 ms', 'p95 ms', 'p99 ms', 'answered', 'dropped sockets'],
    [
      ['an echo', ...floor],
      ['ours', ...own],
      ['ours, while they come', ...coming.slice(0, 4), ''],
      ['ours / echo', ...own.slice(0, 3).map((value, at) => value / floor[at]!), '', ''],
    ],
  )
  await tell([
    [`${calls} calls, last word to first word, p95 ms`, own[1]!, 'under 150'],
    [`the same, while they call within ${comeWithinMs / 1000} s`, coming[1]!, ''],
    [`${calls} calls / an echo, p95`, own[1]! / floor[1]!, ''],
    [`${calls} calls, share of questions answered`, own[3]!, '1.00'],
    [`${calls} calls, dropped sockets`, own[4]!, '0'],
  ])
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; await wait(100)) {
    const found = await look()
    if (found !== undefined) return found
  }
  throw new Error(`within 30 s there was never ${what}`)
}
