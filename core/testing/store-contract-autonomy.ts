import { describe, expect, test } from 'vitest'
import { untouched } from '#core/domain/autonomy.ts'
import type { ContractStore } from './store-contract.ts'

/** What every store promises about what people decide of topics, the answers that they look at, and vouchers. */
export function autonomyContract(name: string, open: () => Promise<ContractStore>): void {
  describe(name, () => {
    async function fresh() {
      const { store, freshBusiness } = await open()
      const made = await freshBusiness()
      return { ...made, store, scope: store.of(made.businessId) }
    }
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
      const topic = { id: 't', name: 'T', terms: [], template: '', volume: 1, agreeing: 1, judged: 0, right: 0 }
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

    test('nothing of it is another business’s', async () => {
      const { scope, agentId } = await fresh()
      const { scope: other } = await fresh()
      const { id } = await scope.auditedAnswers.add(audited(agentId))
      await expect(other.controls.save(agentId, 't', { switchedOn: true })).rejects.toThrow()
      await expect(other.auditedAnswers.add(audited(agentId))).rejects.toThrow()
      expect(await other.auditedAnswers.decide(id, { err: 0, reason: 'x', by: 'x' })).toBe(false)
      expect(await scope.controls.get(agentId, 't')).toEqual(untouched)
    })
  })
}
