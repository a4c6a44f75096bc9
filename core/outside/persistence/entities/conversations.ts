import { defineEntity, p } from '@mikro-orm/postgresql'
import {
  conversationEventTypes,
  conversationKinds,
  type MessageMetadata,
  type Receipt,
} from '#core/domain/conversation.ts'
import type { Lead } from '#core/domain/lead.ts'

const schema = 'lummy'

export const Conversation = defineEntity({
  name: 'Conversation',
  tableName: 'conversations',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    personId: p.uuid(),
    customerEmail: p.text().strictNullable(),
    channel: p.enum(['email', 'chat', 'phone', 'slack', 'sms', 'whatsapp', 'teams', 'discord'] as const),
    status: p.enum(['active', 'resolved', 'escalated'] as const),
    subject: p.text(),
    sentiment: p.double().$type<number>().strictNullable(),
    humanUntil: p.datetime(3).strictNullable(),
    assigneeId: p.uuid().strictNullable(),
    waitingSince: p.datetime(3).strictNullable(),
    waitingFor: p.enum(['staff', 'customer', 'nobody'] as const),
    kind: p.enum(conversationKinds),
    lead: p.json<Lead>().strictNullable(),
    snoozedUntil: p.datetime(3).strictNullable(),
    resolvedBy: p.enum(['customer', 'teammate', 'quiet', 'stop'] as const).strictNullable(),
    resolvedAt: p.datetime(3).strictNullable(),
    followsId: p.uuid().strictNullable(),
    mergedIntoId: p.uuid().strictNullable(),
    followUpAt: p.datetime(3).strictNullable(),
    followUpBy: p.uuid().strictNullable(),
    lateToldAt: p.datetime(3).strictNullable(),
    answeredAt: p.datetime(3).strictNullable(),
    acknowledgedAt: p.datetime(3).strictNullable(),
    thoughtOwedAt: p.datetime(3).strictNullable(),
    heardAt: p.datetime(3).strictNullable(),
    dueAt: p.datetime(3).strictNullable(),
    version: p.integer().default(1),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
    erasedAt: p.datetime(3).nullable(),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [
    { properties: ['businessId', 'updatedAt', 'id'] },
    { properties: ['businessId', 'personId'] },
    {
      name: 'conversations_due',
      expression: 'create index "conversations_due" on "lummy"."conversations" ("due_at") where "due_at" is not null',
    },
    {
      name: 'conversations_waiting',
      expression:
        'create index "conversations_waiting" on "lummy"."conversations" ("business_id", "waiting_since") where "waiting_for" = \'staff\'',
    },
  ],
})

export const ConversationPlace = defineEntity({
  name: 'ConversationPlace',
  tableName: 'conversation_places',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    role: p.enum(['customer', 'staff'] as const),
    connector: p.text(),
    account: p.text(),
    thread: p.text(),
    private: p.boolean(),
    cardPlatformId: p.text().strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [
    {
      properties: ['businessId', 'conversationId', 'connector', 'account', 'thread'],
      name: 'conversation_places_unique',
    },
  ],
  indexes: [{ properties: ['businessId', 'connector', 'account', 'thread'], name: 'conversation_places_place_index' }],
})

export const Message = defineEntity({
  name: 'Message',
  tableName: 'messages',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    senderType: p.enum(['customer', 'ai', 'human'] as const),
    content: p.text(),
    metadata: p.json<MessageMetadata>(),
    /** Copies of the metadata's, for the unique key. */
    connector: p.text().strictNullable(),
    account: p.text().strictNullable(),
    platformId: p.text().strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [
    { properties: ['businessId', 'id'] },
    { properties: ['businessId', 'connector', 'account', 'platformId'], name: 'messages_platform_unique' },
  ],
  indexes: [
    { properties: ['businessId', 'conversationId', 'createdAt', 'id'], name: 'messages_thread_index' },
    {
      name: 'messages_content_trigram',
      expression:
        'create index "messages_content_trigram" on "lummy"."messages" using gin ("content" gin_trgm_ops) with (fastupdate = off)',
    },
  ],
})

