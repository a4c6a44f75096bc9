import { defineEntity, p } from '@mikro-orm/postgresql'
import { embeddingDimensions } from '#core/domain/language.ts'
import { type LearningEntry, type MergedTopic, type Slot, stages, standings } from '#core/domain/learning.ts'
import { Vector } from '../vector.ts'

const schema = 'lummy'

/** The learning log. */
export const LearningData = defineEntity({
  name: 'LearningData',
  tableName: 'learning_data',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    conversationId: p.uuid().strictNullable(),
    seq: p.integer(),
    interactionType: p.text(),
    patternDetected: p.json<LearningEntry>(),
    confidenceScore: p.double().$type<number>().strictNullable(),
    /** Projected into lessons, topics and voice. */
    applied: p.boolean().default(false),
    /** Copies of the entry's, to find what must be forgotten. */
    lessonId: p.text().strictNullable(),
    personId: p.uuid().strictNullable(),
    importId: p.uuid().strictNullable(),
    createdAt: p.datetime(3),
  },
  uniques: [{ properties: ['agentId', 'seq'], name: 'learning_data_seq_unique' }],
  indexes: [
    { properties: ['businessId', 'personId'] },
    { properties: ['businessId', 'lessonId'] },
    { properties: ['businessId', 'importId'] },
    { properties: ['businessId', 'conversationId'] },
  ],
})

export const LessonRow = defineEntity({
  name: 'Lesson',
  tableName: 'lessons',
  schema,
  properties: {
    agentId: p.uuid().primary(),
    id: p.text().primary(),
    businessId: p.uuid(),
    topicId: p.text(),
    question: p.text(),
    context: p.json<string[]>(),
    reply: p.text(),
    slots: p.json<Slot[]>(),
    language: p.text(),
    author: p.text(),
    conversationId: p.uuid().strictNullable(),
    channel: p.text(),
    at: p.datetime(3),
    origin: p.enum(['live', 'import', 'taught'] as const),
    standing: p.enum(standings),
    supersededBy: p.text().strictNullable(),
    standingWhy: p.text().strictNullable(),
    expiresAt: p.datetime(3).strictNullable(),
    agreed: p.integer(),
    wrong: p.integer(),
    embedder: p.text().strictNullable(),
    vector: p.type(Vector).length(embeddingDimensions).ignoreSchemaChanges('type').strictNullable().lazy(),
    /** The question's words and, as one more word, whose lesson it is while it may be drafted from (recall.ts). */
    search: p
      .type('tsvector')
      .columnType('tsvector')
      .generated(
        "(to_tsvector('simple'::regconfig, question) || case when (standing <> 'superseded'::text) then array_to_tsvector(array[(agent_id)::text]) else ''::tsvector end) stored",
      )
      .ignoreSchemaChanges('extra', 'type', 'default')
      .strictNullable()
      .lazy()
      .hidden(),
  },
  indexes: [
    { properties: ['businessId', 'agentId', 'topicId'], name: 'lessons_topic_index' },
    { properties: ['businessId', 'at', 'id'], name: 'lessons_age_index' },
    {
      name: 'lessons_vector_hnsw',
      expression:
        'create index "lessons_vector_hnsw" on "lummy"."lessons" using hnsw ("vector" vector_cosine_ops) with (m = 12, ef_construction = 40) where "standing" <> \'superseded\'',
    },
    {
      name: 'lessons_search_words',
      expression:
        'create index "lessons_search_words" on "lummy"."lessons" using gin ("search") with (fastupdate = off)',
    },
    {
      name: 'lessons_question_trigram',
      expression:
        'create index "lessons_question_trigram" on "lummy"."lessons" using gin ("question" gin_trgm_ops) with (fastupdate = off)',
    },
  ],
})

/** What a refit made of an agent's log. */
export const SnapshotRow = defineEntity({
  name: 'Snapshot',
  tableName: 'snapshots',
  schema,
  properties: {
    businessId: p.uuid(),
    agentId: p.uuid().primary(),
    at: p.integer(),
    engine: p.text(),
    bytes: p.uint8array(),
    createdAt: p.datetime(3),
  },
})

