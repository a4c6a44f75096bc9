import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'

const dayMs = 24 * 3_600_000

describe('what time brings about', () => {
  test('a snooze longer than the quiet time is not cut short by it', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    const until = new Date(d.house.clock.now().getTime() + 10 * dayMs).toISOString()
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'snooze', until)
    for (let day = 0; day < 9; day++) {
      await d.house.pass(dayMs)
      await d.house.core.work.sweep()
    }
    expect((await d.view()).conversation).toMatchObject({ status: 'active', snoozedUntil: until })
    await d.house.pass(dayMs)
    await d.house.core.work.sweep()
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'active', snoozedUntil: null })
    expect(d.titles()).toContain('Back from its snooze.')
  })
  test('a reminder that comes due ends a snooze', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'snooze', '1w')
    await d.house.core.conversations.followUp(d.ben.actor, d.conversationId, '1d')
    await d.house.pass(1.5 * dayMs)
    await d.house.core.work.sweep()
    expect((await d.view()).conversation).toMatchObject({ snoozedUntil: null, waitingFor: 'staff' })
  })
  test('an answer planned for later than the quiet time is waited for', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    const sendAt = new Date(d.house.clock.now().getTime() + 10 * dayMs).toISOString()
    await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Did it arrive?', sendAt })
    for (let day = 0; day < 12; day++) {
      await d.house.pass(dayMs)
      await d.house.core.work.sweep()
    }
    expect((await d.view()).conversation).toMatchObject({ status: 'active', waitingFor: 'customer' })
    expect(d.carl.heard()).toHaveLength(2)
  })

  test('a question that is merged into what is snoozed ends the snooze', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    const dora = d.house.customer('Dora')
    await dora.says('Where is my parcel?')
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'snooze', '1w')
    await d.house.core.conversations.merge(
      d.ben.actor,
      (await d.house.scope.conversations.byPlace(dora.place))!.conversation.id,
      d.conversationId,
      { acrossPeople: true },
    )
    expect((await d.view()).conversation).toMatchObject({ snoozedUntil: null, waitingFor: 'staff' })
  })

  test('a question that is reopened is thought about again, and nothing is proposed while it is resolved', async () => {
    const d = await drafted()
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    await d.house.settle()
    expect(await d.view()).toMatchObject({ draft: null, conversation: { status: 'resolved' } })
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'reopen')
    await d.house.settle()
    const { draft, conversation } = await d.view()
    expect(draft).toMatchObject({ state: 'pending', text: d.draft.text })
    expect(conversation).toMatchObject({ status: 'active', waitingFor: 'staff', thoughtOwedAt: null })
  })

  test('what is broken holds up nobody else’s', async () => {
    const d = await drafted()
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'snooze', '1h')
    const dora = d.house.customer('Dora')
    await dora.says('Hello?')
    await d.house.pass(3_000)
    await d.ben.slackReply((await dora.conversation()).id, 'Hi there')
    d.house.restart(({ store, ...ports }) => {
      const get = () => Promise.reject(new Error('unreadable'))
      const of = (id: string) => ({ ...store.of(id), written: { ...store.of(id).written, get } })
      return { ...ports, store: { ...store, of } }
    })
    await d.house.pass(2 * 3_600_000)
    await d.house.core.work.sweep()
    expect((await d.view()).conversation.snoozedUntil).toBeNull()
    const sentence = 'a sweep could not see to this; the next one tries again'
    expect(d.house.log.errors).toMatchObject([{ fields: { businessId: d.house.businessId }, sentence }])
  })
})
