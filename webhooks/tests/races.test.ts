import { describe, expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { makeRandom } from './histories/random.ts'

const answer = 'Yes, we ship to Norway within 5 days.'

describe('two at once', () => {
  test('two teammates approve one draft: it is sent once, and the second is told', async () => {
    const { house, draft, heard } = await withDraft()
    const [ben, cleo] = [await house.teammate('Ben'), await house.teammate('Cleo')]
    const both = [ben, cleo].map((one) => house.core.drafts.approve(one.actor, draft.id, draft.version))
    const results = await Promise.allSettled(both)
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } })
    await house.settle()
    expect(heard()).toEqual([answer])
  })

  test('one approves while the other rejects or edits: one of them wins, whole', async () => {
    for (const other of ['reject', 'edit'] as const) {
      const { house, draft, heard } = await withDraft()
      const ben = await house.teammate('Ben')
      const approval = house.core.drafts.approve(house.owner, draft.id, draft.version)
      const second =
        other === 'reject'
          ? house.core.drafts.reject(ben.actor, draft.id, 'wrong_facts')
          : house.core.drafts.edit(ben.actor, draft.id, draft.version, 'Only by ferry.')
      const results = await Promise.allSettled([approval, second])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      await house.settle()
      expect(heard()).toEqual(
        results[0]?.status === 'fulfilled' ? [answer] : other === 'edit' ? ['Only by ferry.'] : [],
      )
    }
  })

  test('the customer writes before the approval: the old draft is not sent, and a new one answers all of it', async () => {
    const { house, draft, heard, carl } = await withDraft()
    await carl.says('And to Sweden?')
    await expect(house.core.drafts.approve(house.owner, draft.id, draft.version)).rejects.toMatchObject({ status: 409 })
    await house.settle()
    expect(heard()).toEqual([])
    const view = await house.core.conversations.get(house.owner, draft.conversationId)
    expect(view.drafts.map(({ state }) => state)[0]).toBe('withdrawn')
    expect(view.drafts.length).toBe(2)
  })

  test('the customer writes and a teammate approves at the same time: at most once, and never a stale draft after it', async () => {
    const { house, draft, heard, carl } = await withDraft()
    const approval = house.core.drafts.approve(house.owner, draft.id, draft.version).then(
      () => 'sent',
      () => 'refused',
    )
    await carl.says('And to Sweden?')
    await house.settle()
    expect(heard()).toEqual((await approval) === 'sent' ? [answer] : [])
  })

  test('a teammate’s own reply withdraws the draft that somebody else is about to approve', async () => {
    const { house, draft, heard } = await withDraft()
    await house.core.conversations.reply(house.owner, draft.conversationId, { text: 'Only by ferry.' })
    await expect(house.core.drafts.approve(house.owner, draft.id, draft.version)).rejects.toMatchObject({ status: 409 })
    await house.settle()
    expect(heard()).toEqual(['Only by ferry.'])
  })

  test('an edit and the click that sends: the customer gets words as they stood at the click or after, once', async () => {
    for (const first of ['edit', 'click'] as const) {
      const house = await makeTestHouse({ slack: true })
      const ben = await house.teammate('Ben')
      const anna = house.customer('Anna')
      await anna.says('Do you ship to Norway?')
      await house.settle()
      const said = await ben.slackReply((await anna.conversation()).id, 'By ferri.')
      const edit = ben.editEvent(said, 'By ferry.')
      const click = ben.press('send_written')!
      const order = first === 'edit' ? [edit, click] : [click, edit]
      await Promise.all(order.map((event) => house.receiveAndWait(event)))
      await house.settle()
      expect(anna.heard()).toEqual(['By ferry.'])
    }
  })

  test('undo and delivery: stopped whole or sent whole, at every moment', async () => {
    for (const ms of [0, 4_999, 5_000, 5_001]) {
      const { house, draft, heard } = await withDraft()
      const row = await house.core.drafts.approve(house.owner, draft.id, draft.version)
      house.clock.advance(ms)
      const [undone] = await Promise.allSettled([
        house.core.outbox.undo(house.owner, row.id),
        house.core.work.deliver(house.businessId, row.id),
      ])
      await house.settle()
      expect(heard()).toEqual(undone.status === 'fulfilled' ? [] : [answer])
      const { state } = (await house.scope.drafts.get(draft.id))!
      expect(state).toBe(undone.status === 'fulfilled' ? 'pending' : 'approved')
    }
  })

  test('ten workers deliver one row: the platform sees it once', async () => {
    const { house, draft, heard } = await withDraft()
    const row = await house.core.drafts.approve(house.owner, draft.id, draft.version)
    house.clock.advance(6_000)
    await Promise.all(Array.from({ length: 10 }, () => house.core.work.deliver(house.businessId, row.id)))
    expect(heard()).toEqual([answer])
  })

  test('ten workers handle one lane: the question is thought about once', async () => {
    const house = await makeTestHouse()
    const anna = house.customer('Anna')
    const event = anna.event('Do you ship to Norway?')
    await house.core.inbound.keep(house.businessId, 'webchat', 'shop', [event, event])
    const lane = house.store.rows(house.businessId).inbox.all()[0]!.lane
    await Promise.all(Array.from({ length: 10 }, () => house.core.work.handleLane(house.businessId, lane)))
    const { messages, drafts } = await house.core.conversations.get(house.owner, (await anna.conversation()).id)
    expect([messages.length, drafts.length]).toEqual([1, 1])
  })

  test('when the queue loses a third of its wake-ups, the sweep finds what they were about', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = makeRandom(seed)
      const house = await makeTestHouse({ fate: () => random.pick(['kept', 'doubled', 'lost'] as const) })
      const anna = house.customer('Anna')
      await anna.says('Do you ship to Norway?')
      await house.recover()
      await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text: answer })
      await house.recover()
      expect(anna.heard()).toEqual([answer])
    }
  })
})

/** One lesson learned, and Carl's paraphrase waiting with its draft. */
async function withDraft(): Promise<{
  house: TestHouse
  draft: { id: string; version: number; conversationId: string }
  carl: ReturnType<TestHouse['customer']>
  heard(): string[]
}> {
  const house = await makeTestHouse()
  const anna = house.customer('Anna')
  await anna.says('Do you ship to Norway?')
  await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text: answer })
  await house.settle()
  const carl = house.customer('Carl')
  await carl.says('Can you ship to Norway?')
  const { draft } = await house.core.conversations.get(house.owner, (await carl.conversation()).id)
  if (draft === null) throw new Error('there is no draft')
  return { house, draft, carl, heard: carl.heard }
}
