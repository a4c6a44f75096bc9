import { describe, expect, test } from 'vitest'
import { type Drafted, drafted, knownAnswer } from '#core/testing/drafted.ts'
import { mailFacts } from '#core/testing/events.ts'

const dayMs = 86_400_000
const inDays = ({ house }: Drafted, days: number) => new Date(house.clock.at() + days * dayMs).toISOString()

describe('send at', () => {
  test('an approval waits until then, says when on its card, and leaves then', async () => {
    const d = await drafted({ slack: true, settings: { zone: 'Europe/Berlin' } })
    const row = await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version, { sendAt: inDays(d, 2) })
    await d.house.pass(60_000)
    expect(d.titles().at(-1)).toMatch(/^Goes out \w{3} \d\d:\d\d \(Ben\)\.$/)
    expect(d.carl.heard()).toEqual([])
    expect((await d.view()).messages.at(-1)?.delivery).toMatchObject({
      id: row.id,
      state: 'held',
      sendAt: row.notBefore,
    })
    await d.house.pass(2 * dayMs)
    expect(d.carl.heard()).toEqual([knownAnswer])
  })

  test.each([
    ['not a time', 'no time'],
    ['2020-01-01T00:00:00Z', 'has passed'],
    ['2099-01-01T00:00:00Z', '90 days'],
  ])('%s is refused in a sentence and decides nothing', async (sendAt, sentence) => {
    const d = await drafted()
    await expect(d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version, { sendAt })).rejects.toThrow(
      sentence,
    )
    expect((await d.view()).draft?.id).toBe(d.draft.id)
  })

  test('a message of the customer holds it back and says so; Send now sends it once', async () => {
    const d = await drafted()
    await d.house.receiveAndWait({ ...d.ben.press('edit')!, text: 'By ferry.', fields: { sendAt: inDays(d, 1) } })
    await d.carl.says('And to Sweden?')
    await d.house.pass(2 * dayMs)
    expect(d.carl.heard()).toEqual([])
    expect(d.titles()).toContain('Held back: the customer wrote again.')
    const now = d.cleo.press('send_now')!
    expect(await d.house.receiveAndWait(now)).toEqual({ kind: 'done' })
    expect(await d.house.receiveAndWait({ ...now, id: 'again' })).toMatchObject({ kind: 'refused' })
    await d.house.settle()
    expect(d.carl.heard()).toEqual(['By ferry.'])
    expect((await d.view()).messages.at(-1)?.metadata.teammateId).toBe(d.ben.teammate.id)
  })

  test('by mail the notice that it was held back is answered with `send now`', async () => {
    const d = await drafted({ mail: true })
    await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version, { sendAt: inDays(d, 1) })
    const references = [(await d.view()).messages[0]!.metadata.mail!.messageId]
    const mail = mailFacts({ messageId: '<again@home.example>', from: 'carl@home.example', references })
    await d.carl.says('And to Sweden?', { mail })
    await d.house.settle()
    const held = d.ben.mails().find(({ outbound }) => 'card' in outbound && /^Held back/.test(outbound.card.title))
    await d.ben.mailReply(held!, 'send now')
    await d.house.settle()
    expect(d.carl.heard()).toEqual([knownAnswer])
  })

  test('Send now before its time leaves after the undo window, and Undo still stops it', async () => {
    const d = await drafted()
    await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version, { sendAt: inDays(d, 1) })
    await d.house.pass(1_000)
    await d.ben.click('send_now')
    await d.house.pass(1_000)
    await d.cleo.click('undo')
    await d.house.pass(2 * dayMs)
    expect(d.carl.heard()).toEqual([])
    expect((await d.view()).draft?.id).toBe(d.draft.id)
  })

  test("a teammate's other answer does not cancel it, and says that it still goes out", async () => {
    const d = await drafted()
    await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Later.', sendAt: inDays(d, 1) })
    await d.house.core.conversations.reply(d.cleo.actor, d.conversationId, { text: 'Now.' })
    await d.house.pass(10_000)
    expect(d.titles()).toContainEqual(expect.stringMatching(/^Cleo answered; what Ben planned still goes out /))
    await d.house.pass(2 * dayMs)
    expect(d.carl.heard()).toEqual(['Now.', 'Later.'])
  })
})

