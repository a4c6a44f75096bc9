import { z } from 'zod'
import { actionNames } from '#core/domain/action.ts'
import { channelPurposes } from '#core/domain/business.ts'
import { conversationEventTypes, conversationKinds } from '#core/domain/conversation.ts'
import { stages } from '#core/domain/learning.ts'
import { rejectReasons } from '#core/door.ts'
import { deskSettings } from './settings-schema.ts'

/** The shapes of the API, by the names they have in its description. What is not listed here never leaves. */
const named = <T extends z.ZodType>(id: string, schema: T): T => schema.meta({ id })
const when = z.string().describe('ISO 8601 UTC')
const facts = z.record(z.string(), z.unknown())

export const channel = z.enum(['email', 'chat', 'phone', 'slack', 'sms', 'whatsapp', 'teams', 'discord'])
export const conversationStatus = z.enum(['active', 'resolved', 'escalated'])
export const agentStatus = z.enum(['learning', 'active', 'paused'])
export const rejectReason = z.enum(rejectReasons)
const role = z.enum(['owner', 'teammate'])
const stage = z.enum(stages)
const outboxState = z.enum(['held', 'ready', 'sending', 'sent', 'failed', 'in_doubt', 'cancelled'])

export const problem = named(
  'Problem',
  z.object({
    error: z.object({
      code: z.string(),
      sentence: z.string().describe('For people; says what to do where something can be done.'),
      fields: z.record(z.string(), z.string()).optional().describe('What is wrong with which field.'),
      news: z.string().optional().describe('What changed meanwhile: words that the person has not seen yet, Markdown.'),
    }),
  }),
)

export const session = named(
  'Session',
  z.object({
    accessToken: z.string(),
    expiresIn: z.number().describe('Seconds'),
    businessId: z.string(),
    teammateId: z.string(),
  }),
)

export const teammate = named(
  'Teammate',
  z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    confirmedAt: when.nullable(),
    awayUntil: when.nullable(),
    removedAt: when.nullish(),
  }),
)

export const handle = named('Handle', z.object({ kind: z.string(), value: z.string() }))
export const teammateRow = named('TeammateRow', teammate.extend({ handles: z.array(handle) }))

export const handleOffer = named(
  'HandleOffer',
  z.object({ handle, name: z.string().nullable().describe('As the platform shows them') }),
)

export const auditRow = named(
  'AuditRow',
  z.object({
    id: z.string(),
    at: when,
    actor: z.string().describe("A teammate's id, or 'system'"),
    action: z.string(),
    subject: z.string(),
    data: facts,
  }),
)

export const settings = named(
  'Settings',
  z.object({
    zone: z.string().describe('IANA time zone'),
    sendRule: z.enum(['confirm', 'send', 'notes']),
    askMinutes: z.number(),
    undoMs: z.partialRecord(channel, z.number()),
    takeOverHours: z.number(),
    eps: z.number(),
    alpha: z.number(),
    showFrom: z.number(),
    sendFrom: z.number(),
    disclosure: z.string().nullable(),
    ...deskSettings,
    isDemo: z.boolean(),
  }),
)

export const agent = named(
  'Agent',
  z.object({
    id: z.string(),
    name: z.string(),
    status: agentStatus,
    learningStage: z.number().describe('0-100'),
  }),
)

export const calibrationBin = named(
  'CalibrationBin',
  z.object({ from: z.number(), to: z.number(), predicted: z.number(), right: z.number(), count: z.number() }),
)

export const agentView = named(
  'AgentView',
  agent.extend({
    stages: z.record(stage, z.number()),
    lessons: z.number(),
    topics: z.number(),
    calibration: z.array(calibrationBin),
  }),
)

export const business = named(
  'Business',
  z.object({ id: z.string(), companyName: z.string(), industry: z.string(), settings }),
)

export const me = named('Me', z.object({ teammate, business, agents: z.array(agent) }))

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

