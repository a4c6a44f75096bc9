import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { AuditEntry } from './entities/accounts.ts'
import { clean, isId, iso, newId } from './rows.ts'

export function makeAudit(context: Context): Scope['audit'] {
  const { businessId } = context
  return {
    async add({ data = {}, ...entry }) {
      const row = { ...clean(entry), data: clean(data), id: newId(), businessId, at: context.now() }
      await context.em().insert(AuditEntry, row)
    },

    async list(limit, { actor, action, before } = {}) {
      const em = context.em()
      const options = { orderBy: { at: 'desc', id: 'desc' }, limit, disableIdentityMap: true } as const
      const last =
        before === undefined || !isId(before) ? null : await em.findOne(AuditEntry, { businessId, id: before })
      if (before !== undefined && last === null) return []
      const rows = await em.find(
        AuditEntry,
        {
          businessId,
          ...(actor === undefined ? {} : { actor }),
          ...(action === undefined ? {} : { action: { $ilike: `%${action.replace(/[\\%_]/g, '\\$&')}%` } }),
          ...(last === null ? {} : { $or: [{ at: { $lt: last.at } }, { at: last.at, id: { $lt: last.id } }] }),
        },
        options,
      )
      return rows.map(({ id, at, actor, action, subject, data }) => ({
        ...{ id, at: iso(at), actor, action, subject, data },
      }))
    },
  }
}
