import type { Voucher } from '#core/domain/autonomy.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { VoucherRow } from './entities/autonomy.ts'
import { find, findOne } from './reading.ts'
import { clean, iso, newId } from './rows.ts'

export function makeVouchers(context: Context): Scope['vouchers'] {
  const { businessId } = context
  return {
    async add(input) {
      const at = context.now()
      const row = { ...clean(input), id: newId(), corrections: 0, endedAt: null, endedWhy: null }
      await context.em().insert(VoucherRow, { ...row, businessId, at })
      return { ...row, at: iso(at) }
    },

    async of(lessonId) {
      const row = await findOne(context.em(), VoucherRow, { businessId, lessonId, endedAt: null })
      return row ? toVoucher(row) : undefined
    },

    async list(agentId) {
      const options = { orderBy: { at: 'desc', id: 'desc' } } as const
      return (await find(context.em(), VoucherRow, { businessId, agentId, endedAt: null }, options)).map(toVoucher)
    },

    async correct(lessonId) {
      const rows = await context.em().execute<{ corrections: number }[]>(
        `update "lummy"."vouchers" set "corrections" = "corrections" + 1
         where "business_id" = ? and "lesson_id" = ? and "ended_at" is null returning "corrections"`,
        [businessId, lessonId],
      )
      return rows[0]?.corrections ?? 0
    },

    async end(lessonId, why) {
      const change = { endedAt: context.now(), endedWhy: clean(why) }
      return (await context.em().nativeUpdate(VoucherRow, { businessId, lessonId, endedAt: null }, change)) > 0
    },
  }
}

function toVoucher(row: Omit<Voucher, 'at' | 'endedAt'> & { at: Date; endedAt: Date | null }): Voucher {
  const { id, agentId, lessonId, digest, teammateId, name, corrections, endedWhy } = row
  return {
    ...{ id, agentId, lessonId, digest, teammateId, name, corrections, endedWhy },
    at: iso(row.at),
    endedAt: iso(row.endedAt),
  }
}
