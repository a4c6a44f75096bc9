import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { VoicePattern } from './entities/learning.ts'
import { find } from './reading.ts'
import { clean, date, iso, newId } from './rows.ts'

export function makeVoice(context: Context): Scope['voice'] {
  const { businessId } = context
  return {
    async replace(agentId, patterns) {
      await context.transaction(async ({ em }) => {
        await em().nativeDelete(VoicePattern, { businessId, agentId })
        const rows = clean(patterns).map((pattern) => ({
          ...pattern,
          id: newId(),
          businessId,
          agentId,
          lastUsed: date(pattern.lastUsed),
        }))
        if (rows.length > 0) await em().insertMany(VoicePattern, rows)
      })
    },

    async list(agentId) {
      const orderBy = { patternType: 'asc', frequency: 'desc', id: 'asc' } as const
      const rows = await find(context.em(), VoicePattern, { businessId, agentId }, { orderBy })
      return rows.map(({ patternType, patternData, frequency, lastUsed }) => ({
        ...{ patternType, patternData, frequency },
        lastUsed: iso(lastUsed),
      }))
    },
  }
}
