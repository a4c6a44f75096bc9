import { z } from 'zod'
import { actionNames } from '#core/domain/action.ts'
import { conversationEventTypes, conversationKinds } from '#core/domain/conversation.ts'
import { leadSlots, warmths } from '#core/domain/lead.ts'
import { rejectReasons } from '#core/door.ts'
import { lesson, receipt, topic } from './learning.ts'
import { outboxState } from './sending.ts'
import { channel, facts, handle, named, when } from './shared.ts'

export const conversationStatus = z.enum(['active', 'resolved', 'escalated'])

export const rejectReason = z.enum(rejectReasons)

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
    lead: z
      .object({
        slots: z.partialRecord(z.enum(leadSlots), z.object({ value: z.string().nullable(), by: z.string() })),
        warmth: z.enum(warmths),
        reasons: z.array(z.string()),
        asked: z.array(z.enum(leadSlots)),
      })
      .nullable()
      .describe('Of a sales conversation: what is known of who may buy.'),
    snoozedUntil: when.nullable(),
    resolvedBy: z.enum(['customer', 'teammate', 'quiet', 'stop']).nullable(),
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
    erasedAt: when.optional().describe('Its customer was erased then.'),
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
      heard: z.object({ stretch: z.string(), sequence: z.number() }).optional(),
      teammateId: z.string().optional(),
      authorName: z.string().optional(),
      draftId: z.string().optional(),
      editedAt: when.optional(),
      removedAt: when.optional(),
      erasedAt: when.optional(),
    }),
    createdAt: when,
    delivery: z
      .object({
        id: z.string(),
        state: outboxState,
        error: z.string().nullable(),
        notBefore: when,
        waitsFor: z
          .enum(['slow', 'permission'])
          .nullable()
          .describe(
            'It goes by itself: the platform asked us to slow down, or somebody has to grant what `error` says.',
          ),
        sendAt: when.optional().describe('Planned for then; held back or not, it can be sent now.'),
        filesNote: z
          .string()
          .optional()
          .describe('Of files that cannot go as themselves there: which, and how they go.'),
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
    voiceScore: z
      .number()
      .nullable()
      .describe(
        'How much it reads like this business: the chance, 0-100, that it wrote this rather than another one, at even odds; null where too little is known to tell.',
      ),
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
    stoppedAt: z
      .string()
      .nullable()
      .describe('They said STOP then: nothing can be texted to them until they write START.'),
    mailTrouble: z
      .string()
      .nullable()
      .describe('Why mail does not reach them: it came back, or they asked for no more. null = it does.'),
    messages: z.array(message),
    recipients: z
      .object({ to: z.array(z.string()), cc: z.array(z.string()) })
      .optional()
      .describe('Whom an answer by mail reaches unless a person says otherwise.'),
    participants: z
      .array(z.object({ address: z.string(), name: z.string().nullable() }))
      .optional()
      .describe('People of the mail thread beside the customer.'),
    draft: draft.extend({ receipt }).nullable(),
    drafts: z.array(draft),
    isBlind: z.boolean().describe('Staff are to answer without the draft that is there, and see it afterwards'),
    events: z.array(conversationEvent),
    hint: z.string().nullable().describe('In a test conversation: what to try next'),
    actions: z.array(z.enum(actionNames)),
    topic: topic.nullable(),
    call: z
      .object({
        state: z.enum(['live', 'ringing', 'bridged', 'message', 'ended']),
        beganAt: z.string(),
        endedAt: z.string().nullable(),
        takenBy: z.string().nullable(),
      })
      .optional()
      .describe('The call that it is; while `endedAt` is null they are on the phone.'),
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
