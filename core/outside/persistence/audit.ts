import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { AuditEntry } from './entities/accounts.ts'
import { clean, iso, newId } from './rows.ts'

export function makeAudit(context: Context): Scope['audit'] {
  const { businessId } = context
  return {
    async add({ data = {}, ...entry }) {
      const row = { ...clean(entry), data: clean(data), id: newId(), businessId, at: context.now() }
      await context.em().insert(AuditEntry, row)
    },

    async list(limit) {
      const options = { orderBy: { at: 'desc', id: 'desc' }, limit, disableIdentityMap: true } as const
      const rows = await context.em().find(AuditEntry, { businessId }, options)
      return rows.map(({ at, actor, action, subject, data }) => ({ at: iso(at), actor, action, subject, data }))
    },
  }
}