describe('undo', () => {
  test('by mail: the notice that an answer goes out is answered with `undo`', async () => {
    const d = await drafted({ mail: true })
    await d.ben.mailReply(d.ben.mails().at(-1)!, 'ok')
    await d.house.pass(5_000)
    const notice = d.ben.mails().at(-1)!
    expect(notice.outbound).toMatchObject({ card: { title: 'Ben answers the customer in 30 s.' } })
    expect(d.cleo.mails().at(-1)?.outbound).toMatchObject({ card: { purpose: 'draft' } })
    await d.ben.mailReply(notice, 'undo')
    await d.house.settle()
    expect(d.carl.heard()).toEqual([])
    expect((await d.view()).draft?.id).toBe(d.draft.id)
  })

  test('by mail after the window: a sentence', async () => {
    const d = await drafted({ mail: true })
    await d.ben.mailReply(d.ben.mails().at(-1)!, 'ok')
    await d.house.settle()
    const notice = d.ben.mails().at(-1)!
    await d.ben.mailReply(notice, 'undo')
    await d.house.settle()
    expect(d.carl.heard()).toEqual([knownAnswer])
    expect(d.ben.mails().at(-1)?.outbound).toMatchObject({ card: { title: expect.stringContaining('Too late') } })
  })
})

describe('pausing the agent', () => {
  test('stops what it was about to say at once, says so, and gives the draft to staff', async () => {
    const d = await drafted()
    const { scope } = d.house
    const { agentId } = (await d.view()).conversation
    await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
    const dora = d.house.customer('Dora')
    await dora.says('Do you ship to Norway?')
    const conversation = await dora.conversation()
    const place = (await scope.conversations.places(conversation.id)).find(({ role }) => role === 'customer')!.place
    const pending = (await scope.drafts.pending(conversation.id))!
    await scope.drafts.move(pending.id, ['pending'], 'approved')
    const held = await scope.outbox.add({
      ...{ conversationId: conversation.id, audience: 'customer', place, state: 'held', messageId: null },
      payload: { kind: 'reply', text: knownAnswer, attachments: [] },
      notBefore: new Date(d.house.clock.at() + 5_000).toISOString(),
      cancelIf: ['customer wrote', 'teammate answered', 'agent paused'],
      ...{ draftId: pending.id, teammateId: null },
    })
    await d.house.core.learning.setStatus(d.house.owner, agentId, 'paused')
    expect((await scope.outbox.get(held.id))?.state).toBe('cancelled')
    await d.house.pass(60_000)
    expect(d.titles()).toContain('Stopped, since the agent was paused: nothing was sent.')
    expect((await scope.drafts.pending(conversation.id))?.id).toBe(pending.id)
    expect(dora.heard()).toEqual([])
    expect(d.carl.heard(), 'what a teammate approved is theirs').toEqual([knownAnswer])
  })
})

describe('a reminder', () => {
  test('is set in words, and the answer of the customer takes it away', async () => {
    const d = await drafted()
    expect(await d.house.core.conversations.followUp(d.ben.actor, d.conversationId, '3d')).toEqual({
      say: expect.stringMatching(/^You are reminded \w{3} \d\d:\d\d, unless the customer answers before\.$/),
    })
    const { conversation } = await d.view()
    expect(conversation).toMatchObject({ followUpBy: d.ben.teammate.id })
    expect(conversation.dueAt).toBe(conversation.followUpAt)
    await d.carl.says('Any news?')
    expect((await d.view()).conversation).toMatchObject({ followUpAt: null, followUpBy: null })
  })

  test('is set from the menu of the card in the thread, which then says when', async () => {
    const d = await drafted()
    const press = d.ben.press('follow_up', { target: d.conversationId, choice: '1d' })
    expect(await d.house.receiveAndWait(press!)).toMatchObject({ kind: 'done' })
    await d.house.pass(2_000)
    const shown = d.house.platforms
      .cards()
      .findLast(({ card }) => card.title === 'Carl' && card.purpose === 'conversation')
    expect(shown?.card.facts).toContainEqual({ label: 'Reminder', value: expect.stringMatching(/\d\d:\d\d$/) })
  })

  test('what is no time, and what is resolved, is refused in a sentence', async () => {
    const d = await drafted()
    const remind = (at: string) => d.house.core.conversations.followUp(d.ben.actor, d.conversationId, at)
    await expect(remind('whenever')).rejects.toThrow('“whenever” is no time to be reminded at.')
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    await expect(remind('3d')).rejects.toThrow('resolved')
  })
})
