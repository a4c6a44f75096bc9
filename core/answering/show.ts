import type { Conversation, ConversationPlace, Message } from '../domain/conversation.ts'
import type { OutboxRow, WrittenReply } from '../domain/delivery.ts'
import { isPutAside } from '../domain/kind.ts'
import type { Card } from '../domain/outbound.ts'
import type { Handle, Place } from '../domain/place.ts'
import { conversationLink, messageCard, noticeCard, questionCard } from './cards.ts'
import { conversationCard } from './conversation-card.ts'
import { customerPlace } from './customer-place.ts'
import type { Desk } from './desk.ts'
import { staffEnvelope } from './envelope.ts'
import { participantIn } from './facts.ts'
import { handlesAt } from './hand-over-places.ts'
import { mailTrouble } from './mail-reach.ts'
import { stoppedSince } from './opt-out.ts'
import { counted } from './question.ts'
import { wasQuietBefore } from './quiet-thread.ts'
import { replacedSentence } from './replaced.ts'
import { rootsOf } from './roots.ts'
import { fileRows, notifiedFiles } from './show-files.ts'

/**
 * Brings a conversation's live card up to date wherever staff see it and adds the customer's newest words to its thread.
 * A thread is opened by its first card; rows that belong inside wait for that when they are delivered.
 */
export async function showConversation(desk: Desk, conversationId: string): Promise<void> {
  const { tx, house } = desk
  desk.tell('conversation', conversationId)
  if (desk.surfaces.roots.length === 0) return
  const conversation = await tx.conversations.get(conversationId)
  if (conversation === undefined) return
  const places = await tx.conversations.places(conversationId)
  // What is put aside opens no thread; one that it has says so.
  const roots = isPutAside(conversation)
    ? desk.surfaces.roots.filter((root) => staffPlace(places, root) !== undefined)
    : await rootsOf(desk, conversation)
  const messages = await tx.messages.list(conversationId)
  const heard = counted(messages).filter((message) => message.senderType === 'customer')
  const person = await tx.people.get(conversation.personId)
  const assignee = conversation.assigneeId === null ? undefined : await tx.teammates.get(conversation.assigneeId)
  const { zone } = (await tx.business()).settings
  const card = conversationCard({
    conversation,
    personName: person?.name ?? null,
    assignee,
    teammates: (await tx.teammates.list()).filter(({ confirmedAt }) => confirmedAt !== null),
    last: heard[0],
    ...(conversation.channel === 'phone' ? await lastCall(tx, conversationId) : {}),
    seen: messages.filter(({ senderType }) => senderType === 'customer').length,
    stoppedAt: await stoppedSince(tx, person?.handles ?? []),
    mailTrouble: await mailTrouble(tx, person?.handles ?? [], { zone, now: house.now() }),
    zone,
    now: house.now(),
    publicUrl: house.publicUrl,
  })
  const shown = await tx.outbox.list(conversationId)
  for (const root of roots) {
    await addStaffRow(desk, conversationId, root, { kind: 'card', card, live: true })
    for (const [index, message] of heard.entries()) {
      const writer = participantIn(message, conversation, person)
      const name = writer ? (writer.name ?? writer.address) : (person?.name ?? 'Customer')
      const isShown = shown.some((row) => row.payload.about === message.id && row.place.account === root.account)
      if (index > 0 && !isShown) {
        const words = await wordsCard(desk, conversation, message, name, root)
        await addStaffRow(desk, conversationId, root, { kind: 'card', ...words, about: message.id })
      }
      for (const row of fileRows(desk, message, name, root, shown)) await addStaffRow(desk, conversationId, root, row)
    }
  }
}

async function lastCall(tx: Desk['tx'], conversationId: string) {
  const call = (await tx.calls.of(conversationId)).at(-1)
  return call === undefined ? {} : { call }
}

/** A customer's words in the thread; where that was quiet, also in the channel, calling who has the conversation. */
async function wordsCard(
  desk: Desk,
  conversation: Conversation,
  message: Message,
  name: string,
  root: Place,
): Promise<{ card: Card; broadcast?: true }> {
  const card = messageCard(message, name)
  const { threadQuietHours } = (await desk.tx.business()).settings
  if (!(await wasQuietBefore(desk, message, threadQuietHours))) return { card }
  const mentions = await handlesAt(desk, conversation.assigneeId, root)
  return { card: mentions.length === 0 ? card : { ...card, mentions }, broadcast: true }
}

/** Asks the writer, in the thread, what their words are for. */
export async function askAboutWritten(
  desk: Desk,
  written: WrittenReply,
  conversation: Conversation,
  first?: { name: string; text: string },
): Promise<void> {
  const person = await desk.tx.people.get(conversation.personId)
  const place = await customerPlace(desk.tx, conversation).catch(() => undefined)
  const note = place && desk.house.messenger.filesNote(place, written.attachments)
  const card = questionCard(written, person?.name ?? conversation.customerEmail ?? 'the customer', first, note)
  await addStaffRow(desk, conversation.id, written.place, { kind: 'card', card, writtenId: written.id })
}

