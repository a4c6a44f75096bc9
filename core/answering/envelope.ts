import { makeAddressToken } from '../accounts/address-token.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { MailFacts } from '../domain/event.ts'
import type { MailEnvelope } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { MailIdentity } from '../ports.ts'
import type { Desk } from './desk.ts'
import { lastFromCustomer } from './question.ts'

/** How an answer to this conversation is addressed; undefined where it does not go by mail. */
export async function answerEnvelope(
  desk: Desk,
  conversation: Conversation,
  outboxId: string,
): Promise<MailEnvelope | undefined> {
  if (conversation.channel !== 'email') return undefined
  const { tx, house } = desk
  const identity = desk.surfaces.mail
  const asked = lastFromCustomer(await tx.messages.list(conversation.id))?.metadata.mail
  if (identity === undefined || asked === undefined) return undefined
  const token = makeAddressToken(house.keys.mac, { kind: 'c', id: conversation.id, version: 0 })
  const bounced = (await tx.events.list(conversation.id)).flatMap(({ type, data }) =>
    type === 'failed' && typeof data.recipient === 'string' ? [data.recipient] : [],
  )
  return {
    ...answerTo(asked, identity, `reply+${token}@${identity.inboundDomain}`, bounced),
    messageId: ourMessageId(outboxId, identity),
  }
}

/**
 * Pure: an answer goes to the sender of the mail it answers (their Reply-To where they gave one), that mail's other people
 * in Cc, minus ours and those that bounced; Bcc is never repeated and nobody is added.
 */
export function answerTo(
  asked: MailFacts,
  identity: MailIdentity,
  replyTo: string,
  bounced: readonly string[] = [],
): Omit<MailEnvelope, 'messageId'> {
  const isOurs = (address: string) => address === identity.address || address.endsWith(`@${identity.inboundDomain}`)
  const senders = (asked.replyTo.length > 0 ? asked.replyTo : [asked.from]).filter((address) => !isOurs(address))
  const to = senders.length > 0 ? [...new Set(senders)] : [asked.from]
  const cc = [...new Set([...asked.to, ...asked.cc])].filter(
    (address) => !isOurs(address) && !to.includes(address) && !bounced.includes(address),
  )
  return {
    from: { address: identity.address, name: identity.name },
    replyTo,
    to,
    cc,
    subject: /^\s*re\s*:/i.test(asked.subject) ? asked.subject : `Re: ${asked.subject}`,
    inReplyTo: asked.messageId,
    // RFC 5322, 3.6.4: the parent's references followed by the parent; they are kept nearest first.
    references: [...asked.references.filter((id) => id !== asked.messageId).toReversed(), asked.messageId],
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

function ourMessageId(outboxId: string, identity: MailIdentity): string {
  return `<${outboxId}@${identity.inboundDomain}>`
}
