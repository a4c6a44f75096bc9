import type { WrittenReply } from '#core/domain/delivery.ts'
import type { Place } from '#core/domain/place.ts'
import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { placeOf } from './conversations.ts'
import { Written } from './entities/delivery.ts'
import { find, findOne } from './reading.ts'
import { clean, isId, iso, newId } from './rows.ts'

export function makeWritten(context: Context): Scope['written'] {
  const { businessId } = context
  return {
    async add(input) {
      const { place, id = newId(), attachments = [], ...rest } = clean(input)
      const row = { ...rest, attachments, ...placeOf(place), id, askedAt: context.now() }
      await context.em().insert(Written, { ...row, businessId })
      return toWrittenReply(row)
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), Written, { businessId, id })
      return row ? toWrittenReply(row) : undefined
    },

    async byPlatformMessage({ connector, account }, platformMessageId) {
      const row = await findOne(context.em(), Written, { businessId, connector, account, platformMessageId })
      return row ? toWrittenReply(row) : undefined
    },

    async move(id, from, to, patch = {}) {
      const change = { ...clean(patch), state: to }
      return (await context.em().nativeUpdate(Written, { businessId, id, state: { $in: from } }, change)) > 0
    },

    async asked(conversationId) {
      if (!isId(conversationId)) return []
      const where = { businessId, conversationId, state: 'asked' as const }
      const rows = await find(context.em(), Written, where, { orderBy: { askedAt: 'asc', id: 'asc' } })
      return rows.map(toWrittenReply)
    },

    async list() {
      const where = { businessId, state: 'listed' as const }
      const rows = await find(context.em(), Written, where, { orderBy: { askedAt: 'desc' } })
      return rows.map(toWrittenReply)
    },
  }
}

type Row = Omit<WrittenReply, 'place' | 'askedAt'> & Place & { askedAt: Date }

function toWrittenReply(row: Row): WrittenReply {
  const { id, conversationId, teammateId, platformMessageId, text, attachments, state, outboxId } = row
  return {
    ...{ id, conversationId, teammateId, platformMessageId, text, attachments, state, outboxId },
    place: placeOf(row),
    askedAt: iso(row.askedAt),
  }
}
