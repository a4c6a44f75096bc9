import { beforeEach, describe, expect, test } from 'vitest'
import { defaultSettings } from '../domain/business.ts'
import type { LearningEntry } from '../domain/learning.ts'
import { localEmbedder } from '../outside/language/local.ts'
import type { Scope, Store } from '../store/store.ts'
import { makeMemoryStore } from '../testing/memory-store.ts'
import { testDatabase } from '../testing/test-database.ts'
import { sketch, sketchName } from '../understanding/sketch.ts'
import { makeEngine } from './engine.ts'
import { foldLog } from './fold.ts'
import { makeLearners } from './learners.ts'

const embedder = localEmbedder(sketch, sketchName)
const things = 'kettle,parcel,invoice,voucher,lamp,chair,parking,ticket,jacket,router'.split(',')
const pair = (i: number): LearningEntry => ({
  ...{ type: 'pair', lessonId: `lesson-${i}`, context: [], known: [], author: 'Tom', channel: 'chat' },
  ...{ origin: 'live', ownWords: true, question: `What about the ${things[i % 10]} number ${i}?` },
  reply: `Please bring the ${things[i % 10]} to the counter${i % 3 === 0 ? ' on the ground floor' : ''}.`,
})

describe.each([
  { name: 'the store in memory', open: async () => makeMemoryStore(() => new Date()) as Store },
  { name: 'the store on PostgreSQL', open: async () => (await testDatabase()).store },
])('on $name', ({ open }) => {
  let scope: Scope
  let businessId: string
  let agentId: string
  const asked: string[] = []
  const worker = () =>
    makeLearners({
      ...{ store, embedder },
      jobs: {
        wakeLane: async () => {},
        deliver: async () => {},
        run: async (_, { name }) => void asked.push(name),
      },
    })
  let store: Store

  beforeEach(async () => {
    store = await open()
    asked.length = 0
    const made = await store.system.createBusiness({
      ...{ email: `${crypto.randomUUID()}@shop.example`, passwordHash: '', companyName: 'Shop', industry: 'retail' },
      ...{ settings: defaultSettings, ownerName: 'Olga', agentName: 'Lummy', confirmedAt: null },
    })
    ;({ businessId, agentId } = made)
    scope = store.of(businessId)
  })
  const learn = (from: number, to: number) =>
    scope.write((tx) =>
      tx.learning.appendMany(
        agentId,
        Array.from({ length: to - from }, (_, i) => ({ entry: pair(from + i), facts: {} })),
      ),
    )
  const hashOf = async (learners: ReturnType<typeof worker>) => (await learners.current(businessId)).engine.hash()

  test('a refit is asked for once, done in a job, and every worker then stands where it stands', async () => {
    await learn(0, 600)
    const live = worker()
    await live.current(businessId)
    await live.current(businessId)
    expect(asked).toEqual(['refit'])
    await learn(600, 610)
    const before = await hashOf(live)
    await worker().refit(businessId, agentId)
    const after = await hashOf(live)
    expect(after).not.toBe(before)
    // From the snapshot, and without one from the first row on.
    expect(await hashOf(worker())).toBe(after)
    const bare = { ...scope.learning, snapshot: async () => undefined }
    expect((await foldLog(bare, agentId)).engine.hash()).toBe(after)
    const { engine } = await live.current(businessId)
    expect(await scope.lessons.count(agentId)).toBe(610)
    const stored = (await scope.topics.list(agentId)).filter(({ volume }) => volume > 0)
    expect(stored.map(({ id, volume }) => [id, volume]).sort()).toEqual(
      engine
        .topics()
        .map(({ id, volume }) => [id, volume])
        .sort(),
    )
    // What is learned next is learned on top of it, by everybody alike.
    await learn(610, 615)
    expect(await hashOf(live)).toBe(await hashOf(worker()))
  }, 60_000)

  test('what is forgotten is in no snapshot, and a refit that still knew it is thrown away', async () => {
    await learn(0, 456)
    const live = worker()
    await live.current(businessId)
    await live.refit(businessId, agentId)
    expect(await scope.learning.snapshot(agentId)).toMatchObject({ at: 455 })
    const { learningEpoch: epoch } = await scope.agent(agentId)
    const late = (await scope.learning.snapshot(agentId))!
    await scope.write(async (tx) => {
      await tx.learning.erase(agentId, { lessonId: 'lesson-3' })
      await tx.learning.resetProjection(agentId)
    })
    expect(await scope.learning.snapshot(agentId)).toBeUndefined()
    expect(await scope.learning.saveSnapshot(agentId, epoch, late)).toBe(false)
    const { engine } = await live.current(businessId)
    expect(engine.lesson('lesson-3')).toBeUndefined()
    expect(engine.hash()).toBe(await hashOf(worker()))
    // Its refit was placed by counting what is gone: everything stands as if that had never been.
    const never = makeEngine({ refitsAtOnce: 350 })
    const rows = await scope.learning.rows(agentId, 0, 1000)
    for (const row of rows) if (row.entry.type === 'pair') never.apply(row)
    expect(engine.hash()).toBe(never.hash())
    expect(await scope.learning.refits(agentId)).toEqual([])
  }, 60_000)
})
