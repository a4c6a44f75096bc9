import { createHmac, randomUUID } from 'node:crypto'
import { makeSentences } from '#core/answering/sentences.ts'
import { think } from '#core/answering/think.ts'
import type { Conversation, Message } from '#core/domain/conversation.ts'
import type { LearningEntry } from '#core/domain/learning.ts'
import type { House } from '#core/house.ts'
import { makeAwaited } from '#core/intake/awaited.ts'
import { makeLearners } from '#core/learning/learners.ts'
import type { Embedder } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import type { TestDatabase } from '#core/testing/test-database.ts'
import { sketch, sketchName } from '#core/understanding/sketch.ts'
import { nearestTen } from './exact-search.ts'
import { percentile } from './figures.ts'
import { generated, mostTopics } from './generated.ts'

export interface DraftFigures {
  lessons: number
  p50: number
  p95: number
  learnS: number
  /** Share of the ten nearest lessons, found by looking at all, that recall shows too. */
  recall10: number
}

const appendAtOnce = 500
/** Beyond so many lessons the vectors' index is built in one go when all are stored, as after a large import. */
const inBulkFrom = 50_000

/** Teaches a fresh agent so many invented lessons, then thinks drafts: recall, confidence, decide, compose; no queue. */
export async function measureDrafts(database: TestDatabase, lessons: number, drafts: number): Promise<DraftFigures> {
  const { businessId, agentId } = await database.freshBusiness()
  const house = makeHouse(database.store)
  const scope = database.store.of(businessId)
  const learn = async () => {
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
  }
  const started = performance.now()
  await (lessons >= inBulkFrom ? withIndexBuiltLater(database, learn) : learn())
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
    const text = newQuestion(at)
    const from = performance.now()
    const thought = await think(house, businessId, conversation, asked(conversation, text))
    if (at >= warmUp) times.push(performance.now() - from)
    if (thought.text === '') throw new Error(`no draft for "${text}" at ${lessons} lessons`)
  }
  const recall10 = await shareRecalled(scope, agentId, lessons, Math.min(drafts, 100))
  return { lessons, p50: percentile(times, 0.5), p95: percentile(times, 0.95), learnS, recall10 }
}

/** Compared by similarity: which of two equally near lessons is shown makes no difference. */
async function shareRecalled(scope: ReturnType<Store['of']>, agentId: string, lessons: number, questions: number) {
  const texts = Array.from({ length: questions }, (_, at) => newQuestion(at))
  const exact = nearestTen(texts.map(sketch), lessons, (at) => sketch(lessonOf(at).question))
  let found = 0
  for (const [at, text] of texts.entries()) {
    const hits = await scope.lessons.recall(agentId, { vector: sketch(text), embedder: sketchName, text }, 24)
    const least = exact[at]!.at(-1)! - 1e-5
    found += Math.min(10, hits.filter(({ similarity }) => similarity !== undefined && similarity >= least).length)
  }
  return found / (10 * questions)
}

/** Only on a database of the bench's own: other lessons would be without their index meanwhile. */
async function withIndexBuiltLater({ orm }: TestDatabase, work: () => Promise<void>): Promise<void> {
  const name = 'lessons_vector_hnsw'
  const [index] = await orm.em
    .fork()
    .execute<{ indexdef: string }[]>('select indexdef from pg_indexes where schemaname = ? and indexname = ?', [
      'lummy',
      name,
    ])
  if (!index) throw new Error(`there is no index ${name}`)
  await orm.em.fork().execute(`drop index "lummy"."${name}"`)
  try {
    await work()
  } finally {
    await orm.em.fork().transactional(async (em) => {
      await em.execute("set local maintenance_work_mem = '1GB'")
      await em.execute(index.indexdef)
    })
  }
}

/** The lesson at a place: topics in a mixed order, each as often. */
function lessonOf(at: number) {
  return generated((at * 7_919) % mostTopics, at)
}

/** A question in words that no lesson has exactly. */
function newQuestion(at: number): string {
  return generated((at * 104_729) % mostTopics, 10_000_000 + at).question
}

function pair(at: number): LearningEntry {
  const { question, reply } = lessonOf(at)
  return {
    type: 'pair',
    lessonId: randomUUID(),
    question,
    context: [],
    reply: `Hello,\n\n${reply}\n\nKind regards\nAnna`,
    author: 'Anna',
    channel: 'chat',
    known: [],
    origin: 'import',
    ownWords: true,
  }
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
    awaited: makeAwaited(),
    messenger: {
      ...{ send: unused, profile: unused, download: unused },
      ...{ abilities: unused, staffRoots: unused, mailIdentity: unused, channelPlace: unused, channelName: unused },
      ...{ holds: unused, texter: unused, describe: unused, pace: unused, costOf: unused, filesNote: unused },
    },
    jobs: { wakeLane: unused, deliver: unused, run: unused },
    live: { publish: quiet, subscribe: () => quiet },
    files: { put: unused, get: unused, remove: unused },
    // The draw for an audit is made with a key.
    keys: {
      ...{ derive: unused, macs: unused, derivedAll: unused },
      mac: (label, bytes) => createHmac('sha256', label).update(bytes).digest(),
    },
    now: () => new Date(),
    log: { info: quiet, warn: quiet, error: quiet },
    publicUrl: 'http://127.0.0.1',
  }
}
