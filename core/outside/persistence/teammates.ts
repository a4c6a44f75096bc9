import type { EntityManager } from '@mikro-orm/postgresql'
import type { Teammate } from '#core/domain/business.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { HandleRow, OneTimeLink, RefreshToken, Teammate as TeammateRow, User } from './entities/accounts.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makeTeammates(context: Context): Scope['teammates'] {
  const { businessId } = context
  const foundersHash = async (em: EntityManager) => {
    const { passwordHash } = await em.findOneOrFail(User, { id: businessId })
    return { passwordHash }
  }
  return {
    async list({ withRemoved = false } = {}) {
      const orderBy = { createdAt: 'asc', id: 'asc' } as const
      const where = { businessId, ...(withRemoved ? {} : { removedAt: null }) }
      const rows = await find(context.em(), TeammateRow, where, { orderBy })
      return rows.map(toTeammate)
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), TeammateRow, { businessId, id })
      return row ? toTeammate(row) : undefined
    },

    async byEmail(email) {
      const row = await findOne(context.em(), TeammateRow, { businessId, email: email.toLowerCase() })
      return row ? toTeammate(row) : undefined
    },

    async create(input) {
      const row = {
        ...clean(input),
        email: input.email.toLowerCase(),
        id: newId(),
        businessId,
        awayUntil: null,
        removedAt: null,
        forgottenAt: null,
        createdAt: context.now(),
      }
      await context.em().insert(TeammateRow, { ...row, confirmedAt: date(input.confirmedAt) })
      return toTeammate({ ...row, confirmedAt: date(input.confirmedAt) })
    },

    async update(id, { passwordHash, confirmedAt, awayUntil, removedAt, name, role }) {
      await context.transaction(async ({ em }) => {
        const row = await findOne(em(), TeammateRow, { businessId, id })
        if (!row) throw new Refused(404, 'This teammate does not exist.')
        const change = {
          ...(name !== undefined && { name: clean(name) }),
          ...(role !== undefined && { role }),
          ...(confirmedAt !== undefined && { confirmedAt: date(confirmedAt) }),
          ...(awayUntil !== undefined && { awayUntil: date(awayUntil) }),
          ...(removedAt !== undefined && { removedAt }),
          ...(passwordHash !== undefined && !isFounder(row) && { passwordHash }),
          // From now on an owner like any other: the password moves to where theirs stands.
          ...(role !== undefined && role !== row.role && isFounder(row) && (await foundersHash(em()))),
        }
        if (Object.keys(change).length > 0) await em().nativeUpdate(TeammateRow, { businessId, id }, change)
        if (passwordHash !== undefined && isFounder(row))
          await em().nativeUpdate(User, { id: businessId }, { passwordHash, updatedAt: context.now() })
      })
    },

    async owners() {
      const where = { businessId, role: 'owner' as const, removedAt: null }
      const rows = await find(context.em(), TeammateRow, where, { isLocking: true, orderBy: { id: 'asc' } })
      return rows.map(toTeammate)
    },

    async remove(id) {
      await context.transaction(async ({ em }) => {
        const change = { removedAt: context.now(), confirmedAt: null, passwordHash: null, awayUntil: null }
        if ((await em().nativeUpdate(TeammateRow, { businessId, id }, change)) === 0) return
        const mine = { businessId, teammateId: id }
        await em().nativeUpdate(RefreshToken, { ...mine, revokedAt: null }, { revokedAt: context.now() })
        await em().nativeUpdate(OneTimeLink, { ...mine, usedAt: null }, { usedAt: context.now() })
        await em().nativeDelete(HandleRow, { ...mine, personId: null, blockedAt: null })
        await em().nativeUpdate(HandleRow, mine, { teammateId: null })
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
      const rows = await find(context.em(), HandleRow, { businessId, teammateId: id })
      return rows.map(({ kind, value }) => ({ kind, value }))
    },
  }
}

type Row = Omit<Teammate, 'confirmedAt' | 'awayUntil' | 'removedAt' | 'forgottenAt'> & {
  confirmedAt: Date | null
  awayUntil: Date | null
  removedAt: Date | null
  forgottenAt: Date | null
}

/** The owner who opened the business: theirs is the password of `users`. Every other owner was invited and has their own. */
export function isFounder(row: { role: string; passwordHash: string | null; confirmedAt: Date | null }): boolean {
  return row.role === 'owner' && row.passwordHash === null && row.confirmedAt !== null
}

export function toTeammate(row: Row): Teammate {
  const { id, email, name, role } = row
  const [confirmedAt, awayUntil, removedAt] = [iso(row.confirmedAt), iso(row.awayUntil), iso(row.removedAt)]
  return { id, email, name, role, confirmedAt, awayUntil, removedAt, forgottenAt: iso(row.forgottenAt) }
}
