import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { localEmbedder } from '#core/outside/language/local.ts'
import { makeFakeClock } from '#core/testing/fake-clock.ts'
import { makeFakeJobs } from '#core/testing/fake-jobs.ts'
import { makeFakePlatforms } from '#core/testing/fake-messenger.ts'
import { makeFakeFiles, makeFakeLive, makeFakeLog } from '#core/testing/fakes.ts'
import { type Filled, fillBusiness } from '#core/testing/filled.ts'
import { testDatabase, testSeal } from '#core/testing/test-database.ts'
import { sketch, sketchName } from '#core/understanding/sketch.ts'
import { makeCore } from './core.ts'
import type { Actor, Core } from './door.ts'
import { Refused } from './errors.ts'

/** One thing of another business, or of nobody, by the kind of its id. */
interface Ids {
  conversation: string
  message: string
  draft: string
  outbox: string
  written: string
  lesson: string
  topic: string
  agent: string
  teammate: string
  integration: string
  channel: string
  import: string
  receipt: string
}

/** Everything that the door does with an id. */
const acts: Record<string, (core: Core, actor: Actor, ids: Ids) => Promise<unknown>> = {
  'look at a conversation': (core, me, { conversation }) => core.conversations.get(me, conversation),
  reply: (core, me, { conversation }) => core.conversations.reply(me, conversation, { text: 'Hello.' }),
  'ask to be reminded': (core, me, { conversation }) => core.conversations.followUp(me, conversation, '1h'),
  take: (core, me, { conversation }) => core.conversations.act(me, conversation, 'take'),
  release: (core, me, { conversation }) => core.conversations.act(me, conversation, 'release'),
  assign: (core, me, { conversation }) => core.conversations.act(me, conversation, 'assign', 'me'),
  snooze: (core, me, { conversation }) => core.conversations.act(me, conversation, 'snooze', '1h'),
  wake: (core, me, { conversation }) => core.conversations.act(me, conversation, 'wake'),
  resolve: (core, me, { conversation }) => core.conversations.act(me, conversation, 'resolve'),
  reopen: (core, me, { conversation }) => core.conversations.act(me, conversation, 'reopen'),
  'call it spam': (core, me, { conversation }) => core.conversations.setKind(me, conversation, 'spam'),
  'call it no spam': (core, me, { conversation }) => core.conversations.notSpam(me, conversation),
  merge: (core, me, { conversation }) => core.conversations.merge(me, conversation, conversation),
  unmerge: (core, me, { conversation }) => core.conversations.unmerge(me, conversation),
  split: (core, me, { conversation, message }) => core.conversations.split(me, conversation, message),
  approve: (core, me, { draft }) => core.drafts.approve(me, draft, 1),
  edit: (core, me, { draft }) => core.drafts.edit(me, draft, 1, 'Hello.'),
  'open the editor': (core, me, { draft }) => core.drafts.editing(me, draft, true),
  'close the editor': (core, me, { draft }) => core.drafts.editing(me, draft, false),
  reject: (core, me, { draft }) => core.drafts.reject(me, draft, 'wrong_facts'),
  'use an answer': (core, me, { conversation, lesson }) => core.drafts.useHere(me, conversation, lesson),
  undo: (core, me, { outbox }) => core.outbox.undo(me, outbox),
  'send now': (core, me, { outbox }) => core.outbox.sendNow(me, outbox),
  'send again': (core, me, { outbox }) => core.outbox.sendAgain(me, outbox),
  'say that it arrived': (core, me, { outbox }) => core.outbox.itArrived(me, outbox),
  'send elsewhere': (core, me, { outbox }) => core.outbox.otherChannel(me, outbox, 'email:ana@home.example'),
  'send what was written': (core, me, { written }) => core.written.send(me, written),
  'keep what was written': (core, me, { written }) => core.written.keep(me, written),
  'look at a lesson': (core, me, { lesson }) => core.lessons.get(me, lesson),
  'forget a lesson': (core, me, { lesson }) => core.lessons.forget(me, lesson),
  'switch a topic on': (core, me, { topic }) => core.learning.switchTopic(me, topic, true),
  'look at an agent': (core, me, { agent }) => core.learning.agent(me, agent),
  'pause an agent': (core, me, { agent }) => core.learning.setStatus(me, agent, 'paused'),
  'rename an agent': (core, me, { agent }) => core.learning.rename(me, agent, 'Eve'),
  'look at a receipt': (core, me, { receipt }) => core.learning.receipt(me, receipt),
  'change a role': (core, me, { teammate }) => core.teammates.changeRole(me, teammate, 'owner'),
  'remove a teammate': (core, me, { teammate }) => core.teammates.remove(me, teammate),
  'send a teammate away': (core, me, { teammate }) => core.teammates.away(me, teammate, '3 days'),
  'unlink an account': (core, me, { teammate }) => core.teammates.unlink(me, teammate, { kind: 'slack', value: 'T/U' }),
  'give a channel a purpose': (core, me, { channel }) => core.channels.save(me, channel, { purpose: 'nothing' }),
  'disconnect an account': (core, me, { integration }) => core.integrations.remove(me, integration),
  'dismiss a confirmation': (core, me, { integration }) => core.integrations.dismissConfirmation(me, integration),
  'undo an import': (core, me, ids) => core.imports.undo(me, ids.import),
}

