import type { Place } from '#core/domain/place.ts'
import { Refused } from '#core/errors.ts'
import type { Scope } from '#core/store/store.ts'
import { change, insert, insertNew } from './changing.ts'
import type { Context } from './context.ts'
import { listConversations } from './conversation-list.ts'
import { conversationTimes, freshConversation, toConversation } from './conversation-row.ts'
import { Conversation, ConversationPlace } from './entities/conversations.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'
import { waitingConversations } from './waiting.ts'

export function makeConversations(context: Context): Scope['conversations'] {
  const { businessId } = context
  return {
    async create(input) {
      const now = context.now()
      const row = {
        ...clean(input),
        id: newId(),
        ...freshConversation,
        followsId: input.followsId ?? null,
        createdAt: now,
        updatedAt: now,
      }
      await insert(context.em(), Conversation, { ...row, businessId })
      return toConversation(row)
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), Conversation, { businessId, id })
      return row ? toConversation(row) : undefined
    },

    async lock(id) {
      const row = isId(id) ? await findOne(context.em(), Conversation, { businessId, id }, { isLocking: true }) : null
      if (!row) throw new Refused(404, 'This conversation does not exist.')
      return toConversation(row)
    },

    async update(id, patch) {
      const times = new Set<string>(conversationTimes)
      const patched = Object.fromEntries(
        Object.entries(clean(patch))
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, times.has(name) ? date(value as string | null) : value]),
      )
      const updatedAt = context.now()
      await change(context.em(), Conversation, { businessId, id }, { ...patched, updatedAt }, ['version'])
      return iso(updatedAt)
    },

    async schedule(id, dueAt) {
      await change(context.em(), Conversation, { businessId, id }, { dueAt: date(dueAt) })
    },

    list: (filter) => listConversations(context, filter),
    waiting: (limit) => waitingConversations(context, limit),

    async byPlace({ connector, account, thread }) {
      const em = context.em()
      const orderBy = { createdAt: 'desc', id: 'desc' } as const
      const places = await find(
        em,
        ConversationPlace,
        { businessId, connector, account, thread: clean(thread) },
        { orderBy, limit: 1 },
      )
      const place = places[0]
      if (!place) return undefined
      const row = await findOne(em, Conversation, { businessId, id: place.conversationId })
      return row ? { conversation: toConversation(row), role: place.role } : undefined
    },

    async addPlace(conversationId, role, place) {
      const row = { id: newId(), businessId, conversationId, role, ...clean(placeOf(place)), createdAt: context.now() }
      await insertNew(context.em(), ConversationPlace, row)
    },

    async places(conversationId) {
      if (!isId(conversationId)) return []
      const orderBy = { createdAt: 'asc', id: 'asc' } as const
      const rows = await find(context.em(), ConversationPlace, { businessId, conversationId }, { orderBy })
      return rows.map((row) => ({
        conversationId,
        role: row.role,
        place: placeOf(row),
        cardPlatformId: row.cardPlatformId,
      }))
    },

    async setCard(conversationId, place, cardPlatformId, thread) {
      const { connector, account } = place
      await context
        .em()
        .nativeUpdate(
          ConversationPlace,
          { businessId, conversationId, connector, account, thread: place.thread },
          { cardPlatformId, ...(thread !== undefined && { thread }) },
        )
    },

    async leaveChannel({ connector, account, thread }) {
      const rows = await context.em().execute<{ conversation_id: string }[]>(
        `delete from "lummy"."conversation_places"
         where "business_id" = ? and "role" = 'staff' and "connector" = ? and "account" = ? and starts_with("thread", ?)
         returning "conversation_id"`,
        [businessId, connector, account, thread],
      )
      return rows.map((row) => row.conversation_id)
    },
  }
}

/** The four columns of a place, out of a row that has them. */
export function placeOf(row: Place): Place {
  return { connector: row.connector, account: row.account, thread: row.thread, private: row.private }
}
