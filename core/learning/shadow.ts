import type { Desk } from '../answering/desk.ts'
import { lockHome } from '../answering/merged.ts'
import { counted } from '../answering/question.ts'
import { teammateSpoke } from '../answering/queue.ts'
import { showConversation } from '../answering/show.ts'
import type { Teammate } from '../domain/business.ts'
import type { Message } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'
import type { LearningEntry } from '../domain/learning.ts'
import { contextTurns, waitingFor } from '../domain/turn.ts'
import type { ShadowMail } from '../store/accounts.ts'
import { lessonIdOf } from './lesson-id.ts'
import { learn } from './sent.ts'

/** Copies are kept for so long: an answer that comes later finds no question any more. */
const keptDays = 90
/** How many references are followed. */
const mostReferences = 20

/**
 * Keeps a customer's mail as a question, and learns from answers that came before it. Copies of one mailbox share a lane, so
 * that of a question and its answer that come at once the second sees the first. Returns agents whose log grew.
 */
export async function takeQuestion(desk: Desk, event: MessageEvent): Promise<string[]> {
  const { tx } = desk
  await forgetOld(desk)
  // It also came to us as mail: its conversation holds it.
  if (await ordinary(desk, event, event.messageId)) return []
  const { handle, name } = event.author
  const known = await tx.people.byHandle(handle)
  const personId = known?.personId ?? (await tx.people.create({ name: name ?? null, handle })).id
  if (!(await tx.shadowMails.add(asCopy(event, { personId, teammateId: null })))) return []
  const grown = new Set<string>()
  for (const answer of await tx.shadowMails.answersTo(event.messageId))
    for (const agentId of await pair(desk, answer)) grown.add(agentId)
  return [...grown]
}

/** Keeps a teammate's mail and learns from it when its question is known. Returns agents whose log grew. */
export async function takeAnswer(desk: Desk, event: MessageEvent, teammate: Teammate): Promise<string[]> {
  await forgetOld(desk)
  const copy = asCopy(event, { personId: null, teammateId: teammate.id })
  if (!(await desk.tx.shadowMails.add(copy))) return []
  for (const id of copy.references) {
    const asked = await ordinary(desk, event, id)
    if (asked !== undefined) return answered(desk, event, teammate, asked)
    const [mail] = await desk.tx.shadowMails.byMessageIds([id])
    if (mail !== undefined) return pair(desk, copy)
  }
  return []
}

async function forgetOld({ tx, house }: Desk): Promise<void> {
  await tx.shadowMails.prune(new Date(house.now().getTime() - keptDays * 86_400_000).toISOString())
}

function asCopy(event: MessageEvent, side: Pick<ShadowMail, 'personId' | 'teammateId'>): ShadowMail {
  const references = (event.mail?.references ?? []).slice(0, mostReferences)
  return { ...side, messageId: event.messageId, text: event.text, references, lessonId: null, at: event.at }
}

async function ordinary({ tx }: Desk, { place }: MessageEvent, id: string): Promise<Message | undefined> {
  return tx.messages.byPlatformIds(place.connector, place.account, [id])
}

/** Learns question → answer of two copies; the nearest mail that is known must be the customer's, else it goes on from a colleague's. */
async function pair(desk: Desk, answer: ShadowMail): Promise<string[]> {
  const { tx } = desk
  const known = new Map((await tx.shadowMails.byMessageIds(answer.references)).map((mail) => [mail.messageId, mail]))
  const thread = answer.references.flatMap((id) => known.get(id) ?? [])
  const [asked, ...before] = thread
  if (asked?.personId == null || answer.teammateId === null) return []
  const person = await tx.people.get(asked.personId)
  const agent = await tx.agent()
  const author = await tx.teammates.get(answer.teammateId)
  const entry: LearningEntry = {
    ...{ type: 'pair', lessonId: lessonIdOf(`copy/${answer.messageId}`), question: asked.text, reply: answer.text },
    context: before
      .slice(0, contextTurns)
      .map(({ text }) => text)
      .reverse(),
    ...{ author: answer.teammateId, channel: 'email', personId: asked.personId, origin: 'import', ownWords: true },
    ...(author === undefined ? {} : { authorName: author.name }),
    known: [
      ...(person?.name ? [{ type: 'person' as const, value: person.name }] : []),
      ...(person?.handles ?? []).flatMap(({ kind, value }) => (kind === 'email' ? [{ type: kind, value }] : [])),
    ],
  }
  await tx.learning.append(agent.id, entry, { at: answer.at })
  await tx.shadowMails.setLesson(answer.messageId, entry.lessonId)
  desk.tell('lesson', entry.lessonId)
  return [agent.id]
}

/** The customer had written to us, and a teammate answered from their own mailbox: said, learned, and nobody waits any more. */
async function answered(desk: Desk, event: MessageEvent, teammate: Teammate, asked: Message): Promise<string[]> {
  const { tx, house } = desk
  if (asked.senderType !== 'customer' || !goesTo(event, asked)) return []
  const conversation = await lockHome(tx, asked.conversationId)
  await teammateSpoke(desk, conversation, teammate)
  const { connector, account } = event.place
  const { message: said } = await tx.messages.add({
    conversationId: conversation.id,
    senderType: 'human',
    content: event.text,
    metadata: {
      ...{ connector, account, platformId: event.messageId, teammateId: teammate.id, authorName: teammate.name },
      ...(event.mail === undefined ? {} : { subject: event.mail.subject, mail: event.mail }),
    },
  })
  const messages = await tx.messages.list(conversation.id)
  const later = counted(messages).filter(({ createdAt }) => createdAt > said.createdAt)
  const waitingSince = later.find(({ senderType }) => senderType === 'customer')?.createdAt ?? null
  await tx.conversations.update(conversation.id, {
    waitingSince,
    waitingFor: waitingFor({ ...conversation, waitingSince }),
    ...(conversation.answeredAt === null ? { answeredAt: house.now().toISOString() } : {}),
    ...(conversation.status === 'escalated' ? { status: 'active' as const } : {}),
  })
  const fact = { conversationId: conversation.id, actor: teammate.id, receiptId: null }
  await tx.events.add({ ...fact, type: 'sent', data: { from: 'their own mailbox' } })
  const row = { id: `copy/${event.messageId}`, payload: {}, teammateId: teammate.id, draftId: null }
  const lessonId = await learn(desk, conversation, row, said, messages, undefined)
  if (lessonId !== undefined) {
    await tx.shadowMails.setLesson(event.messageId, lessonId)
    await tx.events.add({ ...fact, type: 'lesson_learned', data: { lessonId } })
  }
  await showConversation(desk, conversation.id)
  return lessonId === undefined ? [] : [conversation.agentId]
}

/** What goes on from a customer's mail may be meant for others: a supplier, a friend. */
function goesTo({ mail }: MessageEvent, { metadata: { mail: asked } }: Message): boolean {
  const receivers = [...(mail?.to ?? []), ...(mail?.cc ?? [])]
  return asked === undefined || [asked.from, ...asked.replyTo].some((address) => receivers.includes(address))
}
