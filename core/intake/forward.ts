import type { By } from '../answering/by.ts'
import { withConversation } from '../answering/conversations.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { counted } from '../answering/question.ts'
import { teammateSpoke } from '../answering/queue.ts'
import { showConversation, tellTeammate } from '../answering/show.ts'
import { withdrawOpen } from '../answering/withdraw.ts'
import type { Teammate } from '../domain/business.ts'
import type { Conversation, Message } from '../domain/conversation.ts'
import type { ForwardedMail, MessageEvent, Outcome } from '../domain/event.ts'
import { resolvedPatch } from '../domain/turn.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { customerSpeaks } from './customer-speaks.ts'
import { namesOfStaff } from './thanks.ts'
import { settled, type Turn } from './turn.ts'
import { whose } from './whose.ts'

/**
 * A teammate passes a customer's mail on: its author is asked about it as if they had written to us, and the teammate is
 * told, with the way back. Whom it is about is never guessed: where the mail does not say it, the teammate is asked.
 */
export async function handleForward(
  house: House,
  turn: Turn,
  event: MessageEvent,
  teammate: Teammate,
): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const { forwarded } = event
  const unclear = await whyUnclear(house, turn.businessId, forwarded)
  if (forwarded?.author === undefined || unclear !== undefined) {
    const why = unclear ?? 'nothing in it says whose mail it is'
    return tell(house, turn, event, teammate, `No conversation was opened from your forward: ${why}.`, howTo)
  }
  const asked = asCustomers(event, forwarded, forwarded.author)
  const { connector, account } = asked.place
  const known = await scope.messages.byPlatformIds(connector, account, [asked.messageId])
  if (known !== undefined) {
    const sentence = 'The mail that you forwarded is here already; nothing was changed.'
    return tell(house, turn, event, teammate, sentence, undefined, known.conversationId)
  }
  const found = await whose(house, turn.businessId, asked)
  const names = [forwarded.author.name, ...(await namesOfStaff(scope))]
  const place = found.to === 'customer conversation' && found.conversation.kind !== 'spam' ? found : {}
  return customerSpeaks(house, turn, [asked], {
    ...{ kind: 'support', names, ...place },
    withIt: (desk, conversation, added) => noteForward(desk, event, teammate, conversation, added),
  })
}

/** What the teammate said above it is a note; the mail that tells them carries what *undo* takes back. */
async function noteForward(
  desk: Desk,
  event: MessageEvent,
  teammate: Teammate,
  conversation: Conversation,
  added: Message,
): Promise<void> {
  const words = event.text.trim()
  const data = { why: 'forwarded by mail', ...(words === '' ? {} : { text: words }) }
  await desk.tx.events.add({
    ...{ conversationId: conversation.id, type: 'noted', actor: teammate.id, receiptId: null },
    data,
  })
  const who = event.forwarded?.author
  const name = who?.name === undefined ? who?.address : `${who.name} <${who.address}>`
  const title = `Your forward is a conversation with ${name} now.`
  const body = [
    'Answers go to them. Nobody has proved yet that the mail is theirs, so nothing personal is said without a person.',
    ...(words === '' ? [] : ['What you wrote above it is kept as a note; they do not see it.']),
    'Reply `undo` to take it back, or `take` to answer it yourself.',
  ]
  const to = { kind: 'email' as const, value: teammate.email }
  await tellTeammate(
    desk,
    conversation.id,
    event.place,
    to,
    title,
    { body: body.join('\n\n') },
    { forwarded: added.id },
  )
}

