import { describe, expect, test } from 'vitest'
import { poolSubject } from '#core/learning/claims.ts'
import { engineVersion } from '#core/learning/engine.ts'
import { author, pressed } from '#core/testing/events.ts'
import { plantEvidence, plantTopic, right } from '#core/testing/evidence.ts'
import { makeTestHouse } from '#core/testing/house.ts'

/** More than any first attempt at 2 % needs. */
const enough = 260

/** A topic that is switched on; all of its evidence is of this version of the engine. */
async function proven(engine: string, more: { subject?: string; errs?: readonly (0 | 1)[]; isOn?: boolean } = {}) {
  const { subject = 'hours', errs = right(enough), isOn = true } = more
  const house = await makeTestHouse({ slack: true })
  await plantTopic(house, 'hours')
  await plantEvidence(house, subject, errs, undefined, engine)
  if (subject !== 'hours') await plantEvidence(house, 'hours', right(10), undefined, engine)
  await house.scope.topics.switch('hours', isOn, house.owner.teammateId)
  const topic = async () => (await house.core.learning.topics(house.owner)).find(({ id }) => id === 'hours')!
  return { house, topic }
}

describe('a topic that was answered alone before an update of the engine', () => {
  test('says so, with what was proven then, and that its proof starts anew', async () => {
    const { house, topic } = await proven('local-1')
    const { formerProof, stage, certificate } = await topic()
    expect({ stage, rows: certificate.rows }).toEqual({ stage: 'supervised', rows: 0 })
    expect(formerProof).toEqual({
      ...{ engine: 'local-1', rows: enough, errors: 0 },
      sentence: `It was answered alone with an earlier version of the engine (local-1: 260 judged drafts, 0 of them wrong); this version (${engineVersion}) may answer otherwise, so its proof starts anew, and until it is there staff decide.`,
    })
    expect((await house.core.learning.evidence(house.owner, 'hours')).topic.formerProof).toEqual(formerProof)
  })

  test('says so in Slack, too', async () => {
    const { house } = await proven('local-1')
    const ben = await house.teammate('Ben')
    const told = await house.receiveAndWait(
      pressed({
        ...{ id: 'command-1', at: house.clock.now().toISOString(), action: 'trust', target: 'U1', text: 'hours' },
        place: { connector: 'slack', account: 'T1', thread: 'C1', private: true },
        author: author(ben.handle, { name: 'Ben' }),
      }),
    )
    expect(told).toMatchObject({ card: { body: expect.stringContaining('its proof starts anew') } })
  })

  test('says so no more once this version has proven itself', async () => {
    const { house, topic } = await proven('local-1')
    await plantEvidence(house, 'hours', right(enough))
    expect(await topic()).toMatchObject({ formerProof: null, stage: 'automatic' })
  })

  test('names the newest version that was proven, and not one that never was', async () => {
    const { house, topic } = await proven('local-1')
    await house.pass(1_000)
    await plantEvidence(house, 'hours', right(enough - 1), undefined, 'local-2')
    await house.pass(1_000)
    await plantEvidence(house, 'hours', right(5), undefined, 'local-3')
    expect((await topic()).formerProof).toMatchObject({ engine: 'local-2', rows: enough - 1 })
  })

  test('may have stood on the proof of all topics together', async () => {
    const { topic } = await proven('local-1', { subject: poolSubject })
    expect((await topic()).formerProof?.sentence).toContain('260 judged drafts of all topics together, 0 of them wrong')
  })
})

describe('nothing is said of an earlier version', () => {
  test('where the topic was not switched on, was not proven, or proved itself with this one', async () => {
    for (const { topic } of [
      await proven('local-1', { isOn: false }),
      await proven('local-1', { errs: right(20) }),
      await proven(engineVersion),
      await proven(engineVersion, { errs: right(20) }),
    ])
      expect((await topic()).formerProof).toBeNull()
  })

  test('where the topic was stopped, or changed, since: that is why it proves itself anew', async () => {
    const stopped = await proven('local-1')
    const { id } = await stopped.house.scope.agent()
    await stopped.house.scope.controls.save(id, 'hours', { attempt: 2 })
    expect((await stopped.topic()).formerProof).toBeNull()
    const changed = await proven('local-1')
    await changed.house.scope.controls.save((await changed.house.scope.agent()).id, 'hours', { formed: 1 })
    expect((await changed.topic()).formerProof).toBeNull()
  })
})
