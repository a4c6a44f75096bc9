import { expect, test } from 'vitest'
import { author, pressed } from '#core/testing/events.ts'
import { slackRoot } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** Ana asked and Maya answered: one lesson, one conversation, one person. */
async function answered(house: TestHouse, question: string, reply: string, name = 'Ana Silva') {
  const maya = await house.teammate(`Maya${house.next()}`)
  const ana = house.customer(name)
  await ana.says(question)
  const { id } = await ana.conversation()
  await house.core.conversations.reply(maya.actor, id, { text: reply })
  await house.settle()
  const message = (await house.scope.messages.list(id)).at(-1)!
  return { maya, ana, id, message, lesson: (await house.core.lessons.list(house.owner, {}))[0]! }
}

test('lessons, conversations and people are found by their words', async () => {
  const house = await makeTestHouse()
  const { lesson, id } = await answered(house, 'Do you ship tents to Norway?', 'Yes, in four days.')
  const found = await house.core.find.search(house.owner, '  norway ')
  expect(found.lessons.map((one) => one.id)).toEqual([lesson.id])
  expect(found.conversations.map((one) => one.id)).toEqual([id])
  expect((await house.core.find.search(house.owner, 'silva')).people).toMatchObject([{ name: 'Ana Silva' }])
})

test('the key of a chat, which opens it to whoever has it, is neither shown nor searched', async () => {
  const house = await makeTestHouse({ slack: true })
  const { maya, ana } = await answered(house, 'Do you ship tents to Norway?', 'Yes, in four days.')
  const { people } = await house.core.find.search(house.owner, 'silva')
  expect(people).toMatchObject([{ name: 'Ana Silva', handles: [] }])
  expect((await house.core.find.search(house.owner, ana.place.thread)).people).toEqual([])
  const asked = { id: 'find-1', place: slackRoot, at: house.clock.now().toISOString(), author: author(maya.handle) }
  const said = await house.receiveAndWait(pressed({ ...asked, action: 'find', target: 'maya', text: 'silva' }))
  expect(said).toMatchObject({ say: expect.stringContaining('• Ana Silva') })
  expect(JSON.stringify(said)).not.toContain(ana.place.thread)
})

test('a lesson is found by other words that mean the same, and not by what it is not about', async () => {
  const house = await makeTestHouse()
  const { lesson } = await answered(house, 'Do you ship tents to Norway?', 'Yes, we ship tents to Norway.')
  const search = async (words: string) => (await house.core.find.search(house.owner, words)).lessons
  expect((await search('shipping a tent to norway')).map((one) => one.id)).toEqual([lesson.id])
  expect(await search('xylophone')).toEqual([])
})

test.each(['', '   ', '%', '_', '\\', '*'])('"%s" finds nothing and breaks nothing', async (words) => {
  const house = await makeTestHouse()
  await answered(house, 'Do you ship tents?', 'Yes.')
  expect(await house.core.find.search(house.owner, words)).toEqual({ lessons: [], conversations: [], people: [] })
})

test('an old answer becomes the draft of another conversation, with this customer in the place of the other', async () => {
  const house = await makeTestHouse({ slack: true })
  const { maya, lesson } = await answered(
    house,
    'Hello, my name is Ana. Where is my order 4711-22?',
    'Hi Ana, order 4711-22 is on its way.',
    'Ana',
  )
  const ben = house.customer('Ben')
  await ben.says('What about order 9000-33?')
  await house.settle()
  const { id } = await ben.conversation()
  const before = await house.scope.drafts.pending(id)
  const draft = await house.core.drafts.useHere(maya.actor, id, lesson.id)
  expect(draft.text).toContain('9000-33')
  expect(draft.text).not.toMatch(/Ana|4711/)
  expect(await house.scope.drafts.pending(id)).toMatchObject({ id: draft.id, state: 'pending', lessonId: lesson.id })
  if (before) expect((await house.scope.drafts.get(before.id))?.state).toBe('withdrawn')
  const { draft: shown } = await house.core.conversations.get(maya.actor, id)
  expect(shown?.receipt).toMatchObject({ reasons: [`${maya.teammate.name} chose this answer`] })
  expect(shown?.receipt.lessons[0]).toMatchObject({ lessonId: lesson.id })

  await house.core.drafts.approve(maya.actor, id === draft.conversationId ? draft.id : '', draft.version)
  await house.settle()
  expect(ben.heard()).toEqual([draft.text])
})

test('the answer chosen second replaces the first, and says whose choice it was', async () => {
  const house = await makeTestHouse()
  const { maya, lesson } = await answered(house, 'Do you repair boots?', 'Yes, we repair boots.')
  const ben = house.customer('Ben')
  await ben.says('Anything new about xylophones?')
  const { id } = await ben.conversation()
  const first = await house.core.drafts.useHere(maya.actor, id, lesson.id)
  const second = await house.core.drafts.useHere(maya.actor, id, lesson.id)
  expect(second.id).not.toBe(first.id)
  expect(await house.scope.drafts.get(first.id)).toMatchObject({
    ...{ state: 'withdrawn', why: `replaced by ${maya.teammate.name}’s choice` },
  })
  const approval = house.core.drafts.approve(maya.actor, first.id, first.version)
  await expect(approval).rejects.toThrow()
})