/** Lists that are asked with an id: they are empty. */
const lists: Record<string, (core: Core, actor: Actor, ids: Ids) => Promise<unknown[]>> = {
  'conversations of a teammate': (core, me, { teammate }) => core.conversations.list(me, { assigneeId: teammate }),
  'conversations before one': (core, me, { conversation }) => core.conversations.list(me, { before: conversation }),
  'lessons of a topic': (core, me, { topic }) => core.lessons.list(me, { topicId: topic }),
  'lessons before one': (core, me, { lesson }) => core.lessons.list(me, { before: lesson }),
  'the audit of a teammate': (core, me, { teammate }) => core.audit.list(me, { actor: teammate }),
  'the audit before a row': (core, me, { receipt }) => core.audit.list(me, { before: receipt }),
}

let core: Core
let me: Actor
let theirs: Filled
beforeAll(async () => {
  const database = await testDatabase()
  const clock = makeFakeClock()
  const mine = await database.freshBusiness()
  me = { businessId: mine.businessId, teammateId: mine.teammateId, role: 'owner' }
  await fillBusiness(database.store, mine, 'MINE')
  theirs = await fillBusiness(database.store, await database.freshBusiness(), 'THEIRS')
  core = makeCore({
    ...{ store: database.store, jobs: makeFakeJobs(clock), log: makeFakeLog(), keys: testSeal(), now: clock.now },
    ...{ messenger: makeFakePlatforms(clock, { slack: true, mail: true }).messenger, live: makeFakeLive() },
    ...{ files: makeFakeFiles(), embedder: localEmbedder(sketch, sketchName), publicUrl: 'https://lummy.example' },
  })
})

const idsOf = (id: string): Ids => ({
  ...{ conversation: id, message: id, draft: id, outbox: id, written: id, lesson: id, topic: id, agent: id },
  ...{ teammate: id, integration: id, channel: id, import: id, receipt: id },
})
const whose: Record<string, () => Ids> = {
  'another business': () => ({
    ...{ conversation: theirs.conversation.id, message: theirs.message.id, draft: theirs.draft.id },
    ...{ outbox: theirs.outbox.id, written: theirs.written.id, lesson: theirs.lessonId, topic: theirs.topicId },
    ...{ agent: theirs.agentId, teammate: theirs.teammateId, integration: theirs.integration.id },
    ...{ channel: theirs.staffChannel.id, import: theirs.importRun.id, receipt: theirs.receipt.id },
  }),
  'nobody any more': () => idsOf(randomUUID()),
  'nobody ever: it is no id': () => idsOf('../%00 no id'),
}

describe.each(Object.entries(whose))('what is of %s', (_, ids) => {
  test.each(Object.entries(acts))('is refused with a sentence: %s', async (_, act) => {
    const refusal = await act(core, me, ids()).then(
      () => 'it was done',
      (error: unknown) => error,
    )
    if (!(refusal instanceof Refused)) throw refusal
    expect((refusal as Refused).message).toMatch(/^\p{Lu}.*\.$/u)
  })

  test.each(Object.entries(lists))('is in no list: %s', async (_, list) => {
    expect(await list(core, me, ids())).toEqual([])
  })
})

test('a search finds nothing of another business', async () => {
  expect(await core.find.search(me, 'THEIRS')).toEqual({ lessons: [], conversations: [], people: [] })
  const found = await core.find.search(me, 'MINE')
  expect([found.conversations.length, found.people.length]).toEqual([1, 2])
})
