import type { Evidence } from '#core/domain/learning.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { EvidenceRow } from './entities/learning.ts'
import { find } from './reading.ts'
import { date, isId, iso } from './rows.ts'

export function makeEvidence(context: Context): Scope['evidence'] {
  const { businessId } = context

  /** The next `count` positions of a claim; locks its row, so that admissions have one order and no gaps. */
  async function positions({ em }: Context, claim: string, count: number): Promise<number> {
    const rows = await em().execute<{ positions: number }[]>(
      `insert into "lummy"."claims" as "known" ("business_id", "claim", "positions") values (?, ?, ?)
       on conflict ("business_id", "claim") do update set "positions" = "known"."positions" + excluded."positions"
       returning "positions"`,
      [businessId, claim, count],
    )
    return rows[0]!.positions - count + 1
  }

  return {
    async admit(claim, { draftId, deadline, blind }) {
      return await context.transaction(async (tx) => {
        const position = await positions(tx, claim, 1)
        await tx.em().insert(EvidenceRow, {
          ...{ businessId, claim, position, draftId, blind },
          importId: null,
          admittedAt: context.now(),
          deadline: date(deadline),
          decidedAt: null,
          err: null,
          reason: null,
        })
        return position
      })
    },

    async decide(draftId, err, reason) {
      if (!isId(draftId)) return
      const change = { err, reason, decidedAt: context.now() }
      await context.em().nativeUpdate(EvidenceRow, { businessId, draftId, decidedAt: null }, change)
    },

    async rows(claim) {
      const options = { orderBy: { position: 'asc' } } as const
      return (await find(context.em(), EvidenceRow, { businessId, claim }, options)).map(toEvidence)
    },

    async of(claims) {
      const options = { orderBy: { position: 'asc' } } as const
      const rows = await find(context.em(), EvidenceRow, { businessId, claim: { $in: [...claims] } }, options)
      const found = Map.groupBy(rows, ({ claim }) => claim)
      return claims.map((claim) => (found.get(claim) ?? []).map(toEvidence))
    },

    async claims(start) {
      const rows = await context.em().execute<{ claim: string }[]>(
        `select * from (
           select c."claim", (select max(e."admitted_at") from "lummy"."evidence" e
             where e."business_id" = c."business_id" and e."claim" = c."claim") as "newest"
           from "lummy"."claims" c where c."business_id" = ? and starts_with(c."claim", ?)
         ) known where "newest" is not null order by "newest" desc, "claim"`,
        [businessId, start],
      )
      return rows.map(({ claim }) => claim)
    },

    async addDecided(claim, rows) {
      if (rows.length === 0) return
      await context.transaction(async (tx) => {
        const first = await positions(tx, claim, rows.length)
        const now = context.now()
        await tx.em().insertMany(
          EvidenceRow,
          rows.map(({ err, reason, blind, importId }, index) => ({
            ...{ businessId, claim, err, reason, blind, importId },
            position: first + index,
            draftId: null,
            admittedAt: now,
            deadline: now,
            decidedAt: now,
          })),
        )
      })
    },

    async removeImport(importId) {
      await context.transaction(async ({ em }) => {
        const removed = await em().execute<{ claim: string }[]>(
          'delete from "lummy"."evidence" where "business_id" = ? and "import_id" = ? returning "claim"',
          [businessId, importId],
        )
        for (const claim of new Set(removed.map((row) => row.claim))) await closeGaps(em(), claim)
      })
    },

    async expire(claim, now) {
      const where = { businessId, claim, decidedAt: null, deadline: { $lte: now } }
      return await context.em().nativeUpdate(EvidenceRow, where, { err: 1, reason: 'undecided', decidedAt: now })
    },
  }

  /** As if what was removed had never been admitted. */
  async function closeGaps(em: ReturnType<Context['em']>, claim: string): Promise<void> {
    // Through negative numbers: the unique key is checked row by row.
    const renumber = `update "lummy"."evidence" e set "position" = -n."n" from (
        select "position", row_number() over (order by "position") as "n" from "lummy"."evidence"
        where "business_id" = ? and "claim" = ?) n
      where e."business_id" = ? and e."claim" = ? and e."position" = n."position"`
    await em.execute(renumber, [businessId, claim, businessId, claim])
    await em.execute('update "lummy"."evidence" set "position" = -"position" where "business_id" = ? and "claim" = ?', [
      businessId,
      claim,
    ])
    await em.execute(
      `update "lummy"."claims" set "positions" = (select count(*) from "lummy"."evidence" where "business_id" = ? and "claim" = ?)
       where "business_id" = ? and "claim" = ?`,
      [businessId, claim, businessId, claim],
    )
  }
}

type Row = {
  claim: string
  importId: string | null
  position: number
  admittedAt: Date
  deadline: Date
  decidedAt: Date | null
  err: number | null
  reason: string | null
  blind: boolean
}

function toEvidence(row: Row): Evidence {
  const { claim, position, blind, reason } = row
  return {
    ...{ claim, position, blind, isImported: row.importId !== null },
    admittedAt: iso(row.admittedAt),
    deadline: iso(row.deadline),
    ...(row.decidedAt && { err: row.err === null ? null : row.err === 0 ? 0 : 1, decidedAt: iso(row.decidedAt) }),
    ...(reason !== null && { reason }),
  }
}
