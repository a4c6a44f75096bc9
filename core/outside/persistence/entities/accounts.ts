import { defineEntity, p } from '@mikro-orm/postgresql'
import { type BusinessSettings, channelPurposes, type ForwardingConfirmation } from '#core/domain/business.ts'
import type { Handle } from '#core/domain/place.ts'

const schema = 'lummy'

/** A business, the tenant: its id is every other table's `business_id`. */
export const User = defineEntity({
  name: 'User',
  tableName: 'users',
  schema,
  properties: {
    id: p.uuid().primary(),
    email: p.text().unique(),
    passwordHash: p.text(),
    companyName: p.text(),
    industry: p.text(),
    settings: p.json<BusinessSettings>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
})

export const AiAgent = defineEntity({
  name: 'AiAgent',
  tableName: 'ai_agents',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid().fieldName('user_id'),
    name: p.text(),
    status: p.enum(['learning', 'active', 'paused'] as const),
    learningStage: p.integer(),
    voiceProfile: p.json<Record<string, unknown>>(),
    learningSeq: p.integer().default(0),
    projectedSeq: p.integer().default(0),
    learningEpoch: p.integer().default(0),
    /** How far the log was read for contradictions. */
    truthSeq: p.integer().default(0),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
})

export const Teammate = defineEntity({
  name: 'Teammate',
  tableName: 'teammates',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    email: p.text().index(),
    name: p.text(),
    role: p.enum(['owner', 'teammate'] as const),
    /** Null for the owner, whose hash is users.password_hash, and until an invitation is accepted. */
    passwordHash: p.text().strictNullable(),
    confirmedAt: p.datetime(3).strictNullable(),
    awayUntil: p.datetime(3).strictNullable(),
    removedAt: p.datetime(3).strictNullable(),
    forgottenAt: p.datetime(3).strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'id'] }, { properties: ['businessId', 'email'] }],
})

export const Person = defineEntity({
  name: 'Person',
  tableName: 'people',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    name: p.text().strictNullable(),
    createdAt: p.datetime(3),
    /** A tombstone, and what its erasure still has to do outside of the database. */
    erasedAt: p.datetime(3).nullable(),
    erasedBy: p.text().nullable(),
    erasing: p.json<{ files: string[] }>().nullable(),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [
    {
      name: 'people_erasing',
      expression: 'create index "people_erasing" on "lummy"."people" ("erased_at") where "erasing" is not null',
    },
  ],
})

export const HandleRow = defineEntity({
  name: 'HandleRow',
  tableName: 'handles',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    kind: p.enum(['email', 'phone', 'slack', 'teams', 'discord', 'chat'] as const).primary(),
    value: p.text().primary(),
    personId: p.uuid().strictNullable(),
    teammateId: p.uuid().strictNullable(),
    blockedAt: p.datetime(3).strictNullable(),
  },
  indexes: [{ properties: ['businessId', 'personId'] }, { properties: ['businessId', 'teammateId'] }],
})

export const Integration = defineEntity({
  name: 'Integration',
  tableName: 'integrations',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    connector: p.text(),
    account: p.text(),
    label: p.text(),
    /** Sealed JSON. */
    settings: p.text(),
    status: p.enum(['connected', 'failing', 'removed'] as const),
    lastEventAt: p.datetime(3).strictNullable(),
    lastSentAt: p.datetime(3).strictNullable(),
    lastError: p.text().strictNullable(),
    lastErrorAt: p.datetime(3).strictNullable(),
    failingSince: p.datetime(3).strictNullable(),
    confirmation: p.json<ForwardingConfirmation>().strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [
    {
      name: 'integrations_account_unique',
      expression:
        'create unique index "integrations_account_unique" on "lummy"."integrations" ("connector", "account") where "status" <> \'removed\'',
    },
  ],
})

export const StaffChannel = defineEntity({
  name: 'StaffChannel',
  tableName: 'staff_channels',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    connector: p.text(),
    account: p.text(),
    channel: p.text(),
    name: p.text(),
    purpose: p.enum(channelPurposes),
    value: p.text().strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'connector', 'account', 'channel'], name: 'staff_channels_unique' }],
})

export const ShadowMail = defineEntity({
  name: 'ShadowMail',
  tableName: 'shadow_mails',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    messageId: p.text().primary(),
    personId: p.uuid().strictNullable(),
    teammateId: p.uuid().strictNullable(),
    text: p.text(),
    references: p.json<string[]>(),
    lessonId: p.text().strictNullable(),
    at: p.datetime(3),
  },
  indexes: [
    { properties: ['businessId', 'at'] },
    {
      name: 'shadow_mails_references',
      expression:
        'create index "shadow_mails_references" on "lummy"."shadow_mails" using gin ("references") where "teammate_id" is not null',
    },
  ],
})

export const RefreshToken = defineEntity({
  name: 'RefreshToken',
  tableName: 'refresh_tokens',
  schema,
  properties: {
    hash: p.text().primary(),
    family: p.text().index(),
    businessId: p.uuid(),
    teammateId: p.uuid(),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).strictNullable(),
    revokedAt: p.datetime(3).strictNullable(),
  },
})

export const OneTimeLink = defineEntity({
  name: 'OneTimeLink',
  tableName: 'one_time_links',
  schema,
  properties: {
    hash: p.text().primary(),
    purpose: p.text(),
    businessId: p.uuid().strictNullable(),
    teammateId: p.uuid().strictNullable(),
    data: p.json<Record<string, unknown>>(),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).strictNullable(),
  },
})

export const AuditEntry = defineEntity({
  name: 'AuditEntry',
  tableName: 'audit',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    at: p.datetime(3),
    actor: p.text(),
    action: p.text(),
    subject: p.text(),
    data: p.json<Record<string, unknown>>(),
  },
  indexes: [{ properties: ['businessId', 'at'] }],
})

export const CheckRow = defineEntity({
  name: 'Check',
  tableName: 'checks',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    conversationId: p.uuid(),
    kind: p.text().$type<Handle['kind']>(),
    value: p.text(),
    lane: p.text(),
    sentTo: p.text().strictNullable(),
    tries: p.integer(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    provedAt: p.datetime(3).strictNullable(),
    until: p.datetime(3).strictNullable(),
    endedAt: p.datetime(3).strictNullable(),
  },
  indexes: [
    { properties: ['businessId', 'kind', 'value', 'createdAt'], name: 'checks_handle_index' },
    { properties: ['businessId', 'lane'] },
    { properties: ['businessId', 'createdAt'] },
  ],
})

export const PersonLinkRow = defineEntity({
  name: 'PersonLink',
  tableName: 'person_links',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    keptId: p.uuid(),
    goneId: p.uuid(),
    why: p.enum(['proved', 'teammate'] as const),
    by: p.text(),
    at: p.datetime(3),
    handles: p.json<Handle[]>(),
    conversationIds: p.json<string[]>(),
    undoneAt: p.datetime(3).strictNullable(),
    undoneBy: p.text().strictNullable(),
  },
  indexes: [
    { properties: ['businessId', 'keptId'] },
    { properties: ['businessId', 'goneId'] },
    {
      name: 'person_links_standing',
      expression:
        'create unique index "person_links_standing" on "lummy"."person_links" ("business_id", "gone_id") where "undone_at" is null',
    },
  ],
})
