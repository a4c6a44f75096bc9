import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'

const dayMs = 24 * 3_600_000

describe('an answer that is undone', () => {
  test('after Resolve, brings the question back: it is open and waits', async () => {
    const d = await drafted()
    const row = await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    await d.house.core.outbox.undo(d.ben.actor, row.id)
    await d.house.settle()
    expect(d.carl.heard()).toEqual([])
    expect((await d.view()).conversation).toMatchObject({ status: 'active', waitingFor: 'staff', resolvedBy: null })
    expect((await d.view()).draft?.id).toBe(d.draft.id)
  })

  test('after the customer wrote on, does not propose again what answers the older question', async () => {
    const d = await drafted()
    const row = await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
    await d.carl.says('My invoice 4711 is wrong, who can correct it?')
    await d.house.core.outbox.undo(d.ben.actor, row.id)
    await d.house.settle()
    const view = await d.view()
    const last = view.messages.filter(({ senderType }) => senderType === 'customer').at(-1)
    expect(view.draft).toBeNull()
    expect(view.drafts.map(({ state, messageId }) => [state, messageId === last?.id])).toEqual([
      ['withdrawn', false],
      ['shadow', true],
    ])
    expect(d.card().title).toBe('Withdrawn: the customer wrote again.')
  })

  test('keeps the recipients that were chosen by hand: on its card, in the page, and when it is approved again', async () => {
    const d = await drafted({ slack: true, mail: true })
    const mina = d.house.mailCustomer('mina@home.example', 'Mina')
    await mina.says('Can you ship to Norway?')
    await d.house.pass(3_000)
    const found = await d.house.scope.conversations.list({ search: 'mina@home.example', limit: 1 })
    const { id } = found[0]!
    const view = () => d.house.core.conversations.get(d.ben.actor, id)
    const { draft } = await view()
    const to = ['buyer@firm.example']
    const row = await d.house.core.drafts.approve(d.ben.actor, draft!.id, draft!.version, { to, cc: [] })
    await d.house.core.outbox.undo(d.ben.actor, row.id)
    expect((await view()).recipients).toEqual({ to, cc: [] })
    await d.house.pass(1_000)
    expect(d.card(draft!.id)).toMatchObject({ facts: expect.arrayContaining([{ label: 'To', value: to[0] }]) })
    const again = await d.house.core.drafts.approve(d.ben.actor, draft!.id, draft!.version)
    expect(again.payload.mail).toMatchObject({ to, cc: [] })
    // Another choice wins, and what was asked anew goes where it usually goes.
    await d.house.core.outbox.undo(d.ben.actor, again.id)
    const other = { to: ['mina@home.example'], cc: [] }
    const last = await d.house.core.drafts.approve(d.ben.actor, draft!.id, draft!.version, other)
    expect(last.payload.mail).toMatchObject(other)
  })

  test('and Send now at once: in both orders it is stopped, or it leaves once', async () => {
    for (const first of ['undo', 'sendNow'] as const) {
      const d = await drafted()
      const sendAt = new Date(d.house.clock.now().getTime() + dayMs).toISOString()
      const row = await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version, { sendAt })
      const acts = {
        undo: () => d.house.core.outbox.undo(d.ben.actor, row.id),
        sendNow: () => d.house.core.outbox.sendNow(d.cleo.actor, row.id),
      }
      const second = first === 'undo' ? 'sendNow' : 'undo'
      const done = await Promise.allSettled([acts[first](), acts[second]()])
      await d.house.pass(60_000)
      // Whoever comes second: Send now after Undo loses politely; Undo after Send now still comes in time.
      const lost = done.filter(({ status }) => status === 'rejected')
      expect(lost).toMatchObject(first === 'undo' ? [{ reason: { status: 409 } }] : [])
      expect(d.carl.heard()).toEqual([])
    }
  })
})

describe('an answer that could not be delivered', () => {
  test('leaves the conversation with staff, also where it was resolved on its strength', async () => {
    const d = await drafted()
    await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    d.house.platforms.treat(({ connector }) => (connector === 'webchat' ? 'refuses' : 'accepts'))
    await d.house.settle()
    const { conversation, events } = await d.view()
    expect(conversation).toMatchObject({ status: 'escalated', waitingFor: 'staff', resolvedBy: null, resolvedAt: null })
    expect(conversation.waitingSince).not.toBeNull()
    expect(events.map(({ type }) => type)).toContain('reopened')
  })
})
