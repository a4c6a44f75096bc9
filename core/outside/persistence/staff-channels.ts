import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { StaffChannel } from './entities/accounts.ts'
import { find } from './reading.ts'
import { clean, iso, newId } from './rows.ts'

export function makeStaffChannels(context: Context): Scope['staffChannels'] {
  const { businessId } = context

  async function list() {
    const orderBy = { createdAt: 'asc', id: 'asc' } as const
    const rows = await find(context.em(), StaffChannel, { businessId }, { orderBy })
    return rows.map(({ businessId: _, createdAt, ...row }) => ({ ...row, createdAt: iso(createdAt) }))
  }

  return {
    list,

    async save(input) {
      const { connector, account, channel, name, purpose, value } = clean(input)
      await context.em().execute(
        `insert into "lummy"."staff_channels"
           ("id", "business_id", "connector", "account", "channel", "name", "purpose", "value", "created_at")
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)
         on conflict ("business_id", "connector", "account", "channel") do update
         set "name" = excluded."name", "purpose" = excluded."purpose", "value" = excluded."value"`,
        [newId(), businessId, connector, account, channel, name, purpose, value, context.now()],
      )
      const rows = await list()
      return rows.find(
        (row) => row.connector === connector && row.account === account && row.channel === channel,
      ) as (typeof rows)[number]
    },

    async remove(id) {
      await context.em().nativeDelete(StaffChannel, { businessId, id })
    },
  }
}
