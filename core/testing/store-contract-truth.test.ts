import { defaultSettings } from '#core/domain/business.ts'
import { testDatabase } from './database.ts'
import { makeMemoryStore } from './memory-store.ts'
import { truthContract } from './store-contract-truth.ts'

const store = makeMemoryStore(() => new Date())

truthContract('the store in memory', async () => {
  const names = { companyName: 'Shop', industry: 'retail', ownerName: 'Olga', agentName: 'Lummy', passwordHash: '' }
  const freshBusiness = () =>
    store.system.createBusiness({
      ...names,
      email: `${crypto.randomUUID()}@shop.example`,
      settings: defaultSettings,
      confirmedAt: new Date().toISOString(),
    })
  return { store, freshBusiness }
})

truthContract('the store on PostgreSQL', testDatabase)
