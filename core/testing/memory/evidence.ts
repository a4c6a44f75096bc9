import type { Evidence } from '#core/domain/learning.ts'
import type { Scope } from '#core/store/store.ts'
import type { StoredEvidence, Tenant, World } from './world.ts'

/** Admitted rows of each claim, with positions from 1 and without gaps. */
export function makeEvidence(world: World, tenant: () => Tenant): Scope['evidence'] {
  const of = (claim: string) =>
    tenant()
      .evidence.filter((row) => row.claim === claim)
      .sort((a, b) => a.position - b.position)
  const put = (row: StoredEvidence) => void tenant().evidence.set(`${row.position} ${row.claim}`, row)
  const admit = (claim: string, row: Omit<StoredEvidence, 'claim' | 'position' | 'admittedAt' | 'isImported'>) => {
    const position = of(claim).length + 1
    put({ ...row, claim, position, admittedAt: world.iso(), isImported: row.importId !== null })
    return position
  }
  return {
    admit: async (claim, row) => admit(claim, { ...row, importId: null, isDecided: false }),
    async decide(draftId, err, reason) {
      for (const row of tenant().evidence.filter((one) => one.draftId === draftId && !one.isDecided)) {
        put({ ...row, err, reason, isDecided: true, decidedAt: world.iso() })
      }
    },
    rows: async (claim) => of(claim).map(bare),
    of: async (claims) => claims.map((claim) => of(claim).map(bare)),
    async claims(start) {
      const newest = new Map<string, string>()
      for (const { claim, admittedAt } of tenant().evidence.filter((row) => row.claim.startsWith(start)))
        if (admittedAt > (newest.get(claim) ?? '')) newest.set(claim, admittedAt)
      return [...newest]
        .sort(([a, at], [b, then]) => (at < then ? 1 : at > then ? -1 : a < b ? -1 : 1))
        .map(([claim]) => claim)
    },
    async addDecided(claim, rows) {
      for (const row of rows)
        admit(claim, { ...row, draftId: null, deadline: world.iso(), isDecided: true, decidedAt: world.iso() })
    },
    async removeImport(importId) {
      const claims = new Set(
        tenant()
          .evidence.filter((row) => row.importId === importId)
          .map((row) => row.claim),
      )
      for (const claim of claims) {
        const rows = of(claim)
        for (const row of rows) tenant().evidence.delete(`${row.position} ${claim}`)
        rows
          .filter((row) => row.importId !== importId)
          .forEach((row, index) => {
            put({ ...row, position: index + 1 })
          })
      }
    },
    async expire(claim, now) {
      const late = of(claim).filter((row) => !row.isDecided && Date.parse(row.deadline) <= now.getTime())
      for (const row of late)
        put({ ...row, err: 1, reason: 'undecided', isDecided: true, decidedAt: now.toISOString() })
      return late.length
    },
  }
}

function bare({ draftId: _, importId: __, isDecided: ___, ...row }: StoredEvidence): Evidence {
  return row
}
