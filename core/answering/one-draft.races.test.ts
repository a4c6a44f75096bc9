import { describe, expect, test } from 'vitest'
import { type Drafted, drafted, knownAnswer } from '#core/testing/drafted.ts'

type Act = { name: string; run(d: Drafted): Promise<unknown> }

const approve: Act = { name: 'Ben approves', run: (d) => d.house.receiveAndWait(d.ben.press('approve')!) }
const approveToo: Act = {
  name: 'Cleo approves',
  run: (d) => d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version),
}
const edit: Act = {
  name: 'Cleo submits an edit',
  run: (d) => d.house.receiveAndWait({ ...d.cleo.press('edit')!, text: 'By ferry.' }),
}
const reject: Act = {
  name: 'Cleo rejects',
  run: (d) => d.house.core.drafts.reject(d.cleo.actor, d.draft.id, 'wrong_facts'),
}
const opens: Act = {
  name: 'Cleo opens the editor',
  run: (d) => d.house.core.drafts.editing(d.cleo.actor, d.draft.id, true),
}
const writes: Act = { name: 'the customer writes', run: (d) => d.carl.says('And to Sweden?') }
const forgets: Act = {
  name: 'the lesson is forgotten',
  run: (d) => d.house.core.lessons.forget(d.house.owner, d.draft.lessonId!),
}
const answers: Act = {
  name: 'Cleo answers herself',
  run: (d) => d.house.core.conversations.reply(d.cleo.actor, d.conversationId, { text: 'My own words.' }),
}

const pairs: [Act, Act][] = [
  [approve, approveToo],
  [approve, edit],
  [approve, reject],
  [approve, opens],
  [approve, writes],
  [approve, forgets],
  [approve, answers],
  [edit, writes],
  [edit, reject],
  [edit, forgets],
  [edit, answers],
  [opens, edit],
  [reject, writes],
]
const bothOrders = pairs.flatMap(([a, b]) => [
  { first: a, second: b },
  { first: b, second: a },
])

/** How a draft leaves the table: each way is taken by at most one act. */
const decisions = ['draft_approved', 'draft_edited', 'draft_rejected', 'draft_withdrawn']

describe('two acts at once', () => {
  test.each(bothOrders)('$first.name and $second.name: one whole outcome, one decision', async ({ first, second }) => {
    const d = await drafted()
    const results = await Promise.allSettled([first.run(d), second.run(d)])
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'Refused', status: 409 })
    await d.house.settle()
    const view = await d.view()
    const decided = view.events.filter(({ type, data }) => decisions.includes(type) && data.draftId === d.draft.id)
    expect(decided.length).toBe(first === opens || second === opens ? decided.length : 1)
    expect(decided.length).toBeLessThanOrEqual(1)
    expect(view.drafts.filter(({ state }) => state === 'pending').length).toBeLessThanOrEqual(1)
    const sent = d.carl.heard().filter((words) => words === knownAnswer || words === 'By ferry.')
    const state = view.drafts.find(({ id }) => id === d.draft.id)?.state
    expect(sent).toEqual(state === 'approved' ? [knownAnswer] : state === 'edited' ? ['By ferry.'] : [])
    if (state === 'pending') expect(first === opens || second === opens).toBe(true)
  })

  test('approved, undone and approved again at once: the customer hears it at most once', async () => {
    for (const order of [
      ['undo', 'approve'],
      ['approve', 'undo'],
    ] as const) {
      const d = await drafted()
      const row = await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
      await d.house.pass(1_000)
      const acts = {
        undo: () => d.house.core.outbox.undo(d.ben.actor, row.id),
        approve: () => d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version),
      }
      const results = await Promise.allSettled(order.map((name) => acts[name]()))
      await d.house.settle()
      const again = results[order.indexOf('approve')]?.status === 'fulfilled'
      expect(d.carl.heard()).toEqual(again ? [knownAnswer] : [])
      expect((await d.view()).drafts[0]?.state).toBe(again ? 'approved' : 'pending')
    }
  })

  test('Send now twice, by two people: it leaves once', async () => {
    const d = await drafted()
    const sendAt = new Date(d.house.clock.at() + 86_400_000).toISOString()
    const row = await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Later.', sendAt })
    await d.carl.says('And to Sweden?')
    await d.house.pass(5_000)
    const both = [d.ben, d.cleo].map(({ actor }) => d.house.core.outbox.sendNow(actor, row.id))
    expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await d.house.settle()
    expect(d.carl.heard()).toEqual(['Later.'])
  })
})
