import { atDesk, type Desk } from '../answering/desk.ts'
import type { Conversation } from '../domain/conversation.ts'
import { learnDueAt } from '../domain/due.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { lessonIdOf, sourceOf } from './lesson-id.ts'
import { learn } from './sent.ts'
import { spokenTurns } from './spoken-turns.ts'

/**
 * Learns what a teammate said on the phone, as if they had typed it, once all of it has come. Safe to call twice, or when
 * nothing was said.
 */
export async function learnHeard(house: House, businessId: string, conversationId: string): Promise<void> {
  const now = house.now().toISOString()
  const isDue = (one: Conversation | undefined) => {
    const due = one === undefined ? null : learnDueAt(one)
    return due !== null && due <= now
  }
  if (!isDue(await house.store.of(businessId).conversations.get(conversationId))) return
  // Judging needs the engine, and inside the transaction nothing but the database may be asked.
  await house.learners.current(businessId)
  const learned = await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const conversation = await lockedOrGone(desk, conversationId)
    if (conversation === undefined || !isDue(conversation)) return undefined
    desk.tell('conversation', conversationId)
    const calls = await tx.calls.of(conversationId)
    if (calls.some(({ state }) => state === 'bridged')) {
      // They still speak.
      await tx.conversations.update(conversationId, { heardAt: now })
      return undefined
    }
    await tx.conversations.update(conversationId, { heardAt: null })
    return (await learnTurns(desk, conversation)) ? conversation.agentId : undefined
  })
  if (learned !== undefined) await house.jobs.run(businessId, { name: 'project', id: learned })
}

async function lockedOrGone({ tx }: Desk, id: string): Promise<Conversation | undefined> {
  try {
    return await tx.conversations.lock(id)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return undefined
  }
}

/** True where the log grew. */
async function learnTurns(desk: Desk, conversation: Conversation): Promise<boolean> {
  const { tx } = desk
  const events = await tx.events.list(conversation.id)
  const known = new Set(events.flatMap(({ type, data }) => (type === 'lesson_learned' ? [data.lessonId] : [])))
  const { messages, turns } = spokenTurns(await tx.messages.list(conversation.id))
  let hasLearned = false
  for (const { said, parts } of turns) {
    // What joins a turn that was learned already comes too late to teach.
    const isKnown = parts.some(({ metadata }) => metadata.heard?.isLearned)
    const id = sourceOf(said)
    if (!isKnown && !known.has(lessonIdOf(id))) {
      const row = { id, payload: {}, teammateId: said.metadata.teammateId ?? null, draftId: null }
      const lessonId = await learn(desk, conversation, row, said, messages, undefined)
      if (lessonId !== undefined) {
        hasLearned = true
        const fact = { conversationId: conversation.id, actor: said.metadata.teammateId ?? 'system', receiptId: null }
        await tx.events.add({ ...fact, type: 'lesson_learned', data: { lessonId } })
      }
    }
    for (const { id: partId, metadata } of parts)
      if (metadata.heard !== undefined && !metadata.heard.isLearned)
        await tx.messages.setMetadata(partId, { heard: { ...metadata.heard, isLearned: true } })
  }
  return hasLearned
}
