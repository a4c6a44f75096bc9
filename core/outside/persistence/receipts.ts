import type { Receipt } from '#core/domain/conversation.ts'
import type { Scope } from '#core/store/store.ts'
import { insert } from './changing.ts'
import type { Context } from './context.ts'
import { Receipts } from './entities/conversations.ts'
import { findOne } from './reading.ts'
import { clean, isId, iso } from './rows.ts'

export function makeReceipts(context: Context): Scope['receipts'] {
  const { businessId } = context
  return {
    async add(receipt) {
      const createdAt = context.now()
      const row = { ...clean(receipt), createdAt }
      await insert(context.em(), Receipts, { ...row, businessId })
      return { ...row, createdAt: iso(createdAt) }
    },

    async get(id) {
      if (!isId(id)) return undefined
      const row = await findOne(context.em(), Receipts, { businessId, id })
      return row ? toReceipt(row) : undefined
    },
  }
}

function toReceipt(row: Omit<Receipt, 'createdAt'> & { createdAt: Date }): Receipt {
  const { id, conversationId, messageId, action, reasons, gates, lessons, topicId, confidence, inputs, claims } = row
  return {
    ...{ id, conversationId, messageId, action, reasons, gates, lessons, topicId, confidence, inputs, claims },
    createdAt: iso(row.createdAt),
  }
}
