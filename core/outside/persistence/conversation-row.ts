import type { Conversation } from '#core/domain/conversation.ts'
import { iso } from './rows.ts'

/** The columns that hold a time or nothing. */
export const conversationTimes = [
  'humanUntil',
  'waitingSince',
  'snoozedUntil',
  'resolvedAt',
  'followUpAt',
  'lateToldAt',
  'answeredAt',
  'acknowledgedAt',
  'thoughtOwedAt',
  'heardAt',
  'dueAt',
] as const
type Times = (typeof conversationTimes)[number]
export type ConversationRow = Omit<Conversation, Times | 'createdAt' | 'updatedAt' | 'erasedAt'> &
  Record<Times, Date | null> & { createdAt: Date; updatedAt: Date; erasedAt?: Date | null | undefined }

/** A conversation that was just opened. */
export const freshConversation = {
  status: 'active',
  sentiment: null,
  humanUntil: null,
  assigneeId: null,
  waitingSince: null,
  waitingFor: 'nobody',
  lead: null,
  snoozedUntil: null,
  resolvedBy: null,
  resolvedAt: null,
  mergedIntoId: null,
  followUpAt: null,
  followUpBy: null,
  lateToldAt: null,
  answeredAt: null,
  acknowledgedAt: null,
  thoughtOwedAt: null,
  heardAt: null,
  dueAt: null,
  version: 1,
} as const

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
    waitingFor: row.waitingFor,
    kind: row.kind,
    lead: row.lead,
    snoozedUntil: iso(row.snoozedUntil),
    resolvedBy: row.resolvedBy,
    resolvedAt: iso(row.resolvedAt),
    followsId: row.followsId,
    mergedIntoId: row.mergedIntoId,
    followUpAt: iso(row.followUpAt),
    followUpBy: row.followUpBy,
    lateToldAt: iso(row.lateToldAt),
    answeredAt: iso(row.answeredAt),
    acknowledgedAt: iso(row.acknowledgedAt),
    thoughtOwedAt: iso(row.thoughtOwedAt),
    heardAt: iso(row.heardAt),
    dueAt: iso(row.dueAt),
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
    ...(row.erasedAt && { erasedAt: iso(row.erasedAt) }),
  }
}
