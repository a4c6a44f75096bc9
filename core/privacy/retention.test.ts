import { expect, test } from 'vitest'
import { makeDatabaseHouse } from '../testing/database-house.ts'
import { slackRoot } from '../testing/fake-messenger.ts'
import { makeTestHouse } from '../testing/house.ts'

const dayMs = 86_400_000

test.each([
  { name: 'in memory', make: makeTestHouse },
  { name: 'on PostgreSQL', make: makeDatabaseHouse },
])('notes and replies that were not sent go after their days, what was sent stays ($name)', async ({ make }) => {
  const house = await make({ slack: true, settings: { noteDays: 30 } })
  const { core, owner, scope } = house
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Where is my order?')
  const { id } = await ana.conversation()
  await core.conversations.note(maya.actor, id, 'She rang twice.')
  await maya.slackReply(id, 'Ask the depot first')
  await core.conversations.reply(maya.actor, id, { text: 'It left on Monday.' })
  await house.settle()
  const drop = (days: number) =>
    scope.write((tx) =>
      tx.privacy.dropTalk({ before: new Date(house.clock.now().getTime() - days * dayMs).toISOString() }),
    )
  const notes = async () => (await core.conversations.get(owner, id)).events.filter(({ type }) => type === 'noted')
  await drop(30)
  expect((await notes())[0]?.data).toEqual({ text: 'She rang twice.' })
  house.clock.advance(31 * dayMs)
  await drop(30)
  expect((await notes())[0]?.data).toEqual({ gone: true })
  expect((await scope.written.list()).map(({ text }) => text)).toEqual([])
  const view = await core.conversations.get(owner, id)
  expect(view.messages.map(({ content }) => content)).toEqual(['Where is my order?', 'It left on Monday.'])
  // Cards repeated them: the question about the words, and the message to their author.
  const kept = (await scope.outbox.list(id)).filter(({ audience }) => audience === 'staff')
  expect(kept.length).toBeGreaterThan(2)
  expect(JSON.stringify(kept)).not.toMatch(/depot|rang/)
  expect(kept.some(({ payload }) => payload.writtenId !== undefined)).toBe(true)
  expect((await scope.outbox.list(id)).find(({ audience }) => audience === 'customer')?.payload.text).toContain(
    'Monday',
  )
})

test('the sweep does it by itself, once an hour', async () => {
  const house = await makeTestHouse({ settings: { noteDays: 30 } })
  const ana = house.customer('Ana')
  await ana.says('Where is my order?')
  const { id } = await ana.conversation()
  await house.core.conversations.note(house.owner, id, 'She rang twice.')
  house.clock.advance(31 * dayMs)
  await house.core.work.sweep()
  expect(JSON.stringify((await house.core.conversations.get(house.owner, id)).events)).not.toContain('rang')
})

test('when a workspace removes us, what was said there beside the answers goes, and who was who', async () => {
  const house = await makeTestHouse({ slack: true })
  const { core, owner, scope } = house
  await core.integrations.add(owner, { connector: 'slack', account: 'T1', label: 'Shop', settings: {} })
  const maya = await house.teammate('Maya')
  const ana = house.customer('Ana')
  await ana.says('Where is my order?')
  const { id } = await ana.conversation()
  await maya.slackReply(id, 'Ask the depot first')
  await maya.slackReply(id, '> It left on Monday.')
  await house.settle()
  expect(await scope.teammates.handles(maya.teammate.id)).toHaveLength(1)
  await house.receive({ type: 'uninstall', id: 'bye', place: slackRoot, at: house.clock.now().toISOString() })
  const { inbox, written } = house.store.rows(house.businessId)
  expect(inbox.filter(({ connector }) => connector === 'slack').map(({ event }) => event.type)).toEqual(['uninstall'])
  expect(written.all().map(({ text }) => text)).toEqual(['', ''])
  expect(await scope.teammates.handles(maya.teammate.id)).toEqual([])
  expect(ana.heard()).toEqual(['It left on Monday.'])
  const drawn = house.store.rows(house.businessId).outbox.filter(({ audience }) => audience === 'staff')
  expect(drawn.length).toBeGreaterThan(2)
  expect(JSON.stringify(drawn)).not.toMatch(/depot|order/)
  expect(drawn.every(({ state }) => state === 'sent' || state === 'cancelled')).toBe(true)
  expect((await scope.messages.list(id)).map(({ content }) => content)).toContain('It left on Monday.')
})
