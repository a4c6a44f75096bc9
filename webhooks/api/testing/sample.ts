import type { Conversation, ConversationEvent, Draft, Message, Receipt } from '#core/domain/conversation.ts'
import type { OutboxRow } from '#core/domain/delivery.ts'
import type { Certificate } from '#core/domain/learning.ts'
import type { ConversationView, LessonView, TopicView } from '#core/views.ts'

/** Plausible rows for tests of the API and for looking at the admin's pages. */

export const place = { connector: 'webchat', account: 'site', thread: 'visitor-session-key', private: true }

const certificate = (missing: number): Certificate => ({
  certified: missing === 0,
  logWealth: missing === 0 ? 3.1 : 1.2,
  rows: 150 - missing,
  errors: 1,
  missing,
  eps: 0.02,
  alpha: 0.05,
  attempt: 1,
})

export function topicOf(id: string, name: string, more: Partial<TopicView> = {}): TopicView {
  const missing = more.stage === 'automatic' || more.eligible ? 0 : 118
  return {
    id,
    name,
    ...{ foundName: name, isNamed: false, isPinned: false, merged: [] },
    terms: ['parcel', 'tracking', 'arrive'],
    template: 'Your parcel {reference} left us on {date}. You can follow it with the link in our mail.',
    volume: 64,
    agreeing: 51,
    judged: 40,
    right: 37,
    stage: 'supervised',
    switchedOn: false,
    eligible: missing === 0,
    ...{ isCarried: false, cap: null, eps: null, mostAmount: null, revokedAt: null, revokedWhy: null },
    ...{ openAudits: 0, liveMissing: 0, seen: { rows: 38, errors: 3 }, blind: { rows: 2, errors: 0 }, basis: 'all' },
    ...{ perDay: 14, admittedShare: 0.8, expectation: null, formerProof: null },
    certificate: certificate(missing),
    pooled: certificate(Math.max(0, missing - 60)),
    sentence: missing
      ? `${missing} more agreeing replies until this topic may be answered alone`
      : 'This topic may be answered alone.',
    ...more,
  }
}

export function lessonOf(id: string, more: Partial<LessonView> = {}): LessonView {
  return {
    id,
    topicId: 'topic-1',
    question: 'Where is my parcel? I ordered five days ago and have heard nothing since.',
    context: [],
    reply: 'It left us on {date}. The carrier usually needs two more days; the link in our mail shows where it is.',
    slots: [{ name: '{date}', type: 'date' }],
    language: 'en',
    author: 'Anna Berg',
    conversationId: 'conversation-1',
    channel: 'email',
    at: '2026-11-19T09:12:00.000Z',
    origin: 'live',
    standing: 'current',
    agreed: 12,
    wrong: 0,
    ...more,
  }
}

export function conversationOf(id: string, more: Partial<Conversation> = {}): Conversation {
  return {
    id,
    agentId: 'agent-1',
    personId: 'person-1',
    customerEmail: null,
    channel: 'chat',
    status: 'active',
    subject: 'Where is my parcel?',
    sentiment: null,
    humanUntil: null,
    assigneeId: null,
    waitingSince: new Date(Date.now() - 240_000).toISOString(),
    ...{ waitingFor: 'staff', kind: 'support', snoozedUntil: null, resolvedBy: null, resolvedAt: null },
    ...{ followsId: null, mergedIntoId: null, followUpAt: null, followUpBy: null },
    ...{
      lateToldAt: null,
      answeredAt: null,
      acknowledgedAt: null,
      thoughtOwedAt: null,
      heardAt: null,
      dueAt: null,
      lead: null,
    },
    version: 3,
    createdAt: new Date(Date.now() - 3_600_000).toISOString(),
    updatedAt: new Date(Date.now() - 240_000).toISOString(),
    ...more,
  }
}

export function messageOf(id: string, conversationId: string, more: Partial<Message> = {}): Message {
  return {
    id,
    conversationId,
    senderType: 'customer',
    content: 'Hi! Where is my parcel? Order **4417**, I paid on Monday.',
    metadata: { context: { page: '/orders/4417' } },
    createdAt: new Date(Date.now() - 240_000).toISOString(),
    ...more,
  }
}