export const Receipts = defineEntity({
  name: 'Receipt',
  tableName: 'receipts',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    messageId: p.uuid(),
    action: p.enum(['observe', 'draft', 'answer', 'hand_over'] as const),
    reasons: p.json<string[]>(),
    gates: p.json<Receipt['gates']>(),
    lessons: p.json<Receipt['lessons']>(),
    topicId: p.text().strictNullable(),
    confidence: p.double().$type<number>(),
    inputs: p.json<Record<string, unknown>>(),
    claims: p.json<string[]>(),
    createdAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [{ properties: ['businessId', 'conversationId'] }],
})

export const Draft = defineEntity({
  name: 'Draft',
  tableName: 'drafts',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    messageId: p.uuid(),
    version: p.integer(),
    state: p.enum(['shadow', 'pending', 'approved', 'edited', 'rejected', 'withdrawn'] as const),
    text: p.text(),
    unfilled: p.json<string[]>(),
    lessonId: p.text().strictNullable(),
    topicId: p.text().strictNullable(),
    confidence: p.double().$type<number>(),
    signals: p.json<number[]>(),
    writer: p.text(),
    receiptId: p.uuid(),
    why: p.text().strictNullable(),
    shownAt: p.datetime(3).strictNullable(),
    editorId: p.uuid().strictNullable(),
    editingUntil: p.datetime(3).strictNullable(),
    blind: p.enum(['audit', 'sample'] as const).strictNullable(),
    err: p.integer().strictNullable(),
    verdict: p.text().strictNullable(),
    saidId: p.uuid().strictNullable(),
    voiceScore: p.integer().strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [
    { properties: ['businessId', 'id'] },
    { properties: ['businessId', 'conversationId', 'version'], name: 'drafts_version_unique' },
  ],
  indexes: [
    { properties: ['businessId', 'topicId', 'createdAt'], name: 'drafts_topic_index' },
    { properties: ['businessId', 'lessonId', 'createdAt'], name: 'drafts_lesson_index' },
    {
      name: 'drafts_open_by_lesson',
      expression:
        'create index "drafts_open_by_lesson" on "lummy"."drafts" ("business_id", "lesson_id") where "state" in (\'shadow\', \'pending\')',
    },
    {
      name: 'drafts_one_pending',
      expression:
        'create unique index "drafts_one_pending" on "lummy"."drafts" ("business_id", "conversation_id") where "state" = \'pending\'',
    },
  ],
})

/** Append-only: a trigger refuses updates, and deletes while the conversation stands. */
export const ConversationEvents = defineEntity({
  name: 'ConversationEvent',
  tableName: 'conversation_events',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    type: p.enum(conversationEventTypes),
    at: p.datetime(3),
    actor: p.text(),
    receiptId: p.uuid().strictNullable(),
    data: p.json<Record<string, unknown>>(),
  },
  indexes: [
    { properties: ['businessId', 'conversationId', 'at'], name: 'conversation_events_thread_index' },
    { properties: ['businessId', 'at'] },
  ],
})

export const CallRow = defineEntity({
  name: 'Call',
  tableName: 'calls',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    connector: p.text(),
    account: p.text(),
    thread: p.text(),
    number: p.text().strictNullable(),
    to: p.text(),
    language: p.text(),
    state: p.enum(['live', 'ringing', 'bridged', 'message', 'ended'] as const),
    unclear: p.integer(),
    asked: p.enum(['text', 'more'] as const).strictNullable(),
    rest: p.text().strictNullable(),
    rung: p.json<string[]>(),
    takenBy: p.uuid().strictNullable(),
    beganAt: p.datetime(3),
    endedAt: p.datetime(3).strictNullable(),
  },
  uniques: [{ properties: ['businessId', 'connector', 'account', 'thread'], name: 'calls_place_unique' }],
  indexes: [
    { properties: ['businessId', 'conversationId'] },
    {
      name: 'calls_open',
      expression: 'create index "calls_open" on "lummy"."calls" ("business_id") where "ended_at" is null',
    },
  ],
})
