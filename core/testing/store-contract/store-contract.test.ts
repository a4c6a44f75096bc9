import { describe } from 'vitest'
import { defaultSettings } from '#core/domain/business.ts'
import { makeMemoryStore } from '../memory-store.ts'
import { testDatabase } from '../test-database.ts'
import { autonomyContract } from './autonomy.ts'
import { deliveryContract } from './delivery.ts'
import { deskContract } from './desk.ts'
import { intakeContract } from './intake.ts'
import { learningContract } from './learning.ts'
import type { ContractStore } from './rows.ts'
import { teamContract } from './team.ts'
import { truthContract } from './truth.ts'
import { writesContract } from './writes.ts'

const memory = makeMemoryStore(() => new Date())
const names = { companyName: 'Shop', industry: 'retail', ownerName: 'Olga', agentName: 'Lummy', passwordHash: '' }
const inMemory: ContractStore = {
  store: memory,
  freshBusiness: () =>
    memory.system.createBusiness({
      ...{ ...names, email: `${crypto.randomUUID()}@shop.example`, settings: defaultSettings },
      confirmedAt: new Date().toISOString(),
    }),
}

// Run on the real one and on the one in memory, so that neither can lie about the other.
for (const [name, open] of [
  ['the store in memory', async () => inMemory],
  ['the store on PostgreSQL', testDatabase],
] as const)
  describe(name, () => {
    async function fresh() {
      const { store, freshBusiness } = await open()
      const made = await freshBusiness()
      return { ...made, store, scope: store.of(made.businessId) }
    }
    describe('writes', () => writesContract(fresh))
    describe('what arrives', () => intakeContract(fresh))
    describe('what leaves', () => deliveryContract(fresh))
    describe('what staff see', () => deskContract(fresh))
    describe('teammates', () => teamContract(fresh))
    describe('what was learned', () => learningContract(fresh))
    describe('what keeps lessons true', () => truthContract(fresh))
    describe('autonomy', () => autonomyContract(fresh))
  })
