import { describe, expect, test } from 'vitest'
import { autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import type { TestHouse } from '#core/testing/house.ts'

const returns = ['Can I send the shoes back?', 'Returns are free within a month, the label is in the box.'] as const

/** Somebody asks, and a teammate answers in words of their own; the lesson that it taught. */
async function teach(house: TestHouse, name: string, question: string, text: string) {
  const customer = house.customer(name)
  await customer.says(question)
  await house.core.conversations.reply(house.owner, (await customer.conversation()).id, { text })
  await house.settle()
  return (await house.core.lessons.list(house.owner, {}))[0]!
}

/** A topic that is answered alone, and beside it one about returns with two lessons. */
async function shop() {
  const made = await autonomous()
  await made.prove()
  await made.house.core.learning.switchTopic(made.house.owner, made.topicId, true)
  const first = await teach(made.house, 'Zoe', ...returns)
  const second = await teach(made.house, 'Yan', 'May I return these boots?', `${returns[1]} Take your time.`)
  const { core, owner } = made.house
  const topic = async (id: string) => (await core.learning.topics(owner)).find((one) => one.id === id)
  return { ...made, core, owner, first, second, topic }
}

describe('a lesson that a teammate moves', () => {
  test('belongs to the other topic in every list, says who moved it, and is told in the audit', async () => {
    const { house, core, owner, topicId, first, second, topic } = await shop()
    expect(second.topicId).toBe(first.id)
    const ben = await house.teammate('Ben')
    const { moveId, topic: now } = await core.learning.moveLesson(ben.actor, second.id, topicId)
    expect(now.id).toBe(topicId)
    expect(await core.lessons.get(owner, second.id)).toMatchObject({ topicId, moved: { moveId, by: 'Ben' } })
    expect((await core.lessons.list(owner, { topicId })).map(({ id }) => id)).toContain(second.id)
    expect((await topic(first.id))!.volume).toBe(1)
    expect((await core.audit.list(owner, {}))[0]).toMatchObject({
      ...{ action: 'lesson moved', actor: ben.actor.teammateId, subject: second.id },
      data: { from: first.id, to: topicId, by: 'Ben' },
    })
    const back = await core.learning.unmoveLesson(owner, second.id, moveId)
    expect(back).toMatchObject({ id: first.id, volume: 2 })
    expect((await core.lessons.get(owner, second.id)).moved).toBeUndefined()
    expect((await core.audit.list(owner, {}))[0]).toMatchObject({ action: 'lesson moved back', subject: second.id })
  })

  test('proves nothing of the topic that it is moved to: that starts anew, and is answered alone no more', async () => {
    const { house, core, owner, topicId, second, topic } = await shop()
    expect(await topic(topicId)).toMatchObject({ stage: 'automatic', certificate: { certified: true } })
    const { moveId } = await core.learning.moveLesson(owner, second.id, topicId)
    const anew = {
      ...{ switchedOn: false, eligible: false, stage: 'supervised' },
      certificate: { rows: 0, certified: false },
    }
    expect(await topic(topicId)).toMatchObject(anew)
    const customer = house.customer('Yann')
    await customer.says('Do you ship to Norway?')
    await house.settle()
    expect(customer.heard()).toEqual([])
    await core.conversations.reply(owner, (await customer.conversation()).id, { text: shipsToNorway })
    await house.settle()
    expect((await topic(topicId))!.certificate.rows).toBe(1)
    await core.learning.unmoveLesson(owner, second.id, moveId)
    expect(await topic(topicId)).toMatchObject(anew)
  })

  test('stops the topic that it leaves as well: what it was right about vouches for the rest no more', async () => {
    const { core, owner, topicId, first, topic } = await shop()
    const [lesson] = (await core.lessons.list(owner, { topicId })).filter(({ id }) => id !== topicId)
    const moved = lesson ?? (await core.lessons.get(owner, topicId))
    await core.learning.moveLesson(owner, moved.id, first.id)
    for (const left of [await topic(topicId), await topic(first.id)])
      if (left) expect(left).toMatchObject({ switchedOn: false, certificate: { rows: 0, certified: false } })
    expect((await topic(first.id))!.volume).toBeGreaterThan(2)
  })

  test('leaves its limits to the topic that it founded, and takes them along to one of its own', async () => {
    const { core, owner, first, second, topic } = await shop()
    await core.learning.setLimits(owner, first.id, { cap: 'supervised', mostAmount: 50 })
    const own = await core.learning.moveLesson(owner, first.id, null)
    expect(own.topic).toMatchObject({ id: first.id, volume: 1, cap: 'supervised', mostAmount: 50 })
    expect(await topic(second.id)).toMatchObject({ volume: 1, cap: 'supervised', mostAmount: 50 })
    await core.learning.setLimits(owner, second.id, { mostAmount: 20 })
    const back = await core.learning.unmoveLesson(owner, first.id, own.moveId)
    expect(back).toMatchObject({ id: first.id, volume: 2, mostAmount: 20 })
    expect(await topic(second.id)).toBeUndefined()
  })

  test('is refused with reasons where it is there already, alone already, gone, or taken back already', async () => {
    const { core, owner, topicId, first, second } = await shop()
    const refused = (work: Promise<unknown>, status: number, message: RegExp) =>
      expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) })
    await refused(core.learning.moveLesson(owner, second.id, first.id), 409, /already/)
    await refused(core.learning.moveLesson(owner, second.id, 'nothing'), 404, /gone/)
    await refused(core.learning.moveLesson(owner, 'nothing', topicId), 404, /does not exist/)
    const { moveId } = await core.learning.moveLesson(owner, second.id, null)
    await refused(core.learning.moveLesson(owner, second.id, null), 409, /of its own already/)
    await core.learning.unmoveLesson(owner, second.id, moveId)
    await refused(core.learning.unmoveLesson(owner, second.id, moveId), 409, /already/)
  })

  test('can be forgotten where it is: nothing of it is left in either topic', async () => {
    const { core, owner, topicId, first, second, topic } = await shop()
    const { volume } = (await topic(topicId))!
    await core.learning.moveLesson(owner, second.id, topicId)
    await core.lessons.forget(owner, second.id)
    expect([(await topic(topicId))!.volume, (await topic(first.id))!.volume]).toEqual([volume, 1])
  })
})
