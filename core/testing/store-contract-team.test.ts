import { defaultSettings } from '#core/domain/business.ts'
import { testDatabase } from './database.ts'
import { makeMemoryStore } from './memory-store.ts'
import { teamContract } from './store-contract-team.ts'

const store = makeMemoryStore(() => new Date())

teamContract('the store in memory', async () => {
  const names = { companyName: 'Shop', industry: 'retail', ownerName: 'Olga', agentName: 'Lummy', passwordHash: '' }
  const email = `${crypto.randomUUID()}@shop.example`
  const confirmedAt = new Date().toISOString()
  const freshBusiness = () => store.system.createBusiness({ ...names, email, settings: defaultSettings, confirmedAt })
  return { store, freshBusiness }
})

teamContract('the store on PostgreSQL', testDatabase)
