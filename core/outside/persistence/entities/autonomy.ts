import { defineEntity, p } from '@mikro-orm/postgresql'
import { auditKinds } from '#core/domain/autonomy.ts'

const schema = 'lummy'

export const AuditedAnswerRow = defineEntity({
  name: 'AuditedAnswer',
  tableName: 'audited_answers',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    topicId: p.text(),
    conversationId: p.uuid().strictNullable(),
    draftId: p.uuid().strictNullable(),
    kind: p.enum(auditKinds),
    attempt: p.integer(),
    agentAttempt: p.integer(),
    note: p.text().strictNullable(),
    openedAt: p.datetime(3),
    deadline: p.datetime(3),
    decidedAt: p.datetime(3).strictNullable(),
    err: p.integer().strictNullable(),
    reason: p.text().strictNullable(),
    decidedBy: p.text().strictNullable(),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [
    { properties: ['businessId', 'agentId', 'agentAttempt', 'decidedAt'], name: 'audited_answers_agent_index' },
    { properties: ['businessId', 'draftId'], name: 'audited_answers_draft_index' },
    {
      name: 'audited_answers_open',
      expression:
        'create index "audited_answers_open" on "lummy"."audited_answers" ("deadline") where "decided_at" is null',
    },
  ],
})

export const VoucherRow = defineEntity({
  name: 'Voucher',
  tableName: 'vouchers',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    lessonId: p.text(),
    digest: p.text(),
    teammateId: p.uuid().strictNullable(),
    name: p.text(),
    at: p.datetime(3),
    corrections: p.integer(),
    endedAt: p.datetime(3).strictNullable(),
    endedWhy: p.text().strictNullable(),
  },
  indexes: [
    {
      name: 'vouchers_one_standing',
      expression:
        'create unique index "vouchers_one_standing" on "lummy"."vouchers" ("business_id", "lesson_id") where "ended_at" is null',
    },
  ],
})
