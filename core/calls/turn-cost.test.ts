import { expect, onTestFinished, test, vi } from 'vitest'
import { opening, question, teach, vouched } from '#core/testing/call-houses.ts'
import { caller } from '#core/testing/caller.ts'
import { makeDatabaseHouse } from '#core/testing/database-house.ts'
import { testDatabase } from '#core/testing/test-database.ts'

const others = [
  ['Do you ship to Norway?', 'Yes, parcels to Norway take five days.'],
  ['Is there parking near the shop?', 'There is parking behind the church.'],
] as const
/** A way there and back costs more than most of what is asked; whoever needs more of them says here why. */
const mostMessages = 42

test(`a question on the phone goes to the database at most ${mostMessages} times, however long the call is`, {
  timeout: 60_000,
}, async () => {
  const house = await vouched(opening, makeDatabaseHouse)
  for (const [asked, answer] of others) await teach(house, answer, asked)
  for (const { id } of await house.core.lessons.list(house.owner, {}))
    await house.core.learning.vouch(house.owner, id, true)
  const ana = caller(house)
  await ana.calls()
  const sent = vi.spyOn(await clients(), 'query')
  onTestFinished(() => sent.mockRestore())
  for (const [asked, answer] of [[question, opening] as const, ...others]) {
    sent.mockClear()
    expect((await ana.says(asked)).said).toEqual([answer])
    expect(sent.mock.calls.length, asked).toBeLessThanOrEqual(mostMessages)
    expect(sent.mock.calls.length, 'they are counted at all').toBeGreaterThan(10)
  }
})

/** What all of MikroORM's connections have in common. */
async function clients(): Promise<{ query(...given: unknown[]): unknown }> {
  const pool = await (await testDatabase()).orm.em.getConnection().getNativeClient()
  return (pool as unknown as { Client: { prototype: { query(): unknown } } }).Client.prototype
}
