import { z } from 'zod'
import { decisions, matters } from '#core/domain/conflict.ts'
import { stages, standings } from '#core/domain/learning.ts'
import { facts, named, when } from './shared.ts'

export const stage = z.enum(stages)

export const certificate = named(
  'Certificate',
  z.object({
    certified: z.boolean(),
    logWealth: z.number(),
    rows: z.number(),
    errors: z.number(),
    missing: z.number(),
    eps: z.number(),
    alpha: z.number(),
    attempt: z.number(),
  }),
)

const tally = z.object({ rows: z.number(), errors: z.number() })

export const topic = named(
  'Topic',
  z.object({
    id: z.string(),
    name: z.string(),
    foundName: z.string().describe('What it is called while staff give it no name'),
    isNamed: z.boolean().describe('Staff gave it its name'),
    isPinned: z.boolean().describe('Staff want it kept as it is'),
    merged: z
      .array(
        z.object({
          mergeId: z.string(),
          id: z.string().describe('The topic that it was, and will be again'),
          name: z.string(),
          lessons: z.number(),
          by: z.string().nullable().describe('The teammate’s name'),
          at: when,
        }),
      )
      .describe('What staff merged into it'),
    terms: z.array(z.string()),
    template: z.string(),
    volume: z.number(),
    agreeing: z.number(),
    judged: z.number(),
    right: z.number(),
    stage,
    switchedOn: z.boolean(),
    eligible: z.boolean(),
    certificate,
    pooled: certificate,
    isCarried: z.boolean().describe('The pooled certificate stands in for its own'),
    sentence: z.string(),
    formerProof: z
      .object({ engine: z.string(), rows: z.number(), errors: z.number(), sentence: z.string() })
      .nullable()
      .describe('What an earlier version of the engine had proven, where the topic was answered alone on that'),
    cap: stage.nullable().describe('The highest stage that the business lets it reach; null = any'),
    eps: z.number().nullable().describe('Its own risk; null = the business’s'),
    mostAmount: z
      .number()
      .nullable()
      .describe('The greatest amount of money in an answer without a person; null = any'),
    revokedAt: when.nullable(),
    revokedWhy: z.string().nullable().describe('Why it was stopped last'),
    openAudits: z.number().describe('Answers that wait to be checked'),
    liveMissing: z.number().describe('Live rows that still have to agree where the proof comes from history'),
    seen: tally.describe('Wrong among drafts that staff saw while they answered'),
    blind: tally.describe('Wrong among those that they did not see'),
    perDay: z.number().describe('Live rows that its gates let through, a day'),
    admittedShare: z.number().describe('The share of its live questions that its gates let through'),
    expectation: z
      .object({ missing: z.number(), days: z.number(), sentence: z.string() })
      .nullable()
      .describe('When the evidence can be there at this pace'),
    basis: z.enum(['all', 'blind']).describe('`blind` = staff are led by the drafts they see: the others alone count'),
  }),
)

const trialRow = named(
  'TrialRow',
  z.object({
    draftId: z.string().nullable(),
    conversationId: z.string().nullable().describe('Null for imported history'),
    at: when,
    question: z.string(),
    draft: z.string().describe('What Lummy would have said'),
    said: z.string().nullable().describe('What staff said'),
    saidBy: z.string().nullable(),
    draftFrom: z.string().nullable(),
    err: z.union([z.literal(0), z.literal(1)]).nullable(),
    reason: z.string().nullable(),
    confidence: z.number(),
    admitted: z.boolean().describe('Every gate was open: it would have been sent'),
    blind: z.boolean().describe('Staff answered without seeing it'),
  }),
)

export const trial = named('Trial', z.object({ topic, rows: z.array(trialRow) }))

const weeks = z.array(z.object({ week: z.string().describe('Its Monday, YYYY-MM-DD'), count: z.number() }))
const days = z.array(z.object({ day: z.string().describe('YYYY-MM-DD'), count: z.number() }))

export const evidence = named(
  'TopicEvidence',
  z.object({
    topic,
    daily: days.describe('Questions a day, of the last 30'),
    weekly: weeks.describe('Questions a week, of the last twelve, the oldest first'),
    last: z.array(trialRow).describe('The last ten answers that it would have sent'),
    wrong: z.array(trialRow).describe('Every one of them that was wrong'),
    disagreement: z
      .object({ rows: z.number(), contradictions: z.number(), share: z.number(), disagree: z.boolean() })
      .nullable()
      .describe('How often a teammate contradicted what another had taught'),
    vouched: z.array(
      z.object({ lessonId: z.string(), name: z.string(), at: when, corrections: z.number(), reply: z.string() }),
    ),
  }),
)

