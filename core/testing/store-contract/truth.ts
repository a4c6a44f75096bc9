import { expect, test } from 'vitest'
import type { Lesson } from '#core/domain/learning.ts'
import { lessonOf } from '../filled.ts'
import type { Fresh } from './rows.ts'

/** What every store promises of lessons that contradict each other, and of those that fade. */
export function truthContract(fresh: Fresh): void {
  async function taught(ids: string[]) {
    const made = await fresh()
    const { scope } = made
    const lessons = ids.map((id): Lesson => ({ ...lessonOf(id, 'How long?'), topicId: 'topic' }))
    await scope.learning.project(made.agentId, 0, 1, { lessons, topics: [] })
    const pair = (lessonA: string, lessonB: string) => ({
      ...{ id: crypto.randomUUID(), agentId: made.agentId, topicId: 'topic', matter: 'duration' as const },
      ...{ lessonA, lessonB },
    })
    return { ...made, pair }
  }

  test('a pair is put to staff once, in whichever order, and only where both lessons are this business’s', async () => {
    const { scope, pair } = await taught(['a', 'b', 'c'])
    const first = await scope.conflicts.add(pair('a', 'b'))
    expect(first).toMatchObject({ lessonA: 'a', lessonB: 'b', state: 'open', decision: null })
    expect(await scope.conflicts.add(pair('a', 'b'))).toBeUndefined()
    expect(await scope.conflicts.add(pair('b', 'a'))).toBeUndefined()
    expect(await scope.conflicts.add(pair('a', 'nowhere'))).toBeUndefined()
    expect(await scope.conflicts.add(pair('a', 'c'))).toBeDefined()
    expect(await scope.conflicts.get(first!.id)).toEqual(first)
    expect((await scope.conflicts.list({ lessonId: 'b', limit: 10 })).map(({ id }) => id)).toEqual([first!.id])
  })

  test('it is decided once, by one of two', async () => {
    const { scope, pair, teammateId } = await taught(['a', 'b', 'c'])
    const { id } = (await scope.conflicts.add(pair('a', 'b')))!
    const other = (await scope.conflicts.add(pair('b', 'c')))!
    const decide = (decision: 'a' | 'b') => scope.conflicts.decide(id, { decision, by: teammateId })
    const won = await Promise.all([decide('a'), decide('b')])
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await scope.conflicts.decide(id, 'moot')).toBe(false)
    expect(await scope.conflicts.get(id)).toMatchObject({ state: 'decided', decidedBy: teammateId })
    expect(await scope.conflicts.list({ state: 'open', limit: 10 })).toEqual([other])
    expect(await scope.conflicts.decide(other.id, 'moot')).toBe(true)
    expect(await scope.conflicts.list({ state: 'open', limit: 10 })).toEqual([])
  })

  test('conflicts outlive the lessons that are projected anew', async () => {
    const { scope, pair, agentId } = await taught(['a', 'b'])
    const { id } = (await scope.conflicts.add(pair('a', 'b')))!
    await scope.learning.resetProjection(agentId)
    expect(await scope.conflicts.get(id)).toMatchObject({ state: 'open' })
  })

  test('what customers were given from a lesson is found, with what may not have arrived', async () => {
    const { scope, agentId, teammateId } = await taught([])
    const handle = { kind: 'chat', value: crypto.randomUUID() } as const
    const person = await scope.people.create({ name: 'Ana', handle })
    const { id: conversationId } = await scope.conversations.create({
      ...{ agentId, personId: person.id, customerEmail: null, channel: 'chat', subject: '', kind: 'support' },
    })
    const { message } = await scope.messages.add({
      conversationId,
      senderType: 'customer',
      content: '?',
      metadata: {},
    })
    const receipt = await scope.receipts.add({
      ...{ id: crypto.randomUUID(), conversationId, messageId: message.id, action: 'draft', reasons: [], gates: [] },
      ...{ lessons: [], topicId: null, confidence: 0, inputs: {}, claims: [] },
    })
    const place = { connector: 'sample', account: 'a', thread: handle.value, private: true }
    const sent = async (lessonId: string, to: 'sent' | 'in_doubt' | 'cancelled') => {
      const draft = await scope.drafts.add({
        ...{ id: crypto.randomUUID(), conversationId, messageId: message.id, state: 'approved', text: lessonId },
        ...{ unfilled: [], lessonId, topicId: null, confidence: 0, signals: [], writer: 'local', why: null },
        ...{ receiptId: receipt.id, shownAt: null },
      })
      const row = await scope.outbox.add({
        ...{ conversationId, audience: 'customer', place, payload: { text: lessonId }, state: 'held', cancelIf: [] },
        ...{ notBefore: new Date().toISOString(), messageId: message.id, draftId: draft.id, teammateId },
      })
      await scope.outbox.move(row.id, ['held'], to)
      return row.id
    }
    const rows = [await sent('a', 'sent'), await sent('a', 'in_doubt')]
    await sent('a', 'cancelled')
    await sent('b', 'sent')
    const given = await scope.drafts.given('a', new Date(0).toISOString())
    expect(given.map(({ row }) => row.id).sort()).toEqual(rows.sort())
    expect(given.map(({ draft }) => draft.text)).toEqual(['a', 'a'])
    expect(await scope.drafts.given('a', new Date(Date.now() + 60_000).toISOString())).toEqual([])
  })

  test('what a lesson made of another is taken out of the log with it', async () => {
    const { scope, agentId } = await taught([])
    const stale = (by: string) => ({ type: 'standing' as const, lessonId: 'old', to: 'stale' as const, by, why: '.' })
    const rows = [stale('a'), stale('b')].map((entry) => ({ entry, facts: {} }))
    await scope.learning.appendMany(agentId, rows)
    expect(await scope.learning.erase(agentId, { lessonId: 'a' })).toBe(1)
    expect((await scope.learning.rows(agentId, 0, 10)).map(({ entry }) => entry)).toEqual([
      { type: 'erased' },
      stale('b'),
    ])
  })

  test('the log is read on by one of two workers', async () => {
    const { scope, agentId } = await taught([])
    expect(await scope.conflicts.readTo(agentId)).toBe(0)
    expect(await scope.write((tx) => tx.conflicts.readOn(agentId, 0, 7))).toBe(true)
    expect(await scope.write((tx) => tx.conflicts.readOn(agentId, 0, 9))).toBe(false)
    expect(await scope.conflicts.readTo(agentId)).toBe(7)
  })

  test('why a lesson fades, and when what it speaks of ends, are kept', async () => {
    const { scope, agentId } = await taught([])
    const faded = {
      standing: 'stale' as const,
      standingWhy: 'Staff say otherwise.',
      expiresAt: '2026-05-31T23:59:59.999Z',
    }
    const lesson = { ...lessonOf('a', 'How long?'), ...faded }
    expect(await scope.learning.project(agentId, 1, 2, { lessons: [lesson], topics: [] })).toBe(true)
    expect(await scope.lessons.get('a')).toEqual(lesson)
  })
}
