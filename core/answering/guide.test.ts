import { expect, test } from 'vitest'
import type { ConversationEventType } from '#core/domain/conversation.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { testHints, testStep, testWords } from './guide.ts'

const hintsIn = (house: TestHouse) =>
  house.platforms
    .cards()
    .flatMap(({ card }) => Object.entries(testHints).flatMap(([step, hint]) => (card.title === hint ? [step] : [])))

/** What any customer could have read, on any platform. */
const left = (house: TestHouse) => house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply')

test('a test walks draft, approve, undo and note in Slack, ends itself, and can be run again', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const { conversationId: id } = await house.core.tests.start(maya.actor)
  await house.pass(1_000)
  expect(hintsIn(house)).toEqual(['approve'])
  const { draft, conversation, person } = await house.core.conversations.get(maya.actor, id)
  expect([conversation.kind, person.name, draft?.text]).toEqual(['test', testWords.customer, testWords.answer])

  expect(await maya.click('approve')).toMatchObject({ kind: 'done' })
  await house.pass(10_000)
  expect(hintsIn(house)).toEqual(['approve', 'undo'])
  expect(await maya.click('undo')).toMatchObject({ kind: 'done' })
  await house.pass(1_000)
  expect(hintsIn(house)).toEqual(['approve', 'undo', 'again'])
  expect(await maya.click('approve')).toMatchObject({ kind: 'done' })
  await house.pass(61_000)
  expect(hintsIn(house)).toEqual(['approve', 'undo', 'again', 'note'])
  await maya.slackReply(id, 'Is Tessa a regular?')
  await house.pass(1_000)
  expect(await maya.click('keep_written')).toMatchObject({ kind: 'done' })
  await house.settle()
  expect(hintsIn(house)).toEqual(['approve', 'undo', 'again', 'note', 'done'])
  expect((await house.core.conversations.get(maya.actor, id)).conversation).toMatchObject({ status: 'resolved' })
  expect(left(house)).toEqual([])

  const again = await house.core.tests.start(maya.actor)
  expect(again.conversationId).not.toBe(id)
})

test('nothing of a test is learned, judged or proved', async () => {
  const house = await makeTestHouse({ slack: true })
  const maya = await house.teammate('Maya')
  const { conversationId: id } = await house.core.tests.start(maya.actor)
  await house.settle()
  await maya.click('approve')
  await house.settle()
  await house.core.conversations.reply(maya.actor, id, { text: 'And we love you.' })
  await house.settle()
  expect(await house.core.lessons.list(house.owner, {})).toEqual([])
  const { learning, evidence } = house.store.rows(house.businessId)
  expect([learning.all(), evidence.all()]).toEqual([[], []])
  expect(left(house)).toEqual([])
})

test('without Slack the same hints stand in the admin', async () => {
  const house = await makeTestHouse()
  const { conversationId: id } = await house.core.tests.start(house.owner)
  const hint = async () => (await house.core.conversations.get(house.owner, id)).hint
  expect(await hint()).toBe(testHints.approve)
  const { draft } = await house.core.conversations.get(house.owner, id)
  const row = await house.core.drafts.approve(house.owner, draft!.id, draft!.version)
  expect(await hint()).toBe(testHints.undo)
  await house.core.outbox.undo(house.owner, row.id)
  expect(await hint()).toBe(testHints.again)
})

test('a teammate’s own test by mail is left alone: it gets no hints and does not end by itself', async () => {
  const house = await makeTestHouse({ slack: true, mail: true })
  const maya = await house.teammate('Maya')
  const mail = house.mailCustomer(maya.teammate.email, 'Maya')
  await mail.says('Do you ship to Norway?')
  await house.settle()
  const conversation = await mail.conversation()
  expect(conversation.kind).toBe('test')
  expect(hintsIn(house)).toEqual([])
  expect((await house.core.conversations.get(house.owner, conversation.id)).hint).toBeNull()
})

test.each([
  ['approve', ['arrived', 'draft_shown']],
  ['undo', ['draft_shown', 'draft_approved']],
  ['again', ['draft_approved', 'undone']],
  ['undo', ['draft_approved', 'undone', 'draft_edited']],
  ['note', ['draft_approved', 'sent']],
  ['done', ['noted', 'draft_approved', 'sent']],
  ['note', ['sent']],
] as [string, ConversationEventType[]][])('the next step is %s after %j', (step, happened) => {
  expect(testStep(happened)).toBe(step)
})
