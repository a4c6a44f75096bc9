import type { OutboxRow } from '#core/domain/delivery.ts'
import type { InboundEvent } from '#core/domain/event.ts'
import type { LearningEntry, Lesson } from '#core/domain/learning.ts'
import type { Scope, Store } from '#core/store/store.ts'
import { author, message } from '../events.ts'

/** A store on which the contract is tested, and how it gets a business. */
export interface ContractStore {
  store: Store
  freshBusiness(): Promise<{ businessId: string; agentId: string; teammateId: string }>
}

/** A business that no other test has written to. */
export type Fresh = () => Promise<{
  store: Store
  scope: Scope
  businessId: string
  agentId: string
  teammateId: string
}>

export async function conversationIn(scope: Scope) {
  const handle = { kind: 'chat' as const, value: crypto.randomUUID() }
  const person = await scope.people.create({ name: 'Anna', handle })
  const { id: agentId } = await scope.agent()
  const facts = { customerEmail: null, channel: 'chat' as const, subject: '', kind: 'support' as const }
  return scope.conversations.create({ ...facts, agentId, personId: person.id })
}

export function arrival(businessId: string, id: string) {
  const place = { connector: 'webchat', account: 'shop', thread: 'a', private: true }
  const handle = { kind: 'chat' as const, value: 'a' }
  const at = '2026-03-02T09:00:00.000Z'
  const event: InboundEvent = message({ id, place, at, author: author(handle), text: 'Hello' })
  return { lane: 'webchat/shop/a', connector: 'webchat', account: 'shop', platformId: `${businessId} ${id}`, event }
}

export async function addDraft(
  scope: Scope,
  conversationId: string,
  state: 'pending' | 'shadow',
  lessonId: string | null = null,
) {
  const content = { conversationId, senderType: 'customer' as const, content: 'Hello', metadata: {} }
  const { message: asked } = await scope.messages.add(content)
  const receiptId = crypto.randomUUID()
  const facts = { conversationId, messageId: asked.id, topicId: null, confidence: 0.5 }
  const reasons = { action: 'draft' as const, reasons: [], gates: [], lessons: [], inputs: {}, claims: [] }
  await scope.receipts.add({ ...facts, ...reasons, id: receiptId })
  const words = { text: 'Hello', unfilled: [], lessonId, signals: [], writer: 'local', why: null, shownAt: null }
  return scope.drafts.add({ ...facts, ...words, id: crypto.randomUUID(), state, receiptId })
}

export function outgoing(conversationId: string): Parameters<Scope['outbox']['add']>[0] {
  const place = { connector: 'webchat', account: 'shop', thread: 'a', private: true }
  const row: Partial<OutboxRow> = { messageId: null, draftId: null, teammateId: null, cancelIf: [] }
  const payload = { kind: 'reply', text: 'Hello', attachments: [] }
  const notBefore = new Date().toISOString()
  return { ...row, conversationId, audience: 'customer', place, payload, state: 'held', notBefore } as never
}

export function pair(lessonId: string): LearningEntry {
  const said = { question: 'Hello?', context: [], reply: 'Hello!', author: 'Ben', channel: 'chat', known: [] }
  return { ...said, type: 'pair', lessonId, origin: 'live', ownWords: true }
}

export function verdict(lessonId: string): LearningEntry {
  return { type: 'verdict', topicId: 't', lessonId, err: 0, unchanged: true, confidence: 0.5, signals: [] }
}

export function lesson(id: string, standing: Lesson['standing']): Lesson {
  const said = { question: 'Hello?', context: [], reply: 'Hello!', slots: [], language: 'en', author: 'Ben' }
  const facts = { channel: 'chat', at: '2026-03-02T09:00:00.000Z', origin: 'live' as const, agreed: 0, wrong: 0 }
  return { ...said, ...facts, id, topicId: 't', standing }
}
