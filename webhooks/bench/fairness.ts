import { setTimeout as wait } from 'node:timers/promises'
import { freshDatabase } from '#webhooks/tests/kill/installation.ts'
import { sendGridRequests } from '#webhooks/tests/platforms/sendgrid-requests.ts'
import { openSlack, slackMessages, slackWorkspace } from '#webhooks/tests/platforms/slack-platform.ts'
import { median, printTable } from './figures.ts'
import { startHub } from './hub.ts'
import { readOptions } from './options.ts'
import { tell } from './table.ts'

/**
 * Two mailboxes of one business, staff in Slack. One is flooded; the other gets a mail now and then. From the arrival of such
 * a quiet mail until its card stands in Slack, with the flood and without it, in the same run; and with longer floods.
 */
const options = readOptions()
const floods = options.quick ? [30, 90] : [200, 800, 3_200]
const quietMails = options.quick ? 3 : 12
/** Between two quiet mails, ms. */
const pauseMs = 700
const longestMs = 120_000

/** Cards that were seen so far, and how much of the log was read. */
const seen = new Set<string>()
let read = 0

const slack = await openSlack()
const database = options.databaseUrl === undefined ? undefined : await freshDatabase(options.databaseUrl)
const hub = await startHub('all', {
  SLACK_API_URL: `${slack.url}/api/`,
  ...(database && { DATABASE_URL: database.url }),
  ...(database && options.redisUrl && { REDIS_URL: options.redisUrl }),
})
const says = sendGridRequests()
let count = 0

try {
  const slackSettings = {
    botToken: slackWorkspace.botToken,
    signingSecret: 'a-secret-of-the-bench',
    channel: 'C0BENCH',
  }
  await hub.connect('slack', slackSettings)
  const mailbox = (name: string) =>
    hub.connect('email', {
      ...{ address: `${name}@shop.example`, name, apiKey: 'SG.bench-key', inboundDomain: `${name}.in.shop.example` },
    })
  const [quiet, flooded] = [await mailbox('quiet'), await mailbox('flooded')]
  // The first of everything makes tables, engines and connections.
  for (let at = 0; at < 3; at++) await timeQuiet(quiet)
  const alone = await quietTimes(quiet)
  const rows: { flood: number; underMs: number; drainedMs: number }[] = []
  for (const flood of floods) rows.push(await under(flood, quiet, flooded))
  await print(median(alone), rows)
} finally {
  await hub.close()
  await slack.close()
  await database?.drop()
}

async function under(flood: number, quiet: string, flooded: string) {
  const began = performance.now()
  const words = await pour(flooded, flood)
  const underMs = median(await quietTimes(quiet))
  await shown(words.at(-1)!)
  for (const word of words) await shown(word)
  return { flood, underMs, drainedMs: (performance.now() - began) / flood }
}

/** Sends a flood of mails, a few connections at once; returns the word that each holds. */
async function pour(url: string, many: number): Promise<string[]> {
  const words = Array.from({ length: many }, () => word())
  let next = 0
  const send = async () => {
    for (let at = next++; at < words.length; at = next++) await post(url, words[at]!)
  }
  await Promise.all(Array.from({ length: 8 }, send))
  return words
}

async function quietTimes(url: string): Promise<number[]> {
  const times: number[] = []
  for (let at = 0; at < quietMails; at++) {
    times.push(await timeQuiet(url))
    await wait(pauseMs)
  }
  return times
}

async function timeQuiet(url: string): Promise<number> {
  const mine = word()
  const began = performance.now()
  await post(url, mine)
  await shown(mine)
  return performance.now() - began
}

async function post(url: string, mine: string): Promise<void> {
  const text = `Do you ship ${mine} to Norway?`
  const request = says.inbound({ from: `${mine}@home.example`, to: 'help@in.shop.example', subject: mine, text })
  const reply = await fetch(url, request)
  if (!reply.ok) throw new Error(`the mail was answered ${reply.status}`)
}

/** Words are told apart by their middle, so that none holds another. */
function word(): string {
  count += 1
  return `w${count}x`
}

async function shown(mine: string): Promise<void> {
  for (const end = performance.now() + longestMs; performance.now() < end; await wait(15)) {
    const fresh = await slack.accepted(read)
    read += fresh.length
    for (const { text, blocks } of slackMessages(fresh))
      for (const [found] of `${text} ${JSON.stringify(blocks)}`.matchAll(/w\d+x/g)) seen.add(found)
    if (seen.has(mine)) return
  }
  throw new Error(`within ${longestMs / 1000} s there was never a card about ${mine}`)
}

async function print(aloneMs: number, rows: { flood: number; underMs: number; drainedMs: number }[]): Promise<void> {
  console.log(
    `Fairness: ${quietMails} quiet mails beside a flood of another mailbox, from arrival to its card in Slack`,
  )
  printTable(
    ['flood of', 'quiet alone, p50 ms', 'beside it, p50 ms', 'ratio', 'flood, ms a mail'],
    rows.map(({ flood, underMs, drainedMs }) => [`${flood} mails`, aloneMs, underMs, underMs / aloneMs, drainedMs]),
  )
  const last = rows.at(-1)!
  await tell([
    [
      `a quiet mailbox beside a flood of ${last.flood} / without it`,
      last.underMs / aloneMs,
      'does not grow with the flood',
    ],
    ['the same, the longest flood / the shortest', last.underMs / rows[0]!.underMs, 'about 1'],
  ])
}
