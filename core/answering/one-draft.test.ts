import { describe, expect, test } from 'vitest'
import { type Drafted, drafted, knownAnswer } from '#core/testing/drafted.ts'
import { edited, mailFacts, removed } from '#core/testing/events.ts'

/** Carl changes what he wrote first. */
function carlChanges({ house, carl }: Drafted, said: { messageId: string }, text: string) {
  const { handle, ...rest } = carl.event('').author
  return edited({
    ...{ id: `edit-${house.next()}`, place: carl.place, at: house.clock.now().toISOString() },
    ...{ author: { handle, ...rest }, messageId: said.messageId, text },
  })
}

describe('a draft is withdrawn, says why and carries the next one', () => {
  test('when the customer writes again', async () => {
    const d = await drafted()
    await d.carl.says('And to Sweden?')
    await d.house.pass(3_000)
    expect(d.card().title).toBe('Withdrawn: the customer wrote again. The next one is below.')
    const { draft } = await d.view()
    expect(draft?.id).not.toBe(d.draft.id)
    expect(d.card(draft?.id).title).toBe('Suggested answer')
    expect(await d.house.scope.messages.get(draft?.messageId ?? '')).toMatchObject({ content: 'And to Sweden?' })
  })

  test('when a person answers', async () => {
    const d = await drafted()
    await d.house.core.conversations.reply(d.cleo.actor, d.conversationId, { text: 'Only by ferry.' })
    await d.house.pass(3_000)
    expect(d.card().title).toBe('Withdrawn: Cleo answered.')
  })

  test.each([
    ['take', undefined, 'Cleo took it'],
    ['resolve', undefined, 'Cleo resolved it'],
    ['assign', 'Ben', 'Ben was given it'],
  ] as const)('when a person steps in (%s), in the words of what happened', async (action, choice, why) => {
    const d = await drafted()
    await d.house.core.conversations.act(d.cleo.actor, d.conversationId, action, choice)
    await d.house.pass(3_000)
    expect(d.card().title).toBe(`Withdrawn: ${why}.`)
  })

  test('when the customer corrects the question: the stored words follow and are thought about afresh', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await d.house.receive(
      carlChanges(d, { messageId: first.metadata.platformId ?? '' }, 'Do you ship to Norway by sea?'),
    )
    await d.house.pass(3_000)
    expect(d.card().title).toBe('Withdrawn: the customer changed the question. The next one is below.')
    const view = await d.view()
    expect(view.messages[0]).toMatchObject({ content: 'Do you ship to Norway by sea?' })
    expect(view.draft?.messageId).toBe(first.id)
    expect(d.titles()).toContain('Carl changed what they wrote.')
  })

  test('when the customer removes the question: nothing is proposed and nobody waits', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    const at = d.house.clock.now().toISOString()
    const messageId = first.metadata.platformId ?? ''
    await d.house.receive(removed({ id: 'gone', place: d.carl.place, at, messageId }))
    await d.house.pass(3_000)
    expect(d.card().title).toBe('Withdrawn: the customer removed the question.')
    expect(await d.view()).toMatchObject({ draft: null, conversation: { waitingSince: null, waitingFor: 'customer' } })
  })

  test('an edit of what was answered long ago changes the words and nothing else', async () => {
    const d = await drafted()
    const first = (await d.view()).messages[0]!
    await d.ben.click('approve')
    await d.house.settle()
    await d.house.receive(carlChanges(d, { messageId: first.metadata.platformId ?? '' }, 'Never mind.'))
    await d.house.settle()
    const view = await d.view()
    expect(view.messages[0]?.content).toBe('Never mind.')
    expect(view.drafts).toHaveLength(1)
    expect(view.conversation.waitingSince).toBeNull()
  })

  test('when its lesson is corrected in another conversation', async () => {
    const d = await drafted()
    const dora = d.house.customer('Dora')
    await dora.says('Do you ship to Norway, please?')
    await d.house.pass(3_000)
    const other = await d.house.core.conversations.get(d.house.owner, (await dora.conversation()).id)
    await d.house.core.drafts.edit(
      d.cleo.actor,
      other.draft!.id,
      other.draft!.version,
      'No, we stopped shipping to Norway in May.',
    )
    await d.house.pass(10_000)
    expect(d.card().title).toMatch(/^Withdrawn: the answer that it came from was corrected/)
    // One wrong answer takes the topic back to silent drafts: the new thought is there, not shown.
    expect((await d.view()).drafts.at(-1)).toMatchObject({
      version: 2,
      text: 'No, we stopped shipping to Norway in May.',
    })
  })

  test('when its lesson is forgotten', async () => {
    const d = await drafted()
    await d.house.core.lessons.forget(d.house.owner, d.draft.lessonId!)
    await d.house.pass(3_000)
    expect(d.card().title).toMatch(/^Withdrawn: the lesson was forgotten/)
    expect((await d.view()).drafts.filter(({ state }) => state === 'pending')).toEqual([])
  })
})

