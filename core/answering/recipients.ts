import type { Message } from '../domain/conversation.ts'
import type { MailFacts } from '../domain/event.ts'
import { Refused } from '../errors.ts'
import type { MailIdentity } from '../ports.ts'
import { counted } from './question.ts'

/** Whom an answer by mail reaches. */
export interface Recipients {
  to: string[]
  cc: string[]
}

/** The people of a mail thread. */
export interface MailPeople {
  /** Whose conversation it is. */
  customer: string | null
  /** Everybody else from outside who wrote or was written to, in order of appearance. */
  participants: { address: string; name: string | null }[]
  /** Our own addresses and those of teammates. */
  ours: string[]
}

/** What tells our own people from outsiders. */
export interface Ours {
  identity: Pick<MailIdentity, 'address' | 'inboundDomain' | 'siblings'>
  /** Addresses of teammates. */
  teammates: readonly string[]
}

/** Most addresses in To and Cc together. */
export const mostRecipients = 20

/** Says who is who in a conversation's mails: a new face is a participant, not the customer. Pure. */
export function mailPeople(
  messages: readonly Pick<Message, 'senderType' | 'metadata'>[],
  customer: string | null,
  ours: Ours,
): MailPeople {
  const names = new Map<string, string | null>()
  const own = new Set<string>()
  for (const { senderType, metadata } of messages) {
    const { mail, authorName } = metadata
    if (mail === undefined) continue
    for (const address of [mail.from, ...mail.replyTo, ...mail.to, ...mail.cc]) {
      if (address === '' || address === customer) continue
      if (isOurs(address, ours)) own.add(address)
      else if (!names.has(address)) names.set(address, null)
    }
    if (senderType === 'customer' && authorName && names.has(mail.from)) names.set(mail.from, authorName)
  }
  return {
    customer,
    participants: [...names].map(([address, name]) => ({ address, name })),
    ours: [...own],
  }
}

/**
 * An answer goes to the sender of the mail it answers (their Reply-To where they gave one), that mail's other people in
 * Cc, minus ours and those that bounced; Bcc is never repeated and nobody is added. Pure.
 */
export function recipientsOf(asked: MailFacts, ours: Ours, bounced: readonly string[] = []): Recipients {
  const isBusiness = (address: string) => isOurs(address, { ...ours, teammates: [] })
  const given = asked.replyTo.length > 0 ? asked.replyTo : [asked.from]
  const senders = [...new Set(given)].filter((address) => !isBusiness(address))
  // Where every one of them bounced, the sender stays: an answer to nobody would be no answer.
  const reachable = senders.filter((address) => !bounced.includes(address))
  const to = reachable.length > 0 ? reachable : senders.length > 0 ? senders : [asked.from]
  const cc = [...new Set([...asked.to, ...asked.cc])].filter(
    (address) => !isOurs(address, ours) && !to.includes(address) && !bounced.includes(address),
  )
  return { to, cc }
}

/** Those among the recipients who are not the customer: before them nothing personal is said without a person. Pure. */
export function strangersAmong({ to, cc }: Recipients, customer: string | null): string[] {
  return [...to, ...cc].filter((address) => address !== customer)
}

/** Everybody whom a mail of this conversation has named; an address outside of these is one that a person adds. */
export function usedAddresses(messages: readonly Message[]): Set<string> {
  return new Set(
    counted([...messages]).flatMap(({ metadata: { mail } }) =>
      mail === undefined ? [] : [mail.from, ...mail.replyTo, ...mail.to, ...mail.cc],
    ),
  )
}

/** Checks what a person chose instead; throws Refused with a sentence that names the address. Pure. */
export function checkedRecipients(chosen: Partial<Recipients>, usual: Recipients, ours: Ours): Recipients {
  const to = chosen.to === undefined ? usual.to : listed(chosen.to)
  const cc = (chosen.cc === undefined ? usual.cc : listed(chosen.cc)).filter((address) => !to.includes(address))
  if (to.length === 0) throw new Refused(422, 'Name at least one address in To.')
  if (to.length + cc.length > mostRecipients) throw new Refused(422, `A mail goes to at most ${mostRecipients} people.`)
  for (const address of [...to, ...cc]) {
    if (!isAddress(address)) throw new Refused(422, `“${address.slice(0, 100)}” is no e-mail address.`)
    const isUsual = usual.to.includes(address) || usual.cc.includes(address)
    if (!isUsual && isOurs(address, ours))
      throw new Refused(422, `${address} is one of ours: answers to customers do not go there.`)
  }
  return { to, cc }
}

/** Reads what a person typed into one line: addresses with commas, semicolons or spaces between. */
export function readAddressLine(line: string): string[] {
  return line
    .split(/[\s,;]+/)
    .map((part) => part.replace(/^<|>$/g, ''))
    .filter((part) => part !== '')
}

function isOurs(address: string, { identity, teammates }: Ours): boolean {
  return (
    [identity, ...(identity.siblings ?? [])].some(
      (mailbox) => address === mailbox.address || address.endsWith(`@${mailbox.inboundDomain}`),
    ) || teammates.includes(address)
  )
}

function listed(addresses: readonly string[]): string[] {
  return [...new Set(addresses.map((address) => address.trim().toLowerCase()).filter((address) => address !== ''))]
}

function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}.]+(?:\.[^\s@<>(),;:"\\[\]\p{Cc}.]+)+$/u.test(text)
  )
}
