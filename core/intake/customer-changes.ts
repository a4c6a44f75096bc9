import { answerTurn } from '../answering/answer.ts'
import { noticeCard } from '../answering/cards.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { counted, waitingSinceOf } from '../answering/question.ts'
import { stopHeld } from '../answering/queue.ts'
import { showConversation, showInThreads } from '../answering/show.ts'
import { withdrawOpen } from '../answering/withdraw.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { EditEvent, Outcome, RemovalEvent } from '../domain/event.ts'
import { isPutAside } from '../domain/kind.ts'
import { reopenedPatch, waitingFor } from '../domain/turn.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { isNodAfter, isThanks, namesOfStaff } from './thanks.ts'
import type { Turn } from './turn.ts'

/**
 * A customer corrected or removed what they wrote: the stored words follow, staff see it, and where it was the open
 * question, what was proposed for the old words is withdrawn and the new ones are thought about.
 */
export async function customerChanged(house: House, turn: Turn, event: EditEvent | RemovalEvent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const seqs = turn.rows.map(({ seq }) => seq)
  const { connector, account } = event.place
  const stored = await scope.messages.byPlatformIds(connector, account, [event.messageId])
  if (stored?.senderType !== 'customer') {
    await scope.inbox.markHandled(seqs, 'about nothing of ours')
    return { kind: 'done' }
  }
  const asked = await atDesk(house, turn.businessId, async (desk) => {
    await desk.tx.leases.check(turn.lane, turn.fence)
    const message = (await desk.tx.messages.get(stored.id)) ?? stored
    const conversation = await desk.tx.conversations.lock(message.conversationId)
    const isOpen = await isUnanswered(desk, message)
    const changed = await change(desk, message, event)
    if (changed !== undefined) await follow(desk, conversation, message, changed, isOpen)
    if (isOpen && !isPutAside(conversation)) return conversation.id
    await desk.tx.inbox.markHandled(seqs, changed === undefined ? 'nothing changed' : 'followed')
    return undefined
  })
  if (asked === undefined) return { kind: 'done' }
  await answerTurn(house, {
    businessId: turn.businessId,
    conversationId: asked,
    isAgain: true,
    check: (tx) => tx.leases.check(turn.lane, turn.fence),
    settle: (tx, result) => tx.inbox.markHandled(seqs, result),
  })
  return { kind: 'done' }
}

type Change = 'changed' | 'removed'

/** Writes it down; undefined when it stands there already. */
async function change({ tx }: Desk, message: Message, event: EditEvent | RemovalEvent): Promise<Change | undefined> {
  if (message.metadata.removedAt !== undefined) return undefined
  if (event.type === 'removal') {
    await tx.messages.setMetadata(message.id, { removedAt: event.at })
    return 'removed'
  }
  if (event.text === message.content) return undefined
  const { attachments = [], authorName } = message.metadata
  const said = { text: event.text, attachments }
  const names = [authorName, ...(await namesOfStaff(tx))]
  const before = (await tx.messages.list(message.conversationId)).filter(
    ({ createdAt }) => createdAt < message.createdAt,
  )
  const nods = !isThanks(said, names) && isNodAfter(said, before, names)
  const isBare = nods || isThanks(said, names)
  await tx.messages.setContent(message.id, event.text, { editedAt: event.at, isThanks: isBare, isNod: nods })
  return 'changed'
}

/** Nothing has reached the customer since; what is still held does not count. */
async function isUnanswered({ tx }: Desk, message: Message): Promise<boolean> {
  const turns = counted(await messagesWithoutHeld(tx, message.conversationId))
  const answered = turns.findLastIndex(({ senderType }) => senderType !== 'customer')
  return turns.findIndex(({ id }) => id === message.id) > answered
}

async function messagesWithoutHeld(tx: Scope, conversationId: string): Promise<Message[]> {
  const held = (await tx.outbox.waiting(conversationId)).filter(({ state }) => state !== 'sending')
  const waiting = new Set(held.map(({ messageId }) => messageId))
  return (await tx.messages.list(conversationId)).filter(({ id }) => !waiting.has(id))
}

type Patch = Parameters<Scope['conversations']['update']>[1]

/** Whose turn it is now. New words of an open question do what a new message does: they reopen and wake. */
async function turnOf(desk: Desk, conversation: Conversation, changed: Change): Promise<Patch> {
  const since = waitingSinceOf(await messagesWithoutHeld(desk.tx, conversation.id))
  const { kind, status, id } = conversation
  if (isPutAside(conversation)) return {}
  const isAsked = changed === 'changed' && since !== null
  if (status === 'resolved' && !isAsked) return {}
  const woken = isAsked ? { snoozedUntil: null, followUpAt: null, followUpBy: null } : {}
  if (status !== 'resolved')
    return { ...woken, waitingSince: since, waitingFor: waitingFor({ kind, status, waitingSince: since }) }
  await desk.tx.events.add({ conversationId: id, type: 'reopened', actor: 'customer', receiptId: null, data: {} })
  return { ...woken, ...reopenedPatch(conversation, since) }
}

async function follow(
  desk: Desk,
  conversation: Conversation,
  message: Message,
  changed: Change,
  isOpen: boolean,
): Promise<void> {
  const { tx } = desk
  const why = `the customer ${changed} the question`
  if (isOpen) {
    await withdrawOpen(desk, conversation.id, { why, actor: 'customer', isMoot: true })
    for (const row of await tx.outbox.waiting(conversation.id))
      if (row.audience === 'customer' && row.cancelIf.includes('customer wrote')) await stopHeld(desk, row, why)
  }
  // Raises the version: whatever is being thought about the old words is stale.
  await tx.conversations.update(conversation.id, isOpen ? await turnOf(desk, conversation, changed) : {})
  const name = message.metadata.authorName ?? 'The customer'
  const words = changed === 'removed' ? message.content : (await tx.messages.get(message.id))?.content
  const card = noticeCard(`${name} ${changed} what they wrote.`)
  if (!isPutAside(conversation)) {
    await showInThreads(desk, conversation.id, words === undefined ? card : { ...card, quote: words })
    await showConversation(desk, conversation.id)
  }
  desk.tell('conversation', conversation.id)
}
