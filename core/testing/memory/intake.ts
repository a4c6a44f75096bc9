import type { Handle } from '#core/domain/place.ts'
import { LeaseLost } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import { compare, type StoredInbox, type Tenant, type World } from './world.ts'

/** After so many failed attempts a row is left to a person; the number that the real store has. */
export const maxAttempts = 9

/** Leases with fencing numbers, the inbox, who said STOP, whose mail came back, and how fast is sent. */
export function makeIntake(
  world: World,
  businessId: string,
  tenant: () => Tenant,
): Pick<Scope, 'leases' | 'inbox' | 'optOuts' | 'bounces' | 'paces' | 'holds'> {
  const bare = ({ handledAt: _, result: __, error: ___, retryAt: ____, ...row }: StoredInbox) => row
  const since = async ({ kind, value }: Handle) => tenant().optOuts.get(`${kind} ${value}`)?.since ?? null
  return {
    optOuts: {
      since,
      lock: since,
      async set(handle, at, eventId) {
        const key = `${handle.kind} ${handle.value}`
        const before = tenant().optOuts.get(key)
        if (((before?.since ?? null) === null) === (at === null))
          return eventId !== undefined && eventId === before?.toldBy
        tenant().optOuts.set(key, { since: at, toldBy: eventId })
        return true
      },
    },
    bounces: {
      of: async ({ kind, value }) => tenant().bounces.get(`${kind} ${value}`),
      async set({ kind, value }, bounce) {
        tenant().bounces.set(`${kind} ${value}`, bounce)
      },
      async clear({ kind, value }) {
        const isThere = tenant().bounces.get(`${kind} ${value}`) !== undefined
        tenant().bounces.delete(`${kind} ${value}`)
        return isThere
      },
    },
    paces: {
      async next(key, everyMs) {
        const at = Math.max(tenant().paces.get(key)?.freeAt ?? 0, world.now().getTime())
        tenant().paces.set(key, { freeAt: at + everyMs })
        return new Date(at).toISOString()
      },
    },
    holds: {
      async on(connector, account, senders) {
        const known = tenant().holds.filter(
          (one) => one.connector === connector && one.account === account && senders.includes(one.sender),
        )
        return known.filter(({ until }) => until > world.iso()).sort((a, b) => compare(b.until, a.until))[0]
      },
      async put(hold) {
        const key = `${hold.connector} ${hold.account} ${hold.sender}`
        const known = tenant().holds.get(key)
        const until = known !== undefined && known.until > hold.until ? known.until : hold.until
        const forgotten = new Date(world.now().getTime() - 3_600_000).toISOString()
        const goesOn = known?.kind === hold.kind && known.until > forgotten
        return tenant().holds.set(key, { ...hold, until, since: goesOn ? known.since : world.iso() })
      },
      async lift(connector, account, senders) {
        const over = tenant()
          .holds.entries()
          .filter(
            ([, one]) =>
              one.connector === connector &&
              one.account === account &&
              (one.kind === 'permission' || one.until <= world.iso()) &&
              (senders === undefined || senders.includes(one.sender)),
          )
        for (const [key] of over) tenant().holds.delete(key)
        return over.map(([, { kind }]) => kind)
      },
      list: async () =>
        tenant()
          .holds.filter(() => true)
          .sort((a, b) => compare(b.until, a.until)),
    },
    leases: {
      async take(lane, now, forMs) {
        if (!world.tenants.has(businessId)) return undefined
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
