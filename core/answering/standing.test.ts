import { describe, expect, test } from 'vitest'
import { poolSubject } from '#core/learning/claims.ts'
import { plantEvidence, plantTopic, right, standingIn } from '#core/testing/evidence.ts'
import { makeTestHouse } from '#core/testing/house.ts'

/** More than any first attempt at 2 % needs. */
const enough = 260

async function houseWith(settings: Parameters<typeof makeTestHouse>[0] = {}) {
  const house = await makeTestHouse(settings)
  await plantTopic(house, 'hours')
  const agentId = (await house.scope.agent()).id
  return { house, agentId }
}

describe('a topic', () => {
  test('is eligible on its own proof, and automatic once it is switched on', async () => {
    const { house } = await houseWith()
    expect(await standingIn(house, 'hours')).toMatchObject({ stage: 'supervised', certified: false, eligible: false })
    await plantEvidence(house, 'hours', right(enough))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: true, eligible: true, liveMissing: 0 })
    await house.core.learning.switchTopic(house.owner, 'hours', true)
    expect(await standingIn(house, 'hours')).toMatchObject({ stage: 'automatic', eligible: false })
  })

  test('proven from history waits for ten live rows that agree, except in sample data', async () => {
    const { house } = await houseWith()
    await plantEvidence(house, 'hours', right(enough), crypto.randomUUID())
    const state = await standingIn(house, 'hours')
    expect(state).toMatchObject({ certified: false, eligible: false, liveMissing: 10 })
    expect(state.sentence).toContain('10 more live replies')
    await expect(house.core.learning.switchTopic(house.owner, 'hours', true)).rejects.toMatchObject({ status: 409 })
    await plantEvidence(house, 'hours', right(10))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: true, eligible: true })
    const sample = await houseWith({ settings: { isDemo: true } })
    await plantEvidence(sample.house, 'hours', right(enough), crypto.randomUUID())
    expect(await standingIn(sample.house, 'hours')).toMatchObject({ eligible: true })
  })

  test('is carried by the pool once it took part in it', async () => {
    const { house } = await houseWith()
    await plantEvidence(house, poolSubject, right(enough))
    await plantEvidence(house, 'hours', right(9))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: false, isCarried: false })
    await plantEvidence(house, 'hours', right(1))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: true, isCarried: true, eligible: true })
  })

  test('of a smaller risk than the pool’s is not carried by it, and begins anew with a new risk', async () => {
    const { house, agentId } = await houseWith()
    await plantEvidence(house, 'hours', right(enough))
    await plantEvidence(house, poolSubject, right(enough))
    await house.scope.controls.save(agentId, 'hours', { eps: 0.01 })
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: false, certificate: { rows: 0, eps: 0.01 } })
    await plantEvidence(house, 'hours', right(20))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: false, isCarried: false })
  })

  test('that was stopped starts from nothing, with less of alpha, and no pool carries it any more', async () => {
    const { house, agentId } = await houseWith()
    await plantEvidence(house, 'hours', right(enough))
    await plantEvidence(house, poolSubject, right(enough))
    const before = await standingIn(house, 'hours')
    await house.scope.controls.save(agentId, 'hours', { attempt: 2, revokedWhy: '2 of 10 were wrong' })
    const after = await standingIn(house, 'hours')
    expect(after).toMatchObject({ certified: false, certificate: { rows: 0, attempt: 2 } })
    expect(after.certificate.alpha).toBeCloseTo(before.certificate.alpha / 4)
    expect(after.certificate.missing).toBeGreaterThan(before.certificate.missing + 100)
    expect(after.sentence).toContain('2 of 10 were wrong')
    await plantEvidence(house, 'hours', right(100))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: false, isCarried: false })
    await plantEvidence(house, 'hours', right(after.certificate.missing - 100))
    expect(await standingIn(house, 'hours')).toMatchObject({ certified: true })
  })

  test('goes no further than its cap', async () => {
    const { house, agentId } = await houseWith()
    await plantEvidence(house, 'hours', right(enough))
    await house.core.learning.switchTopic(house.owner, 'hours', true)
    await house.scope.controls.save(agentId, 'hours', { cap: 'supervised' })
    expect(await standingIn(house, 'hours')).toMatchObject({ stage: 'supervised', eligible: false })
    await house.scope.controls.save(agentId, 'hours', { cap: 'observing' })
    expect(await standingIn(house, 'hours')).toMatchObject({ stage: 'observing' })
  })

  test('waits while ten of its answers are to be checked, or one for five days', async () => {
    const { house, agentId } = await houseWith()
    await plantEvidence(house, 'hours', right(enough))
    await house.core.learning.switchTopic(house.owner, 'hours', true)
    const audited = { agentId, topicId: 'hours', conversationId: null, draftId: null, kind: 'after' as const }
    const deadline = new Date(house.clock.now().getTime() + 30 * 86_400_000).toISOString()
    const add = () => house.scope.auditedAnswers.add({ ...audited, attempt: 1, agentAttempt: 1, note: null, deadline })
    const first = await add()
    for (let i = 0; i < 8; i++) await add()
    expect(await standingIn(house, 'hours')).toMatchObject({ stage: 'automatic', audits: { open: 9 } })
    await add()
    const state = await standingIn(house, 'hours')
    expect(state).toMatchObject({ stage: 'supervised', audits: { open: 10 } })
    expect(state.sentence).toContain('10 answers wait to be checked')
    await house.scope.auditedAnswers.decide(first.id, { err: 0, reason: 'fine', by: 'ben' })
    expect((await standingIn(house, 'hours')).stage).toBe('automatic')
    await house.pass(5 * 86_400_000)
    expect((await standingIn(house, 'hours')).stage).toBe('supervised')
  })
})

describe('the switch', () => {
  test('is pressed by two owners at once, and done and written down once', async () => {
    const { house } = await houseWith()
    await plantEvidence(house, 'hours', right(enough))
    await Promise.all([1, 2].map(() => house.core.learning.switchTopic(house.owner, 'hours', true)))
    const log = (await house.core.audit.list(house.owner, {})).filter(({ subject }) => subject === 'hours')
    expect(log.map(({ action, actor }) => [action, actor])).toEqual([['topic switched on', house.owner.teammateId]])
    await house.core.learning.switchTopic(house.owner, 'hours', false)
    expect(await standingIn(house, 'hours')).toMatchObject({ stage: 'supervised', eligible: true })
  })

  test('is the owner’s alone', async () => {
    const { house } = await houseWith()
    await plantEvidence(house, 'hours', right(enough))
    const ben = await house.teammate('Ben')
    await expect(house.core.learning.switchTopic(ben.actor, 'hours', true)).rejects.toMatchObject({ status: 403 })
  })
})
