import type { Conversation } from '#core/domain/conversation.ts'
import { iso } from './rows.ts'

type Times = 'humanUntil' | 'waitingSince' | 'createdAt' | 'updatedAt'
type ConversationRow = Omit<Conversation, Times> & {
  humanUntil: Date | null
  waitingSince: Date | null
  createdAt: Date
  updatedAt: Date
}

/** A row of `conversations` as core knows it. */
export function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    agentId: row.agentId,
    personId: row.personId,
    customerEmail: row.customerEmail,
    channel: row.channel,
    status: row.status,
    subject: row.subject,
    sentiment: row.sentiment,
    humanUntil: iso(row.humanUntil),
    assigneeId: row.assigneeId,
    waitingSince: iso(row.waitingSince),
    isTest: row.isTest,
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}
