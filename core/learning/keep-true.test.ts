import { describe, expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

const dayMs = 86_400_000
const questions = [
  'How long can I return something?',
  'How many days do I have for a return?',
  'What is your return period?',
  'Until when can I return an item?',
]
const old = (n: number) =>
  ['You can return items within 30 days.', 'Returns are accepted for 30 days.', 'You have 30 days to return an item.'][
    n % 3
  ]!
const changed = (n: number) =>
  [
    'You can return items within 14 days.',
    'Returns are accepted for two weeks.',
    'You have 14 days to return an item.',
  ][n % 3]!

/** A shop with Slack and three teammates, where customers keep asking the same. */
async function shop() {
  const house = await makeTestHouse({ slack: true })
  const [ben, cleo, dan] = [await house.teammate('Ben'), await house.teammate('Cleo'), await house.teammate('Dan')]
  let customers = 0
  const asks = async () => {
    const customer = house.customer(`Customer ${++customers}`)
    await customer.says(questions[customers % questions.length]!)
    await house.pass(3_000)
    return (await customer.conversation()).id
  }
  const answers = async (by: Staff, text: string) => {
    await house.core.conversations.reply(by.actor, await asks(), { text })
    await house.settle()
    await house.pass(dayMs)
  }
  /** What would be said, shown or in silence. */
  const drafted = async () => {
    const { draft, drafts } = await house.core.conversations.get(house.owner, await asks())
    const last = draft ?? drafts.at(-1)!
    return { ...last, receipt: (await house.scope.receipts.get(last.receiptId))! }
  }
  return { house, ben, cleo, dan, asks, answers, drafted }
}

const conflicts = (house: TestHouse) => house.core.conflicts.list(house.owner, {})
const cards = (house: TestHouse) =>
  house.platforms.cards().filter(({ card }) => card.buttons.some(({ action }) => action === 'decide_conflict'))
const standings = async (house: TestHouse) =>
  (await house.core.lessons.list(house.owner, {}))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ reply, standing }) => `${/30/.test(reply) ? 'old' : 'new'} ${standing}`)

