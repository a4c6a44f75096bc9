import { makeAddressToken } from '../accounts/address-token.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { MailFacts } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { MailIdentity } from '../ports.ts'
import type { Scope } from '../store/store.ts'
import type { Desk } from './desk.ts'
import { unreachableAmong } from './mail-reach.ts'
import { mailboxOf } from './mailbox.ts'
import { lastFromCustomer } from './question.ts'
import { checkedRecipients, type Ours, type Recipients, recipientsOf } from './recipients.ts'
import { displayName } from './signature.ts'

/** How an answer to this conversation is addressed; undefined where it does not go by mail. */
export async function answerEnvelope(
  desk: Desk,
  conversation: Conversation,
  outboxId: string,
  voice: { name: string; chosen?: Partial<Recipients> } = { name: '' },
): Promise<MailEnvelope | undefined> {
  const { tx, house } = desk
  const { mail } = desk.surfaces
  const usual = mail && (await usualRecipients(tx, conversation, mail, house.now()))
  if (usual === undefined) return undefined
  const { asked, ours, identity } = usual
  const chosen = voice.chosen === undefined ? usual : checkedRecipients(voice.chosen, usual, ours)
  return {
    ...answerTo(asked, identity, replyAddress(house, identity, conversation.id), chosen),
    from: { address: identity.address, name: displayName(voice.name, identity.name) },
    messageId: ourMessageId(outboxId, identity),
  }
}

/** Whom an answer reaches unless a person says otherwise, from which mailbox, and the mail that it answers; undefined where none does. */
export async function usualRecipients(
  scope: Scope,
  conversation: Conversation,
  mail: MailIdentity,
  now: Date,
): Promise<(Recipients & { asked: MailFacts; ours: Ours; identity: MailIdentity }) | undefined> {
  if (conversation.channel !== 'email') return undefined
  const { mail: asked, account } = lastFromCustomer(await scope.messages.list(conversation.id))?.metadata ?? {}
  if (asked === undefined) return undefined
  const identity = mailboxOf(mail, account)
  const bounced = (await scope.events.list(conversation.id)).flatMap(({ type, data }) =>
    type === 'failed' && typeof data.recipient === 'string' ? [data.recipient] : [],
  )
  const others = [...asked.replyTo, ...asked.to, ...asked.cc].filter(
    (address) => address !== conversation.customerEmail,
  )
  const unreachable = await unreachableAmong(scope, others, now)
  const ours = { identity, teammates: (await scope.teammates.list()).map(({ email }) => email) }
  const pending = await scope.drafts.pending(conversation.id)
  const chosen = pending && (await chosenBefore(scope, conversation.id, pending.id))
  return { ...recipientsOf(asked, ours, [...bounced, ...unreachable]), ...chosen, asked, ours, identity }
}

/** Whom a person chose for this draft before its sending was undone: that stays chosen. */
export async function chosenBefore(
  scope: Scope,
  conversationId: string,
  draftId: string,
): Promise<Recipients | undefined> {
  const rows = (await scope.outbox.list(conversationId)).filter((row) => row.draftId === draftId)
  const undone = rows.findLast(({ state }) => state === 'cancelled')
  return undone?.payload.chosen as Recipients | undefined
}

/** The same for a page or a form, outside of any write. */
export async function recipientsNow(
  house: House,
  businessId: string,
  conversationId: string,
): Promise<Recipients | undefined> {
  const scope = house.store.of(businessId)
  const conversation = await scope.conversations.get(conversationId)
  if (conversation?.channel !== 'email') return undefined
  const identity = await house.messenger.mailIdentity(businessId)
  const usual = identity && (await usualRecipients(scope, conversation, identity, house.now()))
  return usual && { to: usual.to, cc: usual.cc }
}

/** A new mail to an address of the customer that no mail of this conversation has come from. */
export function freshEnvelope(
  house: House,
  identity: MailIdentity,
  given: { conversation: Conversation; outboxId: string; to: string; name: string },
): MailEnvelope {
  const { conversation, outboxId, to, name } = given
  return {
    from: { address: identity.address, name: displayName(name, identity.name) },
    replyTo: replyAddress(house, identity, conversation.id),
    to: [to],
    cc: [],
    subject: conversation.subject || `Your message to ${identity.name}`,
    messageId: ourMessageId(outboxId, identity),
    references: [],
  }
}

/** Pure: addresses and threads the answer to a mail. */
export function answerTo(
  asked: MailFacts,
  identity: MailIdentity,
  replyTo: string,
  { to, cc }: Recipients,
): Omit<MailEnvelope, 'messageId'> {
  return {
    from: { address: identity.address, name: identity.name },
    replyTo,
    to,
    cc,
    subject: /^\s*re\s*:/i.test(asked.subject) ? asked.subject : `Re: ${asked.subject}`,
    inReplyTo: asked.messageId,
    // RFC 5322, 3.6.4: the parent's references followed by the parent; they are kept nearest first.
    references: [...asked.references.filter((id) => id !== asked.messageId).toReversed(), asked.messageId],
    ...(asked.threadIndex === undefined ? {} : { threadIndex: asked.threadIndex }),
  }
}

/** How a notification reaches a teammate; its reply address names exactly what it shows. */
export function staffEnvelope(
  house: House,
  identity: MailIdentity,
  given: { outboxId: string; to: string; subject: string; conversationId: string },
): MailEnvelope {
  const token = makeAddressToken(house.keys.mac, { kind: 's', id: given.outboxId, version: 0 })
  const thread = `<conversation.${given.conversationId}@${identity.inboundDomain}>`
  return {
    from: { address: identity.address, name: identity.name },
    replyTo: `reply+${token}@${identity.inboundDomain}`,
    to: [given.to],
    cc: [],
    subject: given.subject,
    messageId: ourMessageId(given.outboxId, identity),
    inReplyTo: thread,
    references: [thread],
  }
}

/** What customers answer to: signed, and found again whatever their mail program does to the references. */
function replyAddress(house: House, identity: MailIdentity, conversationId: string): string {
  const token = makeAddressToken(house.keys.mac, { kind: 'c', id: conversationId, version: 0 })
  return `reply+${token}@${identity.inboundDomain}`
}

function ourMessageId(outboxId: string, identity: MailIdentity): string {
  return `<${outboxId}@${identity.inboundDomain}>`
}
