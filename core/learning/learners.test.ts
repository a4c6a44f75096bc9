import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { untouched } from '../domain/autonomy.ts'
import { defaultSettings } from '../domain/business.ts'
import type { LearningEntry } from '../domain/learning.ts'
import { localEmbedder } from '../outside/language/local.ts'
import type { Store } from '../store/store.ts'
import { arrangement, arranging } from '../testing/arranged.ts'
import { makeMemoryStore } from '../testing/memory-store.ts'
import { testDatabase } from '../testing/test-database.ts'
import { sketch, sketchName } from '../understanding/sketch.ts'
import { makeEngine } from './engine.ts'
import { makeLearners } from './learners.ts'

const embedder = localEmbedder(sketch, sketchName)
const people = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const

/** Learned by one of two workers, or forgotten: everything of a person, or one lesson. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('learn' as const), topic: fc.nat(3), who: fc.nat(2), n: fc.nat(9) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('judge' as const), lesson: fc.nat(50), who: fc.nat(2) }) },
  { weight: 2, arbitrary: arranging },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), who: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), lesson: fc.nat(50) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('use' as const), worker: fc.nat(1) }) },
)
const asked = ['How long does delivery take', 'Can I return shoes', 'Where is your shop', 'I need an invoice'] as const
const said = [
  'Delivery takes 3 days.',
  'Returns are free.',
  'On the market square.',
  'The invoice is attached.',
] as const

async function play(store: Store, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  const { businessId, agentId } = await store.system.createBusiness({
    ...{ email: `${crypto.randomUUID()}@shop.example`, passwordHash: '', companyName: 'Shop', industry: 'retail' },
    ...{ settings: defaultSettings, ownerName: 'Olga', agentName: 'Lummy', confirmedAt: null },
  })
  const scope = store.of(businessId)
  const workers = [makeLearners({ store, embedder }), makeLearners({ store, embedder })]
  const lessonIds: string[] = []
  const merges: string[] = []
  const append = (entry: LearningEntry, who: number) =>
    scope.write((tx) => tx.learning.append(agentId, entry, people[who] === undefined ? {} : { personId: people[who] }))
  for (const one of steps) {
    if (one.do === 'arrange') {
      await append(arrangement(one, lessonIds, merges), -1)
      continue
    }
    const lessonId = 'lesson' in one ? (lessonIds[one.lesson % Math.max(1, lessonIds.length)] ?? 'none') : ''
    if (one.do === 'learn') {
      lessonIds.push(`lesson-${lessonIds.length}`)
      const words = { question: `${asked[one.topic]} ${one.n}?`, reply: said[one.topic]!, context: [], known: [] }
      const from = { author: 'Tom', channel: 'chat', origin: 'live', ownWords: true } as const
      await append({ type: 'pair', lessonId: lessonIds.at(-1)!, ...words, ...from }, one.who)
    } else if (one.do === 'judge') {
      const figures = { err: (one.lesson % 2) as 0 | 1, unchanged: false, confidence: 0.5, signals: [1, 0.5] }
      await append({ type: 'verdict', topicId: lessonId, lessonId, ...figures }, one.who)
    } else if (one.do === 'use') await workers[one.worker]!.current(businessId)
    else
      await scope.write(async (tx) => {
        const whose = { personId: people[one.do === 'erase' ? one.who : 0]!, conversationIds: [], addresses: [] }
        const seqs = one.do === 'erase' ? (await tx.learning.concerning(whose)).map(({ seq }) => seq) : []
        await tx.learning.erase(agentId, one.do === 'erase' ? { seqs } : { lessonId })
        await tx.learning.resetProjection(agentId)
      })
  }
  const engines = []
  for (const worker of workers) engines.push((await worker.current(businessId)).engine)
  const rows = await scope.learning.rows(agentId, 0, 500)
  const rebuilt = makeEngine()
  for (const row of rows) if (row.entry.type !== 'erased') rebuilt.apply(row)
  const stored = await scope.lessons.list({ limit: 500 })
  const topics = await scope.topics.list(agentId)
  return { engines, rebuilt, stored, topics, erased: rows.filter(({ entry }) => entry.type === 'erased').length }
}

const byId = <T extends { id: string }>(rows: T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))

describe.each([
  { name: 'the store in memory', runs: 25, open: async () => makeMemoryStore(() => new Date()) as Store },
  { name: 'the store on PostgreSQL', runs: 4, open: async () => (await testDatabase()).store },
])('on $name', ({ runs, open }) => {
  test('after any forgetting, two workers and the database hold what a rebuild without it holds', async () => {
    const store = await open()
    let erased = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
        const { engines, rebuilt, stored, topics, ...more } = await play(store, steps)
        erased += more.erased
        expect(engines.map((engine) => engine.hash())).toEqual([rebuilt.hash(), rebuilt.hash()])
        expect(byId(stored)).toEqual(byId(rebuilt.lessons()))
        const standing = topics.filter(({ volume }) => volume > 0)
        expect(byId(standing)).toEqual(byId(rebuilt.topics().map((topic) => ({ ...topic, ...untouched }))))
      }),
      { numRuns: runs },
    )
    expect(erased).toBeGreaterThan(0)
  }, 60_000)
})