describe('two answers that contradict each other', () => {
  test('are put to staff once, and a draft from either side says so', async () => {
    const { house, ben, cleo, answers, drafted } = await shop()
    for (const n of [0, 0, 0]) await answers(ben, old(n))
    await answers(cleo, changed(0))
    expect(await conflicts(house)).toMatchObject([
      { matter: 'duration', state: 'open', a: { reply: old(0) }, b: { reply: changed(0) } },
    ])
    expect(cards(house)).toHaveLength(1)
    expect(cards(house)[0]!.card.facts).toMatchObject([{ value: old(0) }, { value: changed(0) }])
    const draft = await drafted()
    expect(draft.text).toContain('14 days')
    expect(draft.receipt.gates).toContainEqual(
      expect.objectContaining({
        name: 'conflict',
        passed: false,
        detail: expect.stringContaining('Ben answered otherwise'),
      }),
    )
    const shown = house.platforms.cards().findLast(({ card }) => card.purpose === 'draft')
    expect(shown?.card.facts).toContainEqual({
      label: 'Staff disagree',
      value: expect.stringContaining('Ben answered otherwise'),
    })
    await answers(ben, old(1))
    await answers(cleo, changed(1))
    expect(await conflicts(house)).toHaveLength(1)
    expect(cards(house)).toHaveLength(1)
  })

  test('the newer words are drafted at once, until a teammate presses which is right', async () => {
    const { house, ben, cleo, dan, answers, drafted } = await shop()
    await answers(ben, old(0))
    await answers(cleo, changed(0))
    expect(await standings(house)).toEqual(['old stale', 'new current'])
    await dan.click('decide_conflict', { choice: 'a' })
    await house.settle()
    expect(await standings(house)).toEqual(['old current', 'new superseded'])
    const [first] = await house.core.lessons.list(house.owner, {})
    expect(first).toMatchObject({ standing: 'superseded', standingWhy: 'Dan decided.' })
    const draft = await drafted()
    expect(draft.text).toContain('30 days')
    expect(draft.receipt.gates.find(({ name }) => name === 'conflict')).toMatchObject({ passed: true })
    expect(await conflicts(house)).toEqual([])
    expect(await house.core.conflicts.list(house.owner, { state: 'decided' })).toMatchObject([
      { decision: 'a', decidedByName: 'Dan' },
    ])
    expect(await dan.click('decide_conflict', { choice: 'b' })).toMatchObject({
      ...{ kind: 'refused', say: 'Dan decided this before.' },
    })
  })

  test('a draft that waits from the wrong side is withdrawn with the decision', async () => {
    const { house, ben, cleo, answers, asks } = await shop()
    for (const n of [0, 0, 0]) await answers(ben, old(n))
    await answers(cleo, changed(0))
    const conversationId = await asks()
    const [conflict] = await conflicts(house)
    await house.core.conflicts.decide(house.owner, conflict!.id, 'a')
    await house.settle()
    const { draft, drafts } = await house.core.conversations.get(house.owner, conversationId)
    expect(drafts.map(({ state }) => state)).toEqual(['withdrawn', 'pending'])
    expect(draft?.text).toContain('30 days')
  })

  test('both stand where staff say that they differ by case, and nobody is asked again', async () => {
    const { house, ben, cleo, answers } = await shop()
    await answers(ben, old(0))
    await answers(cleo, changed(0))
    const [conflict] = await conflicts(house)
    await house.core.conflicts.decide(house.owner, conflict!.id, 'both')
    await house.settle()
    expect(await standings(house)).toEqual(['old current', 'new current'])
    await answers(ben, changed(1))
    expect(await conflicts(house)).toEqual([])
    expect(await standings(house)).toEqual(['old current', 'new current', 'new current'])
  })

  test('the question is over when one of them is forgotten', async () => {
    const { house, ben, cleo, answers } = await shop()
    await answers(ben, old(0))
    await answers(cleo, changed(0))
    const [conflict] = await conflicts(house)
    await house.core.lessons.forget(house.owner, conflict!.b.id)
    await house.core.work.project(house.businessId, (await house.scope.agent()).id)
    expect(await conflicts(house)).toEqual([])
    expect(await standings(house)).toEqual(['old current'])
    await expect(house.core.conflicts.decide(house.owner, conflict!.id, 'a')).rejects.toMatchObject({ status: 409 })
  })

  test('another process that reads the log comes to the same', async () => {
    const { house, ben, cleo, answers, drafted } = await shop()
    await answers(ben, old(0))
    await answers(cleo, changed(0))
    const before = await standings(house)
    house.restart()
    await house.recover()
    await house.core.work.project(house.businessId, (await house.scope.agent()).id)
    expect([await standings(house), (await drafted()).text]).toEqual([before, expect.stringContaining('14 days')])
    expect(cards(house)).toHaveLength(1)
  })
})

describe('one teammate against several', () => {
  test('does not rewrite a topic: what the others said is drafted until staff decide', async () => {
    const { house, ben, cleo, dan, answers, drafted } = await shop()
    await answers(ben, old(0))
    await answers(cleo, old(1))
    await answers(ben, old(2))
    for (const n of [0, 1, 2]) await answers(dan, changed(n))
    expect((await standings(house)).filter((one) => one.startsWith('old'))).toEqual([
      'old current',
      'old current',
      'old current',
    ])
    expect((await standings(house)).filter((one) => one.startsWith('new'))).toEqual([
      'new contested',
      'new contested',
      'new contested',
    ])
    expect(await conflicts(house)).toHaveLength(1)
    expect(cards(house)).toHaveLength(1)
    const draft = await drafted()
    expect(draft.text).toContain('30 days')
    expect(draft.receipt.gates).toContainEqual(expect.objectContaining({ name: 'conflict', passed: false }))
    await house.core.conflicts.decide(house.owner, (await conflicts(house))[0]!.id, 'a')
    await house.settle()
    expect((await standings(house)).filter((one) => one.startsWith('new'))).toEqual([
      'new superseded',
      'new superseded',
      'new superseded',
    ])
  })

  test('a second teammate who says it makes it a change of policy: the newer words win at once', async () => {
    const { house, ben, cleo, dan, answers, drafted } = await shop()
    await answers(ben, old(0))
    await answers(cleo, old(1))
    await answers(dan, changed(0))
    expect((await drafted()).text).toContain('30 days')
    await answers(ben, changed(1))
    expect(await standings(house)).toEqual(['old stale', 'old stale', 'new current', 'new current'])
    expect((await drafted()).text).toMatch(/14 days|two weeks/)
  })
})
