import type { ImportRun } from '#core/domain/learning.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { ImportedId, ImportRow } from './entities/learning.ts'
import { find, findOne } from './reading.ts'
import { clean, isId, iso, newId } from './rows.ts'

export function makeImports(context: Context): Scope['imports'] {
  const { businessId } = context
  const newestFirst = { createdAt: 'desc', id: 'desc' } as const
  return {
    async start(input) {
      const now = context.now()
      const row = { ...clean(input), id: newId(), state: 'running' as const, done: 0, summary: {}, createdAt: now }
      await context.em().insert(ImportRow, { ...row, businessId, updatedAt: now })
      return toImportRun(row)
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), ImportRow, { businessId, id })
      return row ? toImportRun(row) : undefined
    },

    /** The newest one that was not undone. */
    async byDigest(digest) {
      const where = { businessId, digest, state: { $ne: 'undone' as const } }
      const rows = await find(context.em(), ImportRow, where, { orderBy: newestFirst, limit: 1 })
      return rows[0] && toImportRun(rows[0])
    },

    async update(id, patch) {
      await context.em().nativeUpdate(ImportRow, { businessId, id }, { ...clean(patch), updatedAt: context.now() })
    },

    async list() {
      const rows = await find(context.em(), ImportRow, { businessId }, { orderBy: newestFirst })
      return rows.map(toImportRun)
    },

    async seen(importId, externalIds) {
      const ids = [...new Set(clean(externalIds))]
      if (ids.length === 0) return new Set()
      const fresh = await context.em().execute<{ external_id: string }[]>(
        `insert into "lummy"."imported_ids" ("business_id", "external_id", "import_id")
         select ?, "id", ? from jsonb_array_elements_text(?::jsonb) "id" on conflict do nothing returning "external_id"`,
        [businessId, importId, JSON.stringify(ids)],
      )
      const isFresh = new Set(fresh.map((row) => row.external_id))
      return new Set(ids.filter((id) => !isFresh.has(id)))
    },

    async forgetSeen(importId) {
      await context.em().nativeDelete(ImportedId, { businessId, importId })
    },
  }
}

function toImportRun(row: Omit<ImportRun, 'createdAt'> & { createdAt: Date }): ImportRun {
  const { id, agentId, name, digest, state, total, done, fromSeq, summary } = row
  return { id, agentId, name, digest, state, total, done, fromSeq, summary, createdAt: iso(row.createdAt) }
}
