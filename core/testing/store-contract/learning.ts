import { expect, test } from 'vitest'
import type { LearningEntry } from '#core/domain/learning.ts'
import { addDraft, conversationIn, type Fresh, lesson, pair, verdict } from './rows.ts'

/** What every store promises about the learning log and what is made from it. */
export function learningContract(fresh: Fresh): void {
  test('the log has no gaps, and what is erased is blank and raises the epoch', async () => {
    const { scope, agentId } = await fresh()
    const append = (lessonId: string) => scope.write((tx) => tx.learning.append(agentId, pair(lessonId), {}))
    await Promise.all(['a', 'b', 'c'].map(append))
    const undone = scope.write(async (tx) => {
      await tx.learning.append(agentId, pair('d'), {})
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect((await append('e')).seq).toBe(4)
    expect((await scope.learning.rows(agentId, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3])
    const { learningEpoch: epoch } = await scope.agent(agentId)
    expect(await scope.learning.erase(agentId, { lessonId: 'e' })).toBe(1)
    expect((await scope.agent(agentId)).learningEpoch).toBeGreaterThan(epoch)
    expect((await scope.learning.rows(agentId, 3, 9)).map(({ entry }) => entry)).toEqual([{ type: 'erased' }])
  })

  test('a person finds what was learned from them, by conversation and by address, and a lesson what confirmed it', async () => {
    const { scope, agentId } = await fresh()
    const { id: conversationId, personId } = await conversationIn(scope)
    const verdict = (lessonId: string): LearningEntry => ({
      ...{ type: 'verdict', topicId: 'a', lessonId, err: 0, unchanged: true, confidence: 1, signals: [] },
    })
    const asking = (lessonId: string, question: string) => ({ ...pair(lessonId), question }) as LearningEntry
    await scope.learning.appendMany(agentId, [
      { entry: pair('a'), facts: {} },
      { entry: asking('b', 'I am (ana@mail.example)'), facts: {} },
      { entry: asking('c', 'I am diana@mail.example'), facts: {} },
      { entry: verdict('a'), facts: { conversationId } },
      { entry: verdict('b'), facts: {} },
      { entry: verdict('c'), facts: { personId } },
      { entry: { ...pair('d'), confirms: 'a' } as LearningEntry, facts: {} },
    ])
    const addresses = ['ana@mail.example']
    const seqs = async (conversationIds: string[]) =>
      (await scope.learning.concerning({ personId, conversationIds, addresses })).map(({ seq }) => seq)
    expect([await seqs([]), await seqs([conversationId])]).toEqual([
      [2, 5, 6],
      [2, 4, 5, 6],
    ])
    expect(await scope.learning.erase(agentId, { seqs: [2, 5] })).toBe(2)
    expect(await seqs([])).toEqual([6])
    expect(await scope.learning.erase(agentId, { lessonId: 'a' })).toBe(3)
  })

  test('what a conversation taught is erased with the verdicts on it and those given in it, apart from what stands elsewhere', async () => {
    const { scope, agentId } = await fresh()
    const { id: conversationId } = await conversationIn(scope)
    const { id: other } = await conversationIn(scope)
    const add = (entry: LearningEntry, where: string) =>
      scope.learning.append(agentId, entry, { conversationId: where })
    await add(pair('theirs'), other)
    await add(pair('here'), conversationId)
    await add(pair('moved'), conversationId)
    await add(verdict('theirs'), conversationId)
    await add(verdict('here'), other)
    await add(verdict('theirs'), other)
    const which = { conversationId, except: ['moved'] }
    expect(await scope.learning.taught(agentId, which)).toEqual(['here'])
    expect(await scope.learning.taught(agentId, { conversationId })).toEqual(['here', 'moved'])
    expect(await scope.learning.taught(agentId, { lessonId: 'theirs' })).toEqual(['theirs'])
    expect(await scope.learning.erase(agentId, { conversationId: 'no id' })).toBe(0)
    expect(await scope.learning.erase(agentId, which)).toBe(3)
    expect((await scope.learning.rows(agentId, 0, 9)).map(({ entry }) => entry.type)).toEqual([
      ...['pair', 'erased', 'pair', 'erased', 'erased', 'verdict'],
    ])
    expect(await scope.learning.erase(agentId, which)).toBe(0)
  })

  test('a projection is written by one of two workers; recall finds the nearest that still stands', async () => {
    const { scope, agentId } = await fresh()
    const vector = (at: number) => Float32Array.from({ length: 512 }, (_, i) => (i === at ? 1 : 0))
    const lessons = [lesson('a', 'current'), lesson('b', 'current'), lesson('c', 'superseded')]
    const withVectors = lessons.map((one, i) => ({ ...one, vector: vector(i), embedder: 'test' }))
    await scope.write((tx) => tx.learning.append(agentId, pair('a'), {}))
    expect(await scope.learning.project(agentId, 0, 1, { lessons: withVectors, topics: [] })).toBe(true)
    expect(await scope.learning.project(agentId, 0, 1, { lessons: [], topics: [] })).toBe(false)
    const query = { vector: vector(1), embedder: 'test', text: 'unheard-of' }
    const hits = await scope.lessons.recall(agentId, query, 2)
    expect(hits.map(({ lessonId }) => lessonId)).toEqual(['b', 'a'])
    expect(hits[0]?.similarity).toBeCloseTo(1)
    expect(await scope.lessons.recall(agentId, { ...query, embedder: 'another' }, 2)).toEqual([])
    expect(await scope.lessons.get('a')).toEqual(lessons[0])
    const { id: conversationId } = await conversationIn(scope)
    const outdated = await addDraft(scope, conversationId, 'pending', 'c')
    await addDraft(scope, conversationId, 'shadow', 'c')
    await addDraft(scope, (await conversationIn(scope)).id, 'pending', 'a')
    expect((await scope.drafts.outdated()).map(({ id }) => id)).toEqual([outdated.id])
    await scope.learning.resetProjection(agentId)
    expect([await scope.lessons.count(agentId), (await scope.agent()).projectedSeq]).toEqual([0, 0])
  })

  test('evidence is numbered without gaps, decided once, and expires as an error', async () => {
    const { scope } = await fresh()
    const draftIds = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
    const deadline = new Date(Date.now() + 1_000).toISOString()
    const admit = (draftId: string) =>
      scope.write((tx) => tx.evidence.admit('claim', { draftId, deadline, blind: true }))
    const positions = await Promise.all(draftIds.map(admit))
    expect(positions.sort()).toEqual([1, 2, 3])
    await scope.evidence.decide(draftIds[0]!, 0, 'approved')
    await scope.evidence.decide(draftIds[0]!, 1, 'corrected')
    await scope.evidence.decide(draftIds[1]!, null, 'withdrawn')
    expect(await scope.evidence.expire('claim', new Date())).toBe(0)
    expect(await scope.evidence.expire('claim', new Date(Date.now() + 2_000))).toBe(1)
    const rows = await scope.evidence.rows('claim')
    expect(rows.map(({ position }) => position)).toEqual([1, 2, 3])
    expect(new Set(rows.map(({ err }) => err))).toEqual(new Set([0, null, 1]))
  })
}
