import { randomUUID } from 'node:crypto'
import type { InboundEvent } from '#core/domain/event.ts'
import type { LearningEntry, Lesson, Topic } from '#core/domain/learning.ts'
import type { Place } from '#core/domain/place.ts'
import { laneOf } from '#core/domain/place.ts'
import type { Store } from '#core/store/store.ts'

export type Filled = Awaited<ReturnType<typeof fillBusiness>>

/** Puts at least one row into every table of a business; all its words hold `mark`. */
export async function fillBusiness(
  store: Store,
  ids: { businessId: string; agentId: string; teammateId: string },
  mark: string,
) {
  const { businessId, agentId, teammateId } = ids
  const scope = store.of(businessId)
  const tag = randomUUID()
  const handle = { kind: 'email', value: `${tag}@customer.example` } as const
  const place: Place = { connector: 'sample', account: tag, thread: `thread-${tag}`, private: true }
  const person = await scope.people.create({ name: `${mark} customer`, handle })
  const conversation = await scope.conversations.create({
    ...{ agentId, personId: person.id, customerEmail: handle.value, channel: 'chat', kind: 'support' as const },
    subject: `${mark} subject`,
  })
  const conversationId = conversation.id
  await scope.conversations.addPlace(conversationId, 'customer', place)
  const { message } = await scope.messages.add({
    conversationId,
    senderType: 'customer',
    content: `${mark} where is my order`,
    metadata: { connector: place.connector, account: place.account, platformId: `m-${tag}` },
  })
  const lane = laneOf(place)
  const event = messageEvent(place, `in-${tag}`, `${mark} where is my order`)
  await store.system.keep([{ businessId, lane, connector: 'sample', account: tag, platformId: event.id, event }])
  const inboxRow = (await scope.inbox.unhandled(lane, 10))[0]!
  const receipt = await scope.receipts.add({
    ...{
      id: randomUUID(),
      conversationId,
      messageId: message.id,
      action: 'draft',
      topicId: `topic-${tag}`,
      confidence: 0.7,
    },
    ...{ reasons: [`${mark} reason`], gates: [], lessons: [], inputs: {}, claims: [] },
  })
  const lessonId = `lesson-${tag}`
  const draft = await scope.drafts.add({
    ...{ id: randomUUID(), conversationId, messageId: message.id, state: 'pending', text: `${mark} it is on its way` },
    ...{ unfilled: [], lessonId, topicId: `topic-${tag}`, confidence: 0.7, signals: [0.5], writer: 'local' },
    ...{ receiptId: receipt.id, why: null, shownAt: null },
  })
  await scope.events.add({
    ...{ conversationId, type: 'draft_made', actor: 'agent', receiptId: receipt.id, data: { mark } },
  })
  const outbox = await scope.outbox.add({
    ...{ conversationId, audience: 'customer', place, payload: { text: `${mark} it is on its way` }, state: 'held' },
    ...{ notBefore: new Date().toISOString(), cancelIf: [], messageId: message.id, draftId: draft.id, teammateId },
  })
  await scope.outbox.move(outbox.id, ['held'], 'failed', { platformId: `out-${tag}`, error: `${mark} refused` })
  const written = await scope.written.add({
    ...{ conversationId, teammateId, place, platformMessageId: `w-${tag}`, text: `${mark} reply`, state: 'listed' },
    outboxId: null,
  })
  const importRun = await scope.imports.start({ agentId, name: `${mark}.mbox`, digest: tag, total: 1, fromSeq: 0 })
  await scope.imports.seen(importRun.id, [`external-${tag}`])
  const entry = pairEntry(lessonId, `${mark} where is my order`, `${mark} it is on its way`)
  await scope.learning.append(agentId, { ...entry, personId: person.id, importId: importRun.id }, { conversationId })
  const lesson = { ...lessonOf(lessonId, `${mark} where is my order`), topicId: `topic-${tag}`, conversationId }
  const vector = vectorOf(1)
  await scope.learning.saveSnapshot(agentId, 0, { at: 1, engine: 'e', bytes: new Uint8Array([1]) })
  const contrary = { ...lessonOf(`contrary-${tag}`, `${mark} where is my order`), topicId: `topic-${tag}` }
  await scope.learning.project(agentId, 0, 1, {
    lessons: [{ ...lesson, vector, embedder: 'test' }, contrary],
    topics: [topicOf(`topic-${tag}`, mark)],
  })
  const conflict = (await scope.conflicts.add({
    ...{ id: randomUUID(), agentId, topicId: `topic-${tag}`, lessonA: lessonId, lessonB: contrary.id },
    matter: 'answer',
  }))!
  await scope.topics.switch(`topic-${tag}`, true, teammateId)
  await scope.evidence.admit(`claim-${tag}`, { draftId: draft.id, deadline: new Date(0).toISOString(), blind: false })
  await scope.controls.save(agentId, `topic-${tag}`, { cap: 'supervised', revokedWhy: `${mark} why` })
  const audited = await scope.auditedAnswers.add({
    ...{ agentId, topicId: `topic-${tag}`, conversationId, draftId: draft.id, kind: 'suspect' as const },
    ...{ attempt: 1, agentAttempt: 1, note: `${mark} note`, deadline: new Date(0).toISOString() },
  })
  const corrected = await scope.auditedAnswers.add({
    ...{ agentId, topicId: `topic-${tag}`, conversationId, draftId: draft.id, kind: 'correction' as const },
    ...{ attempt: 1, agentAttempt: 1, note: `${mark} note`, deadline: new Date(0).toISOString() },
  })
  await scope.auditedAnswers.decide(corrected.id, { err: 1, reason: `${mark} reason`, by: teammateId })
  await scope.vouchers.add({ agentId, lessonId, digest: 'ab', teammateId, name: `${mark} Olga` })
  await scope.voice.replace(agentId, [
    { patternType: 'greeting', patternData: { mark }, frequency: 1, lastUsed: new Date().toISOString() },
  ])
  const integration = await scope.integrations.add({
    ...{ agentId, connector: 'sample', account: tag, label: `${mark} desk`, settings: { token: `${mark} token` } },
  })
  const staffChannel = await scope.staffChannels.save({
    ...{ connector: 'sample', account: tag, channel: 'C1', name: `${mark} help`, purpose: 'topic', value: mark },
  })
  const shadowMail = {
    ...{ messageId: `<${tag}@a.example>`, personId: null, teammateId, text: `${mark} words`, lessonId: null },
    ...{ references: [`<asked-${tag}@a.example>`], at: new Date().toISOString() },
  }
  await scope.shadowMails.add(shadowMail)
  await scope.optOuts.set({ kind: 'phone', value: `+1${tag}` }, new Date().toISOString())
  await scope.bounces.set(handle, { at: new Date().toISOString(), isHard: true, why: '550 no such user' })
  await scope.paces.next(`sms/${tag}`, 1000)
  await scope.holds.put({
    ...{ connector: 'sample', account: tag, sender: '', kind: 'permission', why: `${mark} needs`, tries: 1 },
    until: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const call = await scope.calls.add({
    ...{
      place: { ...place, connector: 'voice', thread: `CA-${tag}` },
      conversationId,
      number: '+15550100',
      to: '+15550199',
    },
    ...{ language: 'en', state: 'live', unclear: 0, asked: null, rest: `${mark} rest`, rung: [], takenBy: null },
    ...{ beganAt: new Date().toISOString(), endedAt: null },
  })
  const check = {
    ...{ id: randomUUID(), conversationId, handle, lane, sentTo: `${mark}@customer.example`, tries: 0 },
    ...{ createdAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 600_000).toISOString() },
    ...{ provedAt: null, until: null, endedAt: null },
  }
  await scope.checks.add(check)
  const other = await scope.people.create({ name: `${mark} other`, handle: { kind: 'phone', value: `+${tag}` } })
  const link = {
    ...{ id: randomUUID(), keptId: person.id, goneId: other.id, why: 'teammate' as const, by: teammateId },
    ...{ at: new Date().toISOString(), handles: [{ kind: 'phone' as const, value: `${mark} +${tag}` }] },
    ...{ conversationIds: [], undoneAt: null, undoneBy: null },
  }
  await scope.personLinks.add(link)
  await scope.audit.add({ actor: teammateId, action: 'filled', subject: mark })
  const fence = (await scope.leases.take(lane, new Date(), 60_000))!
  return {
    ...{ ...ids, scope, tag, handle, place, lane, fence, inboxRow, person, conversation, message, receipt, draft },
    ...{
      outbox,
      written,
      importRun,
      lessonId,
      topicId: `topic-${tag}`,
      claim: `claim-${tag}`,
      audited,
      conflict,
      integration,
      staffChannel,
      shadowMail,
      call,
      check,
      link,
    },
    ...{ externalId: `external-${tag}`, vector },
  }
}

export function messageEvent(place: Place, id: string, text: string): InboundEvent {
  return {
    ...{ type: 'message', id, place, at: new Date().toISOString(), messageId: id, text, attachments: [] },
    author: {
      handle: { kind: 'chat', value: place.thread },
      ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: true },
    },
  }
}

