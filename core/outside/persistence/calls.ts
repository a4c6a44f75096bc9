import type { Call } from '#core/domain/call.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { CallRow } from './entities/conversations.ts'
import { find, findOne } from './reading.ts'
import { clean, date, iso, newId } from './rows.ts'

export function makeCalls(context: Context): Scope['calls'] {
  const { businessId } = context
  const oldestFirst = { orderBy: { beganAt: 'asc', id: 'asc' } } as const
  return {
    async add(input) {
      const call = { ...clean(input), id: newId() }
      const { place, ...row } = call
      const { connector, account, thread } = place
      const times = { beganAt: date(row.beganAt), endedAt: date(row.endedAt) }
      await context.em().insert(CallRow, { ...row, ...times, connector, account, thread, businessId })
      return call
    },

    async byPlace({ connector, account, thread }) {
      const row = await findOne(context.em(), CallRow, { businessId, connector, account, thread: clean(thread) })
      return row ? toCall(row) : undefined
    },

    async of(conversationId) {
      return (await find(context.em(), CallRow, { businessId, conversationId }, oldestFirst)).map(toCall)
    },

    async open() {
      return (await find(context.em(), CallRow, { businessId, endedAt: null }, oldestFirst)).map(toCall)
    },

    async update(id, { endedAt, ...patch }) {
      const change = { ...clean(patch), ...(endedAt === undefined ? {} : { endedAt: date(endedAt) }) }
      await context.em().nativeUpdate(CallRow, { businessId, id }, change)
    },
  }
}

type Row = Omit<Call, 'place' | 'beganAt' | 'endedAt'> & {
  connector: string
  account: string
  thread: string
  beganAt: Date
  endedAt: Date | null
}

function toCall(row: Row): Call {
  const { id, conversationId, number, to, language, state, unclear, asked, rest, rung, takenBy } = row
  const { connector, account, thread } = row
  return {
    ...{ id, conversationId, number, to, language, state, unclear, asked, rest, rung, takenBy },
    // A call is between two.
    place: { connector, account, thread, private: true },
    beganAt: iso(row.beganAt),
    endedAt: iso(row.endedAt),
  }
}
