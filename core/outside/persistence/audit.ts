import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { AuditEntry } from './entities/accounts.ts'
import { find, findOne } from './reading.ts'
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
      const options = { orderBy: { at: 'desc', id: 'desc' }, limit } as const
      const last =
        before === undefined || !isId(before) ? undefined : await findOne(em, AuditEntry, { businessId, id: before })
      if (before !== undefined && last === undefined) return []
      const rows = await find(
        em,
        AuditEntry,
        {
          businessId,
          ...(actor === undefined ? {} : { actor }),
          ...(action === undefined ? {} : { action: { $ilike: `%${action.replace(/[\\%_]/g, '\\$&')}%` } }),
          ...(last === undefined ? {} : { $or: [{ at: { $lt: last.at } }, { at: last.at, id: { $lt: last.id } }] }),
        },
        options,
      )
      return rows.map(({ id, at, actor, action, subject, data }) => ({
        ...{ id, at: iso(at), actor, action, subject, data },
      }))
    },
  }
}
