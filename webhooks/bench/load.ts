import { Agent, request } from 'node:http'
import { slackRequests } from '#webhooks/tests/platforms/slack-requests.ts'

/** One round of load, sent from a process of its own: options as JSON in, `Round` as a message out. */
export interface LoadOptions {
  url: string
  signingSecret: string
  connections: number
  /** Signed events to send; each has another id and its own thread. */
  events: number
}

export interface Round {
  seconds: number
  latenciesMs: number[]
  /** How often each status was answered; "error" where there was none. */
  statuses: Record<string, number>
}

const { url, signingSecret, connections, events } = JSON.parse(process.argv[2] ?? '{}') as LoadOptions

const signed = signEvents()
const agent = new Agent({ keepAlive: true, maxSockets: connections })
const round: Round = { seconds: 0, latenciesMs: [], statuses: {} }
let next = 0
const started = performance.now()
await Promise.all(Array.from({ length: connections }, sendAll))
round.seconds = (performance.now() - started) / 1000
process.send?.(round, () => process.exit(0))

/** Signs before the clock runs: the making of requests is no part of the figures. */
function signEvents() {
  const slack = slackRequests(signingSecret)
  const run = Date.now()
  const second = Math.floor(run / 1000)
  return Array.from({ length: events }, (_, at) => {
    const ts = `${second - Math.floor(at / 1000)}.${String((run % 1000) * 1000 + (at % 1000)).padStart(6, '0')}`
    const text = `Could you look at parcel ${at} for me, please? It should have been here on Tuesday.`
    return slack.event({ channel: 'C0BENCH', user: 'U0ANNA', text, ts, eventId: `Ev${run}${at}` })
  })
}

async function sendAll() {
  for (let at = next++; at < signed.length; at = next++) {
    const from = performance.now()
    const status = await send(at)
    round.latenciesMs.push(performance.now() - from)
    round.statuses[status] = (round.statuses[status] ?? 0) + 1
  }
}

function send(at: number): Promise<string> {
  const { headers, body } = signed[at]!
  return new Promise((resolve) => {
    const sending = request(url, {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    sending.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(String(response.statusCode)))
    })
    sending.on('error', () => resolve('error'))
    sending.end(body)
  })
}
