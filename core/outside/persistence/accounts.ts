import type { Agent, Business, BusinessSettings } from '#core/domain/business.ts'
import { defaultSettings } from '#core/domain/business.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { AiAgent, User } from './entities/accounts.ts'
import { find, findOne } from './reading.ts'
import { clean, isId, iso } from './rows.ts'

export function makeAccounts(context: Context): Pick<Scope, 'business' | 'saveSettings' | 'agent' | 'saveAgent'> {
  const { businessId } = context
  return {
    async business() {
      const row = await findOne(context.em(), User, { id: businessId })
      if (!row) throw new Refused(404, 'no such business')
      return toBusiness(row)
    },

    async saveSettings(settings) {
      await context.transaction(async ({ em }) => {
        // Merged in the database: two people changing two settings at once keep both.
        await em().execute(
          'update "lummy"."users" set "settings" = "settings" || ?::jsonb, "updated_at" = ? where "id" = ?',
          [JSON.stringify(clean(settings)), context.now(), businessId],
        )
      })
    },

    async agent(id) {
      const where = id === undefined ? { businessId } : { businessId, id }
      const orderBy = { createdAt: 'asc', id: 'asc' } as const
      const row =
        id !== undefined && !isId(id) ? undefined : (await find(context.em(), AiAgent, where, { orderBy, limit: 1 }))[0]
      if (!row) throw new Refused(404, 'This agent does not exist.')
      return toAgent(row)
    },

    async saveAgent(id, patch) {
      await context.em().nativeUpdate(AiAgent, { businessId, id }, { ...clean(patch), updatedAt: context.now() })
    },
  }
}

type UserRow = {
  id: string
  email: string
  companyName: string
  industry: string
  settings: BusinessSettings
  createdAt: Date
}

export function toBusiness(row: UserRow): Business {
  return {
    id: row.id,
    email: row.email,
    companyName: row.companyName,
    industry: row.industry,
    settings: { ...defaultSettings, ...row.settings },
    createdAt: iso(row.createdAt),
  }
}

function toAgent(row: Agent): Agent {
  const { id, name, status, learningStage, voiceProfile, learningSeq, learningEpoch, projectedSeq } = row
  return { id, name, status, learningStage, voiceProfile, learningSeq, learningEpoch, projectedSeq }
}
