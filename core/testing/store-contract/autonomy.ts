import { expect, test } from 'vitest'
import { untouched } from '#core/domain/autonomy.ts'
import { topicOf } from '../filled.ts'
import type { Fresh } from './rows.ts'

/** What every store promises about what people decide of topics, the answers that they look at, and vouchers. */
export function autonomyContract(fresh: Fresh): void {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString()
  const audited = (agentId: string, patch: object = {}) => ({
    ...{ agentId, topicId: 't', conversationId: null, draftId: null, kind: 'before' as const },
    ...{ attempt: 1, agentAttempt: 1, note: null, deadline: at(1_000), ...patch },
  })

  test('a topic is untouched until somebody decides about it, and one decision leaves the others', async () => {
    const { scope, agentId } = await fresh()
    expect(await scope.controls.get(agentId, 't')).toEqual(untouched)
    expect(await scope.write((tx) => tx.controls.lock(agentId, 't'))).toEqual(untouched)
    await scope.controls.save(agentId, 't', { cap: 'supervised', mostAmount: 20 })
    const revokedAt = at(0)
    await scope.controls.save(agentId, 't', { attempt: 2, revokedAt, revokedWhy: 'wrong' })
    const now = { ...untouched, cap: 'supervised', mostAmount: 20, attempt: 2, revokedAt, revokedWhy: 'wrong' }
    expect(await scope.controls.get(agentId, 't')).toEqual(now)
    expect(await scope.controls.get(agentId, 'other')).toEqual(untouched)
  })

  test('changes under the lock of one topic come one after the other', async () => {
    const { scope, agentId } = await fresh()
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        scope.write(async (tx) => {
          const { attempt } = await tx.controls.lock(agentId, 't')
          await tx.controls.save(agentId, 't', { attempt: attempt + 1 })
        }),
      ),
    )
    expect((await scope.controls.get(agentId, 't')).attempt).toBe(5)
  })

  test('a topic that is switched keeps what else was decided, also through a rebuild', async () => {
    const { scope, agentId } = await fresh()
    const topic = topicOf('t', 'T')
    await scope.learning.project(agentId, 0, 0, { lessons: [], topics: [topic] })
    await scope.controls.save(agentId, 't', { eps: 0.05 })
    await scope.topics.switch('t', true, 'olga')
    await scope.learning.resetProjection(agentId)
    await scope.learning.project(agentId, 0, 0, { lessons: [], topics: [topic] })
    const expected = { name: 'T', eps: 0.05, switchedOn: true, switchedBy: 'olga', attempt: 1 }
    expect(await scope.topics.get('t')).toMatchObject(expected)
    expect(await scope.topics.list(agentId)).toMatchObject([expected])
  })

  test('an audited answer is decided once, and counts in the attempt that it belongs to', async () => {
    const { scope, agentId } = await fresh()
    const first = await scope.auditedAnswers.add(audited(agentId))
    const second = await scope.auditedAnswers.add(audited(agentId, { kind: 'correction' }))
    const other = await scope.auditedAnswers.add(audited(agentId, { topicId: 'u', attempt: 2 }))
    expect((await scope.auditedAnswers.open({ agentId, limit: 9 })).map(({ id }) => id)).toHaveLength(3)
    expect(await scope.auditedAnswers.open({ topicId: 't', limit: 1 })).toEqual([first])
    const outcome = { err: 1 as const, reason: 'different', by: 'ben' }
    expect(await scope.auditedAnswers.decide(first.id, outcome)).toBe(true)
    expect(await scope.auditedAnswers.decide(first.id, { ...outcome, err: 0 })).toBe(false)
    await scope.auditedAnswers.decide(second.id, { ...outcome, err: null })
    await scope.auditedAnswers.decide(other.id, { ...outcome, err: 0 })
    expect(await scope.auditedAnswers.get(first.id)).toMatchObject({
      ...{ err: 1, reason: 'different' },
      decidedBy: 'ben',
    })
    expect(await scope.auditedAnswers.outcomes(agentId, { topicId: 't', attempt: 1 })).toEqual([
      { kind: 'before', err: 1 },
    ])
    expect(await scope.auditedAnswers.outcomes(agentId, { topicId: 't', attempt: 2 })).toEqual([])
    expect((await scope.auditedAnswers.outcomes(agentId, { agentAttempt: 1 })).map(({ err }) => err)).toEqual([1, 0])
  })

  test('the sweep finds what nobody decided in time', async () => {
    const { scope, store, agentId } = await fresh()
    const { id } = await scope.auditedAnswers.add(audited(agentId))
    const late = async (ms: number) =>
      (await store.system.sweep(new Date(Date.now() + ms), 1_000)).audits.some(({ auditId }) => auditId === id)
    expect([await late(0), await late(2_000)]).toEqual([false, true])
    await scope.auditedAnswers.decide(id, { err: 1, reason: 'undecided', by: 'system' })
    expect(await late(2_000)).toBe(false)
  })

  test('one voucher of a lesson stands; it counts corrections until it ends', async () => {
    const { scope, agentId, teammateId } = await fresh()
    const vouched = { agentId, lessonId: 'l', digest: 'ab', teammateId, name: 'Olga' }
    const voucher = await scope.vouchers.add(vouched)
    await expect(scope.vouchers.add(vouched)).rejects.toThrow()
    expect(await scope.vouchers.of('l')).toEqual(voucher)
    expect([await scope.vouchers.correct('l'), await scope.vouchers.correct('l')]).toEqual([1, 2])
    expect(await scope.vouchers.correct('none')).toBe(0)
    expect(await scope.vouchers.end('l', 'two corrections')).toBe(true)
    expect(await scope.vouchers.end('l', 'again')).toBe(false)
    expect(await scope.vouchers.of('l')).toBeUndefined()
    await scope.vouchers.add(vouched)
    expect(await scope.vouchers.list(agentId)).toHaveLength(1)
  })

  test('drafts are told beside what staff said, by topic and day; what nothing answered stands apart', async () => {
    const { scope, agentId, teammateId } = await fresh()
    const handle = { kind: 'chat' as const, value: crypto.randomUUID() }
    const { id: personId } = await scope.people.create({ name: 'Anna', handle })
    const facts = { customerEmail: null, channel: 'chat' as const, subject: '', kind: 'support' as const }
    const { id: conversationId } = await scope.conversations.create({ ...facts, agentId, personId })
    const say = async (senderType: 'customer' | 'human' | 'ai', content: string, metadata = {}) =>
      (await scope.messages.add({ conversationId, senderType, content, metadata })).message.id
    const draft = async (question: string, patch: object, claims: string[] = []) => {
      const messageId = await say('customer', question)
      const receiptId = crypto.randomUUID()
      const rest = { action: 'draft' as const, reasons: [], gates: [], lessons: [], inputs: {}, claims }
      await scope.receipts.add({ id: receiptId, conversationId, messageId, topicId: 't', confidence: 0.9, ...rest })
      const words = {
        text: 'Hello',
        unfilled: [],
        lessonId: 'l',
        signals: [],
        writer: 'local',
        why: null,
        shownAt: null,
      }
      const given = {
        conversationId,
        messageId,
        topicId: 't',
        confidence: 0.9,
        receiptId,
        state: 'withdrawn' as const,
      }
      return scope.drafts.add({ ...given, ...words, id: crypto.randomUUID(), ...patch })
    }
    const right = await draft('One?', {}, ['claim'])
    const wrong = await draft('Two?', {}, ['claim'])
    await draft('Three?', { state: 'shadow', blind: 'audit' }, ['claim'])
    await draft('Four?', { confidence: 0.1, lessonId: null, topicId: null })
    const saidId = await say('human', 'No.', { teammateId })
    await scope.drafts.judge(right.id, { err: 0, verdict: 'approved', saidId: null })
    await scope.drafts.judge(wrong.id, { err: 1, verdict: 'different', saidId })
    const all = await scope.insight.drafts('t', { limit: 9 })
    expect(all.map(({ question, err }) => `${question} ${err}`).sort()).toEqual(['One? 0', 'Two? 1'])
    const two = all.find(({ err }) => err === 1)
    expect(two).toMatchObject({
      ...{ draft: 'Hello', said: 'No.', saidBy: teammateId },
      ...{ admitted: true, blind: true },
    })
    expect(await scope.insight.drafts('t', { onlyWrong: true, onlyAdmitted: true, limit: 9 })).toEqual([two])
    const since = at(-60_000)
    const days = await scope.insight.daily(agentId, since, 'UTC')
    expect(days.map(({ topicId, count }) => [topicId, count])).toEqual([['t', 3]])
    expect((await scope.insight.unanswered(since, 0.35, 9)).map(({ question }) => question)).toEqual(['Four?'])
    expect(await scope.insight.unanswered(at(60_000), 0.35, 9)).toEqual([])
    await scope.drafts.move(right.id, ['withdrawn'], 'approved')
    for (const metadata of [{ outboxId: 'a' }, { outboxId: 'b', isSystem: true }]) await say('ai', 'Yes.', metadata)
    await say('human', 'Yes.', { outboxId: 'c', teammateId })
    await say('human', 'Undone.', { outboxId: 'd', removedAt: since })
    await scope.conversations.update(conversationId, { answeredAt: new Date(Date.now() + 60_000).toISOString() })
    const work = await scope.insight.work(since)
    expect(work).toMatchObject({ conversations: 1, alone: 1, byStaff: 1, approved: 1, edited: 0, learned: 0 })
    expect(work.firstAnswerMs).toBeGreaterThan(50_000)
    const none = { conversations: 0, alone: 0, byStaff: 0, approved: 0, edited: 0, rejected: 0, learned: 0 }
    expect(await scope.insight.work(at(120_000))).toEqual({ ...none, firstAnswerMs: null })
  })

  test('imported history is told with the words that its lesson has now', async () => {
    const { scope, agentId } = await fresh()
    const run = await scope.imports.start({ agentId, name: 'x', digest: crypto.randomUUID(), total: 1, fromSeq: 0 })
    const facts = { confidence: 0.95, at: '2026-03-02T09:00:00.000Z' }
    const verdict = { type: 'verdict' as const, topicId: 't', lessonId: 'l', unchanged: false, signals: [] }
    const rest = {
      context: [],
      author: 'Maya',
      channel: 'email',
      known: [],
      origin: 'import' as const,
      ownWords: true,
    }
    for (const err of [0, 1] as const) {
      await scope.learning.append(agentId, { ...verdict, err, confidence: 0.95, importId: run.id }, facts)
      const pair = { type: 'pair' as const, lessonId: `new-${err}`, question: `${err}?`, reply: 'Yes.', ...rest }
      await scope.learning.append(agentId, { ...pair, importId: run.id }, facts)
    }
    const lesson = {
      ...{
        id: 'l',
        topicId: 't',
        question: 'Q',
        context: [],
        reply: 'Sure.',
        slots: [],
        language: 'en',
        author: 'Ben',
      },
      ...{
        channel: 'email',
        at: facts.at,
        origin: 'import' as const,
        standing: 'current' as const,
        agreed: 0,
        wrong: 0,
      },
    }
    await scope.learning.project(agentId, 0, 4, { lessons: [lesson], topics: [] })
    const rows = await scope.insight.history(agentId, 't', { sendFrom: 0.9, limit: 9 })
    expect(rows.map(({ question, err }) => [question, err])).toEqual([
      ['1?', 1],
      ['0?', 0],
    ])
    expect(rows[0]).toMatchObject({ draft: 'Sure.', said: 'Yes.', saidBy: 'Maya', draftFrom: 'Ben', at: facts.at })
    expect(await scope.insight.history(agentId, 't', { onlyWrong: true, sendFrom: 0.9, limit: 9 })).toEqual([rows[0]])
    expect(await scope.insight.history(agentId, 't', { sendFrom: 0.96, limit: 9 })).toEqual([])
    expect(await scope.insight.daily(agentId, '2026-01-01T00:00:00.000Z', 'UTC')).toEqual([
      { topicId: 't', day: '2026-03-02', count: 1 },
    ])
  })

  test('nothing of it is another business’s', async () => {
    const { scope, agentId } = await fresh()
    const { scope: other } = await fresh()
    const { id } = await scope.auditedAnswers.add(audited(agentId))
    await expect(other.controls.save(agentId, 't', { switchedOn: true })).rejects.toThrow()
    await expect(other.auditedAnswers.add(audited(agentId))).rejects.toThrow()
    expect(await other.auditedAnswers.decide(id, { err: 0, reason: 'x', by: 'x' })).toBe(false)
    expect(await scope.controls.get(agentId, 't')).toEqual(untouched)
  })
}
