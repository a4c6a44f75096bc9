import type { Business } from '../domain/business.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import { openingHours } from '../domain/hours.ts'
import type { Prediction } from '../domain/learning.ts'
import { clockTime } from '../domain/when.ts'
import type { House } from '../house.ts'
import type { Engine } from '../learning/engine.ts'
import { type Loop, loopIn, type Said } from '../routing/loop.ts'
import type { People } from '../routing/whom.ts'
import type { Scope } from '../store/store.ts'
import { productTerms } from '../understanding/product-terms.ts'
import { similarity, sketch } from '../understanding/sketch.ts'
import type { Understanding } from '../understanding/understand.ts'
import { veryUrgent } from '../understanding/urgency.ts'
import { counted } from './question.ts'

/** Lessons that are looked at for names of things, the newest. */
const readLessons = 5000
const known = new WeakMap<Engine, { seq: number; terms: string[] }>()

/** The business's own names of things, read again once a tenth more was learned. */
export function productsOf(engine: Engine): string[] {
  const before = known.get(engine)
  if (before !== undefined && engine.seq < before.seq * 1.1 + 10) return before.terms
  const terms = productTerms(engine.lessons().slice(-readLessons))
  known.set(engine, { seq: engine.seq, terms })
  return terms
}

/** Who would take a conversation over, and whether anybody is there. */
export async function peopleFor(
  scope: Scope,
  { settings }: Pick<Business, 'settings'>,
  conversation: Conversation,
  given: { now: Date; topicId: string | undefined; isUrgent: boolean },
): Promise<People> {
  const { now, topicId, isUrgent } = given
  const assignee = conversation.assigneeId === null ? undefined : await scope.teammates.get(conversation.assigneeId)
  const messages = await scope.messages.list(conversation.id)
  const addresses = messages.flatMap(({ senderType, metadata: { mail } }) =>
    senderType === 'customer' && mail ? [...mail.to, ...mail.cc] : [],
  )
  const hours = openingHours(settings)
  const isOpen = hours.isOpen(now)
  const opens = isOpen ? undefined : hours.nextOpening(now)
  const isAway = (until: string | null) => until !== null && until > now.toISOString()
  return {
    ...(assignee && { assignee: { id: assignee.id, name: assignee.name, isAway: isAway(assignee.awayUntil) } }),
    channels: await scope.staffChannels.list(),
    ...{ addresses, topicId, kind: conversation.kind, isUrgent, isOpen },
    ...(opens && { opensAt: clockTime(opens.toISOString(), settings.zone, now) }),
  }
}

/** Whether the agent's own answers go round in circles; reads which of them it sent alone, and for which topic. */
export async function loopFor(
  house: House,
  scope: Scope,
  turns: readonly Message[],
  understanding: Pick<Understanding, 'saysWrong'>,
  next: { text: string; prediction: Prediction },
): Promise<Loop | undefined> {
  // An answer that the caller cut short was not heard: asking again says nothing against it.
  const heard = turns.filter(({ metadata }) => metadata.isCutShort !== true)
  const answers = heard.filter(({ senderType }) => senderType === 'ai')
  if (answers.length === 0) return undefined
  const topics = new Map<string, string | null>()
  for (const { id, metadata } of answers) {
    const draft = metadata.draftId === undefined ? undefined : await scope.drafts.get(metadata.draftId)
    topics.set(id, draft?.topicId ?? null)
  }
  const said = counted([...heard]).map(
    ({ id, senderType, content, createdAt }): Said => ({
      from: senderType === 'ai' ? 'agent' : senderType,
      text: content,
      at: createdAt,
      topicId: topics.get(id) ?? null,
    }),
  )
  return loopIn(said, {
    saysWrong: understanding.saysWrong,
    next: { text: next.text, topicId: next.prediction.topicId },
    now: house.now(),
    alike: (a, b) => similarity(sketch(a), sketch(b)),
  })
}

/** What the receipt keeps of what was understood. */
export function understood(understanding: Understanding, prediction: Prediction): Record<string, unknown> {
  const { language, kind, sentiment, urgency, sensitive, asksForPerson, resolved, entities } = understanding
  return {
    ...{ language, kind, sentiment: Math.round(sentiment * 100) / 100, urgency },
    ...(sensitive === undefined ? {} : { sensitive }),
    ...(asksForPerson ? { asksForPerson } : {}),
    // Types alone: what a customer said stays in their message, where it is erased with them.
    entities: entities.map(({ type }) => type),
    ...(resolved.includes('\n') ? { followsUp: true } : {}),
    ...(prediction.topicId === undefined ? {} : { topicId: prediction.topicId }),
    ...(prediction.runnerUp === undefined ? {} : { runnerUp: prediction.runnerUp }),
  }
}

/** True where the message needs somebody soon. */
export function isVeryUrgent({ urgency }: Pick<Understanding, 'urgency'>): boolean {
  return urgency.level >= veryUrgent
}
