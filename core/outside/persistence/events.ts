import type { Scope } from '#core/store/store.ts'
import { insert } from './changing.ts'
import type { Context } from './context.ts'
import { ConversationEvents } from './entities/conversations.ts'
import { find } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'

export function makeEvents(context: Context): Scope['events'] {
  const { businessId } = context
  return {
    async add({ at, ...event }) {
      const time = at === undefined ? context.now() : date(at)
      await insert(context.em(), ConversationEvents, { ...clean(event), id: newId(), businessId, at: time })
    },

    async list(conversationId) {
      if (!isId(conversationId)) return []
      const options = { orderBy: { at: 'asc', id: 'asc' } } as const
      const rows = await find(context.em(), ConversationEvents, { businessId, conversationId }, options)
      return rows.map(({ id, type, at, actor, receiptId, data }) => ({
        ...{ id, conversationId, type, actor, receiptId, data },
        at: iso(at),
      }))
    },
  }
}
