import { Refused } from '#core/errors.ts'
import type { SystemStore } from '#core/store/system.ts'
import { toBusiness } from './accounts.ts'
import type { Deps } from './context.ts'
import { AiAgent, Integration, Teammate, User } from './entities/accounts.ts'
import { filesInUse } from './files-in-use.ts'
import { settingsPlace, toIntegration } from './integrations.ts'
import { makeKeep } from './keep.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, newId } from './rows.ts'
import { makeSignIn } from './signin.ts'
import { sweep } from './sweep.ts'

/** What is not any one business's. */
export function makeSystem(deps: Deps): SystemStore {
  const { orm, seal, now } = deps
  const em = () => orm.em.fork()
  const connected = { status: { $ne: 'removed' as const } }
  const found = (row: Parameters<typeof toIntegration>[0] & { businessId: string }) => ({
    businessId: row.businessId,
    integration: toIntegration(row, seal),
  })
  return {
    async ping() {
      await em().execute('select 1')
    },

    keep: makeKeep(() => orm.em.getConnection().getNativeClient(), now),

    async integrationById(id) {
      if (!isId(id)) return undefined
      const row = await findOne(em(), Integration, { id, ...connected })
      return row ? found(row) : undefined
    },

    async integrationByAccount(connector, account) {
      const row = await findOne(em(), Integration, { connector, account, ...connected })
      return row ? found(row) : undefined
    },

    async integrations(connector) {
      const where = { ...connected, ...(connector !== undefined && { connector }) }
      return (await find(em(), Integration, where, { orderBy: { createdAt: 'asc' } })).map(found)
    },

    filesInUse: (digests) => filesInUse(em(), digests),

    async createBusiness(input) {
      const { email, passwordHash, companyName, industry, settings, ownerName, agentName, confirmedAt } = clean(input)
      const ownerEmail = input.ownerEmail ?? email
      const businessId = newId()
      const teammateId = newId()
      const agentId = newId()
      const times = { createdAt: now(), updatedAt: now() }
      const address = email.toLowerCase()
      const tx = em()
      await tx.begin()
      try {
        if ((await tx.count(User, { email: address })) > 0)
          throw new Refused(409, 'this address has a business already')
        await tx.insert(User, {
          ...{ id: businessId, email: address, passwordHash, companyName, industry, settings },
          ...times,
        })
        await tx.insert(Teammate, {
          ...{
            id: teammateId,
            businessId,
            email: ownerEmail.toLowerCase(),
            name: ownerName,
            role: 'owner',
            passwordHash: null,
          },
          confirmedAt: date(confirmedAt),
          createdAt: times.createdAt,
        })
        await tx.insert(AiAgent, {
          ...{ id: agentId, businessId, name: agentName, status: 'learning', learningStage: 0, voiceProfile: {} },
          ...times,
        })
        await tx.commit()
      } catch (error) {
        await tx.rollback().catch(() => {})
        throw error
      }
      return { businessId, teammateId, agentId }
    },

    async removeBusiness(businessId) {
      await em().nativeDelete(User, { id: businessId })
    },

    async businesses() {
      return (await find(em(), User, {}, { orderBy: { createdAt: 'asc' } })).map(toBusiness)
    },

    ...makeSignIn(deps),

    sweep: (time, limit) => sweep(em(), time, limit),

    async resealBatch(after, limit) {
      const where = after === undefined ? {} : { id: { $gt: after } }
      const rows = await find(em(), Integration, where, { orderBy: { id: 'asc' }, limit })
      let resealed = 0
      for (const row of rows.filter((row) => seal.needsRotation(row.settings))) {
        const settings = seal.seal(seal.open(row.settings, settingsPlace(row.id)), settingsPlace(row.id))
        // Only if nobody saved others meanwhile: those were sealed with the newest key.
        resealed += await em().nativeUpdate(Integration, { id: row.id, settings: row.settings }, { settings })
      }
      const next = rows.length === limit ? rows.at(-1)?.id : undefined
      return { seen: rows.length, resealed, ...(next !== undefined && { next }) }
    },
  }
}