export const voucher = named(
  'Voucher',
  z.object({ lessonId: z.string(), name: z.string(), at: when, corrections: z.number() }),
)

export const insight = named(
  'Insight',
  z.object({
    coverage: z
      .object({ now: z.number(), in7Days: z.number(), in30Days: z.number(), in90Days: z.number() })
      .describe('Shares of the questions of the last 30 days'),
    daily: days,
    weekly: z.array(z.object({ topicId: z.string(), weeks })).describe('Of each topic, of the last twelve weeks'),
    unanswered: z.array(
      z.object({ question: z.string(), count: z.number(), latest: when, conversationIds: z.array(z.string()) }),
    ),
  }),
)

export const lesson = named(
  'Lesson',
  z.object({
    id: z.string(),
    topicId: z.string(),
    question: z.string(),
    context: z.array(z.string()),
    reply: z.string(),
    slots: z.array(z.object({ name: z.string(), type: z.string() })),
    language: z.string(),
    author: z.string(),
    conversationId: z.string().optional(),
    channel: z.string(),
    at: when,
    origin: z.enum(['live', 'import', 'taught']),
    standing: z.enum(standings),
    standingWhy: z.string().optional().describe('Why it stands like that, where staff’s later words changed it'),
    supersededBy: z.string().optional(),
    expiresAt: when.optional().describe('It speaks of something that ends then: it fades from there on'),
    agreed: z.number(),
    wrong: z.number(),
    moved: z
      .object({ moveId: z.string(), by: z.string().nullable().describe('The teammate’s name'), at: when })
      .optional()
      .describe('Who moved it to its topic, where its words alone would have put it into another'),
  }),
)

export const conflict = named(
  'Conflict',
  z.object({
    id: z.string(),
    topicId: z.string(),
    topicName: z.string(),
    matter: z.enum(matters).describe('What the two answers disagree about'),
    a: lesson.describe('The one that was said before'),
    b: lesson,
    state: z.enum(['open', 'decided', 'moot']),
    decision: z.enum(decisions).nullable(),
    decidedBy: z.string().nullable(),
    decidedByName: z.string().nullable(),
    createdAt: when,
    decidedAt: when.nullable(),
  }),
)

export const toldView = named(
  'Told',
  z.object({
    days: z.number(),
    told: z.array(
      z.object({
        conversationId: z.string(),
        personName: z.string().nullable(),
        channel: z.string(),
        at: when,
        text: z.string().describe('As it was sent'),
        how: z.enum(['approved', 'edited', 'automatic', 'own words']),
        isInDoubt: z.boolean().describe('It may not have arrived'),
        isCorrected: z.boolean().describe('The customer was told otherwise since'),
        hasDraft: z.boolean().describe('A draft waits there for staff'),
      }),
    ),
    replacement: lesson.nullable().describe('What is right by now; null where nothing has replaced it'),
  }),
)

export const receipt = named(
  'Receipt',
  z.object({
    id: z.string(),
    conversationId: z.string(),
    messageId: z.string(),
    action: z.enum(['observe', 'draft', 'answer', 'hand_over']),
    reasons: z.array(z.string()),
    gates: z.array(z.object({ name: z.string(), passed: z.boolean(), detail: z.string() })),
    lessons: z.array(
      z.object({
        lessonId: z.string(),
        score: z.number(),
        why: z.string(),
        author: z.string(),
        at: when,
        question: z.string(),
      }),
    ),
    topicId: z.string().nullable(),
    confidence: z.number(),
    inputs: facts,
    claims: z.array(z.string()),
    createdAt: when,
  }),
)

export const importRun = named(
  'ImportRun',
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['running', 'done', 'undone', 'failed']),
    total: z.number(),
    done: z.number(),
    summary: facts,
    createdAt: when,
  }),
)

export const receiptReplay = named(
  'ReceiptReplay',
  z.object({
    outcome: z.enum(['same', 'changed', 'gone']),
    sentence: z.string(),
    details: z.array(z.string()).describe('What is gone, and what came out differently.'),
  }),
)
