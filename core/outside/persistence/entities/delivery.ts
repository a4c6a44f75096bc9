import { defineEntity, p } from '@mikro-orm/postgresql'
import type { OutboxRow } from '#core/domain/delivery.ts'
import type { InboundEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'

const schema = 'lummy'

/** What arrived, kept before it was answered; the unique key judges "seen before". */
export const Inbox = defineEntity({
  name: 'Inbox',
  tableName: 'inbox',
  schema,
  properties: {
    seq: p.bigint('number').primary().autoincrement(),
    businessId: p.uuid(),
    lane: p.text(),
    connector: p.text(),
    account: p.text(),
    platformId: p.text(),
    event: p.json<InboundEvent>(),
    arrivedAt: p.datetime(3),
    attempts: p.integer().default(0),
    /** After a failed attempt: not before this time by itself. */
    retryAt: p.datetime(3).strictNullable(),
    handledAt: p.datetime(3).strictNullable(),
    result: p.text().strictNullable(),
    error: p.text().strictNullable(),
  },
  uniques: [{ properties: ['connector', 'account', 'platformId'], name: 'inbox_platform_unique' }],
  indexes: [
    {
      name: 'inbox_unhandled',
      expression:
        'create index "inbox_unhandled" on "lummy"."inbox" ("business_id", "lane", "seq") where "handled_at" is null',
    },
    {
      name: 'inbox_unhandled_by_age',
      expression: 'create index "inbox_unhandled_by_age" on "lummy"."inbox" ("seq") where "handled_at" is null',
    },
  ],
})

export const Lease = defineEntity({
  name: 'Lease',
  tableName: 'leases',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    lane: p.text().primary(),
    fence: p.integer(),
    leasedUntil: p.datetime(3),
    /** For whoever holds it next. */
    left: p.json().strictNullable(),
  },
})

/** Who said STOP: a digest of business and handle; a row without a time is one that may be written to. */
export const OptOut = defineEntity({
  name: 'OptOut',
  tableName: 'opt_outs',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    handle: p.text().primary(),
    stoppedAt: p.datetime(3).strictNullable(),
    toldBy: p.text().strictNullable(),
  },
})

/** Mail to this address came back: a digest of business and handle. */
export const Bounce = defineEntity({
  name: 'Bounce',
  tableName: 'bounces',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    handle: p.text().primary(),
    bouncedAt: p.datetime(3),
    isHard: p.boolean(),
    why: p.text(),
  },
})

/** When a number of ours may send next. */
export const Pace = defineEntity({
  name: 'Pace',
  tableName: 'paces',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    key: p.text().primary(),
    freeAt: p.datetime(3),
  },
})

/** Nothing goes through a sender of ours until then. */
export const Hold = defineEntity({
  name: 'Hold',
  tableName: 'holds',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    connector: p.text().primary(),
    account: p.text().primary(),
    sender: p.text().primary(),
    kind: p.enum(['slow', 'permission'] as const),
    why: p.text(),
    since: p.datetime(3),
    until: p.datetime(3),
    tries: p.integer(),
  },
})

export const Outbox = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid().strictNullable(),
    audience: p.enum(['customer', 'staff'] as const),
    connector: p.text(),
    account: p.text(),
    thread: p.text(),
    private: p.boolean(),
    payload: p.json<Record<string, unknown>>(),
    state: p.enum(['held', 'ready', 'sending', 'sent', 'failed', 'in_doubt', 'cancelled'] as const),
    notBefore: p.datetime(3),
    cancelIf: p.json<OutboxRow['cancelIf']>(),
    attempts: p.integer().default(0),
    waitsFor: p.enum(['slow', 'permission'] as const).strictNullable(),
    platformId: p.text().strictNullable(),
    error: p.text().strictNullable(),
    messageId: p.uuid().strictNullable(),
    draftId: p.uuid().strictNullable(),
    teammateId: p.uuid().strictNullable(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [
    { properties: ['businessId', 'conversationId'] },
    { properties: ['businessId', 'messageId'] },
    { properties: ['businessId', 'connector', 'account', 'platformId'], name: 'outbox_platform_index' },
    {
      name: 'outbox_due',
      expression: 'create index "outbox_due" on "lummy"."outbox" ("not_before") where "state" in (\'held\', \'ready\')',
    },
    {
      name: 'outbox_sending',
      expression: 'create index "outbox_sending" on "lummy"."outbox" ("updated_at") where "state" = \'sending\'',
    },
    {
      name: 'outbox_waits',
      expression:
        'create index "outbox_waits" on "lummy"."outbox" ("business_id", "connector", "account") where "waits_for" is not null and "state" in (\'held\', \'ready\')',
    },
    {
      name: 'outbox_automatic',
      expression:
        'create index "outbox_automatic" on "lummy"."outbox" ("business_id", "connector", "thread", "created_at") where "audience" = \'customer\' and "teammate_id" is null',
    },
    {
      name: 'outbox_troubled',
      expression:
        'create index "outbox_troubled" on "lummy"."outbox" ("business_id", "updated_at") where "state" in (\'failed\', \'in_doubt\')',
    },
  ],
})

export const Written = defineEntity({
  name: 'WrittenReply',
  tableName: 'written_replies',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    teammateId: p.uuid(),
    connector: p.text(),
    account: p.text(),
    thread: p.text(),
    private: p.boolean(),
    platformMessageId: p.text(),
    text: p.text(),
    attachments: p.json<Attachment[]>(),
    state: p.enum(['asked', 'sent', 'note', 'listed', 'removed'] as const),
    outboxId: p.uuid().strictNullable(),
    askedAt: p.datetime(3),
  },
  uniques: [
    {
      properties: ['businessId', 'connector', 'account', 'platformMessageId'],
      name: 'written_replies_platform_unique',
    },
  ],
  indexes: [
    { properties: ['businessId', 'conversationId'] },
    {
      name: 'written_replies_open',
      expression:
        'create index "written_replies_open" on "lummy"."written_replies" ("asked_at") where "state" = \'asked\'',
    },
  ],
})
