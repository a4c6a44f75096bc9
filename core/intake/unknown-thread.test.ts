import { expect, test } from 'vitest'
import { author, message } from '#core/testing/events.ts'
import { slackRoot } from '#core/testing/fake-messenger.ts'
import { makeTestHouse } from '#core/testing/house.ts'

/** Ben writes in a thread of the channel that no conversation has. */
async function saidOutside(text: string, options: { isLinked: boolean }) {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const place = { ...slackRoot, thread: 'C1/1.000100' }
  const handle = options.isLinked ? ben.handle : { kind: 'slack' as const, value: 'T1/U0STRANGER' }
  const at = house.clock.now().toISOString()
  await house.receive(message({ id: 'C1/1.000200', place, at, author: author(handle), text }))
  await house.settle()
  return house.platforms.log.map(({ outbound }) => JSON.stringify(outbound))
}

test('a teammate who marked words for a customer in a thread that nobody knows is told that they were not sent', async () => {
  const sent = await saidOutside('> Yes, to Norway too.', { isLinked: true })
  expect(sent).toEqual([expect.stringContaining('Nothing was sent')])
  expect(sent[0]).toContain('Yes, to Norway too.')
  expect(sent[0]).toContain('"kind":"direct"')
})

test('talk among colleagues, and what strangers write, stays unanswered', async () => {
  expect(await saidOutside('Lunch?', { isLinked: true })).toEqual([])
  expect(await saidOutside('> Lunch?', { isLinked: false })).toEqual([])
})