export function pairEntry(lessonId: string, question: string, reply: string): Extract<LearningEntry, { type: 'pair' }> {
  return {
    ...{ type: 'pair', lessonId, question, context: [], reply, author: 'anna', channel: 'chat', known: [] },
    ...{ origin: 'live', ownWords: true },
  }
}

export function lessonOf(id: string, question: string): Lesson {
  return {
    ...{ id, topicId: 'topic', question, context: [], reply: 'It is on its way.', slots: [], language: 'en' },
    ...{ author: 'anna', channel: 'chat', at: new Date().toISOString(), origin: 'live', standing: 'current' },
    ...{ agreed: 1, wrong: 0 },
  }
}

export function topicOf(id: string, name: string): Topic {
  return {
    ...{ id, name, foundName: name, isNamed: false, isPinned: false, merged: [], terms: ['order'] },
    ...{ template: 'It is on its way.', volume: 3, agreeing: 2, judged: 2, right: 2 },
  }
}

/** A vector of length 1 that is the same for the same number; different numbers are far apart. */
export function vectorOf(seed: number): Float32Array {
  let state = seed * 2_654_435_761
  const vector = Float32Array.from({ length: 512 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0
    return (state >>> 0) / 2 ** 32 - 0.5
  })
  const length = Math.hypot(...vector)
  return vector.map((part) => part / length)
}
