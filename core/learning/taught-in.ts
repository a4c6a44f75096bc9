import type { Desk } from '../answering/desk.ts'
import type { Conversation, Draft, Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Scope } from '../store/store.ts'
import { lessonIdOf, sourceOf } from './lesson-id.ts'
import { learn, learnRejection } from './sent.ts'
import { spokenTurns } from './spoken-turns.ts'
import { type Unlearned, unlearn } from './unlearn.ts'

/** What became of the lessons of a conversation that does not teach any more. */
interface UnlearnedHere extends Unlearned {
  /** The lessons that it taught or confirmed and that still stood: what comes back when it was put aside by mistake. */
  lessonIds: string[]
}

/**
 * Inside a write: unlearns all that this conversation taught and all that was judged in it, also in what was merged into it
 * and in messages that were split off elsewhere and stand here now. What was admitted as evidence and is not decided yet
 * counts nowhere; what is decided stays (DESIGN 6.7).
 */
export async function unlearnConversation(
  desk: Desk,
  conversation: Conversation,
  withdrawal: { why: string; actor: string },
): Promise<UnlearnedHere> {
  const { tx } = desk
  const { agentId } = conversation
  const together = await mergedInto(tx, conversation.id)
  const elsewhere = await splitOff(tx, together)
  const here = (await tx.messages.list(conversation.id)).filter(
    ({ metadata: { movedFrom } }) => movedFrom !== undefined && !together.includes(movedFrom),
  )
  const parts = [
    ...together.map((conversationId) => ({ conversationId, except: elsewhere.map(lessonOf) })),
    ...here.filter(isAnswer).map((answer) => ({ lessonId: lessonOf(answer) })),
  ]
  const taught: string[] = []
  for (const part of parts) taught.push(...(await tx.learning.taught(agentId, part)))
  const lessonIds = await standing(tx, new Set(taught))
  const done: UnlearnedHere = { agentId, erased: 0, owed: [], lessonIds }
  for (const part of parts) {
    const { erased, owed } = await unlearn(desk, agentId, part, withdrawal)
    done.erased += erased
    done.owed.push(...owed)
  }
  for (const draft of await draftsOf(tx, together)) await tx.evidence.decide(draft.id, null, 'withdrawn')
  return done
}

/**
 * Inside a write: learns anew what this conversation taught before it was put aside, from the messages that it holds, and
 * what reached the customer meanwhile. What a teammate had forgotten, or corrected elsewhere, before that does not come
 * back. `asideId` is the conversation that was put aside, where this one was merged into it then.
 */
export async function relearnConversation(
  desk: Desk,
  conversation: Conversation,
  asideId = conversation.id,
): Promise<void> {
  const { tx } = desk
  const together = await mergedInto(tx, conversation.id)
  const events = await tx.events.list(asideId)
  const aside = events.findLast(({ type, data }) => type === 'kind_changed' && Array.isArray(data.unlearned))
  if (aside === undefined) return
  const unlearned = new Set(aside.data.unlearned as string[])
  const known = new Set<unknown>()
  for (const id of new Set([...together, asideId]))
    for (const { type, data } of await tx.events.list(id)) if (type === 'lesson_learned') known.add(data.lessonId)
  const drafts = await draftsOf(tx, together)
  for (const draft of drafts) await learnRejection(desk, { ...conversation, id: draft.conversationId }, draft)
  const messages = spokenTurns(await tx.messages.list(conversation.id)).messages
  for (const said of messages.filter(isAnswer)) {
    const lessonId = lessonOf(said)
    if (known.has(lessonId) && !unlearned.has(lessonId)) continue
    const row = await sentRow(tx, said)
    if (row === undefined || (await isForgotten(tx, row.teammateId))) continue
    const draft = drafts.find(({ id }) => id === row.draftId)
    const at = await originOf(tx, conversation, said)
    const learned = await learn(desk, at, row, said, messages, draft, said.createdAt)
    if (learned === undefined || known.has(lessonId)) continue
    const fact = { conversationId: conversation.id, actor: said.metadata.teammateId ?? 'system' }
    await tx.events.add({ ...fact, type: 'lesson_learned', receiptId: null, data: { lessonId } })
  }
}

/** Who left and was unlearned teaches nothing any more. */
async function isForgotten(tx: Scope, teammateId: string | null): Promise<boolean> {
  return teammateId !== null && Boolean((await tx.teammates.get(teammateId))?.forgottenAt)
}

/** The conversation itself, and all whose messages stand in it. */
async function mergedInto(tx: Scope, id: string): Promise<string[]> {
  const found = [id]
  for (const one of found) {
    for (const { type, data } of await tx.events.list(one)) {
      if (type !== 'merged' || typeof data.from !== 'string' || found.includes(data.from)) continue
      if ((await tx.conversations.get(data.from))?.mergedIntoId === one) found.push(data.from)
    }
  }
  return found
}

/** Answers that were split off these conversations and stand in another one now. */
async function splitOff(tx: Scope, conversationIds: string[]): Promise<Message[]> {
  const found: Message[] = []
  for (const conversationId of conversationIds) {
    const splits = (await tx.events.list(conversationId)).filter(({ type, data }) => type === 'split' && 'into' in data)
    for (const [id] of splits.flatMap(({ data }) => data.messages as [string][])) {
      const message = await tx.messages.get(id)
      if (message && isAnswer(message) && !conversationIds.includes(message.conversationId)) found.push(message)
    }
  }
  return found
}

/** Those that nothing outside of them has corrected. */
async function standing(tx: Scope, lessonIds: Set<string>): Promise<string[]> {
  const found: string[] = []
  for (const id of lessonIds) {
    const by = (await tx.lessons.get(id))?.supersededBy
    if (by === undefined || lessonIds.has(by)) found.push(id)
  }
  return found
}

async function draftsOf(tx: Scope, conversationIds: string[]): Promise<Draft[]> {
  const found: Draft[] = []
  for (const id of conversationIds) found.push(...(await tx.drafts.list(id)))
  return found
}

/** Where it was learned the first time: the conversation that it was moved here from, or this one. */
async function originOf(tx: Scope, conversation: Conversation, { metadata }: Message): Promise<Conversation> {
  const origin = metadata.movedFrom === undefined ? undefined : await tx.conversations.get(metadata.movedFrom)
  return origin === undefined ? conversation : { ...origin, kind: conversation.kind }
}

function isAnswer({ senderType, metadata }: Message): boolean {
  return senderType === 'human' && metadata.removedAt === undefined && !metadata.isSystem
}

function lessonOf(message: Message): string {
  return lessonIdOf(sourceOf(message))
}

/** What it was sent with; undefined where it is not known to have arrived. */
async function sentRow(
  tx: Scope,
  said: Message,
): Promise<Pick<OutboxRow, 'id' | 'payload' | 'teammateId' | 'draftId'> | undefined> {
  const { outboxId, teammateId } = said.metadata
  if (outboxId === undefined) return { id: sourceOf(said), payload: {}, teammateId: teammateId ?? null, draftId: null }
  const row = await tx.outbox.get(outboxId)
  return row?.state === 'sent' && row.teammateId !== null ? row : undefined
}
