import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'
import { edited, removed } from '#core/testing/events.ts'
import type { TestHouse } from '#core/testing/house.ts'
import type { Customer } from '#core/testing/people.ts'

const dayMs = 24 * 3_600_000

describe('a customer changes what they wrote', () => {
  test('a thank-you that becomes a question is one', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    const said = await d.carl.says('Thanks!')
    expect((await d.view()).conversation.status).toBe('resolved')
    await changes(d.house, d.carl, said.messageId, 'Thanks, but it has not arrived.')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'active', waitingFor: 'staff' })
  })
  test('a question that becomes a thank-you waits no more', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await changes(d.house, d.carl, first.metadata.platformId ?? '', 'Thanks!')
    await d.house.settle()
    expect(await d.view()).toMatchObject({ draft: null, conversation: { waitingSince: null } })
  })
  test('new words of a question that was resolved without an answer reopen it', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    await changes(d.house, d.carl, first.metadata.platformId ?? '', 'Do you ship to Norway by sea?')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'active', waitingFor: 'staff', resolvedBy: null })
  })
  test('a removal reopens nothing, and nothing is proposed in what is resolved', async () => {
    const d = await drafted()
    const said = await d.carl.says('And to Sweden?')
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    const before = (await d.view()).drafts.length
    const at = d.house.clock.now().toISOString()
    await d.house.receive(removed({ id: 'gone', place: d.carl.place, at, messageId: said.messageId }))
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({
      status: 'resolved',
      waitingSince: null,
      waitingFor: 'nobody',
    })
    expect((await d.view()).drafts).toHaveLength(before)
    expect((await d.view()).draft).toBeNull()
  })
  test('new words of an open question end a snooze', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'snooze', '3h')
    await changes(d.house, d.carl, first.metadata.platformId ?? '', 'Do you ship to Norway by sea?')
    expect((await d.view()).conversation.snoozedUntil).toBeNull()
  })

  test('new words stop what was planned for the old ones, and are thought about', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    const sendAt = new Date(d.house.clock.now().getTime() + dayMs).toISOString()
    await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version, { sendAt })
    await changes(d.house, d.carl, first.metadata.platformId ?? '', 'Do you ship to Norway by sea?')
    await d.house.pass(3_000)
    const { drafts } = await d.view()
    expect(drafts).toMatchObject([
      { state: 'withdrawn', why: 'the customer changed the question' },
      { state: 'pending' },
    ])
    expect(d.card(drafts[0]?.id).title).toBe('Withdrawn: the customer changed the question. The next one is below.')
    expect(d.titles()).toContain('Held back: the customer changed the question.')
  })

  test('in spam nobody waits for it', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await d.house.core.conversations.setKind(d.ben.actor, d.conversationId, 'spam')
    await changes(d.house, d.carl, first.metadata.platformId ?? '', 'Buy gold')
    expect((await d.view()).conversation).toMatchObject({ waitingSince: null, waitingFor: 'nobody' })
  })

  test('new words of what was answered leave a reminder that came due with staff', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await d.ben.click('approve')
    await d.house.settle()
    await d.house.core.conversations.followUp(d.ben.actor, d.conversationId, '1d')
    await d.house.pass(1.5 * dayMs)
    await d.house.core.work.sweep()
    await changes(d.house, d.carl, first.metadata.platformId ?? '', 'Do you ship to Norway by sea?')
    expect((await d.view()).conversation).toMatchObject({ waitingFor: 'staff' })
  })
})

function changes(house: TestHouse, customer: Customer, messageId: string, text: string) {
  const { author } = customer.event('')
  const at = house.clock.now().toISOString()
  return house.receive(edited({ id: `edit-${house.next()}`, place: customer.place, at, author, messageId, text }))
}
