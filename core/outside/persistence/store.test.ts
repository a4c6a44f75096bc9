import { expect, test } from 'vitest'
import { testDatabase } from '#core/testing/test-database.ts'

test('a business is made with its owner and its first agent', async () => {
  const { store, freshBusiness } = await testDatabase()
  const { businessId, agentId, teammateId, email } = await freshBusiness()
  const scope = store.of(businessId)
  expect(await scope.business()).toMatchObject({ id: businessId, email, settings: { askMinutes: 10 } })
  expect(await scope.agent()).toMatchObject({ id: agentId, status: 'learning', learningSeq: 0 })
  expect(await scope.teammates.list()).toMatchObject([{ id: teammateId, role: 'owner' }])
})
