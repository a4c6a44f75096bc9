import { expect, test } from 'vitest'
import type { ActionEvent } from '#core/domain/event.ts'
import { autonomous } from '#core/testing/autonomous.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { author, pressed } from '#core/testing/events.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** An owner says a word in Slack. */
async function ownersWord(house: TestHouse) {
  const oona = await house.teammate('Oona')
  await house.core.teammates.changeRole(house.owner, oona.teammate.id, 'owner')
  return (action: ActionEvent['action']) => {
    house.clock.advance(1_000)
    const place = { connector: 'slack', account: 'T1', thread: 'C1', private: true }
    const at = house.clock.now().toISOString()
    const said = { id: `word-${house.next()}`, place, at, author: author(oona.handle), action, target: 'x', text: '' }
    return house.receiveAndWait(pressed(said))
  }
}
const statusOf = async (house: TestHouse) => (await house.scope.agent()).status

test.each([
  ['in memory', makeTestHouse],
  ['on the database', makeDatabaseHouse],
])('an agent that was paused goes on as what it was, %s', async (_, makeHouse) => {
  const house = await makeHouse({ slack: true })
  const says = await ownersWord(house)
  const { id } = await house.scope.agent()
  for (const was of ['learning', 'active', 'learning'] as const) {
    await house.core.learning.setStatus(house.owner, id, was)
    await says('pause')
    // A second time changes nothing of what it was before.
    await says('pause')
    expect(await statusOf(house)).toBe('paused')
    expect(await says('resume')).toMatchObject({ kind: 'done' })
    expect(await statusOf(house)).toBe(was)
    expect(await says('resume')).toMatchObject({ kind: 'done' })
    expect(await statusOf(house)).toBe(was)
  }
})

test('a topic that was switched on while it was paused is answered alone after it', async () => {
  const { house, topicId, prove } = await autonomous()
  const says = await ownersWord(house)
  await prove()
  const { id } = await house.scope.agent()
  await house.core.learning.setStatus(house.owner, id, 'learning')
  await says('pause')
  house.clock.advance(1_000)
  await house.core.learning.switchTopic(house.owner, topicId, true)
  await says('resume')
  expect(await statusOf(house)).toBe('active')
})
