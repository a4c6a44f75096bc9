import { onTestFinished } from 'vitest'
import { type OpenStore, openStore } from '#core/outside/persistence/open.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from './house.ts'
import { quietLog, testDatabase, testSeal } from './test-database.ts'

/** The same house on the test database, until the test is over: then its business is gone. */
export async function makeDatabaseHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const { url, isEmbedded, store, takeTurn } = await testDatabase()
  const endTurn = await takeTurn()
  const opened: OpenStore[] = []
  let businessId: string | undefined
  onTestFinished(async () => {
    for (const one of opened) await one.close()
    if (businessId !== undefined) await store.system.removeBusiness(businessId)
    await endTurn()
  })
  const house = await makeTestHouse({
    ...options,
    openStore(now) {
      const one = openStore({ url, isEmbedded, seal: testSeal(), log: quietLog(), now })
      opened.push(one)
      return one.store
    },
  })
  businessId = house.businessId
  return house
}
