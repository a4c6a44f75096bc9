import { onTestFinished } from 'vitest'
import { openStore } from '#core/outside/persistence/open.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from './house.ts'
import { quietLog, testDatabase, testSeal } from './test-database.ts'

/** The same house on the test database, until the test is over. */
export async function makeDatabaseHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const { url, isEmbedded } = await testDatabase()
  return makeTestHouse({
    ...options,
    openStore(now) {
      const opened = openStore({ url, isEmbedded, seal: testSeal(), log: quietLog(), now })
      onTestFinished(() => opened.close())
      return opened.store
    },
  })
}
