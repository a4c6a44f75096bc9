import type { Business, Teammate } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow, OutboxState } from '../domain/delivery.ts'
import type { Place } from '../domain/place.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { answerEnvelope } from './envelope.ts'
import { showDraft } from './show.ts'

export interface Words {
  text: string
  /** The draft that they come from, as it was or edited. */
  draftId: string | undefined
  /** Who says it; undefined = the agent on its own. */
  teammate: Teammate | undefined
  disclosure: string | null
  undoMs: Business['settings']['undoMs']
  /** False: sent, but teaches nothing. */
  learn?: boolean
  /** A correction of something that the customer already has. */
  corrects?: string
  /** The words in a staff thread that these are, and whether their author marked them with `>`. */
  writtenId?: string
  isMarked?: boolean
}

/** With the conversation locked: stores the message and its outbox row, held for the undo window. */
export async function queueAnswer(desk: Desk, conversation: Conversation, words: Words): Promise<OutboxRow> {
  const { house, tx } = desk
  const place = await customerPlace(tx, conversation)
  const delayMs = words.undoMs[conversation.channel] ?? house.messenger.abilities(place.connector).undoMs
  const outboxId = crypto.randomUUID()
  const isAgent = words.teammate === undefined
  const text = isAgent && words.disclosure ? `${words.text}\n\n${words.disclosure}` : words.text
  const mail = await answerEnvelope(desk, conversation, outboxId)
  const { message } = await tx.messages.add({
    conversationId: conversation.id,
    senderType: isAgent ? 'ai' : 'human',
    content: text,
    metadata: {
      connector: place.connector,
      account: place.account,
      outboxId,
      // Ours before it is sent, so that an answer to it is found even when we never learn that it arrived.
      ...(mail === undefined ? {} : { platformId: mail.messageId, subject: mail.subject, mail: mailFacts(mail) }),
      ...(words.draftId === undefined ? {} : { draftId: words.draftId }),
      ...(words.teammate === undefined ? {} : { teammateId: words.teammate.id, authorName: words.teammate.name }),
    },
  })
  const row = await tx.outbox.add({
    id: outboxId,
    conversationId: conversation.id,
    audience: 'customer',
    place,
    payload: {
      kind: 'reply',
      text,
      attachments: [],
      ...(mail === undefined ? {} : { mail }),
      ...(words.learn === false ? { learn: false } : {}),
      ...(words.corrects === undefined ? {} : { corrects: words.corrects }),
      ...(words.writtenId === undefined ? {} : { writtenId: words.writtenId }),
      ...(words.isMarked ? { isMarked: true } : {}),
    },
    state: 'held',
    notBefore: new Date(house.now().getTime() + delayMs).toISOString(),
    cancelIf: isAgent ? ['customer wrote', 'teammate answered', 'agent paused'] : [],
    messageId: message.id,
    draftId: words.draftId ?? null,
    teammateId: words.teammate?.id ?? null,
  })
  // Raises the version: whatever is being thought about the conversation as it was is now stale.
  await tx.conversations.update(conversation.id, {})
  desk.wake(row)
  desk.tell('conversation', conversation.id)
  return row
}

/** A teammate speaks: what the agent was about to say, and what it proposed, is out of date. */
export async function teammateSpoke(
  desk: Desk,
  conversation: Conversation,
  teammate: Teammate,
  keepDraft?: string,
): Promise<void> {
  const { tx } = desk
  for (const row of await tx.outbox.waiting(conversation.id)) {
    if (row.audience === 'customer' && row.cancelIf.includes('teammate answered')) {
      await cancel(desk, row, `${teammate.name} answered first`)
    }
  }
  const pending = await tx.drafts.pending(conversation.id)
  if (pending === undefined || pending.id === keepDraft) return
  // Its verdict is given when the teammate's words have been sent (learning/sent.ts).
  const why = `${teammate.name} answered`
  await tx.drafts.move(pending.id, ['pending'], 'withdrawn', { why })
  await tx.events.add({
    conversationId: conversation.id,
    type: 'draft_withdrawn',
    actor: teammate.id,
    receiptId: pending.receiptId,
    data: { draftId: pending.id },
  })
  await showDraft(desk, { ...pending, state: 'withdrawn', why })
}

/** Stops what has not left yet, and strikes its message from the conversation; false when it has left. */
export async function cancel(
  desk: Pick<Desk, 'tx' | 'house'>,
  row: OutboxRow,
  why: string,
  from: OutboxState[] = ['held', 'ready'],
): Promise<boolean> {
  const stopped = await desk.tx.outbox.move(row.id, from, 'cancelled', { error: why })
  if (stopped && row.messageId !== null) {
    await desk.tx.messages.setMetadata(row.messageId, { removedAt: desk.house.now().toISOString() })
  }
  return stopped
}

async function customerPlace(tx: Scope, conversation: Conversation): Promise<Place> {
  const places = await tx.conversations.places(conversation.id)
  const found = places.find((place) => place.role === 'customer')
  if (found === undefined) throw new Refused(409, 'This conversation has no address to answer to.')
  return found.place
}

function mailFacts(mail: NonNullable<Awaited<ReturnType<typeof answerEnvelope>>>) {
  return {
    messageId: mail.messageId,
    subject: mail.subject,
    from: mail.from.address,
    to: mail.to,
    cc: mail.cc,
    replyTo: [mail.replyTo],
    references: mail.references,
    isForward: false,
    isAligned: true,
  }
}
