import { defineEntity, p } from '@mikro-orm/postgresql'
import { decisions, matters } from '#core/domain/conflict.ts'

/** Two lessons that cannot both be right, put to staff. */
export const ConflictRow = defineEntity({
  name: 'Conflict',
  tableName: 'conflicts',
  schema: 'lummy',
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    topicId: p.text(),
    /** No foreign keys: lessons are projected anew, and what was forgotten is told by its absence. */
    lessonA: p.text(),
    lessonB: p.text(),
    matter: p.enum(matters),
    state: p.enum(['open', 'decided', 'moot'] as const),
    decision: p.enum(decisions).strictNullable(),
    decidedBy: p.uuid().strictNullable(),
    createdAt: p.datetime(3),
    decidedAt: p.datetime(3).strictNullable(),
  },
  uniques: [{ properties: ['businessId', 'agentId', 'lessonA', 'lessonB'], name: 'conflicts_pair_unique' }],
  indexes: [{ properties: ['businessId', 'state', 'createdAt'], name: 'conflicts_state_index' }],
})