describe('acting on what is over', () => {
  test('approving a withdrawn draft sends nothing and shows what is new, through a button, a form and the API', async () => {
    const d = await drafted()
    const approve = d.ben.press('approve')!
    const submit = { ...d.ben.press('edit')!, text: 'Yes, by ferry.' }
    await d.carl.says('And to Sweden?')
    await d.house.pass(3_000)
    const refused = {
      kind: 'refused',
      say: 'This draft was withdrawn: the customer wrote again; nothing was sent.',
      news: expect.stringMatching(/^Carl: And to Sweden\?\n\nThe newer draft: /),
    }
    expect(await d.house.receiveAndWait(approve)).toEqual(refused)
    expect(await d.house.receiveAndWait(submit)).toEqual(refused)
    await expect(d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)).rejects.toMatchObject({
      status: 409,
      news: expect.stringContaining('And to Sweden?'),
    })
    await d.house.settle()
    expect(d.carl.heard()).toEqual([])
    const told = d.house.platforms.log.findLast(({ outbound }) => outbound.kind === 'direct')
    expect(told?.outbound).toMatchObject({ card: { body: expect.stringContaining('And to Sweden?') } })
  })

  test('by mail it is answered with what is new and the newer draft', async () => {
    const d = await drafted({ mail: true })
    const old = d.ben.mails().at(-1)!
    const references = [(await d.view()).messages[0]!.metadata.mail!.messageId]
    const mail = mailFacts({ messageId: '<again@home.example>', from: 'carl@home.example', references })
    await d.carl.says('And to Sweden?', { mail })
    await d.house.pass(3_000)
    const before = d.ben.mails().length
    await d.ben.mailReply(old, 'ok')
    await d.house.settle()
    expect(d.carl.heard()).toEqual([])
    const [said, newer, ...more] = d.ben.mails().slice(before)
    expect(said?.outbound).toMatchObject({ card: { title: expect.stringContaining('withdrawn') } })
    expect(newer?.outbound).toMatchObject({ card: { purpose: 'draft', title: 'Suggested answer' } })
    expect(more).toEqual([])
  })

  test('the second click loses politely: the sentence names who was faster', async () => {
    const d = await drafted()
    await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
    await expect(d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version)).rejects.toThrow(
      'Ben approved this draft already; nothing more was sent.',
    )
    await expect(d.house.core.drafts.reject(d.cleo.actor, d.draft.id, 'wrong_facts')).rejects.toThrow('Ben approved')
  })
})

describe('an open editor', () => {
  test('is named on the card, keeps the others out, and is free again when it is closed', async () => {
    const d = await drafted()
    expect(await d.house.receiveAndWait({ ...d.ben.press('edit')!, trigger: 't' })).toEqual({ kind: 'done' })
    await d.house.pass(1_000)
    expect(d.card().status).toMatch(/^Ben is editing until \d\d:\d\d · /)
    const refusals = [
      d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version),
      d.house.core.drafts.edit(d.cleo.actor, d.draft.id, d.draft.version, 'No.'),
      d.house.core.drafts.editing(d.cleo.actor, d.draft.id, true),
    ]
    for (const result of await Promise.allSettled(refusals))
      expect(result).toMatchObject({ reason: { status: 409, message: expect.stringContaining('Ben is editing') } })
    await d.house.receiveAndWait({ ...d.ben.press('edit')!, id: 'closed', action: 'stop_editing' })
    await d.house.pass(1_000)
    expect(d.card().status).not.toContain('editing')
    await d.house.core.drafts.approve(d.cleo.actor, d.draft.id, d.draft.version)
  })

  test('is believed for five minutes without a word; renewed while it is used', async () => {
    const d = await drafted()
    await d.house.core.drafts.editing(d.ben.actor, d.draft.id, true)
    await d.house.pass(4 * 60_000)
    await d.house.core.drafts.editing(d.ben.actor, d.draft.id, true)
    await d.house.pass(4 * 60_000)
    expect(d.card().status).toContain('Ben is editing')
    await expect(d.house.core.drafts.editing(d.cleo.actor, d.draft.id, true)).rejects.toThrow('Ben is editing')
    await d.house.pass(2 * 60_000)
    expect(d.card().status).not.toContain('editing')
    await d.house.core.drafts.editing(d.cleo.actor, d.draft.id, true)
  })

  test('its own submit sends, and a form whose window cannot open leaves nobody in the way', async () => {
    const d = await drafted()
    d.house.platforms.treat((_, { kind }) => (kind === 'form' ? 'refuses' : 'accepts'))
    expect(await d.house.receiveAndWait({ ...d.ben.press('edit')!, trigger: 't' })).toMatchObject({ kind: 'refused' })
    await d.house.core.drafts.editing(d.cleo.actor, d.draft.id, true)
    await d.house.core.drafts.edit(d.cleo.actor, d.draft.id, d.draft.version, 'By ferry.')
    await d.house.settle()
    expect(d.carl.heard()).toEqual(['By ferry.'])
    expect((await d.view()).drafts[0]).toMatchObject({ state: 'edited', editorId: null })
  })
})

