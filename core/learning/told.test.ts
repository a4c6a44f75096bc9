import { describe, expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'
import type { Staff } from '#core/testing/staff.ts'

const right = 'Yes, we ship to Norway within 5 days.'
const corrected = 'Yes, we ship to Norway within 12 days.'
const dayMs = 86_400_000

/** Ben's answer was learned; whoever asks the same has a draft of it. */
async function shop() {
  const house = await makeTestHouse({ slack: true, mail: true })
  const ben = await house.teammate('Ben')
  const asks = async (name: string, text = 'Can you ship to Norway?') => {
    const customer = house.customer(name)
    await customer.says(text)
    await house.pass(3_000)
    return (await customer.conversation()).id
  }
  const view = (id: string) => house.core.conversations.get(house.owner, id)
  const draftOf = async (id: string) => (await view(id)).draft!
  const approve = async (id: string) => {
    const draft = await draftOf(id)
    return house.core.drafts.approve(ben.actor, draft.id, draft.version)
  }
  const first = await asks('Anna', 'Do you ship to Norway?')
  await house.core.conversations.reply(ben.actor, first, { text: right })
  await house.settle()
  const [lesson] = await house.core.lessons.list(house.owner, {})
  const told = (days?: number) => house.core.lessons.told(house.owner, lesson!.id, days)
  /** Somebody's draft is rejected for wrong facts, and answered as it is by now. */
  const correct = async (by: Staff, name = 'Zoe') => {
    const id = await asks(name)
    await house.core.drafts.reject(by.actor, (await draftOf(id)).id, 'wrong_facts')
    await house.core.conversations.reply(by.actor, id, { text: corrected })
    await house.settle()
    return id
  }
  return { house, ben, asks, view, draftOf, approve, first, lesson: lesson!, told, correct }
}

const names = (view: { told: { personName: string | null; how: string; isInDoubt: boolean }[] }) =>
  view.told.map(({ personName, how, isInDoubt }) => `${personName}: ${how}${isInDoubt ? ', in doubt' : ''}`).sort()

describe('who was told', () => {
  test('is exactly who was sent it: by its words, as a draft, edited with its facts, and in doubt', async () => {
    const { house, ben, asks, approve, draftOf, told } = await shop()
    await approve(await asks('Carl'))
    await house.settle()
    // Kept its fact, on top of a greeting.
    const dora = await asks('Dora')
    const d = await draftOf(dora)
    await house.core.drafts.edit(ben.actor, d.id, d.version, `Hello Dora,\n\n${right}\n\nBest,\nBen`)
    await house.settle()
    // Cut off while it was sent.
    const gus = await asks('Gus')
    const g = await approve(gus)
    await house.scope.outbox.move(g.id, ['held'], 'in_doubt', { error: 'cut off' })
    // The fact was taken out.
    const ed = await asks('Ed')
    const e = await draftOf(ed)
    await house.core.drafts.edit(ben.actor, e.id, e.version, 'Yes, we ship to Norway; let me ask how long it takes.')
    await house.settle()
    // Undone: nobody heard it.
    const row = await approve(await asks('Fay'))
    await house.core.outbox.undo(ben.actor, row.id)
    await house.settle()
    expect(names(await told())).toEqual([
      'Anna: own words',
      'Carl: approved',
      'Dora: edited',
      'Gus: approved, in doubt',
    ])
  })

  test('is who was told in the last days, as many as are asked for', async () => {
    const { house, asks, approve, told } = await shop()
    await house.pass(40 * dayMs)
    await approve(await asks('Carl'))
    await house.settle()
    expect(names(await told())).toEqual(['Carl: approved'])
    expect(names(await told(60))).toEqual(['Anna: own words', 'Carl: approved'])
    await expect(told(0)).rejects.toMatchObject({ status: 422 })
  })

  test('is still known once the lesson is corrected, without those who heard the correction', async () => {
    const { house, ben, asks, approve, told, correct } = await shop()
    await approve(await asks('Carl'))
    await house.settle()
    await correct(ben)
    const view = await told()
    expect(view.replacement).toMatchObject({ reply: corrected })
    expect(view.told.map(({ personName, isCorrected }) => [personName, isCorrected]).sort()).toEqual([
      ['Anna', false],
      ['Carl', false],
    ])
  })
})

describe('telling them', () => {
  test('proposes a correction in each conversation, sends nothing, and asks nobody twice', async () => {
    const { house, ben, asks, approve, draftOf, first, lesson, told, correct } = await shop()
    const carl = await asks('Carl')
    await approve(carl)
    await house.settle()
    await correct(ben)
    const sent = async () =>
      (await house.scope.outbox.list(carl)).filter(({ audience }) => audience === 'customer').length
    const before = await sent()
    expect(await house.core.lessons.tell(ben.actor, lesson.id)).toEqual({ proposed: 2, waiting: 0 })
    await house.settle()
    for (const id of [first, carl]) {
      const draft = await draftOf(id)
      expect(draft.text).toContain('no longer right')
      expect(draft.text).toContain('12 days')
    }
    expect(await sent()).toBe(before)
    expect(await house.core.lessons.tell(ben.actor, lesson.id)).toEqual({ proposed: 0, waiting: 2 })
    await approve(carl)
    await house.settle()
    const view = await told()
    expect(view.told.find(({ conversationId }) => conversationId === carl)?.isCorrected).toBe(true)
    expect(await house.core.lessons.tell(ben.actor, lesson.id)).toEqual({ proposed: 0, waiting: 1 })
  })

  test('is offered in the thread where the correction happened, with the number', async () => {
    const { house, ben, asks, approve, correct } = await shop()
    await approve(await asks('Carl'))
    await house.settle()
    await correct(ben)
    const offers = house.platforms
      .cards()
      .filter(({ card }) => card.buttons.some(({ action }) => action === 'tell_corrected'))
    expect(offers.map(({ card }) => card.buttons[0]!.label)).toEqual(['Tell those who heard the old answer (2)'])
    expect(await ben.click('tell_corrected')).toMatchObject({
      kind: 'done',
      say: 'A correction is proposed in 2 conversations.',
    })
  })

  test('is offered, too, where an approved answer is taken back in the words after it', async () => {
    const { house, ben, asks, approve, view, lesson } = await shop()
    const id = await asks('Carl')
    await approve(id)
    await house.settle()
    await house.core.conversations.reply(ben.actor, id, { text: `Sorry, I was wrong: ${corrected}` })
    await house.settle()
    const lessons = await house.core.lessons.list(house.owner, {})
    const now = lessons
      .filter(({ standing }) => standing !== 'superseded')
      .map(({ question, reply }) => [question, reply])
    expect(now).toEqual([['Can you ship to Norway?', corrected]])
    expect((await house.core.lessons.get(house.owner, lesson.id)).standing).toBe('superseded')
    // The next one is answered as it is by now.
    expect((await view(await asks('Dora'))).draft?.text).toBe(corrected)
  })

  test('is not where the words after it only add to it', async () => {
    const { house, ben, asks, approve, lesson } = await shop()
    const id = await asks('Carl')
    await approve(id)
    await house.settle()
    await house.core.conversations.reply(ben.actor, id, { text: 'And the parcel can be tracked the whole way.' })
    await house.settle()
    const lessons = await house.core.lessons.list(house.owner, {})
    expect(lessons.map(({ id }) => id)).toContain(lesson.id)
    expect(lessons.every(({ standing }) => standing !== 'superseded')).toBe(true)
    expect(lessons.map(({ reply }) => reply)).not.toContain('And the parcel can be tracked the whole way.')
  })

  test('is not offered where nobody else heard it', async () => {
    const { house, ben, correct } = await shop()
    await house.pass(40 * dayMs)
    await correct(ben)
    const offers = house.platforms
      .cards()
      .filter(({ card }) => card.buttons.some(({ action }) => action === 'tell_corrected'))
    expect(offers).toEqual([])
  })

  test('takes an answer that replaced the old one', async () => {
    const { house, ben, lesson } = await shop()
    await expect(house.core.lessons.tell(ben.actor, lesson.id)).rejects.toMatchObject({ status: 409 })
  })
})
