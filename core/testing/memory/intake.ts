import type { Handle } from '#core/domain/place.ts'
import { LeaseLost } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import type { StoredInbox, Tenant, World } from './world.ts'

/** After so many failed attempts a row is left to a person; the number that the real store has. */
export const maxAttempts = 9

/** Leases with fencing numbers, the inbox, who said STOP, and how fast is sent. */
export function makeIntake(world: World, tenant: () => Tenant): Pick<Scope, 'leases' | 'inbox' | 'optOuts' | 'paces'> {
  const bare = ({ handledAt: _, result: __, error: ___, retryAt: ____, ...row }: StoredInbox) => row
  const since = async ({ kind, value }: Handle) => tenant().optOuts.get(`${kind} ${value}`)?.since ?? null
  return {
    optOuts: {
      since,
      lock: since,
      async set(handle, at) {
        if (((await since(handle)) === null) === (at === null)) return false
        tenant().optOuts.set(`${handle.kind} ${handle.value}`, { since: at })
        return true
      },
    },
    paces: {
      async next(key, everyMs) {
        const at = Math.max(tenant().paces.get(key)?.freeAt ?? 0, world.now().getTime())
        tenant().paces.set(key, { freeAt: at + everyMs })
        return new Date(at).toISOString()
      },
    },
    leases: {
      async take(lane, now, forMs) {
        const held = tenant().leases.get(lane)
        if (held !== undefined && held.until > now.getTime()) return undefined
        const fence = (held?.fence ?? 0) + 1
        tenant().leases.set(lane, { ...held, lane, fence, until: now.getTime() + forMs })
        return fence
      },
      async renew(lane, fence, now, forMs) {
        const held = tenant().leases.get(lane)
        if (held?.fence !== fence) return false
        tenant().leases.set(lane, { ...held, until: now.getTime() + forMs })
        return true
      },
      async check(lane, fence) {
        if (tenant().leases.get(lane)?.fence !== fence) throw new LeaseLost(`another worker has ${lane}`)
      },
      async release(lane, fence) {
        const held = tenant().leases.get(lane)
        if (held?.fence !== fence) return
        tenant().leases.set(lane, { ...held, until: Number.NEGATIVE_INFINITY })
      },
      async leave(lane, fence, value) {
        const held = tenant().leases.get(lane)
        if (held?.fence !== fence) return false
        tenant().leases.set(lane, { ...held, left: structuredClone(value) })
        return true
      },
      left: async (lane) => structuredClone(tenant().leases.get(lane)?.left),
    },
    inbox: {
      async unhandled(lane, limit) {
        const rows = tenant().inbox.filter(
          (row) => row.lane === lane && row.handledAt === null && row.attempts < maxAttempts,
        )
        return rows
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit)
          .map(bare)
      },
      async markHandled(seqs, result) {
        for (const seq of seqs) {
          const row = tenant().inbox.get(String(seq))
          if (row !== undefined) tenant().inbox.set(String(seq), { ...row, handledAt: world.iso(), result, error: '' })
        }
      },
      async markFailed(seqs, error) {
        for (const seq of seqs) {
          const row = tenant().inbox.get(String(seq))
          if (row === undefined) continue
          const attempts = row.attempts + 1
          const retryAt = world.now().getTime() + Math.min(2 ** attempts, 300) * 1000
          tenant().inbox.set(String(seq), { ...row, attempts, error, retryAt })
        }
      },
      async byPlatformId(connector, account, platformId) {
        const row = tenant().inbox.find(
          (one) => one.connector === connector && one.account === account && one.platformId === platformId,
        )
        return row === undefined ? undefined : { ...bare(row), result: row.result }
      },
      async troubled(limit) {
        const rows = tenant().inbox.filter((row) => row.handledAt === null && row.attempts >= maxAttempts)
        return rows
          .sort((a, b) => b.seq - a.seq)
          .slice(0, limit)
          .map((row) => ({ ...bare(row), error: row.error }))
      },
    },
  }
}
