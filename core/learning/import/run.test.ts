import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { House } from '#core/house.ts'
import { localEmbedder } from '#core/outside/language/local.ts'
import { makeFakeClock } from '#core/testing/fake-clock.ts'
import { makeFakeJobs } from '#core/testing/fake-jobs.ts'
import { makeFakePlatforms } from '#core/testing/fake-messenger.ts'
import { quietLog, type TestDatabase, testDatabase } from '#core/testing/test-database.ts'
import { sketch } from '#core/understanding/sketch.ts'
import type { Ports } from '../../ports.ts'
import type { Scope } from '../../store/store.ts'
import { makeEngine } from '../engine.ts'
import { type Learners, makeLearners } from '../learners.ts'
import { teach } from '../teach.ts'
import type { PastPair } from './past-message.ts'
import { runImport } from './run.ts'
import { undoImport } from './undo.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})

async function house() {
  const { businessId, agentId } = await database.freshBusiness()
  const embedder = localEmbedder(sketch, 'sketch-1')
  const ports: Pick<Ports, 'store' | 'embedder' | 'live' | 'log' | 'now'> = {
    store: database.store,
    embedder,
    live: { publish: () => {}, subscribe: () => () => {} },
    log: quietLog(),
    now: () => new Date('2026-06-01T10:00:00Z'),
  }
  const learners = makeLearners(ports)
  const scope = database.store.of(businessId)
  const start = async (name: string) => {
    const { learningSeq: fromSeq } = await scope.agent(agentId)
    return scope.imports.start({
      agentId,
      name,
      digest: createHash('sha256').update(name).digest('hex'),
      total: 0,
      fromSeq,
    })
  }
  return { businessId, agentId, ports, learners, scope, start }
}

const shop = [
  [
    'When will my parcel arrive?',
    'Where is my parcel now?',
    'My parcel has not come yet',
    'Your parcel arrives within three working days.',
  ],
  [
    'Do you ship to Norway?',
    'Can you send it to Norway?',
    'Is shipping to Norway possible?',
    'Yes, we ship to Norway for a small fee.',
  ],
  [
    'How do I reset my password?',
    'I forgot the password of my account',
    'Password reset does not work',
    'Please use the link on the sign-in page to choose a new one.',
  ],
  [
    'Can I return the shoes?',
    'I want to send the shoes back',
    'How do returns work?',
    'You can return everything within thirty days of delivery.',
  ],
] as const

/** Questions and answers of an invented shop, a minute apart, from `first` on. */
function history(count: number, first = 0): PastPair[] {
  return Array.from({ length: count }, (_, k) => {
    const i = first + k
    const topic = shop[i % shop.length]!
    return {
      externalId: `<${i}@mail.example>`,
      at: new Date(Date.UTC(2026, 0, 1, 0, i)).toISOString(),
      question: `${topic[Math.floor(i / 4) % 3]!} (${['thanks', 'please', 'hello', 'urgent'][Math.floor(i / 12) % 4]})`,
      context: [],
      reply: `Hi Ana,\n\n${topic[3]}\n\nBest,\n${i % 2 === 0 ? 'Maya' : 'Tom'}`,
      author: i % 2 === 0 ? 'Maya' : 'Tom',
      channel: 'email',
      customer: { address: `ana${i % 7}@home.example`, name: 'Ana' },
    }
  })
}

