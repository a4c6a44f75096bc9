import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { LearningEntry } from '#core/domain/learning.ts'
import type { Scope } from '#core/store/store.ts'
import { lessonOf, pairEntry, topicOf, vectorOf } from '#core/testing/filled.ts'
import { quietLog, testDatabase, testSeal } from '#core/testing/test-database.ts'
import { openStore } from './open.ts'

async function fresh(): Promise<{ scope: Scope; agentId: string; businessId: string }> {
  const { store, freshBusiness } = await testDatabase()
  const { businessId, agentId } = await freshBusiness()
  return { scope: store.of(businessId), agentId, businessId }
}

test('numbers of the learning log have no gaps, also when appends race and fail', async () => {
  const { scope, agentId } = await fresh()
  const work = Array.from({ length: 20 }, (_, i) =>
    scope.write(async (tx) => {
      await tx.learning.append(agentId, pairEntry(`l${i}`, 'q', 'r'), {})
      if (i % 4 === 0) throw new Error('rolled back')
    }),
  )
  await Promise.allSettled(work)
  const many = await scope.learning.appendMany(
    agentId,
    [1, 2, 3].map((i) => ({ entry: pairEntry(`m${i}`, 'q', 'r'), facts: { at: `2020-01-0${i}T00:00:00.000Z` } })),
  )
  expect(many.map((row) => row.seq)).toEqual([16, 17, 18])
  const rows = await scope.learning.rows(agentId, 0, 100)
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1))
  expect(rows.at(-1)).toMatchObject({ at: '2020-01-03T00:00:00.000Z', entry: { type: 'pair', lessonId: 'm3' } })
  expect((await scope.agent()).learningSeq).toBe(18)
  expect(await scope.write((tx) => tx.learning.lock(agentId))).toBe(18)
})

test('what was learned from a person is theirs, what was judged by it, and what names them; blanked, nothing is left', async () => {
  const { scope, agentId, businessId } = await fresh()
  const address = `vera-${randomUUID()}@mail.example`
  const person = await scope.people.create({ name: 'Vera', handle: { kind: 'email', value: address } })
  const others = await scope.people.create({ name: 'Wim', handle: { kind: 'chat', value: randomUUID() } })
  const verdict = (lessonId: string): LearningEntry => ({
    ...{ type: 'verdict', topicId: 't', lessonId, err: 0, unchanged: true, confidence: 0.5, signals: [] },
  })
  await scope.learning.append(agentId, { ...pairEntry('hers', 'Vera asks', 'r'), personId: person.id }, {})
  await scope.learning.append(agentId, verdict('hers'), { personId: others.id })
  await scope.learning.append(agentId, pairEntry('another', 'q', 'r'), { personId: others.id })
  await scope.learning.append(agentId, verdict('another'), { personId: person.id })
  await scope.learning.append(agentId, pairEntry('named', `Write to\n${address.toUpperCase()}.`, 'r'), {})
  await scope.learning.append(agentId, pairEntry('longer', `Write to x${address} or ${address}.au`, 'r'), {})
  const whose = { personId: person.id, conversationIds: [], addresses: [address] }
  const rows = await scope.learning.concerning(whose)
  expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 4, 5])
  const epoch = (await scope.agent(agentId)).learningEpoch
  const seqs = rows.map(({ seq }) => seq)
  expect(await scope.learning.erase(agentId, { seqs })).toBe(4)
  expect((await scope.agent(agentId)).learningEpoch).toBe(epoch + 1)
  expect(await scope.learning.concerning(whose)).toEqual([])
  expect(await scope.learning.erase(agentId, { seqs: [] })).toBe(0)
  const { orm } = await testDatabase()
  const left = await orm.em
    .fork()
    .execute('select l::text as row from lummy.learning_data l where business_id = ? and seq < 6', [businessId])
  expect(JSON.stringify(left)).not.toMatch(/Vera/i)
  expect(JSON.stringify(left)).not.toContain(person.id)
})