export const topic = named(
  'Topic',
  z.object({
    id: z.string(),
    name: z.string(),
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
    sentence: z.string(),
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
    standing: z.enum(['current', 'superseded', 'sourced']),
    supersededBy: z.string().optional(),
    agreed: z.number(),
    wrong: z.number(),
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

export const conversation = named(
  'Conversation',
  z.object({
    id: z.string(),
    agentId: z.string(),
    personId: z.string(),
    customerEmail: z.string().nullable(),
    channel,
    status: conversationStatus,
    subject: z.string(),
    sentiment: z.number().nullable(),
    humanUntil: when.nullable(),
    assigneeId: z.string().nullable(),
    waitingSince: when.nullable(),
    waitingFor: z.enum(['staff', 'customer', 'nobody']),
    kind: z.enum(conversationKinds),
    snoozedUntil: when.nullable(),
    resolvedBy: z.enum(['customer', 'teammate', 'quiet']).nullable(),
    resolvedAt: when.nullable(),
    followsId: z.string().nullable(),
    mergedIntoId: z.string().nullable(),
    followUpAt: when.nullable(),
    followUpBy: z.string().nullable(),
    lateToldAt: when.nullable(),
    answeredAt: when.nullable(),
    acknowledgedAt: when.nullable(),
    dueAt: when.nullable(),
    version: z.number(),
    createdAt: when,
    updatedAt: when,
  }),
)

export const conversationRow = named(
  'ConversationRow',
  conversation.extend({
    personName: z.string().nullable(),
    preview: z.string(),
    pendingDraftId: z.string().nullable(),
  }),
)

export const staffChannel = named(
  'StaffChannel',
  z.object({
    id: z.string(),
    connector: z.string(),
    account: z.string(),
    channel: z.string().describe("The platform's id of it"),
    name: z.string(),
    purpose: z.enum(channelPurposes),
    value: z.string().nullable().describe("The topic's id or the address, where the purpose names one"),
    createdAt: when,
  }),
)

export const found = named(
  'Found',
  z.object({
    lessons: z.array(lesson),
    conversations: z.array(conversation.extend({ personName: z.string().nullable(), preview: z.string() })),
    people: z.array(z.object({ id: z.string(), name: z.string().nullable(), handles: z.array(handle) })),
  }),
)

const message = named(
  'Message',
  z.object({
    id: z.string(),
    senderType: z.enum(['customer', 'ai', 'human']),
    content: z.string().describe('Markdown'),
    metadata: z.object({
      subject: z.string().optional(),
      quoted: z.string().optional(),
      signature: z.string().optional(),
      attachments: z
        .array(z.object({ name: z.string(), type: z.string(), size: z.number(), inline: z.boolean() }))
        .optional(),
      context: z.record(z.string(), z.string()).optional(),
      isMachine: z.boolean().optional(),
      teammateId: z.string().optional(),
      authorName: z.string().optional(),
      draftId: z.string().optional(),
      editedAt: when.optional(),
      removedAt: when.optional(),
    }),
    createdAt: when,
    delivery: z
      .object({
        id: z.string(),
        state: outboxState,
        error: z.string().nullable(),
        notBefore: when,
        sendAt: when.optional().describe('Planned for then; held back or not, it can be sent now.'),
        others: z
          .array(z.object({ key: z.string(), label: z.string() }))
          .optional()
          .describe('Where else a failed message could go.'),
      })
      .nullable(),
    files: z
      .array(
        z.object({
          name: z.string(),
          type: z.string(),
          size: z.number(),
          url: z.string().optional().describe('A signed link that ends; absent where the bytes are not ours.'),
          previewUrl: z.string().optional().describe('For pictures that may be shown.'),
        }),
      )
      .optional(),
  }),
)

export const draft = named(
  'Draft',
  z.object({
    id: z.string(),
    messageId: z.string(),
    version: z.number(),
    state: z.enum(['shadow', 'pending', 'approved', 'edited', 'rejected', 'withdrawn']),
    text: z.string(),
    unfilled: z.array(z.string()),
    lessonId: z.string().nullable(),
    topicId: z.string().nullable(),
    confidence: z.number(),
    writer: z.string(),
    receiptId: z.string(),
    why: z.string().nullable(),
    shownAt: when.nullable(),
    editorId: z.string().nullable(),
    editingUntil: when.nullable(),
    createdAt: when,
  }),
)

const conversationEvent = named(
  'ConversationEvent',
  z.object({
    id: z.string(),
    type: z.enum(conversationEventTypes),
    at: when,
    actor: z.string().describe("A teammate's id, 'agent', 'customer' or 'system'"),
    receiptId: z.string().nullable(),
    data: facts,
  }),
)

export const conversationView = named(
  'ConversationView',
  z.object({
    conversation,
    person: z.object({ id: z.string(), name: z.string().nullable(), handles: z.array(handle) }),
    messages: z.array(message),
    recipients: z
      .object({ to: z.array(z.string()), cc: z.array(z.string()) })
      .optional()
      .describe('Whom an answer by mail reaches unless a person says otherwise.'),
    draft: draft.extend({ receipt }).nullable(),
    drafts: z.array(draft),
    events: z.array(conversationEvent),
    hint: z.string().nullable().describe('In a test conversation: what to try next'),
    actions: z.array(z.enum(actionNames)),
    topic: topic.nullable(),
  }),
)

/** How words are sent, beside the words. */
export const sending = {
  learn: z.boolean().exactOptional().describe('False: send it, but learn nothing from it.'),
  sendAt: z.iso
    .datetime({ offset: true })
    .exactOptional()
    .describe('When it goes out, at most 90 days ahead; a message of the customer holds it back. Absent: at once.'),
  to: z.array(z.string().max(254)).max(20).exactOptional().describe('By mail: who gets it. Absent: as usual.'),
  cc: z.array(z.string().max(254)).max(20).exactOptional(),
  files: z
    .array(z.string().max(2000))
    .max(10)
    .exactOptional()
    .describe('Tokens of uploaded files; all go along, or nothing goes.'),
}

export const uploaded = named(
  'Uploaded',
  z.object({
    token: z.string().describe('Goes with the message that carries the file; good for a day.'),
    name: z.string(),
    type: z.string(),
    size: z.number().describe('Bytes'),
  }),
)

export const outboxRow = named(
  'OutboxRow',
  z.object({
    id: z.string(),
    conversationId: z.string().nullable(),
    audience: z.enum(['customer', 'staff']),
    connector: z.string(),
    text: z.string(),
    state: outboxState,
    notBefore: when,
    error: z.string().nullable(),
    messageId: z.string().nullable(),
    draftId: z.string().nullable(),
    teammateId: z.string().nullable(),
    createdAt: when,
    updatedAt: when,
  }),
)

export const writtenReply = named(
  'WrittenReply',
  z.object({
    id: z.string(),
    conversationId: z.string(),
    teammateId: z.string(),
    text: z.string(),
    state: z.enum(['asked', 'sent', 'note', 'listed', 'removed']),
    askedAt: when,
  }),
)

export const troubled = named(
  'Troubled',
  z.object({
    outbox: z.array(outboxRow),
    written: z.array(writtenReply),
    inbox: z.array(z.object({ connector: z.string(), arrivedAt: when, error: z.string() })),
  }),
)

export const integration = named(
  'Integration',
  z.object({
    id: z.string(),
    agentId: z.string(),
    connector: z.string(),
    account: z.string(),
    label: z.string(),
    status: z.enum(['connected', 'failing', 'removed']),
    lastEventAt: when.nullable(),
    lastError: z.string().nullable(),
    createdAt: when,
    webhookUrl: z.string(),
    learnAddress: z.string().nullish().describe('Copies of mail that come here are learned from, and never answered'),
    confirmation: z
      .object({
        from: z.string().describe('Who asks: "Gmail"'),
        mailbox: z.string().nullable(),
        code: z.string().nullable(),
        link: z.string().nullable(),
        at: when,
      })
      .nullish()
      .describe('What a mail system asks for before it forwards'),
  }),
)

export const connector = named(
  'Connector',
  z.object({
    id: z.string(),
    name: z.string(),
    settings: facts.describe('JSON schema of what an integration needs'),
    secrets: z.array(z.string()),
    install: facts
      .nullable()
      .describe("JSON schema of what is said before the platform's own consent page; null = there is none here"),
    customers: z.boolean(),
    staff: z.boolean(),
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

export const id = z.object({ id: z.string().min(1).max(100) })
