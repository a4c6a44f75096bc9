import { describe, expect, test } from 'vitest'
import { autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const answers = [
  ['Can I send the shoes back?', 'Returns are free within a month, the label is in the box.'],
  ['Can I swap these for another size?', 'We exchange any pair that was not worn outside the house.'],
] as const

async function teach(house: TestHouse, about: 0 | 1, name: string): Promise<void> {
  const customer = house.customer(name)
  await customer.says(answers[about][0])
  await house.core.conversations.reply(house.owner, (await customer.conversation()).id, { text: answers[about][1] })
  await house.settle()
}

/** A shop that learned about returns and about exchanges, from two customers each. */
async function shop() {
  const house = await makeTestHouse()
  for (const name of ['Anna', 'Bert'])
    for (const about of [0, 1] as const) await teach(house, about, `${name} ${about}`)
  const topicOf = async (reply: string) =>
    (await house.core.learning.topics(house.owner)).find(({ template }) => template === reply)!
  const [returns, exchange] = [await topicOf(answers[0][1]), await topicOf(answers[1][1])]
  return { house, ...house, returns: returns.id, exchange: exchange.id }
}

describe('a topic’s name', () => {
  test('is the owner’s to give, stays while more is learned, and can be taken back', async () => {
    const { house, core, owner, returns } = await shop()
    const ben = await house.teammate('Ben')
    await expect(core.learning.nameTopic(ben.actor, returns, 'Mine')).rejects.toMatchObject({ status: 403 })
    const named = await core.learning.nameTopic(owner, returns, '  Sending \n things back ')
    expect(named).toMatchObject({ id: returns, name: 'Sending things back', isNamed: true })
    for (const name of ['Cleo', 'Dora', 'Emil', 'Fay']) await teach(house, 0, name)
    expect((await core.learning.topics(owner)).find(({ id }) => id === returns)).toMatchObject({
      ...{ name: 'Sending things back', foundName: named.foundName },
    })
    expect((await core.audit.list(owner, {}))[0]).toMatchObject({
      ...{ action: 'topic renamed', actor: owner.teammateId, subject: returns },
      data: { name: 'Sending things back', by: 'Olga Owner' },
    })
    expect(await core.learning.nameTopic(owner, returns, null)).toMatchObject({ name: named.foundName, isNamed: false })
  })

  test('is no empty one, no very long one, and no other topic’s', async () => {
    const { core, owner, returns, exchange } = await shop()
    await expect(core.learning.nameTopic(owner, returns, '  ')).rejects.toMatchObject({ status: 422 })
    await expect(core.learning.nameTopic(owner, returns, 'x'.repeat(81))).rejects.toMatchObject({ status: 422 })
    await core.learning.nameTopic(owner, exchange, 'Other size')
    await expect(core.learning.nameTopic(owner, returns, 'other SIZE')).rejects.toMatchObject({
      ...{ status: 409, message: expect.stringContaining('merge them') },
    })
    expect(await core.learning.nameTopic(owner, exchange, 'Other Size')).toMatchObject({ name: 'Other Size' })
  })
})

test('a pinned topic stands first', async () => {
  const { house, core, owner, returns, exchange } = await shop()
  await teach(house, 0, 'Cleo')
  expect((await core.learning.topics(owner)).map(({ id }) => id)).toEqual([returns, exchange])
  expect(await core.learning.pinTopic(owner, exchange, true)).toMatchObject({ isPinned: true })
  expect((await core.learning.topics(owner)).map(({ id }) => id)).toEqual([exchange, returns])
  await core.learning.pinTopic(owner, exchange, false)
  expect((await core.learning.topics(owner)).map(({ id }) => id)).toEqual([returns, exchange])
})

describe('merging two topics', () => {
  test('makes them one in every list and draft; undone, they are two', async () => {
    const { house, core, owner, returns, exchange } = await shop()
    const { mergeId, topic } = await core.learning.mergeTopics(owner, exchange, returns)
    expect(topic).toMatchObject({
      ...{ id: returns, volume: 4 },
      merged: [{ mergeId, id: exchange, lessons: 2, by: 'Olga Owner' }],
    })
    expect((await core.learning.topics(owner)).map(({ id }) => id)).toEqual([returns])
    expect((await core.lessons.list(owner, { topicId: returns })).length).toBe(4)
    await teach(house, 1, 'Cleo')
    expect((await core.learning.topics(owner)).map(({ volume }) => volume)).toEqual([5])
    expect((await core.learning.evidence(owner, returns)).weekly.at(-1)!.count).toBeGreaterThan(0)
    await expect(core.learning.evidence(owner, exchange)).rejects.toMatchObject({
      ...{ status: 404, message: expect.stringMatching(/^That topic is part of “.+” by now\.$/) },
    })
    const back = await core.learning.unmergeTopics(owner, returns, mergeId)
    expect(back).toMatchObject({ id: exchange, volume: 3, merged: [] })
    expect((await core.learning.topics(owner)).map(({ id }) => id).sort()).toEqual([exchange, returns].sort())
    const actions = (await core.audit.list(owner, {})).map(({ action, actor }) => [action, actor])
    expect(actions.slice(0, 2)).toEqual([
      ['topics split', owner.teammateId],
      ['topics merged', owner.teammateId],
    ])
  })

  test('is refused with reasons where one is gone, part of the other, itself, or another business’s', async () => {
    const { house, core, owner, returns, exchange } = await shop()
    const refused = (work: Promise<unknown>, status: number, message: RegExp) =>
      expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) })
    await refused(core.learning.mergeTopics(owner, returns, returns), 409, /into itself/)
    await refused(core.learning.mergeTopics(owner, returns, 'nothing'), 404, /gone/)
    await refused(core.learning.mergeTopics(owner, 'nothing', returns), 404, /gone/)
    await refused(core.learning.unmergeTopics(owner, returns, 'nothing'), 404, /split already/)
    const stranger = await makeTestHouse()
    await refused(stranger.core.learning.nameTopic(stranger.owner, returns, 'Mine'), 404, /gone/)
    await refused(core.learning.mergeTopics((await house.teammate('Ben')).actor, returns, exchange), 403, /./)
    await core.learning.mergeTopics(owner, exchange, returns)
    await refused(core.learning.mergeTopics(owner, exchange, returns), 404, /part of/)
    await refused(core.learning.nameTopic(owner, exchange, 'Sizes'), 404, /part of/)
  })

  test('leaves names and merges standing when the lesson that founded the topic is forgotten', async () => {
    const { core, owner, returns, exchange } = await shop()
    await core.learning.nameTopic(owner, returns, 'Sending back')
    await core.learning.nameTopic(owner, exchange, 'Other size')
    await core.learning.mergeTopics(owner, exchange, returns)
    for (const id of [returns, exchange]) await core.lessons.forget(owner, id)
    const [topic, ...others] = await core.learning.topics(owner)
    expect(others).toEqual([])
    expect(topic).toMatchObject({ name: 'Sending back', volume: 2, merged: [{ name: 'Other size', lessons: 1 }] })
  })

  test('starts another claim, stops both, keeps the stricter limits, and so does splitting', async () => {
    const { house, topicId, prove, topic } = await autonomous()
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    await teach(house, 0, 'Zoe')
    const other = (await core.learning.topics(owner)).find(({ id }) => id !== topicId)!
    await core.learning.setLimits(owner, other.id, { mostAmount: 50 })
    expect((await topic()).stage).toBe('automatic')
    const { mergeId } = await core.learning.mergeTopics(owner, other.id, topicId)
    expect(await topic()).toMatchObject({
      ...{ stage: 'supervised', switchedOn: false, eligible: false, mostAmount: 50 },
      ...{ revokedWhy: 'what belongs to it was changed', certificate: { rows: 0, attempt: 1, certified: false } },
    })
    const customer = house.customer('Yann')
    await customer.says('Do you ship to Norway?')
    await house.settle()
    expect(customer.heard()).toEqual([])
    const { id } = await customer.conversation()
    await core.conversations.reply(owner, id, { text: shipsToNorway })
    await house.settle()
    expect((await topic()).certificate.rows).toBe(1)
    await core.learning.unmergeTopics(owner, topicId, mergeId)
    expect(await topic()).toMatchObject({ switchedOn: false, certificate: { rows: 0 } })
  })

  test('leaves answers of before to be checked, which stop nothing that is not answered alone any more', async () => {
    const { house, topicId, prove, ask, topic } = await autonomous({ slack: true, settings: { auditTime: 'after' } })
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    const audits = async () =>
      (await core.waiting.list(owner)).sections.find(({ name }) => name === 'audits')?.rows ?? []
    for (let i = 0; (await audits()).length < 2; i++) {
      await ask(`Visitor ${i}`)
      await house.settle()
    }
    await teach(house, 0, 'Zoe')
    const other = (await core.learning.topics(owner)).find(({ id }) => id !== topicId)!
    await core.learning.mergeTopics(owner, topicId, other.id)
    for (const { audit } of await audits()) await core.learning.giveVerdict(owner, audit!.id, 'wrong')
    expect(await audits()).toEqual([])
    expect(await topic()).toMatchObject({ id: other.id, certificate: { attempt: 1 } })
    expect(house.platforms.cards().filter(({ card }) => card.title.includes('no longer answers'))).toEqual([])
  })

  test('does not call a draft wrong that was made before, of the topic that was merged away', async () => {
    const { house, core, owner, returns, exchange } = await shop()
    for (const name of ['Cleo', 'Dora', 'Emil']) await teach(house, 1, name)
    const customer = house.customer('Gus')
    await customer.says(answers[1][0])
    const { id } = await customer.conversation()
    const before = (await core.conversations.get(owner, id)).drafts.at(-1)!
    expect(before.topicId).toBe(exchange)
    await core.learning.mergeTopics(owner, exchange, returns)
    await core.conversations.reply(owner, id, { text: `${answers[1][1]} Just ask.` })
    await house.settle()
    const after = (await core.conversations.get(owner, id)).drafts.find((draft) => draft.id === before.id)
    expect(after).toMatchObject({ topicId: exchange, verdict: 'same facts', err: 0 })
  })
})
