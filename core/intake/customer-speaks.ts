import { answerTurn } from '../answering/answer.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { cancel } from '../answering/queue.ts'
import { showConversation, showDraft } from '../answering/show.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { Turn } from './turn.ts'

/** Stores what a customer said, then answers, drafts or stays silent. */
export async function customerSpeaks(
  house: House,
  turn: Turn,
  events: MessageEvent[],
  found: { conversation: Conversation | undefined; isTest: boolean },
): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const first = events[0] as MessageEvent
  const agent = await scope.agent()
  const stored = await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await tx.leases.check(turn.lane, turn.fence)
    const conversation = await findOrOpen(house, tx, agent.id, first, found)
    await tx.conversations.lock(conversation.id)
    const added: Message[] = []
    for (const event of events) {
      const { message, isNew } = await tx.messages.add(asMessage(conversation.id, event))
      if (isNew) added.push(message)
    }
    if (added.length > 0) {
      await noteArrival(desk, conversation, added, first)
      if (!first.author.isMachine) await showConversation(desk, conversation.id)
    }
    return { conversationId: conversation.id, isMachine: first.author.isMachine }
  })
  const seqs = turn.rows.map((row) => row.seq)
  if (stored.isMachine) {
    await scope.inbox.markHandled(seqs, 'machine mail, recorded only')
    return { kind: 'done' }
  }
  await answerTurn(house, { ...turn, conversationId: stored.conversationId, seqs })
  return { kind: 'done' }
}

async function findOrOpen(
  house: House,
  tx: Scope,
  agentId: string,
  event: MessageEvent,
  found: { conversation: Conversation | undefined; isTest: boolean },
): Promise<Conversation> {
  if (found.conversation !== undefined) return found.conversation
  const { handle, name } = event.author
  const known = await tx.people.byHandle(handle)
  const personId = known?.personId ?? (await tx.people.create({ name: name ?? null, handle })).id
  const conversation = await tx.conversations.create({
    agentId,
    personId,
    customerEmail: handle.kind === 'email' ? handle.value : null,
    channel: house.messenger.abilities(event.place.connector).channel,
    subject: event.mail?.subject ?? firstWords(event.text),
    kind: found.isTest ? 'test' : 'support',
  })
  await tx.conversations.addPlace(conversation.id, 'customer', event.place)
  return conversation
}

/** What a customer's message changes: it waits, it reopens, and it makes what was about to be said stale. */
async function noteArrival(
  desk: Desk,
  conversation: Conversation,
  added: Message[],
  event: MessageEvent,
): Promise<void> {
  const { tx } = desk
  for (const message of added) {
    await tx.events.add({
      conversationId: conversation.id,
      type: 'arrived',
      actor: 'customer',
      receiptId: null,
      data: { messageId: message.id },
    })
  }
  if (event.author.isMachine) return
  const reopens = conversation.status === 'resolved'
  await tx.conversations.update(conversation.id, {
    waitingSince: conversation.waitingSince ?? added[0]?.createdAt ?? event.at,
    ...(reopens ? { status: 'active' as const } : {}),
  })
  if (reopens)
    await tx.events.add({
      conversationId: conversation.id,
      type: 'reopened',
      actor: 'customer',
      receiptId: null,
      data: {},
    })
  for (const draft of await tx.drafts.open(conversation.id)) {
    const moved = await tx.drafts.move(draft.id, ['pending', 'shadow'], 'withdrawn', {
      why: 'the customer wrote again',
    })
    if (!moved) continue
    await tx.evidence.decide(draft.id, null, 'withdrawn')
    // Nobody saw a shadow draft: it goes as silently as it came.
    if (draft.state !== 'pending') continue
    await showDraft(desk, { ...draft, state: 'withdrawn', why: 'the customer wrote again' })
    await tx.events.add({
      conversationId: conversation.id,
      type: 'draft_withdrawn',
      actor: 'customer',
      receiptId: draft.receiptId,
      data: { draftId: draft.id },
    })
  }
  for (const row of await tx.outbox.waiting(conversation.id)) {
    if (row.audience === 'customer' && row.cancelIf.includes('customer wrote')) {
      await cancel(desk, row, 'the customer wrote again before it was sent')
    }
  }
}

function asMessage(conversationId: string, event: MessageEvent): Omit<Message, 'id' | 'createdAt'> {
  return {
    conversationId,
    senderType: 'customer',
    content: event.text,
    metadata: {
      connector: event.place.connector,
      account: event.place.account,
      platformId: event.messageId,
      attachments: event.attachments,
      isMachine: event.author.isMachine,
      ...(event.author.name === undefined ? {} : { authorName: event.author.name }),
      ...(event.quoted === undefined ? {} : { quoted: event.quoted }),
      ...(event.signature === undefined ? {} : { signature: event.signature }),
      ...(event.context === undefined ? {} : { context: event.context }),
      ...(event.mail === undefined ? {} : { subject: event.mail.subject, mail: event.mail }),
    },
  }
}

function firstWords(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? ''
  return line.length <= 80 ? line : `${line.slice(0, 79).trimEnd()}…`
}