/** Shows a card inside the conversation's thread on every staff surface; `about` ties updates of one thing together. */
export async function showInThreads(
  desk: Desk,
  conversationId: string,
  card: Card,
  about: { draftId?: string; writtenId?: string; outboxId?: string; status?: string } = {},
  notBefore?: string,
): Promise<void> {
  for (const root of desk.surfaces.roots)
    await addStaffRow(desk, conversationId, root, { kind: 'card', card, ...about }, undefined, notBefore)
}

/** Tells staff by mail where they have no chat: a notification for each confirmed teammate, its reply address names what it shows. */
export async function notifyByMail(
  desk: Desk,
  conversationId: string,
  card: Card,
  about: { draftId?: string; version?: number; heldId?: string; outboxId?: string } = {},
  onlyTo: string | null = null,
): Promise<void> {
  const { surfaces, tx, house } = desk
  const conversation = await tx.conversations.get(conversationId)
  if (surfaces.roots.length > 0 || surfaces.mail === undefined || conversation === undefined) return
  const seen = (await tx.messages.list(conversationId)).filter(({ senderType }) => senderType === 'customer').length
  for (const teammate of await tx.teammates.list()) {
    if (onlyTo !== null && teammate.id !== onlyTo) continue
    // A teammate who tests as a customer is not asked to answer themselves.
    if (teammate.confirmedAt === null || teammate.email === conversation.customerEmail) continue
    const outboxId = crypto.randomUUID()
    const subject = `${conversation.kind === 'test' ? '[Test] ' : ''}${conversation.subject || card.title}`
    const mail = staffEnvelope(house, surfaces.mail, { outboxId, to: teammate.email, subject, conversationId })
    const place = { connector: 'email', account: surfaces.mail.account, thread: teammate.email, private: true }
    await addStaffRow(desk, conversationId, place, { kind: 'card', card, mail, seen, ...about }, outboxId)
  }
}

/** Tells staff who have mail alone what a customer wrote, where no draft is shown to them. */
export async function notifyOfQuestion(desk: Desk, conversationId: string, sentence: string): Promise<void> {
  const { tx, house } = desk
  const conversation = await tx.conversations.get(conversationId)
  if (conversation === undefined) return
  const person = await tx.people.get(conversation.personId)
  const heard = counted(await tx.messages.list(conversationId)).findLast((message) => message.senderType === 'customer')
  const name = person?.name ?? conversation.customerEmail ?? 'A customer'
  const { links } = await notifiedFiles(desk, conversationId)
  const before = await replacedSentence(desk, conversationId)
  const body = [sentence, before, links].filter((part) => part !== '').join('\n\n')
  const card = noticeCard(name, { body, link: conversationLink(house.publicUrl, conversationId) })
  await notifyByMail(desk, conversationId, heard === undefined ? card : { ...card, quote: heard.content })
}

/** A sentence to one person, where only they read it; `about` is what a word in their answer to it by mail is about. */
export async function tellTeammate(
  desk: Desk,
  conversationId: string | null,
  place: Place,
  to: Handle,
  title: string,
  options: Parameters<typeof noticeCard>[1] = {},
  about: { outboxId?: string; forwarded?: string } = {},
): Promise<void> {
  const card = noticeCard(title, options)
  const { mail: identity } = desk.surfaces
  if (to.kind !== 'email' || identity === undefined) {
    await addStaffRow(desk, conversationId, place, { kind: 'direct', to, card })
    return
  }
  const outboxId = crypto.randomUUID()
  const mail = staffEnvelope(desk.house, identity, {
    outboxId,
    to: to.value,
    subject: title,
    conversationId: conversationId ?? outboxId,
  })
  // A notice about no conversation can be answered by nobody's words to a customer.
  const replyTo = conversationId === null ? identity.address : mail.replyTo
  const payload = { kind: 'direct', to, card, mail: { ...mail, replyTo }, ...about }
  await addStaffRow(desk, conversationId, place, payload, outboxId)
}

/** A card to one person on a staff platform, where only they read it. */
export async function tellCard(desk: Desk, place: Place, to: Handle, card: Card): Promise<void> {
  await addStaffRow(desk, null, place, { kind: 'direct', to, card })
}

/** The thread that this conversation has on the account of this root. */
export function staffPlace(
  places: ConversationPlace[],
  root: Pick<Place, 'connector' | 'account'>,
): ConversationPlace | undefined {
  return places.find(
    ({ role, place }) => role === 'staff' && place.connector === root.connector && place.account === root.account,
  )
}

export async function addStaffRow(
  desk: Desk,
  conversationId: string | null,
  place: Place,
  payload: Record<string, unknown>,
  id?: string,
  notBefore = desk.house.now().toISOString(),
): Promise<OutboxRow> {
  const row = await desk.tx.outbox.add({
    ...(id === undefined ? {} : { id }),
    conversationId,
    audience: 'staff',
    place,
    payload,
    state: 'ready',
    notBefore,
    cancelIf: [],
    messageId: null,
    draftId: null,
    teammateId: null,
  })
  desk.wake(row)
  return row
}
