import type { Message, MessageMetadata } from '#core/domain/conversation.ts'
import type { Scope } from '#core/store/store.ts'
import { insert, insertNew } from './changing.ts'
import type { Context } from './context.ts'
import { Message as MessageRow } from './entities/conversations.ts'
import { find, findOne } from './reading.ts'
import { clean, date, isId, iso, newId } from './rows.ts'
import { later } from './session.ts'

export function makeMessages(context: Context): Scope['messages'] {
  const { businessId } = context
  const newestFirst = { createdAt: 'desc', id: 'desc' } as const

  async function get(id: string): Promise<Message | undefined> {
    if (!isId(id)) return undefined
    const row = await findOne(context.em(), MessageRow, { businessId, id })
    return row ? toMessage(row) : undefined
  }

  return {
    get,

    async add(input) {
      const message = clean(input)
      const { connector = null, account = null, platformId = null } = message.metadata
      const row = {
        id: message.id ?? newId(),
        conversationId: message.conversationId,
        senderType: message.senderType,
        content: message.content,
        metadata: message.metadata,
        createdAt: message.createdAt === undefined ? context.now() : date(message.createdAt),
      }
      const all = { ...row, businessId, connector, account, platformId }
      // An id of ours that is new is nobody else's, and where no platform knows the message, it comes once.
      const isNew = message.id === undefined && platformId === null
      if (isNew) await insert(context.em(), MessageRow, all)
      if (isNew || (await insertNew(context.em(), MessageRow, all))) return { message: toMessage(row), isNew: true }
      const known = platformId !== null && connector !== null && account !== null
      const stored = known
        ? await findOne(context.em(), MessageRow, { businessId, connector, account, platformId })
        : await findOne(context.em(), MessageRow, { businessId, id: row.id })
      if (!stored) throw new Error('this message id belongs to another message')
      return { message: toMessage(stored), isNew: false }
    },

    async list(conversationId, options = {}) {
      if (!isId(conversationId)) return []
      const { after, limit } = options
      const last = after !== undefined && isId(after) ? await get(after) : undefined
      const since = last ? date(last.createdAt) : after === undefined ? undefined : date(after)
      const rows = await find(
        context.em(),
        MessageRow,
        {
          businessId,
          conversationId,
          ...(since && !last && { createdAt: { $gt: since } }),
          ...(since && last && { $or: [{ createdAt: { $gt: since } }, { createdAt: since, id: { $gt: last.id } }] }),
        },
        { orderBy: { createdAt: 'asc', id: 'asc' }, ...(limit !== undefined && { limit }) },
      )
      return rows.map(toMessage)
    },

    async last(conversationId, senderType) {
      if (!isId(conversationId)) return undefined
      const where = { businessId, conversationId, ...(senderType && { senderType }) }
      const rows = await find(context.em(), MessageRow, where, { orderBy: newestFirst, limit: 1 })
      return rows[0] && toMessage(rows[0])
    },

    async byPlatformIds(connector, account, ids) {
      const where = { businessId, connector, account, platformId: { $in: clean(ids) } }
      const rows = await find(context.em(), MessageRow, where, { orderBy: newestFirst, limit: 1 })
      return rows[0] && toMessage(rows[0])
    },

    async setContent(id, content, metadata) {
      await change(id, metadata, content)
    },

    async setMetadata(id, metadata) {
      await change(id, metadata)
    },

    async move(ids, toConversationId, movedFrom) {
      const known = ids.filter(isId)
      if (known.length === 0) return
      await context.em().execute(
        `update "lummy"."messages" set "conversation_id" = ?, "metadata" = ("metadata" - 'movedFrom') || ?::jsonb
         where "business_id" = ? and "id" in (${known.map(() => '?').join(', ')})`,
        [toConversationId, JSON.stringify(movedFrom === null ? {} : { movedFrom }), businessId, ...known],
      )
    },
  }

  /** Merges metadata in the database, so that two changes of different facts both stay. */
  async function change(id: string, metadata: Partial<MessageMetadata>, content?: string): Promise<void> {
    const { connector = null, account = null, platformId = null } = metadata
    await later(
      context.em(),
      `update "lummy"."messages" set "metadata" = "metadata" || ?::jsonb, "content" = coalesce(?, "content"),
       "connector" = coalesce(?, "connector"), "account" = coalesce(?, "account"), "platform_id" = coalesce(?, "platform_id")
       where "business_id" = ? and "id" = ?`,
      [
        JSON.stringify(clean(metadata)),
        content === undefined ? null : clean(content),
        connector,
        account,
        platformId,
        businessId,
        id,
      ],
    )
  }
}

function toMessage(row: Omit<Message, 'createdAt'> & { createdAt: Date }): Message {
  const { id, conversationId, senderType, content, metadata } = row
  return { id, conversationId, senderType, content, metadata, createdAt: iso(row.createdAt) }
}
