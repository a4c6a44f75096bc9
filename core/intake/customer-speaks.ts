import { answerTurn } from '../answering/answer.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { fetchFiles, isElsewhere } from '../answering/files.ts'
import { lockHome } from '../answering/merged.ts'
import { notifyOfQuestion, showConversation } from '../answering/show.ts'
import type { Conversation, ConversationKind, Message } from '../domain/conversation.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { joinCode } from '../identity/join-code.ts'
import { ahead } from '../store/remembering.ts'
import type { Scope } from '../store/store.ts'
import { noteArrival } from './arrival.ts'
import { firstKind, laterKind } from './first-kind.ts'
import { ownId } from './mail-thread.ts'
import { maskSplit } from './mask-split.ts'
import { type ProofGiven, proofIn, takeProof } from './proof.ts'
import { isNodAfter, isThanks } from './thanks.ts'
import type { Turn } from './turn.ts'

/** Where it belongs, and what it is where a conversation is opened for it. */
export interface Found {
  conversation?: Conversation
  follows?: Conversation
  kind: ConversationKind
  /** Of those who speak: a thank-you may name them. */
  names: readonly (string | undefined)[]
  /** Words that are not thought about: left for staff in a call, or a yes or no to what the product asked. */
  as?: 'left' | 'yes' | 'no'
  /** What is written in the same breath, once: who brought the words, say. */
  withIt?: (desk: Desk, conversation: Conversation, added: Message) => Promise<void>
}

/** Stores what a customer said, then answers, drafts or stays silent. */
export async function customerSpeaks(house: House, turn: Turn, said: MessageEvent[], found: Found): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const events = await Promise.all(joinCode(said).map((event) => withFiles(house, turn.businessId, event)))
  const first = events[0] as MessageEvent
  const agent = await scope.agent()
  const seqs = turn.rows.map((row) => row.seq)
  // What it is about may choose the channel of its thread, and inside the write nothing but the database may be asked.
  await house.learners.current(turn.businessId, agent.id, scope)
  const open = await atDesk(house, turn.businessId, async (desk) => {
    const { tx } = desk
    await tx.leases.check(turn.lane, turn.fence)
    const opened = { ...found, kind: firstKind(found.kind, events) }
    const conversation = await lockHome(tx, await findOrOpen(desk, agent.id, first, opened))
    await ahead(tx, ({ messages, drafts, outbox, business }) => [
      ...[messages.list(conversation.id), drafts.open(conversation.id), outbox.waiting(conversation.id), business()],
    ])
    const added: Message[] = []
    const proofs: ProofGiven[] = []
    for (const event of events) {
      const proof = await proofIn(desk, event)
      const isNod = isNodAfter(event, await tx.messages.list(conversation.id), found.names)
      const aside = found.as === 'yes' || found.as === 'no' ? { isThanks: true, isNod: found.as === 'yes' } : {}
      const whole = await maskSplit(desk, conversation, event)
      const stored = asMessage(conversation.id, await underOwnId(tx, whole), found.names, isNod)
      const { message, isNew } = await tx.messages.add({
        ...stored,
        metadata: { ...stored.metadata, ...aside, ...proof?.marks },
      })
      if (isNew) added.push(message)
      if (isNew) await found.withIt?.(desk, conversation, message)
      if (isNew && proof !== undefined && !event.code?.isPiece) proofs.push(proof)
    }
    // Whoever writes can be written to.
    if (first.mail !== undefined && !first.author.isMachine) await tx.bounces.clear(first.author.handle)
    const isHeard = added.length === 0 || (await noteArrival(desk, conversation, added, first)) === 'heard'
    if (isHeard) for (const proof of proofs) await takeProof(desk, conversation, proof)
    if (isHeard && added.length > 0 && found.conversation !== undefined) await laterKind(desk, conversation)
    if (isHeard && added.length > 0) await showConversation(desk, conversation.id)
    if (found.as === 'left' && isHeard && added.length > 0)
      await notifyOfQuestion(desk, conversation.id, 'Said on the phone, for staff.')
    if (isHeard && !first.author.isMachine && found.as === undefined) return conversation.id
    const why = first.author.isMachine ? 'machine mail, recorded only' : found.as === undefined ? 'put aside' : 'stored'
    await tx.inbox.markHandled(seqs, why)
    return undefined
  })
  if (open === undefined) return { kind: 'done' }
  await answerTurn(house, {
    businessId: turn.businessId,
    conversationId: open,
    // They proved who they are: what they asked before is thought about again.
    isAgain: ((await scope.conversations.get(open))?.thoughtOwedAt ?? null) !== null,
    check: (tx) => tx.leases.check(turn.lane, turn.fence),
    settle: (tx, result) => tx.inbox.markHandled(seqs, result),
  })
  return { kind: 'done' }
}

/** Brings files that the platform keeps to us; one that cannot be had stays a link, and staff are told. */
async function withFiles(house: House, businessId: string, event: MessageEvent): Promise<MessageEvent> {
  if (!event.attachments.some(isElsewhere)) return event
  const { files } = await fetchFiles(house, businessId, event.place, event.attachments)
  return { ...event, attachments: files }
}

async function findOrOpen(
  { house, tx, tell }: Desk,
  agentId: string,
  event: MessageEvent,
  found: Found,
): Promise<string> {
  if (found.conversation !== undefined) return found.conversation.id
  const { handle, name } = event.author
  const known = await tx.people.byHandle(handle)
  const personId = known?.personId ?? (await tx.people.create({ name: name ?? null, handle })).id
  const conversation = await tx.conversations.create({
    agentId,
    personId,
    customerEmail: handle.kind === 'email' ? handle.value : null,
    channel: house.messenger.describe(event.place).channel,
    subject: event.mail?.subject ?? firstWords(event.text),
    kind: found.kind,
    followsId: found.follows?.id ?? null,
  })
  await tx.conversations.addPlace(conversation.id, 'customer', event.place)
  // Whoever looks at the old one sees that it goes on.
  if (found.follows !== undefined) tell('conversation', found.follows.id)
  return conversation.id
}

/** Where somebody else's message has this mail's id already, its sender's address goes with it. */
async function underOwnId(tx: Scope, event: MessageEvent): Promise<MessageEvent> {
  if (event.mail === undefined) return event
  const { connector, account } = event.place
  const known = await tx.messages.byPlatformIds(connector, account, [event.messageId])
  if (known === undefined || known.metadata.mail?.from === event.mail.from) return event
  return { ...event, messageId: ownId(event.messageId, event.mail.from) }
}

function asMessage(
  conversationId: string,
  event: MessageEvent,
  names: Found['names'],
  isNod: boolean,
): Omit<Message, 'id' | 'createdAt'> {
  return {
    conversationId,
    senderType: 'customer',
    content: event.text,
    metadata: {
      connector: event.place.connector,
      account: event.place.account,
      thread: event.place.thread,
      platformId: event.messageId,
      attachments: event.attachments,
      isMachine: event.author.isMachine,
      ...(isThanks(event, names) ? { isThanks: true } : isNod ? { isThanks: true, isNod } : {}),
      ...(event.author.handle.kind === 'phone' ? { number: event.author.handle.value } : {}),
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
