import type { SystemStore } from '#core/store/system.ts'
import type { Deps } from './context.ts'
import { OneTimeLink, RefreshToken, Teammate, User } from './entities/accounts.ts'
import { find, findOne } from './reading.ts'
import { date, iso } from './rows.ts'
import { isFounder, toTeammate } from './teammates.ts'

type SignIn = Pick<
  SystemStore,
  'signIn' | 'saveRefresh' | 'useRefresh' | 'revokeRefresh' | 'saveLink' | 'readLink' | 'useLink'
>

/** Sign-in and one-time links: tokens are known by their hashes only. */
export function makeSignIn({ orm, now }: Deps): SignIn {
  const em = () => orm.em.fork()
  return {
    async signIn(email) {
      const found = await find(
        em(),
        Teammate,
        { email: email.toLowerCase(), removedAt: null },
        { orderBy: { createdAt: 'asc' } },
      )
      const owners = found.filter(isFounder).map((row) => row.businessId)
      const users = owners.length === 0 ? [] : await find(em(), User, { id: { $in: owners } })
      const hashes = new Map(users.map((user) => [user.id, user.passwordHash]))
      return found.map((row) => ({
        businessId: row.businessId,
        teammate: toTeammate(row),
        passwordHash: isFounder(row) ? (hashes.get(row.businessId) ?? null) : row.passwordHash,
      }))
    },

    async saveRefresh(row) {
      await em().insert(RefreshToken, { ...row, expiresAt: date(row.expiresAt), usedAt: null, revokedAt: null })
    },

    async useRefresh(hash) {
      // One statement: of two that come at once, the second sees that it was used.
      const rows = await em().execute<
        { family: string; business_id: string; teammate_id: string; expires_at: Date; used_at: Date | null }[]
      >(
        `update "lummy"."refresh_tokens" t set "used_at" = coalesce(t."used_at", ?) from (
           select * from "lummy"."refresh_tokens" where "hash" = ? and "revoked_at" is null for update
         ) "was" where t."hash" = "was"."hash" returning "was".*`,
        [now(), hash],
      )
      const row = rows[0]
      if (!row) return undefined
      return {
        family: row.family,
        businessId: row.business_id,
        teammateId: row.teammate_id,
        expiresAt: iso(new Date(row.expires_at)),
        usedAt: row.used_at === null ? null : iso(new Date(row.used_at)),
      }
    },

    async revokeRefresh(family) {
      await em().nativeUpdate(RefreshToken, { family, revokedAt: null }, { revokedAt: now() })
    },

    async saveLink(row) {
      await em().insert(OneTimeLink, { ...row, expiresAt: date(row.expiresAt), usedAt: null })
    },

    async readLink(hash) {
      const row = await findOne(em(), OneTimeLink, { hash })
      if (!row) return undefined
      const { purpose, businessId, teammateId, data } = row
      return { purpose, businessId, teammateId, data, expiresAt: iso(row.expiresAt), usedAt: iso(row.usedAt) }
    },

    async useLink(hash) {
      return (await em().nativeUpdate(OneTimeLink, { hash, usedAt: null }, { usedAt: now() })) > 0
    },
  }
}
