import { randomUUID } from 'node:crypto'
import { makeSentences } from '#core/answering/sentences.ts'
import { think } from '#core/answering/think.ts'
import type { Conversation, Message } from '#core/domain/conversation.ts'
import type { House } from '#core/house.ts'
import { makeLearners } from '#core/learning/learners.ts'
import type { Embedder } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import { testDatabase } from '#core/testing/database.ts'
import { sketch, sketchName } from '#core/understanding/sketch.ts'
import { percentile, printTable } from './figures.ts'
import { readOptions } from './options.ts'
import { pair, question } from './questions.ts'
import { tell } from './table.ts'

/**
 * A draft (recall, confidence, decide, compose; no queue wait) with the local engine at 1,000 and at 10,000 lessons:
 * flat is the aim. On the database that is named, else on the embedded one.
 */
const options = readOptions()
const sizes = [1_000, 10_000]
const drafts = options.quick ? 100 : 400
const appendAtOnce = 500

if (options.databaseUrl) Object.assign(globalThis, { testDatabaseUrl: options.databaseUrl })
const { store, isEmbedded, freshBusiness } = await testDatabase()

const rows: { lessons: number; p50: number; p95: number; learnS: number }[] = []
for (const lessons of sizes) rows.push(await measure(lessons))

console.log(`A draft, local engine, ${drafts} questions, ${isEmbedded ? 'embedded database' : 'PostgreSQL'}`)
const [small, large] = [rows[0]!, rows.at(-1)!]
printTable(
  ['lessons', 'p50 ms', 'p95 ms', 'learned in s'],
  [
    ...rows.map(({ lessons, p50, p95, learnS }) => [lessons.toLocaleString('en'), p50, p95, learnS]),
    ['ratio', large.p50 / small.p50, large.p95 / small.p95, large.learnS / small.learnS],
  ],
)
await tell([
  [`a draft at ${small.lessons.toLocaleString('en')} lessons, p50 ms`, small.p50, ''],
  ['  p95 ms', small.p95, ''],
  [`a draft at ${large.lessons.toLocaleString('en')} lessons, p50 ms`, large.p50, ''],
  ['  p95 ms', large.p95, ''],
  ['  / at the smaller size, p50', large.p50 / small.p50, 'flat is 1'],
  ['learning, answers/s', large.lessons / large.learnS, ''],
])
process.exit(0)

async function measure(lessons: number) {
  const { businessId, agentId } = await freshBusiness()
  const house = makeHouse(store)
  const scope = store.of(businessId)
  const started = performance.now()
  for (let from = 0; from < lessons; from += appendAtOnce) {
    const some = Array.from({ length: Math.min(appendAtOnce, lessons - from) }, (_, at) => pair(from + at))
    await scope.write((tx) =>
      tx.learning.appendMany(
        agentId,
        some.map((entry) => ({ entry, facts: {} })),
      ),
    )
  }
  await house.learners.current(businessId, agentId)
  const learnS = (performance.now() - started) / 1000

  const person = await scope.people.create({ name: 'Cora', handle: { kind: 'chat', value: randomUUID() } })
  const conversation = await scope.conversations.create({
    agentId,
    personId: person.id,
    customerEmail: null,
    channel: 'chat',
    subject: 'bench',
    kind: 'support' as const,
  })
  const times: number[] = []
  const warmUp = 20
  for (let at = 0; at < warmUp + drafts; at++) {
    const text = question(at * 7919, at + 3)
    const from = performance.now()
    const thought = await think(house, businessId, conversation, asked(conversation, text))
    if (at >= warmUp) times.push(performance.now() - from)
    if (thought.text === '') throw new Error(`no draft for "${text}" at ${lessons} lessons`)
  }
  return { lessons, p50: percentile(times, 0.5), p95: percentile(times, 0.95), learnS }
}

function asked(conversation: Conversation, text: string) {
  const last: Message = {
    id: randomUUID(),
    conversationId: conversation.id,
    senderType: 'customer',
    content: text,
    metadata: {},
    createdAt: new Date().toISOString(),
  }
  return { text, context: [], last, turns: [last] }
}

/** A house in which drafts are thought and nothing is sent. */
function makeHouse(store: Store): House {
  const unused = () => {
    throw new Error('a draft needs no such port')
  }
  const embedder: Embedder = { name: sketchName, dimensions: 512, embed: async (texts) => texts.map(sketch) }
  const quiet = () => {}
  return {
    store,
    embedder,
    learners: makeLearners({ store, embedder }),
    sentences: makeSentences(),
    homes: { open: async () => {} },
    messenger: {
      ...{ send: unused, profile: unused, download: unused },
      ...{ abilities: unused, staffRoots: unused, mailIdentity: unused, channelPlace: unused, channelName: unused },
    },
    jobs: { wakeLane: unused, deliver: unused, run: unused },
    live: { publish: quiet, subscribe: () => quiet },
    files: { put: unused, get: unused },
    keys: { mac: unused, derive: unused, macs: unused, derivedAll: unused },
    now: () => new Date(),
    log: { info: quiet, warn: quiet, error: quiet },
    publicUrl: 'http://127.0.0.1',
  }
}
