import type { Teammate } from '#core/domain/business.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { HandleRow, Teammate as TeammateRow, User } from './entities/accounts.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makeTeammates(context: Context): Scope['teammates'] {
  const { businessId } = context
  const plain = { disableIdentityMap: true } as const
  return {
    async list() {
      const orderBy = { createdAt: 'asc', id: 'asc' } as const
      const rows = await context.em().find(TeammateRow, { businessId }, { ...plain, orderBy })
      return rows.map(toTeammate)
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await context.em().findOne(TeammateRow, { businessId, id }, plain)
      return row ? toTeammate(row) : undefined
    },

    async byEmail(email) {
      const row = await context.em().findOne(TeammateRow, { businessId, email: email.toLowerCase() }, plain)
      return row ? toTeammate(row) : undefined
    },

    async create(input) {
      const row = {
        ...clean(input),
        email: input.email.toLowerCase(),
        id: newId(),
        businessId,
        awayUntil: null,
        createdAt: context.now(),
      }
      await context.em().insert(TeammateRow, { ...row, confirmedAt: date(input.confirmedAt) })
      return toTeammate({ ...row, confirmedAt: date(input.confirmedAt) })
    },

    async update(id, { passwordHash, confirmedAt, awayUntil, name, role }) {
      await context.transaction(async ({ em }) => {
        const row = await em().findOne(TeammateRow, { businessId, id }, plain)
        if (!row) throw new Refused(404, 'no such teammate')
        const change = {
          ...(name !== undefined && { name: clean(name) }),
          ...(role !== undefined && { role }),
          ...(confirmedAt !== undefined && { confirmedAt: date(confirmedAt) }),
          ...(awayUntil !== undefined && { awayUntil: date(awayUntil) }),
          ...(passwordHash !== undefined && row.role !== 'owner' && { passwordHash }),
        }
        if (Object.keys(change).length > 0) await em().nativeUpdate(TeammateRow, { businessId, id }, change)
        if (passwordHash !== undefined && row.role === 'owner')
          await em().nativeUpdate(User, { id: businessId }, { passwordHash, updatedAt: context.now() })
      })
    },

    async link(id, { kind, value }) {
      await context.em().execute(
        `insert into "lummy"."handles" ("business_id", "kind", "value", "teammate_id") values (?, ?, ?, ?)
           on conflict ("business_id", "kind", "value") do update set "teammate_id" = excluded."teammate_id"`,
        [businessId, kind, clean(value), id],
      )
    },

    async unlink(id, { kind, value }) {
      await context
        .em()
        .nativeUpdate(HandleRow, { businessId, kind, value: clean(value), teammateId: id }, { teammateId: null })
    },

    async handles(id) {
      const rows = await context.em().find(HandleRow, { businessId, teammateId: id }, plain)
      return rows.map(({ kind, value }) => ({ kind, value }))
    },
  }
}

type Row = Omit<Teammate, 'confirmedAt' | 'awayUntil'> & { confirmedAt: Date | null; awayUntil: Date | null }

export function toTeammate(row: Row): Teammate {
  const { id, email, name, role } = row
  return { id, email, name, role, confirmedAt: iso(row.confirmedAt), awayUntil: iso(row.awayUntil) }
}