test('of two workers that project the same rows, one does', async () => {
  const { scope, agentId } = await fresh()
  await scope.learning.appendMany(agentId, [{ entry: pairEntry('a', 'q', 'r'), facts: {} }])
  const change = {
    lessons: [{ ...lessonOf('a', 'where is it'), vector: vectorOf(1), embedder: 'e' }],
    topics: [topicOf('t', 'T')],
  }
  const done = await Promise.all([1, 2, 3].map(() => scope.learning.project(agentId, 0, 1, change)))
  expect(done.filter(Boolean)).toHaveLength(1)
  expect(await scope.agent()).toMatchObject({ projectedSeq: 1, learningSeq: 1 })
  await scope.topics.switch('t', true, 'olga')
  // Changed without its question: the vector stays.
  await scope.learning.append(agentId, pairEntry('b', 'q', 'r'), {})
  const gone = { ...lessonOf('a', 'where is it'), agreed: 7, conversationId: randomUUID() }
  expect(await scope.learning.project(agentId, 1, 2, { lessons: [gone], topics: [] })).toBe(true)
  expect(await scope.lessons.get('a')).toMatchObject({ agreed: 7 })
  const hits = await scope.lessons.recall(agentId, { vector: vectorOf(1), embedder: 'e', text: '' }, 5)
  expect(hits).toMatchObject([{ lessonId: 'a', similarity: expect.closeTo(1, 4) }])
  await scope.learning.resetProjection(agentId)
  expect(await scope.lessons.count(agentId)).toBe(0)
  expect(await scope.agent()).toMatchObject({ projectedSeq: 0, learningSeq: 2 })
  await scope.learning.project(agentId, 0, 2, change)
  expect(await scope.topics.get('t')).toMatchObject({ switchedOn: true })
})

test('positions of a claim have one order and no gaps, and an undone import leaves none', async () => {
  const { scope, agentId } = await fresh()
  const deadline = new Date(Date.now() - 1000).toISOString()
  const admit = () => scope.evidence.admit('send', { draftId: null, deadline, blind: true })
  expect((await Promise.all([admit(), admit(), admit()])).sort()).toEqual([1, 2, 3])
  const { id: importId } = await scope.imports.start({ agentId, name: 'x', digest: 'd', total: 2, fromSeq: 0 })
  await scope.evidence.addDecided('send', [
    { err: 0, reason: 'same facts', blind: true, importId },
    { err: 1, reason: 'different', blind: true, importId },
  ])
  const draftId = randomUUID()
  expect(await scope.evidence.admit('send', { draftId, deadline, blind: false })).toBe(6)
  await scope.evidence.decide(draftId, 0, 'approved')
  await scope.evidence.removeImport(importId)
  const rows = await scope.evidence.rows('send')
  expect(rows.map((row) => [row.position, row.err])).toEqual([
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [4, 0],
  ])
  expect(await admit()).toBe(5)
  expect(await scope.evidence.expire('send', new Date())).toBe(4)
  expect((await scope.evidence.rows('send'))[0]).toMatchObject({ err: 1, reason: 'undecided' })
})