/** All that was learned: the engine's own digest, lessons, topics and evidence as the database has them. */
async function learnedHash(scope: Scope, agentId: string): Promise<string> {
  const engine = makeEngine()
  const rows = await scope.learning.rows(agentId, 0, 10_000)
  for (const row of rows) engine.apply(row)
  const claims = new Set(await claimsOf(agentId))
  const evidence: unknown[] = []
  for (const claim of [...claims].sort()) {
    for (const { position, err, reason, blind } of await scope.evidence.rows(claim))
      evidence.push([claim, position, err, reason, blind])
  }
  const lessons = (await scope.lessons.list({ limit: 10_000 })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const topics = (await scope.topics.list(agentId))
    .filter((topic) => topic.volume > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([engine.hash(), evidence, lessons, topics]))
    .digest('hex')
}

async function claimsOf(agentId: string): Promise<string[]> {
  const rows = await database.orm.em
    .fork()
    .execute<{ claim: string }[]>('select distinct "claim" from "lummy"."evidence" where "claim" like ?', [
      `${agentId}/%`,
    ])
  return rows.map((row) => row.claim)
}

describe('an import', () => {
  test('learns pairs with their time, author and import, and says how often it would have been right', async () => {
    const { businessId, agentId, ports, learners, scope, start } = await house()
    const run = await start('mail')
    const told: number[] = []
    const summary = await runImport(ports, learners, businessId, run, history(60), {
      batchSize: 25,
      onProgress: (done) => told.push(done),
    })
    expect(told).toEqual([25, 50, 60])
    expect(summary).toMatchObject({ learned: 60, knownBefore: 0 })
    expect(summary!.judged).toBeGreaterThan(40)
    expect(summary!.right / summary!.judged).toBeGreaterThan(0.6)
    const lessons = await scope.lessons.list({ limit: 100 })
    expect(lessons.length).toBeGreaterThan(0)
    for (const lesson of lessons) {
      expect(lesson).toMatchObject({ origin: 'import', channel: 'email' })
      expect(lesson.at.slice(0, 10)).toBe('2026-01-01')
      expect(['Maya', 'Tom']).toContain(lesson.author)
    }
    expect(await scope.imports.get(run.id)).toMatchObject({ state: 'done', done: 60, total: 60 })
    expect((await scope.agent(agentId)).projectedSeq).toBe((await scope.agent(agentId)).learningSeq)
  })

  test('enough agreeing history proves claims, and every admitted row is blind evidence of this import', async () => {
    const { businessId, agentId, ports, learners, scope, start } = await house()
    const run = await start('mail')
    const summary = await runImport(ports, learners, businessId, run, history(600))
    const claims = await claimsOf(agentId)
    expect(claims.length).toBeGreaterThan(0)
    for (const claim of claims) {
      const rows = await scope.evidence.rows(claim)
      expect(rows.map((row) => row.position)).toEqual(rows.map((_, i) => i + 1))
      expect(rows.every((row) => row.blind && row.err !== undefined)).toBe(true)
    }
    expect(summary!.pool.certified).toBe(true)
    expect(summary!.wouldHaveSent).toBeGreaterThan(0)
  })

  test('is evidence of what topics are by now: one that staff merged is another claim', async () => {
    const { businessId, agentId, ports, learners, scope, start } = await house()
    await runImport(ports, learners, businessId, await start('one'), history(100))
    const [one, other] = await scope.topics.list(agentId)
    const merge = { type: 'merged' as const, mergeId: 'm', lessons: [one!.id], into: [other!.id], actor: 'olga' }
    await scope.write(async (tx) => {
      await tx.learning.append(agentId, merge, {})
      await tx.controls.save(agentId, other!.id, { formed: 1 })
    })
    await runImport(ports, learners, businessId, await start('two'), history(60, 100))
    const formed = (await claimsOf(agentId)).filter((claim) => claim.includes(encodeURIComponent(`${other!.id}~1`)))
    expect(formed).toHaveLength(1)
    expect((await scope.evidence.rows(formed[0]!)).length).toBeGreaterThan(20)
  })

  test('the same answers in another file teach nothing again', async () => {
    const { businessId, agentId, ports, learners, scope, start } = await house()
    await runImport(ports, learners, businessId, await start('one'), history(20))
    const before = await learnedHash(scope, agentId)
    const summary = await runImport(ports, learners, businessId, await start('two'), history(20))
    expect(summary).toMatchObject({ learned: 0, knownBefore: 20 })
    expect(await learnedHash(scope, agentId)).toBe(before)
  })

  test('one that died goes on where it stopped, and ends as if it had not', async () => {
    const whole = await house()
    await runImport(whole.ports, whole.learners, whole.businessId, await whole.start('mail'), history(50), {
      batchSize: 10,
    })

    const broken = await house()
    const run = await broken.start('mail')
    async function* dying() {
      yield* history(34)
      throw new Error('the disk is gone')
    }
    await expect(
      runImport(broken.ports, broken.learners, broken.businessId, run, dying(), { batchSize: 10 }),
    ).rejects.toThrow('the disk is gone')
    const left = await broken.scope.imports.get(run.id)
    expect(left).toMatchObject({ state: 'failed', done: 30 })
    const summary = await runImport(broken.ports, broken.learners, broken.businessId, left!, history(50), {
      batchSize: 10,
    })
    expect(summary).toMatchObject({ learned: 50 })
    expect(makeHash(await broken.scope.learning.rows(broken.agentId, 0, 1000))).toBe(
      makeHash(await whole.scope.learning.rows(whole.agentId, 0, 1000)),
    )
  })

  test('stopping ends it after the batch at hand, to go on later', async () => {
    const { businessId, ports, learners, scope, start } = await house()
    const run = await start('mail')
    const stop = new AbortController()
    const stopped = await runImport(ports, learners, businessId, run, history(50), {
      batchSize: 10,
      signal: stop.signal,
      onProgress: (done) => done === 20 && stop.abort(),
    })
    expect(stopped).toBeUndefined()
    expect(await scope.imports.get(run.id)).toMatchObject({ state: 'running', done: 20 })
  })

  test.each([
    [5, 7],
    [30, 60],
    [0, 40],
    [61, 9],
  ])('undone after %i earlier pairs, %i imported ones leave everything learned as it was', async (earlier, imported) => {
    const { businessId, agentId, ports, learners, scope, start } = await house()
    await runImport(ports, learners, businessId, await start('before'), history(earlier))
    const before = await learnedHash(scope, agentId)
    const run = await start('mail')
    await runImport(ports, learners, businessId, run, history(imported, earlier))
    expect(await learnedHash(scope, agentId)).not.toBe(before)
    await undoImport(houseOf(ports, learners), businessId, run.id)
    expect(await learnedHash(scope, agentId)).toBe(before)
    expect(await scope.imports.get(run.id)).toMatchObject({ state: 'undone' })
    const again = await runImport(ports, learners, businessId, await start('again'), history(imported, earlier))
    expect(again).toMatchObject({ learned: imported, knownBefore: 0 })
  })

  test('undoing what does not exist is refused', async () => {
    const { businessId, ports, learners } = await house()
    await expect(undoImport(houseOf(ports, learners), businessId, crypto.randomUUID())).rejects.toThrow('no import')
  })

  test('card numbers and passwords are masked before anything is stored', async () => {
    const { businessId, agentId, ports, learners, scope, start } = await house()
    const [pair] = history(1)
    const secret = {
      ...pair!,
      question: 'My card 4111 1111 1111 1111 was refused',
      reply: 'Your password is: hunter22. Please change it.',
    }
    await runImport(ports, learners, businessId, await start('mail'), [secret])
    const stored = JSON.stringify([await scope.learning.rows(agentId, 0, 10), await scope.lessons.list({ limit: 10 })])
    expect(stored).not.toMatch(/4111|hunter22/)
    expect(stored).toMatch(/was refused/)
  })
})

describe('teaching from a page', () => {
  const answers = [
    { question: 'Do you ship to Norway?', reply: 'Yes, within **five** days.' },
    { question: 'How long can I return?', reply: 'Thirty days.' },
  ]

  test('makes sourced lessons with the page as their author, once', async () => {
    const { businessId, ports, learners, scope } = await house()
    const page = {
      source: 'https://shop.example/help',
      answers: [...answers, answers[0]!, { question: 'Empty', reply: ' ' }],
    }
    const taught = await teach(ports, learners, businessId, page)
    expect(taught).toMatchObject({ learned: 2, wasKnown: false })
    const lessons = await scope.lessons.list({ limit: 10 })
    expect(lessons).toHaveLength(2)
    for (const lesson of lessons) {
      expect(lesson).toMatchObject({ origin: 'taught', standing: 'sourced', author: 'https://shop.example/help' })
    }
    expect(await teach(ports, learners, businessId, page)).toEqual({
      importId: taught.importId,
      learned: 0,
      wasKnown: true,
    })
  })

  test('is undone like an import', async () => {
    const { businessId, agentId, ports, learners, scope } = await house()
    const before = await learnedHash(scope, agentId)
    const { importId } = await teach(ports, learners, businessId, { source: 'help.md', answers })
    expect(await scope.lessons.count(agentId)).toBe(2)
    await undoImport(houseOf(ports, learners), businessId, importId)
    expect(await scope.lessons.count(agentId)).toBe(0)
    expect(await learnedHash(scope, agentId)).toBe(before)
  })
})

/** What undoing needs beside them: nobody is told of anything here. */
function houseOf(ports: object, learners: Learners): House {
  const { messenger } = makeFakePlatforms({ at: () => 0 }, { slack: false, mail: false })
  return { ...ports, learners, messenger, jobs: makeFakeJobs(makeFakeClock()) } as unknown as House
}

function makeHash(rows: Awaited<ReturnType<Scope['learning']['rows']>>): string {
  const engine = makeEngine()
  for (const row of rows) engine.apply(row)
  return engine.hash()
}