export const TopicRow = defineEntity({
  name: 'Topic',
  tableName: 'topics',
  schema,
  properties: {
    agentId: p.uuid().primary(),
    id: p.text().primary(),
    businessId: p.uuid(),
    name: p.text(),
    foundName: p.text().default(''),
    isNamed: p.boolean().default(false),
    isPinned: p.boolean().default(false),
    merged: p.json<MergedTopic[]>().default('[]'),
    terms: p.json<string[]>(),
    template: p.text(),
    volume: p.integer(),
    agreeing: p.integer(),
    judged: p.integer(),
    right: p.integer().fieldName('judged_right'),
  },
  indexes: [{ properties: ['businessId', 'id'] }],
})

/** What people decided about a topic, `pool` for the whole agent; outlives every rebuild of the topics. */
export const TopicSwitchRow = defineEntity({
  name: 'TopicSwitch',
  tableName: 'topic_switches',
  schema,
  properties: {
    agentId: p.uuid().primary(),
    topicId: p.text().primary(),
    businessId: p.uuid(),
    switchedOn: p.boolean(),
    switchedBy: p.text().strictNullable(),
    switchedAt: p.datetime(3).strictNullable(),
    cap: p.enum(stages).strictNullable(),
    eps: p.double().$type<number>().strictNullable(),
    mostAmount: p.double().$type<number>().strictNullable(),
    /** How often it was begun to prove it, and why the last time ended. */
    attempt: p.integer(),
    formed: p.integer().default(0),
    revokedAt: p.datetime(3).strictNullable(),
    revokedWhy: p.text().strictNullable(),
  },
})

/** The next position of a claim's process: its row lock orders admissions. */
export const Claim = defineEntity({
  name: 'Claim',
  tableName: 'claims',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    claim: p.text().primary(),
    positions: p.integer(),
  },
})

export const EvidenceRow = defineEntity({
  name: 'Evidence',
  tableName: 'evidence',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    claim: p.text().primary(),
    position: p.integer().primary(),
    /** No foreign key: evidence outlives the draft. */
    draftId: p.uuid().strictNullable(),
    importId: p.uuid().strictNullable(),
    admittedAt: p.datetime(3),
    deadline: p.datetime(3),
    decidedAt: p.datetime(3).strictNullable(),
    err: p.integer().strictNullable(),
    reason: p.text().strictNullable(),
    blind: p.boolean(),
  },
  indexes: [
    { properties: ['businessId', 'draftId'] },
    { properties: ['businessId', 'importId'] },
    {
      name: 'evidence_open',
      expression: 'create index "evidence_open" on "lummy"."evidence" ("deadline") where "decided_at" is null',
    },
  ],
})

export const VoicePattern = defineEntity({
  name: 'VoicePattern',
  tableName: 'voice_patterns',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    patternType: p.enum(['greeting', 'closing', 'tone', 'vocabulary'] as const),
    patternData: p.json<Record<string, unknown>>(),
    frequency: p.integer(),
    lastUsed: p.datetime(3).strictNullable(),
  },
  indexes: [{ properties: ['businessId', 'agentId'] }],
})

export const ImportRow = defineEntity({
  name: 'Import',
  tableName: 'imports',
  schema,
  properties: {
    id: p.uuid().primary(),
    businessId: p.uuid(),
    agentId: p.uuid(),
    name: p.text(),
    digest: p.text(),
    state: p.enum(['running', 'done', 'undone', 'failed'] as const),
    total: p.integer(),
    done: p.integer(),
    fromSeq: p.integer(),
    summary: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
  uniques: [{ properties: ['businessId', 'id'] }],
  indexes: [{ properties: ['businessId', 'digest'] }],
})

export const ImportedId = defineEntity({
  name: 'ImportedId',
  tableName: 'imported_ids',
  schema,
  properties: {
    businessId: p.uuid().primary(),
    externalId: p.text().primary(),
    importId: p.uuid().index(),
  },
})