test('claims are found by how their names start, whatever signs stand in them, the newest row first', async () => {
  const { scope, agentId } = await fresh()
  const { id: importId } = await scope.imports.start({ agentId, name: 'x', digest: 'd', total: 2, fromSeq: 0 })
  const deadline = new Date().toISOString()
  for (const claim of ['a%3E_/one', 'a%3E_/two', 'a%3E__/three', 'b', 'a%3E_/one']) {
    await scope.evidence.admit(claim, { draftId: null, deadline, blind: true })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await scope.evidence.addDecided('a%3E_/gone', [{ err: 0, reason: 'same facts', blind: true, importId }])
  await scope.evidence.removeImport(importId)
  expect(await scope.evidence.claims('a%3E_/')).toEqual(['a%3E_/one', 'a%3E_/two'])
})

test('an imported message id is new once', async () => {
  const { scope, agentId } = await fresh()
  const first = await scope.imports.start({ agentId, name: 'x', digest: 'd', total: 2, fromSeq: 0 })
  expect(await scope.imports.seen(first.id, ['1', '2', '2'])).toEqual(new Set())
  const second = await scope.imports.start({ agentId, name: 'y', digest: 'e', total: 2, fromSeq: 0 })
  expect(await scope.imports.seen(second.id, ['2', '3'])).toEqual(new Set(['2']))
  await scope.imports.forgetSeen(first.id)
  expect(await scope.imports.seen(second.id, ['1', '2', '3'])).toEqual(new Set(['3']))
  expect((await scope.imports.byDigest('d'))?.id).toBe(first.id)
  await scope.imports.update(first.id, { state: 'undone' })
  expect(await scope.imports.byDigest('d')).toBeUndefined()
})

test('recall finds the few lessons of one agent among the many nearer ones of another', async () => {
  const [large, small] = [await fresh(), await fresh()]
  const near = (i: number) => Float32Array.from({ length: 512 }, (_, at) => (at === 0 ? 1 : at === 1 + i ? 0.05 : 0))
  const far = (i: number) => Float32Array.from({ length: 512 }, (_, at) => (at === 0 ? 0.2 : at === 1 + i ? 1 : 0))
  const put = (shop: typeof large, count: number, vectorAt: (i: number) => Float32Array) => {
    const lessons = Array.from({ length: count }, (_, i) => ({
      ...lessonOf(`n${i}`, `question ${i}`),
      ...{ vector: vectorAt(i), embedder: 'nearer' },
    }))
    return shop.scope.learning.project(shop.agentId, 0, 1, { lessons, topics: [] })
  }
  for (const shop of [large, small]) await shop.scope.learning.append(shop.agentId, pairEntry('n0', 'q', 'r'), {})
  await put(small, 5, far)
  await put(large, 300, near)
  const { url, isEmbedded } = await testDatabase()
  const alone = openStore({ url, isEmbedded, seal: testSeal(), log: quietLog(), poolSize: 1 })
  try {
    // So few are read and sorted as a rule; in a large table the vectors' index is asked, as it is here.
    await alone.orm.em.fork().execute('set enable_sort = off')
    const query = { vector: near(310), embedder: 'nearer', text: '' }
    const hits = await alone.store.of(small.businessId).lessons.recall(small.agentId, query, 10)
    expect(hits.map((hit) => hit.lessonId).sort()).toEqual(['n0', 'n1', 'n2', 'n3', 'n4'])
  } finally {
    await alone.orm.em.fork().execute('reset enable_sort')
    await alone.close()
  }
}, 30_000)

let shop: Awaited<ReturnType<typeof fresh>>
beforeAll(async () => {
  shop = await fresh()
  const { scope, agentId } = shop
  const subjects = ['parcel', 'refund', 'invoice', 'warranty', 'password', 'size', 'colour', 'voucher']
  const lessons = Array.from({ length: 400 }, (_, i) => ({
    ...lessonOf(`l${i}`, `please tell me about my ${subjects[i % 8]} of the shop number ${i}`),
    ...{ vector: vectorOf(i + 1), embedder: 'e' },
    standing: i === 399 ? ('superseded' as const) : ('current' as const),
  }))
  await scope.learning.append(agentId, pairEntry('l0', 'q', 'r'), {})
  await scope.learning.project(agentId, 0, 1, { lessons, topics: [] })
}, 30_000)

test('recall finds by vector what shares no word', async () => {
  const hits = await shop.scope.lessons.recall(shop.agentId, { vector: vectorOf(43), embedder: 'e', text: 'xyzzy' }, 10)
  expect(hits[0]).toMatchObject({ lessonId: 'l42', similarity: expect.closeTo(1, 4) })
  expect(hits).toHaveLength(10)
})

test('recall finds by words what no vector is near, the rare word before the common ones', async () => {
  const query = { vector: new Float32Array(512), embedder: 'e', text: "It's about my warranty, please: number 123?" }
  const hits = await shop.scope.lessons.recall(shop.agentId, query, 10)
  expect(hits[0]).toMatchObject({ lessonId: 'l123', textRank: 1 })
  expect(hits.every((hit) => hit.similarity === undefined)).toBe(true)
})

test('recall puts what both ways found before what one way found', async () => {
  const query = { vector: vectorOf(11), embedder: 'e', text: 'number 10' }
  const hits = await shop.scope.lessons.recall(shop.agentId, query, 10)
  expect(hits[0]).toMatchObject({ lessonId: 'l10', textRank: 1, similarity: expect.closeTo(1, 4) })
})

test('recall shows neither superseded lessons nor those of another embedder or agent', async () => {
  const { scope, agentId } = shop
  const superseded = await scope.lessons.recall(agentId, { vector: vectorOf(400), embedder: 'e', text: '399' }, 10)
  expect(superseded.map((hit) => hit.lessonId)).not.toContain('l399')
  expect(await scope.lessons.recall(agentId, { vector: vectorOf(5), embedder: 'other', text: '' }, 10)).toEqual([])
  const other = await fresh()
  expect(await other.scope.lessons.recall(agentId, { vector: vectorOf(5), embedder: 'e', text: 'parcel' }, 10)).toEqual(
    [],
  )
})

test.each([
  "'",
  "a'b & | ! ( ) :* <->",
  '\\',
  '%_',
  '',
  '\u0000',
  '🦆 ü ñ 日本語',
  'x'.repeat(10_000),
])('recall reads any text as words: %j', async (text) => {
  const hits = await shop.scope.lessons.recall(shop.agentId, { vector: new Float32Array(512), embedder: 'e', text }, 5)
  expect(Array.isArray(hits)).toBe(true)
})