export function receiptOf(id: string, conversationId: string): Receipt {
  return {
    id,
    conversationId,
    messageId: 'message-3',
    action: 'draft',
    reasons: ['The topic is supervised: a person approves its answers.'],
    gates: [
      { name: 'grounded', passed: true, detail: 'every date and link stands in its lessons' },
      { name: 'slots', passed: true, detail: 'all filled' },
      { name: 'certificate', passed: false, detail: '118 agreeing replies are missing' },
    ],
    lessons: [
      {
        lessonId: 'lesson-1',
        score: 0.91,
        why: 'asks the same with other words',
        author: 'Anna Berg',
        at: '2026-11-19T09:12:00.000Z',
        question: 'Where is my parcel? I ordered five days ago.',
      },
      {
        lessonId: 'lesson-2',
        score: 0.74,
        why: 'same topic',
        author: 'Jonas Weiss',
        at: '2026-11-12T15:40:00.000Z',
        question: 'The tracking link shows nothing yet, is that normal?',
      },
    ],
    topicId: 'topic-1',
    confidence: 0.86,
    inputs: { engine: 'local-1', seq: 341 },
    claims: ['topic-1'],
    createdAt: new Date(Date.now() - 230_000).toISOString(),
  }
}

export function draftOf(id: string, conversationId: string, more: Partial<Draft> = {}): Draft {
  return {
    id,
    conversationId,
    messageId: 'message-3',
    version: 2,
    state: 'pending',
    text: 'Hi Mia,\n\nit left us on Tuesday. The carrier usually needs two more days; the link in our mail shows where it is.\n\nBest, Anna',
    unfilled: [],
    lessonId: 'lesson-1',
    topicId: 'topic-1',
    confidence: 0.86,
    signals: [0.91, 0.17],
    writer: 'local',
    receiptId: 'receipt-1',
    why: null,
    editorId: null,
    editingUntil: null,
    blind: null,
    voiceScore: 87,
    err: null,
    verdict: null,
    saidId: null,
    shownAt: new Date(Date.now() - 229_000).toISOString(),
    createdAt: new Date(Date.now() - 230_000).toISOString(),
    ...more,
  }
}

export function outboxOf(id: string, conversationId: string, text: string, more: Partial<OutboxRow> = {}): OutboxRow {
  const now = new Date().toISOString()
  return {
    id,
    conversationId,
    audience: 'customer',
    place,
    payload: { kind: 'reply', text, attachments: [] },
    state: 'held',
    notBefore: new Date(Date.now() + 5_000).toISOString(),
    cancelIf: [],
    attempts: 0,
    waitsFor: null,
    platformId: null,
    error: null,
    messageId: null,
    draftId: null,
    teammateId: 'teammate-1',
    createdAt: now,
    updatedAt: now,
    ...more,
  }
}

export function viewOf(conversation: Conversation, name: string, messages: ConversationView['messages']) {
  const event = (type: ConversationEvent['type'], actor: string, minutes: number): ConversationEvent => ({
    id: `${conversation.id}-${type}-${minutes}`,
    conversationId: conversation.id,
    type,
    at: new Date(Date.now() - minutes * 60_000).toISOString(),
    actor,
    receiptId: null,
    data: {},
  })
  const view: ConversationView = {
    conversation,
    person: {
      id: conversation.personId,
      name,
      handles: [
        { kind: 'chat', value: place.thread },
        { kind: 'email', value: 'mia@customer.example' },
      ],
    },
    stoppedAt: null,
    mailTrouble: null,
    messages,
    draft: null,
    drafts: [],
    hint: null,
    isBlind: false,
    events: [
      event('arrived', 'customer', 60),
      event('first_answer', 'teammate-1', 52),
      event('arrived', 'customer', 4),
    ],
    actions: ['take', 'resolve'],
    topic: topicOf('topic-1', 'Where is my parcel'),
  }
  return view
}