test('two who choose at the same moment leave one draft', async () => {
  const house = await makeTestHouse()
  const { maya, lesson } = await answered(house, 'Do you repair boots?', 'Yes, we repair boots.')
  const ben = house.customer('Ben')
  await ben.says('Anything new about xylophones?')
  const { id } = await ben.conversation()
  await Promise.all([1, 2].map(() => house.core.drafts.useHere(maya.actor, id, lesson.id)))
  const states = (await house.scope.drafts.list(id)).filter(({ shownAt }) => shownAt).map(({ state }) => state)
  expect(states.filter((state) => state === 'pending')).toHaveLength(1)
})

test('a hole that this conversation cannot fill stays open, and such a draft is not sent', async () => {
  const house = await makeTestHouse()
  const { maya, lesson } = await answered(house, 'Where is order 4711-22?', 'Order 4711-22 left today.')
  const ben = house.customer('Ben')
  await ben.says('Where is it?')
  const { id } = await ben.conversation()
  const draft = await house.core.drafts.useHere(maya.actor, id, lesson.id)
  expect(draft.unfilled).toEqual(['reference'])
  expect(draft.text).not.toContain('4711')
  await expect(house.core.drafts.approve(maya.actor, draft.id, draft.version)).rejects.toThrow('Fill in')
})

test('an answer that taught nothing can be used too, without what was the other customer’s', async () => {
  const house = await makeTestHouse()
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Where is order 4711-22?')
  const { id: old } = await ana.conversation()
  await house.core.conversations.reply(maya.actor, old, { text: 'Hi Ana, order 4711-22 is here.', learn: false })
  await house.settle()
  const said = (await house.scope.messages.list(old)).at(-1)!
  const ben = house.customer('Ben')
  await ben.says('Where is order 9000-33?')
  const draft = await house.core.drafts.useHere(maya.actor, (await ben.conversation()).id, said.id)
  expect(draft).toMatchObject({ lessonId: null, text: 'Order 9000-33 is here.' })
})

test('what is gone, a customer’s words, or unsent words are not used', async () => {
  const house = await makeTestHouse()
  const { maya, ana, id, lesson } = await answered(house, 'Do you repair boots?', 'Yes, we repair boots.')
  const asked = (await house.scope.messages.list(id))[0]!
  const ben = house.customer('Ben')
  await ben.says('Anything new about xylophones?')
  const here = (await ben.conversation()).id
  const use = (choice: string) => house.core.drafts.useHere(maya.actor, here, choice)
  await expect(use(asked.id)).rejects.toThrow('gone')
  await expect(use('no such thing')).rejects.toThrow('gone')
  await ana.says('And tents?')
  await house.core.conversations.reply(maya.actor, id, { text: 'Tents as well.' })
  await expect(use((await house.scope.messages.list(id)).at(-1)!.id)).rejects.toThrow('gone')
  await house.core.lessons.forget(house.owner, lesson.id)
  await expect(use(lesson.id)).rejects.toThrow('gone')
  await expect(house.core.drafts.useHere(maya.actor, 'nowhere', lesson.id)).rejects.toThrow('does not exist')
})

test('from a conversation’s menu in Slack, an old answer is found and used by two presses and a word', async () => {
  const house = await makeTestHouse({ slack: true })
  const { maya, lesson } = await answered(house, 'Do you repair boots?', 'Yes, we repair boots.')
  const ben = house.customer('Ben')
  await ben.says('Anything new about xylophones?')
  await house.settle()
  const { id } = await ben.conversation()
  const place = (await house.scope.conversations.places(id)).find(({ role }) => role === 'staff')!.place
  const press = (facts: { text?: string }) =>
    house.receiveAndWait(
      pressed({
        ...{ id: `find-${house.next()}`, place, at: house.clock.now().toISOString(), author: author(maya.handle) },
        ...{ action: 'find', target: id, trigger: 't', ...facts },
      }),
    )
  expect(await press({})).toEqual({ kind: 'done' })
  expect(house.platforms.log.at(-1)?.outbound).toMatchObject({ kind: 'form', submit: { action: 'find', target: id } })
  expect(await press({ text: 'xyzzy' })).toEqual({ kind: 'done', say: 'Nothing was found.' })
  expect(await press({ text: 'boots' })).toMatchObject({ kind: 'done', say: expect.stringContaining('came to you') })
  await house.settle()
  expect(await maya.click('use_here')).toMatchObject({ kind: 'done' })
  expect(await house.scope.drafts.pending(id)).toMatchObject({ lessonId: lesson.id, text: 'Yes, we repair boots.' })
})
