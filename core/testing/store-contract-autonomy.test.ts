import { defaultSettings } from '#core/domain/business.ts'
import { testDatabase } from './database.ts'
import { makeMemoryStore } from './memory-store.ts'
import { autonomyContract } from './store-contract-autonomy.ts'

const store = makeMemoryStore(() => new Date())

autonomyContract('autonomy in memory', async () => {
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

autonomyContract('autonomy on PostgreSQL', testDatabase)
