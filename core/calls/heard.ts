import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { waitingSinceOf } from '../answering/question.ts'
import { showConversation, showInThreads } from '../answering/show.ts'
import type { Call, CallFact } from '../domain/call.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import { isPutAside } from '../domain/kind.ts'
import { isNodAfter, isThanks, namesOfStaff } from '../intake/thanks.ts'
import type { Scope } from '../store/store.ts'
import { maskSecrets } from '../understanding/mask.ts'

type Heard = Extract<CallFact, { kind: 'heard' }>

/** How many parts before and after one may hold the rest of what it must not hold. */
const nearParts = 4
const removed = '[removed]'

/**
 * Keeps what a caller and the teammate who took the call say to each other, each part once and in its place, however late it
 * comes. Nothing is answered or drafted for it: a person hears it. What they learn from is learned later, from the whole.
 */
export async function keepHeard(
  desk: Desk,
  call: Call,
  conversation: Conversation,
  heard: Heard,
  at: string,
): Promise<void> {
  const { tx, house } = desk
  const { by, teammateId, stretch, sequence } = heard
  if (conversation.erasedAt !== undefined || !(await hasTaken(tx, call, teammateId))) return
  const messages = await tx.messages.list(conversation.id)
  const known = messages.filter(({ metadata }) => metadata.heard?.stretch === stretch)
  const names = await namesOfStaff(tx)
  const said = { text: heard.text, attachments: [] }
  const isAside = by === 'caller' && (isThanks(said, names) || isNodAfter(said, messages, names))
  const { message, isNew } = await tx.messages.add({
    conversationId: conversation.id,
    senderType: by === 'caller' ? 'customer' : 'human',
    content: heard.text,
    createdAt: placedAt(sequence, within(at, call, house.now()), known),
    metadata: {
      ...{ connector: call.place.connector, account: call.place.account, thread: call.place.thread },
      ...{ platformId: `${stretch}/${sequence}`, heard: { stretch, sequence } },
      ...(isAside ? { isThanks: true } : {}),
      ...(by === 'teammate' ? await speaker(tx, teammateId) : call.number === null ? {} : { number: call.number }),
    },
  })
  if (!isNew) return
  await maskAcross(tx, [...known, message], message)
  await tx.conversations.update(conversation.id, {
    heardAt: house.now().toISOString(),
    ...(by === 'teammate' ? answered(conversation, messages, message) : {}),
  })
  await showConversation(desk, conversation.id)
  // Staff's threads show what customers say; what a colleague says on the phone stands in no thread yet.
  const words = (await tx.messages.get(message.id))?.content
  const { authorName } = message.metadata
  if (by === 'teammate' && words !== undefined)
    await showInThreads(desk, conversation.id, noticeCard(`${authorName}, on the phone`, { body: words }))
}

/** A teammate speaks with them: what they asked before it does not wait any more, also where they hung up first. */
function answered(conversation: Conversation, messages: Message[], said: Message): Partial<Conversation> {
  const inOrder = [...messages, said].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
  const isOver = conversation.waitingSince !== null && waitingSinceOf(inOrder) === null && !isPutAside(conversation)
  return {
    ...(conversation.answeredAt === null ? { answeredAt: said.createdAt } : {}),
    ...(isOver ? { waitingSince: null, waitingFor: 'customer' as const, status: 'active' as const } : {}),
  }
}

/** Only who pressed 1 speaks with them: what else is heard is a mailbox, or somebody who waits. */
async function hasTaken(tx: Scope, call: Call, teammateId: string): Promise<boolean> {
  if (call.takenBy === teammateId) return true
  // Another one took it since.
  const events = await tx.events.list(call.conversationId)
  return events.some(({ type, data }) => type === 'call_spoken' && data.teammateId === teammateId)
}

/** Whoever is no verified teammate any more stays without an id, and teaches nothing. */
async function speaker(tx: Scope, teammateId: string): Promise<{ teammateId?: string; authorName: string }> {
  const teammate = await tx.teammates.get(teammateId)
  const isVerified = teammate !== undefined && teammate.confirmedAt !== null && !teammate.removedAt
  return isVerified ? { teammateId, authorName: teammate.name } : { authorName: teammate?.name ?? 'A colleague' }
}

/** The platform's word, as far as it can be true. */
function within(at: string, { beganAt }: Call, now: Date): string {
  const latest = now.toISOString()
  return at > latest ? latest : at < beganAt ? beganAt : at
}

/** When a part was said, so that all stand in the order of their numbers: a millisecond a number at least. Pure. */
export function placedAt(sequence: number, at: string, known: readonly Message[]): string {
  let time = Date.parse(at)
  let [earliest, latest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const { createdAt, metadata } of known) {
    const other = metadata.heard?.sequence ?? sequence
    const bound = Date.parse(createdAt) + sequence - other
    if (other < sequence) earliest = Math.max(earliest, bound)
    if (other > sequence) latest = Math.min(latest, bound)
  }
  time = Math.min(Math.max(time, earliest), latest)
  return new Date(time).toISOString()
}

/** A card number or a password that somebody said in several breaths is in none of the parts alone. */
async function maskAcross(tx: Scope, parts: readonly Message[], added: Message): Promise<void> {
  const own = parts
    .filter(({ senderType }) => senderType === added.senderType)
    .sort((a, b) => (a.metadata.heard?.sequence ?? 0) - (b.metadata.heard?.sequence ?? 0))
  const at = own.findIndex(({ id }) => id === added.id)
  const near = own.slice(Math.max(0, at - nearParts), at + nearParts + 1)
  for (let length = 2; length <= near.length; length++)
    for (let from = 0; from + length <= near.length; from++) {
      const span = near.slice(from, from + length)
      const { text, masked } = maskSecrets(span.map(({ content }) => content).join(' '))
      if (masked === 0) continue
      for (const [place, { id }] of span.entries()) await tx.messages.setContent(id, place === 0 ? text : removed, {})
      return
    }
}
