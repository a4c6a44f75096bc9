import { describe, expect, test } from 'vitest'
import { autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import { expectationOf } from './expectation.ts'
import { forecast, gathered } from './insight.ts'

const other = 'No, we do not ship abroad.'

describe('a topic’s limits', () => {
  test('are the owner’s, written down with their author, and hold at once', async () => {
    const { house, topicId, prove, askUntil, topic } = await autonomous()
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    const { customer } = await askUntil(false)
    const ben = await house.teammate('Ben')
    await expect(core.learning.setLimits(ben.actor, topicId, { cap: 'supervised' })).rejects.toMatchObject({
      status: 403,
    })
    await core.learning.setLimits(owner, topicId, { cap: 'supervised' })
    await house.settle()
    expect(customer.heard()).toEqual([])
    expect(await topic()).toMatchObject({
      stage: 'supervised',
      cap: 'supervised',
      sentence: expect.stringContaining('no further than'),
    })
    const log = await core.audit.list(owner, {})
    expect(log[0]).toMatchObject({
      action: 'topic limits changed',
      actor: owner.teammateId,
      data: { cap: 'supervised' },
    })
    await core.learning.setLimits(owner, topicId, { cap: null, eps: 0.2 })
    expect(await topic()).toMatchObject({ stage: 'supervised', certificate: { rows: 0, eps: 0.2 } })
    await expect(core.learning.setLimits(owner, 'none', { cap: null })).rejects.toMatchObject({ status: 404 })
  })
})

describe('a voucher', () => {
  async function vouched() {
    const made = await autonomous({ settings: { eps: 0.02 } })
    const { house } = made
    // Enough verdicts for confidence, far too few for a proof.
    for (let rows = 0; rows < 45; rows++) await made.agreeOnce()
    const lessonId = (await house.core.lessons.list(house.owner, {})).at(-1)!.id
    return { ...made, lessonId }
  }

  test('lets one exact answer be sent alone, and says so everywhere; two corrections end it', async () => {
    const { house, topicId, askUntil, topic, lessonId } = await vouched()
    const { core, owner } = house
    expect((await topic()).certificate.certified).toBe(false)
    await core.learning.vouch(owner, lessonId, true)
    const { customer, view } = await askUntil(false)
    await house.settle()
    expect(customer.heard()).toEqual([shipsToNorway])
    const receipt = await core.learning.receipt(owner, view.drafts.at(-1)!.receiptId)
    expect(receipt.reasons[0]).toContain('Vouched by Olga Owner')
    expect(receipt.reasons[0]).toContain('not proven')
    expect(receipt.inputs).toMatchObject({ vouchedBy: 'Olga Owner' })
    expect((await core.learning.evidence(owner, topicId)).vouched).toMatchObject([{ lessonId, name: 'Olga Owner' }])
    expect(await topic()).toMatchObject({ stage: 'supervised', switchedOn: false })
    for (let i = 0; i < 2; i++) {
      const { view } = await askUntil(false)
      await house.settle()
      await core.conversations.reply(owner, view.conversation.id, { text: other })
      await house.settle()
      if (i === 0) expect(await house.scope.vouchers.of(lessonId)).toMatchObject({ corrections: 1 })
      if (i === 0 && (await core.lessons.get(owner, lessonId)).standing !== 'current') break
    }
    const after = await made(house, lessonId)
    expect(after).toBe(false)
  })

  test('is corrected by a draft that staff saw, not by guesses that were too unsure to be shown or sent', async () => {
    const { house, lessonId } = await vouched()
    const { core, owner } = house
    await core.learning.vouch(owner, lessonId, true)
    const states: string[] = []
    for (const question of [
      'Do you repair electric bicycles?',
      'Do you sell gift vouchers?',
      'Do you rent out tents?',
    ]) {
      const customer = house.customer(question)
      await customer.says(question)
      const { conversation, drafts } = await core.conversations.get(owner, (await customer.conversation()).id)
      for (const draft of drafts) if (draft.lessonId === lessonId) states.push(draft.state)
      await core.conversations.reply(owner, conversation.id, { text: `That is another matter: ${question}` })
      await house.settle()
    }
    expect(states).toEqual(['pending', 'shadow', 'shadow'])
    expect(await house.scope.vouchers.of(lessonId)).toMatchObject({ corrections: 1 })
  })

  test('does not keep an answer from being drawn to be checked: staff answer first', async () => {
    const { house, askUntil, lessonId } = await vouched()
    await house.core.learning.vouch(house.owner, lessonId, true)
    const { customer, view } = await askUntil(true)
    expect(view.isBlind).toBe(true)
    await house.settle()
    expect(customer.heard()).toEqual([])
    expect(house.log.errors).toEqual([])
  })

  test('is ended by hand, and stops what is held', async () => {
    const { house, askUntil, lessonId } = await vouched()
    await house.core.learning.vouch(house.owner, lessonId, true)
    const { customer } = await askUntil(false)
    await house.core.learning.vouch(house.owner, lessonId, false)
    await house.settle()
    expect(customer.heard()).toEqual([])
    await expect(house.core.learning.vouch(house.owner, lessonId, false)).rejects.toMatchObject({ status: 409 })
    const ben = await house.teammate('Ben')
    await expect(house.core.learning.vouch(ben.actor, lessonId, true)).rejects.toMatchObject({ status: 403 })
  })

  /** Whether this lesson's words would go out alone. */
  async function made(house: Awaited<ReturnType<typeof autonomous>>['house'], lessonId: string) {
    const { standing } = await house.core.lessons.get(house.owner, lessonId)
    return standing === 'current' && (await house.scope.vouchers.of(lessonId)) !== undefined
  }
})

describe('what is told of topics', () => {
  test('a trial: drafts beside what staff said, wrong ones first; evidence names what would have been sent', async () => {
    const { house, topicId, agreeOnce, ask } = await autonomous()
    for (let rows = 0; rows < 6; rows++) await agreeOnce()
    const { view } = await ask('Vera')
    await house.core.conversations.reply(house.owner, view.conversation.id, { text: other })
    await house.settle()
    const { rows, topic } = await house.core.learning.trial(house.owner, topicId)
    expect(rows[0]).toMatchObject({ err: 1, draft: shipsToNorway, said: other, saidBy: 'Olga Owner' })
    expect(rows.slice(1).every(({ err }) => err === 0)).toBe(true)
    expect(topic.id).toBe(topicId)
    const { last, daily } = await house.core.learning.evidence(house.owner, topicId)
    expect(last.every(({ admitted }) => admitted)).toBe(true)
    expect(daily.reduce((sum, { count }) => sum + count, 0)).toBe(7)
    await expect(house.core.learning.trial(house.owner, 'none')).rejects.toMatchObject({ status: 404 })
  })

  test('when the evidence can be there, at today’s pace', () => {
    const certificate = {
      certified: false,
      logWealth: 0,
      rows: 0,
      errors: 0,
      missing: 180,
      eps: 0.02,
      alpha: 0.05,
      attempt: 1,
    }
    const at = (perDay: number, patch: object = {}) =>
      expectationOf({ certificate, liveMissing: 0, eligible: false, switchedOn: false, perDay, cap: null, ...patch })
    expect(at(20)).toEqual({ missing: 180, days: 9, sentence: 'about 9 days at 20 a day' })
    expect(at(0.5)?.sentence).toBe('about 360 days at 4 a week')
    expect(at(0.01)?.sentence).toContain('more than a year')
    expect(at(5, { liveMissing: 3 })).toMatchObject({ missing: 3, days: 1 })
    expect([at(0), at(20, { eligible: true }), at(20, { cap: 'supervised' })]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('the forecast weighs topics by what is asked, and by what their gates let through', () => {
    const daily = [
      { topicId: 'a', count: 60 },
      { topicId: 'b', count: 40 },
    ]
    const topic = (id: string, patch: object) => ({ id, stage: 'supervised', admittedShare: 0.5, ...patch }) as never
    const soon = {
      certificate: { missing: 20 },
      liveMissing: 0,
      eligible: false,
      switchedOn: false,
      perDay: 2,
      cap: null,
    }
    const coverage = forecast([topic('a', { stage: 'automatic' }), topic('b', soon)], daily)
    expect(coverage).toEqual({ now: 0.3, in7Days: 0.3, in30Days: 0.5, in90Days: 0.5 })
    expect(forecast([], [])).toEqual({ now: 0, in7Days: 0, in30Days: 0, in90Days: 0 })
  })

  test('questions that nothing answered are gathered, the most frequent first', () => {
    const row = (question: string, i: number) => ({ question, conversationId: `c${i}`, at: `2026-03-0${9 - i}` })
    const rows = [
      'Do you sell gift cards?',
      'Is the cafe open?',
      'Do you sell a gift card?',
      'do you sell gift cards',
    ].map(row)
    const [first, second] = gathered(rows)
    expect(first).toMatchObject({ question: 'Do you sell gift cards?', count: 3, conversationIds: ['c0', 'c2', 'c3'] })
    expect(second).toMatchObject({ count: 1 })
    expect(gathered([row('', 0), row(' ', 1)])).toEqual([])
  })
})
