import { describe, expect, test } from 'vitest'
import { autonomous, shipsToNorway } from '#core/testing/autonomous.ts'
import { author, pressed } from '#core/testing/events.ts'

const wrong = 'Please ask the post office about that.'

describe('a topic that earns its certificate with live rows', () => {
  test('is switched on, answers, is audited, goes wrong, is revoked, and begins its second attempt', async () => {
    const { house, topicId, prove, askUntil, topic } = await autonomous({ slack: true })
    const { core, owner } = house
    expect(await prove()).toBeGreaterThan(10)
    await core.learning.switchTopic(owner, topicId, true)
    expect((await topic()).stage).toBe('automatic')

    const alone = await askUntil(false)
    await house.settle()
    expect(alone.customer.heard()).toEqual([shipsToNorway])
    const receiptOf = async ({ drafts }: typeof alone.view) => core.learning.receipt(owner, drafts.at(-1)!.receiptId)
    const receipt = await receiptOf(await core.conversations.get(owner, alone.view.conversation.id))
    expect(receipt).toMatchObject({
      action: 'answer',
      inputs: { autonomy: { stage: 'automatic', attempts: { topic: 1 } } },
    })
    expect(receipt.claims[0]).toContain(encodeURIComponent(topicId))

    for (const errors of [1, 2]) {
      const { customer, view } = await askUntil(true)
      expect(view).toMatchObject({ draft: null, isBlind: true })
      expect(view.drafts.filter(({ text }) => text === shipsToNorway)).toEqual([])
      await house.settle()
      expect(customer.heard()).toEqual([])
      expect((await topic()).openAudits).toBe(1)
      await core.conversations.reply(owner, view.conversation.id, { text: wrong })
      await house.settle()
      expect(customer.heard()).toEqual([wrong])
      const after = await topic()
      expect([after.openAudits, after.switchedOn]).toEqual([0, errors < 2])
    }

    const stopped = await topic()
    expect(stopped).toMatchObject({ stage: 'supervised', certificate: { attempt: 2, rows: 0 }, eligible: false })
    expect(stopped.revokedWhy).toContain('were wrong')
    expect(house.platforms.cards().some(({ card }) => card.title.includes('no longer answers'))).toBe(true)
    const log = await core.audit.list(owner, {})
    expect(log.find(({ action }) => action === 'topic revoked')).toMatchObject({ actor: 'system', subject: topicId })
    await expect(core.learning.switchTopic(owner, topicId, true)).rejects.toMatchObject({ status: 409 })
    expect(house.log.errors).toEqual([])
  })

  test('shows what it would have said once staff have answered without it', async () => {
    const { house, topicId, prove, askUntil } = await autonomous({ slack: true })
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    const { view } = await askUntil(true)
    const said = () => house.platforms.cards().map(({ card }) => `${card.title} ${card.body ?? ''}`)
    await house.settle()
    expect(said().some((text) => text.includes('Please answer this one without a draft'))).toBe(true)
    expect((await core.waiting.list(owner)).sections[0]!.rows.at(-1)).toMatchObject({ audit: { kind: 'before' } })
    await core.conversations.reply(owner, view.conversation.id, { text: `Hello! ${shipsToNorway}` })
    await house.settle()
    expect(said().some((text) => text.includes('would have been right') && text.includes(shipsToNorway))).toBe(true)
    const draft = (await house.scope.drafts.list(view.conversation.id)).at(-1)
    expect(draft).toMatchObject({ blind: 'audit', state: 'withdrawn', err: 0 })
  })

  test('checked after sending, one click decides; two wrong ones stop it', async () => {
    const { house, topicId, prove, topic, ask } = await autonomous({ settings: { auditTime: 'after' } })
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    const audits = async () =>
      (await core.waiting.list(owner)).sections.find(({ name }) => name === 'audits')?.rows ?? []
    for (let i = 0; (await audits()).length < 3; i++) {
      await ask(`Visitor ${i}`)
      await house.settle()
    }
    const [fine, first, second] = await audits()
    expect(fine).toMatchObject({ preview: shipsToNorway, audit: { kind: 'after' } })
    await core.learning.giveVerdict(owner, fine!.audit!.id, 'otherwise')
    await expect(core.learning.giveVerdict(owner, fine!.audit!.id, 'wrong')).rejects.toMatchObject({ status: 409 })
    await core.learning.giveVerdict(owner, first!.audit!.id, 'wrong')
    expect((await topic()).stage).toBe('automatic')
    await core.learning.giveVerdict(owner, second!.audit!.id, 'wrong')
    expect(await topic()).toMatchObject({ stage: 'supervised', switchedOn: false, certificate: { attempt: 2 } })
  })

  test('hands over when the customer says no, with both messages, and the answer is suspect', async () => {
    const { house, topicId, prove, askUntil, topic } = await autonomous({ slack: true })
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    const { customer, view } = await askUntil(false)
    await house.settle()
    await customer.says("That's wrong, your site says seven days.")
    await house.settle()
    const { id } = view.conversation
    expect(await customer.conversation()).toMatchObject({ status: 'escalated' })
    const card = house.platforms.cards().findLast(({ card }) => card.purpose === 'hand_over')?.card
    expect(card?.quote).toContain('seven days')
    expect(card?.body).toContain(shipsToNorway)
    const [suspect] = (await core.waiting.list(owner)).sections.find(({ name }) => name === 'audits')?.rows ?? []
    expect(suspect).toMatchObject({ conversationId: id, audit: { kind: 'suspect' }, preview: shipsToNorway })
    await core.learning.giveVerdict(owner, suspect!.audit!.id, 'wrong')
    expect(await topic()).toMatchObject({ stage: 'automatic', openAudits: 0 })
  })

  test('switches itself on only where the owner said so, and the log names the system', async () => {
    const { house, prove, topic } = await autonomous()
    await prove()
    expect((await topic()).switchedOn).toBe(false)
    await house.core.accounts.saveSettings(house.owner, { promoteAlone: true })
    await house.core.work.project(house.businessId, (await house.scope.agent()).id)
    expect(await topic()).toMatchObject({ switchedOn: true, stage: 'automatic' })
    const [last] = (await house.core.audit.list(house.owner, {})).filter(({ action }) => action === 'topic switched on')
    expect(last).toMatchObject({ actor: 'system' })
  })

  test('is told by /lummy trust, with the switch for owners where it is eligible', async () => {
    const { house, topicId, prove, topic } = await autonomous({ slack: true })
    const ben = await house.teammate('Ben')
    const ask = (text: string, action: 'trust' | 'pause' | 'switch_topic' = 'trust', target = topicId) =>
      house.receiveAndWait(
        pressed({
          ...{ id: `command-${house.next()}`, at: house.clock.now().toISOString(), action, target, text },
          place: { connector: 'slack', account: 'T1', thread: 'C1', private: true },
          author: author(ben.handle, { name: 'Ben' }),
        }),
      )
    await prove()
    const { name } = await topic()
    const told = await ask(name)
    expect(told).toMatchObject({ kind: 'done', card: { title: name, buttons: [] } })
    expect(await ask('nothing like it')).toMatchObject({ kind: 'done', say: expect.stringContaining(name) })
    await expect(ask('', 'switch_topic')).resolves.toMatchObject({ kind: 'refused' })
    await house.core.teammates.changeRole(house.owner, ben.teammate.id, 'owner')
    const again = await ask(name)
    expect(again).toMatchObject({
      card: { buttons: [{ action: 'switch_topic', label: 'Switch on', target: topicId }] },
    })
    expect(await ask('', 'switch_topic')).toMatchObject({ kind: 'done' })
    expect((await topic()).stage).toBe('automatic')
    expect(await ask('', 'pause')).toMatchObject({ say: expect.stringContaining('paused') })
    expect((await house.scope.agent()).status).toBe('paused')
  })

  test('what nobody looked at in time counts as wrong', async () => {
    const { house, topicId, prove, askUntil } = await autonomous()
    await prove()
    await house.core.learning.switchTopic(house.owner, topicId, true)
    await askUntil(true)
    await house.pass(6 * 86_400_000)
    await house.core.work.sweep()
    expect(await house.scope.auditedAnswers.open({ limit: 9 })).toEqual([])
    const agent = await house.scope.agent()
    const outcomes = await house.scope.auditedAnswers.outcomes(agent.id, { agentAttempt: 1 })
    expect(outcomes.at(-1)).toEqual({ kind: 'before', err: 1 })
  })

  test('an answer that is held when the topic is switched off is not sent', async () => {
    const { house, topicId, prove, askUntil } = await autonomous()
    await prove()
    await house.core.learning.switchTopic(house.owner, topicId, true)
    const { customer, view } = await askUntil(false)
    await house.core.learning.switchTopic(house.owner, topicId, false)
    await house.settle()
    expect(customer.heard()).toEqual([])
    const now = await house.core.conversations.get(house.owner, view.conversation.id)
    expect(now.draft).toMatchObject({ text: shipsToNorway, state: 'pending' })
  })

  test('an audit that is answered while the switch goes off counts once, and nothing is sent twice', async () => {
    const { house, topicId, prove, askUntil, topic } = await autonomous()
    const { core, owner } = house
    await prove()
    await core.learning.switchTopic(owner, topicId, true)
    const { customer, view } = await askUntil(true)
    await Promise.all([
      core.conversations.reply(owner, view.conversation.id, { text: shipsToNorway }),
      core.learning.switchTopic(owner, topicId, false),
    ])
    await house.settle()
    expect(customer.heard()).toEqual([shipsToNorway])
    expect(await topic()).toMatchObject({ switchedOn: false, openAudits: 0, stage: 'supervised', eligible: true })
    const agent = await house.scope.agent()
    const outcomes = await house.scope.auditedAnswers.outcomes(agent.id, { topicId, attempt: 1 })
    expect(outcomes.filter(({ kind }) => kind === 'before').every(({ err }) => err === 0)).toBe(true)
  })
})