/** *Undo* in the answer to that mail: the words are taken out and nothing is said, unless somebody has answered since. */
export async function takeBackForward(house: House, by: By, conversationId: string, messageId: string): Promise<void> {
  await withConversation(house, by, conversationId, async (desk, conversation) => {
    const { tx } = desk
    const message = await tx.messages.get(messageId)
    if (message === undefined || message.metadata.removedAt !== undefined)
      throw new Refused(409, 'Your forward was taken back before.')
    const waiting = new Set((await tx.outbox.waiting(conversation.id)).map((row) => row.messageId))
    const turns = counted(await tx.messages.list(conversation.id)).filter(({ id }) => !waiting.has(id))
    const at = turns.findIndex(({ id }) => id === messageId)
    if (turns.slice(at + 1).some(({ senderType }) => senderType !== 'customer'))
      throw new Refused(409, 'They were answered since: your forward cannot be taken back.')
    const now = desk.house.now().toISOString()
    await tx.messages.setMetadata(messageId, { removedAt: now })
    await withdrawOpen(desk, conversation.id, {
      why: 'the forward was taken back',
      actor: by.teammate.id,
      isMoot: true,
    })
    await teammateSpoke(desk, conversation, by.teammate, { did: 'took the forward back' })
    const others = turns.filter(({ id, senderType }) => id !== messageId && senderType === 'customer')
    // It was opened for this mail alone: nothing is left that waits.
    if (others.length === 0) {
      await tx.conversations.update(conversation.id, { ...resolvedPatch('teammate', now), kind: 'test' })
      const data = { by: 'teammate', why: 'the forward was taken back' }
      await tx.events.add({
        ...{ conversationId: conversation.id, type: 'resolved', receiptId: null },
        actor: by.teammate.id,
        data,
      })
    }
    await tx.audit.add({
      actor: by.teammate.id,
      action: 'forward taken back',
      subject: conversation.id,
      data: { messageId },
    })
    await showConversation(desk, conversation.id)
    desk.tell('conversation', conversation.id)
  })
}

/** Why nobody can say whose mail it is; undefined when it is clear. */
async function whyUnclear(
  house: House,
  businessId: string,
  forwarded: ForwardedMail | undefined,
): Promise<string | undefined> {
  const author = forwarded?.author
  if (forwarded === undefined || author === undefined) return 'it does not name the address of who wrote it'
  const scope = house.store.of(businessId)
  const identity = await house.messenger.mailIdentity(businessId)
  const ours = [identity, ...(identity?.siblings ?? [])].flatMap((one) => (one === undefined ? [] : [one.address]))
  if (ours.includes(author.address) || author.address.endsWith(`@${identity?.inboundDomain}`))
    return 'it was written by this business itself'
  if ((await scope.teammates.byEmail(author.address)) !== undefined)
    return `it was written by a teammate (${author.address}), and I cannot tell which customer it is about`
  if (takesNoAnswer.test(author.address)) return `it comes from ${author.address}, which takes no answers`
  if (forwarded.text.trim() === '') return 'there are no words in it'
  return undefined
}

const takesNoAnswer = /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|notifications?)(?:[+.-][^@]*)?@/

const howTo =
  'Forward it again and begin with a line that names the customer, for example `customer: anna@mail.example`.'

/** The mail as if its author had sent it to us; nothing proves that they did. */
function asCustomers(
  event: MessageEvent,
  forwarded: ForwardedMail,
  author: NonNullable<ForwardedMail['author']>,
): MessageEvent {
  const { mail, attachments, at } = event
  const messageId = forwarded.messageId ?? `${event.messageId}#forwarded`
  const { text, quoted, signature, subject } = forwarded
  return {
    ...{ type: 'message', id: messageId, messageId, place: author.place, at, text, attachments },
    ...(quoted === undefined ? {} : { quoted }),
    ...(signature === undefined ? {} : { signature }),
    author: {
      handle: { kind: 'email', value: author.address },
      ...(author.name === undefined ? {} : { name: author.name }),
      ...{ isUs: false, isMachine: false, isOutsider: false, isVerified: false },
    },
    mail: {
      ...{ messageId, subject, from: author.address, to: [], cc: [], replyTo: [] },
      references: (mail?.references ?? []).filter((id) => id !== messageId),
      ...{ isForward: false, isAligned: false },
    },
  }
}

async function tell(
  house: House,
  turn: Turn,
  { place }: MessageEvent,
  teammate: Teammate,
  sentence: string,
  body: string | undefined,
  conversationId: string | null = null,
): Promise<Outcome> {
  await atDesk(house, turn.businessId, async (desk) => {
    await settled(turn, sentence)(desk.tx)
    const to = { kind: 'email' as const, value: teammate.email }
    await tellTeammate(desk, conversationId, place, to, sentence, body === undefined ? {} : { body })
  })
  return { kind: 'done' }
}