describe('rejecting', () => {
  test('asks why with one tap, and the card waits for the right answer, which then stands for the wrong one', async () => {
    const d = await drafted()
    await d.ben.click('reject')
    await d.house.pass(1_000)
    expect(d.card()).toMatchObject({ title: 'Suggested answer' })
    expect((await d.view()).draft?.id).toBe(d.draft.id)
    const wrong = d.ben.press('reject', { choice: 'wrong_facts' })
    expect(await d.house.receiveAndWait(wrong!)).toEqual({ kind: 'done' })
    await d.house.pass(1_000)
    expect(d.card().title).toBe('Rejected: wrong facts. What is the right answer?')
    expect(d.ben.press('reply', { target: d.conversationId })).toBeDefined()
    await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'No, not since May.' })
    await d.house.settle()
    expect(await d.house.scope.lessons.get(d.draft.lessonId!)).toMatchObject({ standing: 'superseded', wrong: 1 })
  })

  test.each(['wrong_tone', 'needs_a_person'] as const)('%s counts against nothing', async (why) => {
    const d = await drafted()
    await d.house.core.drafts.reject(d.ben.actor, d.draft.id, why)
    await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'With pleasure, we do.' })
    await d.house.settle()
    expect(await d.house.scope.lessons.get(d.draft.lessonId!)).toMatchObject({ standing: 'current', wrong: 0 })
  })

  test('by mail the bare word is answered with the four reasons, and one of them rejects', async () => {
    const d = await drafted({ mail: true })
    const shown = d.ben.mails().at(-1)!
    await d.ben.mailReply(shown, 'reject')
    await d.house.settle()
    expect((await d.view()).draft?.state).toBe('pending')
    expect(d.ben.mails().at(-1)?.outbound).toMatchObject({
      card: { title: expect.stringContaining('wrong facts, wrong topic') },
    })
    await d.ben.mailReply(shown, 'Wrong facts.')
    await d.house.settle()
    expect((await d.view()).drafts[0]).toMatchObject({ state: 'rejected', why: 'wrong facts' })
    expect(d.carl.heard()).toEqual([])
  })
})

describe('exceptions do not teach', () => {
  const lessons = async (d: Drafted) => (await d.house.core.lessons.list(d.house.owner, {})).length

  test.each([
    ['approve', 'a button', (d: Drafted) => d.house.receiveAndWait(d.ben.press('approve', { choice: 'once' })!)],
    [
      'edit',
      'a form',
      (d: Drafted) =>
        d.house.receiveAndWait({ ...d.ben.press('edit')!, text: 'Only for you: by ferry.', fields: { once: 'yes' } }),
    ],
    [
      'reply',
      'the API',
      (d: Drafted) =>
        d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Not today.', learn: false }),
    ],
  ])('%s through %s: it is sent, no lesson is made and no verdict given', async (_, _door, send) => {
    const d = await drafted()
    const before = await lessons(d)
    const log = await d.house.scope.learning.rows((await d.house.scope.agent()).id, 0, 100)
    await send(d)
    await d.house.settle()
    expect(d.carl.heard()).toHaveLength(1)
    expect(await lessons(d)).toBe(before)
    expect(await d.house.scope.learning.rows((await d.house.scope.agent()).id, 0, 100)).toHaveLength(log.length)
  })

  test('by mail a first line `once:` approves, or answers, without teaching', async () => {
    for (const words of ['once: ok', 'once:\n\nOnly for you: by ferry.']) {
      const d = await drafted({ mail: true })
      const before = await lessons(d)
      await d.ben.mailReply(d.ben.mails().at(-1)!, words)
      await d.house.settle()
      expect(d.carl.heard()).toEqual([words.includes('ok') ? knownAnswer : 'Only for you: by ferry.'])
      expect(await lessons(d)).toBe(before)
    }
  })
})
