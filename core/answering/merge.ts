import type { Conversation, Message } from '../domain/conversation.ts'
import { isPutAside, teaches } from '../domain/kind.ts'
import { reopenedPatch, waitingFor } from '../domain/turn.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { relearnConversation } from '../learning/taught-in.ts'
import type { Scope } from '../store/store.ts'
import { record } from './act.ts'
import { atDesk, type Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { openQuestion, waitingSinceOf } from './question.ts'
import { showConversation } from './show.ts'
import { refuseErased } from './shut.ts'
import { thinkAgain } from './think-again.ts'
import { withdrawOpen } from './withdraw.ts'

/**
 * Puts the messages of one conversation into another, where what arrives for it later goes too. Two people's conversations
 * are only put together when the teammate says that they are one person's.
 */
export async function merge(
  house: House,
  by: By,
  sourceId: string,
  targetId: string,
  { acrossPeople = false }: { acrossPeople?: boolean } = {},
): Promise<void> {
  if (sourceId === targetId) throw new Refused(422, 'A conversation cannot be merged into itself.')
  await withBoth(house, by, sourceId, targetId, async (desk, source, target) => {
    const { tx } = desk
    if (source.mergedIntoId !== null || target.mergedIntoId !== null)
      throw new Refused(409, 'One of them was merged into another one already.')
    if (isPutAside(source) || isPutAside(target)) throw new Refused(409, 'What was put aside cannot be merged.')
    if ((source.kind === 'test') !== (target.kind === 'test'))
      throw new Refused(409, 'A test conversation and a real one do not mix.')
    if (source.personId !== target.personId && !acrossPeople)
      throw new Refused(409, 'These are conversations of two different people: confirm that they are one person.')
    const messages = await tx.messages.list(source.id)
    await refuseOnItsWay(tx, source.id, messages)
    await changing(desk, by, [target], `${by.teammate.name} merged another conversation into this one`, async () => {
      const moved = movedOf(messages)
      const before = await beforeSplit(tx, target.id, source.id)
      for (const [id, from] of moved)
        await tx.messages.move([id], target.id, from === target.id ? (before.get(id) ?? null) : source.id)
      await withdrawOpen(desk, source.id, { why: 'merged into another one', actor: by.teammate.id, isMoot: true })
      await record(desk, by, source, 'merged', { into: target.id, messages: moved })
      await tx.events.add(fact(target, by, 'merged', { from: source.id }))
    })
    const over = { waitingSince: null, waitingFor: 'nobody', thoughtOwedAt: null, heardAt: null } as const
    // What was said on the phone is learned where it stands now.
    if (source.heardAt !== null) await tx.conversations.update(target.id, { heardAt: source.heardAt })
    await tx.conversations.update(source.id, { mergedIntoId: target.id, ...over })
    await showConversation(desk, source.id)
    if (source.status !== 'escalated') return
    const now = await tx.conversations.get(target.id)
    if (now?.status === 'active' && now.waitingSince !== null)
      await tx.conversations.update(target.id, { status: 'escalated' })
  })
  await thinkAgain(house, by.businessId, targetId)
}

/** Takes a merge back: each message stands again where it stood. */
export async function unmerge(house: House, by: By, sourceId: string): Promise<void> {
  const targetId = (await house.store.of(by.businessId).conversations.get(sourceId))?.mergedIntoId ?? null
  if (targetId === null) throw new Refused(409, 'This conversation was not merged into another one.')
  await withBoth(house, by, sourceId, targetId, async (desk, source, target) => {
    const { tx } = desk
    if (source.mergedIntoId !== target.id) throw new Refused(409, 'Somebody else took it apart already.')
    if (target.mergedIntoId !== null)
      throw new Refused(409, 'The other one was merged on into a third: take that apart first.')
    const event = (await tx.events.list(source.id)).findLast(({ type, data }) => type === 'merged' && 'into' in data)
    const moved = (event?.data.messages ?? []) as Moved[]
    const here = new Map((await tx.messages.list(target.id)).map((message) => [message.id, message]))
    const back = moved.filter(([id]) => here.has(id))
    await refuseOnItsWay(
      tx,
      target.id,
      back.flatMap(([id]) => here.get(id) ?? []),
    )
    await tx.conversations.update(source.id, { mergedIntoId: null })
    const apart = `${by.teammate.name} took the conversations apart again`
    await changing(desk, by, [target, { ...source, mergedIntoId: null }], apart, async () => {
      for (const [id, from] of back) await tx.messages.move([id], source.id, from)
      await record(desk, by, source, 'unmerged', { from: target.id })
      await tx.events.add(fact(target, by, 'unmerged', { source: source.id }))
    })
    // What the other one taught was unlearned when both were put aside as one.
    if (!teaches(target) && teaches(source)) await relearnConversation(desk, source, target.id)
  })
  await house.learners.current(by.businessId)
  for (const id of [sourceId, targetId]) await thinkAgain(house, by.businessId, id)
}

/** Opens a conversation of its own from this message on; merging it back undoes that. Returns its id. */
export async function split(house: House, by: By, conversationId: string, fromMessageId: string): Promise<string> {
  const opened = await withBoth(house, by, conversationId, conversationId, async (desk, conversation) => {
    const { tx } = desk
    const messages = await tx.messages.list(conversation.id)
    const at = messages.findIndex(({ id }) => id === fromMessageId)
    const first = messages[at]
    if (first === undefined) throw new Refused(404, 'This message does not stand in the conversation.')
    if (at === 0) throw new Refused(422, 'This is the first message: nothing would stay behind.')
    const leaving = messages.slice(at)
    await refuseOnItsWay(tx, conversation.id, leaving)
    const { agentId, personId, customerEmail, channel, kind } = conversation
    const subject = first.metadata.subject ?? (first.content.trim().split('\n', 1)[0] ?? '').slice(0, 80)
    const made = { agentId, personId, customerEmail, channel, kind, subject, followsId: conversation.id }
    const opened = await tx.conversations.create(made)
    for (const { role, place } of await tx.conversations.places(conversation.id))
      if (role === 'customer') await tx.conversations.addPlace(opened.id, role, place)
    await changing(desk, by, [conversation, opened], `${by.teammate.name} split the conversation`, async () => {
      const ids = leaving.map(({ id }) => id)
      await tx.messages.move(ids, opened.id, conversation.id)
      await record(desk, by, conversation, 'split', { into: opened.id, messages: movedOf(leaving) })
      await tx.events.add(fact(opened, by, 'split', { from: conversation.id }))
    })
    return opened.id
  })
  for (const id of [conversationId, opened]) await thinkAgain(house, by.businessId, id)
  return opened
}

/** Moves messages, and brings what follows from them up to date: whose turn it is, and what was proposed. */
async function changing(
  desk: Desk,
  by: By,
  conversations: Conversation[],
  why: string,
  move: () => Promise<void>,
): Promise<void> {
  const { tx, house } = desk
  const asked = async ({ id }: Conversation) => openQuestion(await tx.messages.list(id))?.text
  const before: (string | undefined)[] = []
  for (const conversation of conversations) before.push(await asked(conversation))
  await move()
  for (const [i, conversation] of conversations.entries()) {
    const messages = await tx.messages.list(conversation.id)
    const question = openQuestion(messages)?.text
    if (question !== before[i]) await withdrawOpen(desk, conversation.id, { why, actor: by.teammate.id, isMoot: true })
    const since = waitingSinceOf(messages)
    const isReopened = conversation.status === 'resolved' && since !== null
    await tx.conversations.update(conversation.id, {
      ...(since !== null && conversation.waitingSince === null ? { snoozedUntil: null } : {}),
      ...(isReopened ? reopenedPatch(conversation, since) : {}),
      waitingSince: since,
      waitingFor: waitingFor({ ...conversation, ...(isReopened ? { status: 'active' } : {}), waitingSince: since }),
      thoughtOwedAt: question === undefined ? null : house.now().toISOString(),
    })
    await showConversation(desk, conversation.id)
  }
}

/** A message, and where it had been moved from before it was moved now. */
type Moved = [id: string, from: string | null]

function movedOf(messages: Message[]): Moved[] {
  return messages.map(({ id, metadata }) => [id, metadata.movedFrom ?? null])
}

/** Where the messages of a split-off conversation had been moved from before they were split off. */
async function beforeSplit(tx: Scope, originId: string, splitId: string): Promise<Map<string, string | null>> {
  const events = await tx.events.list(originId)
  const event = events.find(({ type, data }) => type === 'split' && data.into === splitId)
  return new Map((event?.data.messages ?? []) as Moved[])
}

/** What is on its way belongs to the conversation that it was written in until it has arrived. */
async function refuseOnItsWay(tx: Scope, conversationId: string, messages: Message[]): Promise<void> {
  const ids = new Set(messages.map(({ id }) => id))
  const waiting = await tx.outbox.waiting(conversationId)
  if (waiting.some(({ audience, messageId }) => audience === 'customer' && messageId !== null && ids.has(messageId)))
    throw new Refused(409, 'An answer in it is still on its way: wait until it has left, or stop it.')
}

async function withBoth<T>(
  house: House,
  by: By,
  firstId: string,
  secondId: string,
  work: (desk: Desk, first: Conversation, second: Conversation) => Promise<T>,
): Promise<T> {
  const { conversations } = house.store.of(by.businessId)
  for (const id of [firstId, secondId])
    if ((await conversations.get(id)) === undefined) throw new Refused(404, 'This conversation does not exist.')
  await house.learners.current(by.businessId)
  return atDesk(house, by.businessId, async (desk) => {
    await by.settle?.(desk.tx)
    const locked = new Map<string, Conversation>()
    // Always in the same order, so that two who merge crosswise wait for each other instead of for ever.
    for (const id of [...new Set([firstId, secondId])].sort()) locked.set(id, await desk.tx.conversations.lock(id))
    for (const conversation of locked.values()) refuseErased(conversation)
    return work(desk, locked.get(firstId) as Conversation, locked.get(secondId) as Conversation)
  })
}

function fact(
  conversation: Conversation,
  by: By,
  type: 'merged' | 'unmerged' | 'split',
  data: Record<string, unknown>,
) {
  return { conversationId: conversation.id, type, actor: by.teammate.id, receiptId: null, data }
}
