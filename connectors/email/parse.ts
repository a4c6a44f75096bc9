import { createHash } from 'node:crypto'
import { type ReplyParts, splitReply } from '#connectors/shared/reply/text.ts'
import type { Author, DeliveryEvent, ForwardedMail, InboundEvent, MailFacts, MessageEvent } from '#core/domain/event.ts'
import type { Place } from '#core/domain/place.ts'
import { sharedDomains } from '#core/domain/shared-domains.ts'
import { type Address, domainOf, plusToken, readAddresses } from './addresses.ts'
import { readComplaint, readFailure } from './bounce.ts'
import { readConfirmation } from './confirmation.ts'
import { readForwarded, readPeople } from './forwarded.ts'
import { messageIds, valuesOf } from './headers.ts'
import { aboutParts } from './kinds.ts'
import { machineReason } from './machine.ts'
import type { Mail } from './mail.ts'
import { behindOwnList } from './own-list.ts'
import { copiesPlace, placeOf } from './place.ts'
import { announcesForward, readParts, withoutPrefix } from './read-mail.ts'
import type { EmailSettings } from './settings.ts'
import { isAligned } from './trust.ts'

/** Turns a mail into its events: the message, and for a bounce also the failed delivery that it reports. */
export function eventsOf(mail: Mail, settings: EmailSettings, now: Date): InboundEvent[] {
  const sender = senderOf(mail, settings)
  const facts = factsOf(mail, sender, settings)
  const author = authorOf(mail, sender.name, facts, settings)
  const place = facts.isCopy ? copiesPlace(settings) : placeOf(settings, facts.from)
  const confirmation = readConfirmation(mail, facts)
  if (confirmation !== undefined)
    return [{ type: 'confirmation', id: facts.messageId, place, at: arrivedAt(mail, now), ...confirmation }]
  const parts = readParts(mail)
  const at = arrivedAt(mail, now)
  // Between whose lines somebody answered is shown with what was quoted; as their words counts what they wrote themselves.
  const between = parts.visible === parts.own ? '' : parts.visible
  const quoted = [between, parts.quoted, parts.forwarded].filter(Boolean).join('\n\n')
  const forwarded = forwardedIn(mail, parts, settings)
  const about = aboutParts(mail)
  const message: MessageEvent = {
    type: 'message',
    // The same mail also comes to where it was sent to: neither must hide the other.
    id: facts.isCopy ? `${facts.messageId}#copy` : facts.messageId,
    messageId: facts.messageId,
    place,
    at,
    author,
    text: parts.own,
    ...(quoted ? { quoted } : {}),
    ...(parts.signature ? { signature: parts.signature } : {}),
    attachments: mail.attachments,
    mail: { ...facts, isForward: forwarded !== undefined || announcesForward(mail.subject) },
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(about.length > 0 ? { context: { mail: about.join(' ') } } : {}),
  }
  return [message, ...failedDelivery(mail, message, place), ...complaint(mail, message, place)]
}

/** The mail that this one passes on; a first line `customer: anna@mail.example` says whose it is where its header does not. */
function forwardedIn(mail: Mail, parts: ReplyParts, settings: EmailSettings): ForwardedMail | undefined {
  const passage = parts.forwarded || (announcesForward(mail.subject) ? parts.quoted : '')
  const read = passage === '' ? attachedIn(mail) : passageIn(mail, passage)
  if (read === undefined) return undefined
  const { from, subject, original, messageId } = read
  const said = /^\s*customer\s*:(.{3,300})$/im.exec(parts.own)?.[1]
  const author = said === undefined ? from : readPeople(said)[0]
  return {
    ...(author === undefined ? {} : { author: authorPlaced(author, settings) }),
    subject: subject.slice(0, 1000),
    text: original.own,
    ...(original.quoted || original.forwarded ? { quoted: original.quoted || original.forwarded } : {}),
    ...(original.signature ? { signature: original.signature } : {}),
    ...(messageId === undefined ? {} : { messageId }),
  }
}

/** What is known of a mail that was passed on. */
interface PassedOn {
  from: Address | undefined
  subject: string
  original: ReplyParts
  messageId: string | undefined
}

function passageIn(mail: Mail, passage: string): PassedOn {
  const read = readForwarded(passage)
  const ids = ['x-forwarded-message-id', 'in-reply-to', 'references'].map((name) => lastId(mail, name))
  return {
    ...{ from: read?.from, subject: read?.subject || withoutPrefix(mail.subject) },
    ...{ original: splitReply(read?.body ?? passage), messageId: ids.find((id) => id !== undefined) },
  }
}

function attachedIn({ attached }: Mail): PassedOn | undefined {
  if (attached === undefined) return undefined
  const [from] = valuesOf(attached.headers, 'from').flatMap(readAddresses)
  return { from, subject: attached.subject, original: readParts(attached), messageId: lastId(attached, 'message-id') }
}

const lastId = ({ headers }: Pick<Mail, 'headers'>, name: string) => valuesOf(headers, name).flatMap(messageIds).at(-1)

function authorPlaced({ address, name }: Address, settings: EmailSettings): NonNullable<ForwardedMail['author']> {
  return { address, ...(name ? { name: name.slice(0, 200) } : {}), place: placeOf(settings, address) }
}

/** Who wrote it: whom our own list stands in for, or else whom it says itself. */
function senderOf(mail: Mail, { address }: EmailSettings): Partial<Address> & { isBehindList: boolean } {
  const behind = behindOwnList(mail.headers, address)
  const [from] = valuesOf(mail.headers, 'from').flatMap(readAddresses)
  return { ...(behind ?? from), isBehindList: behind !== undefined }
}

function factsOf(mail: Mail, sender: ReturnType<typeof senderOf>, settings: EmailSettings): MailFacts {
  const list = (name: string) => valuesOf(mail.headers, name).flatMap(readAddresses)
  const [to, cc] = [list('to'), list('cc')]
  const recipients = [...mail.envelope.to, ...[...to, ...cc].map(({ address }) => address)]
  const copyTo = recipients.find((address) => isCopyAddress(address, settings.inboundDomain))
  const isCopy = copyTo !== undefined && !alsoToUs(mail.envelope.to, settings.inboundDomain)
  const tokenOf = (address: string) => plusToken(address, settings.inboundDomain)
  const token = isCopy
    ? tokenOf(copyTo)
    : recipients
        .filter((address) => !isCopyAddress(address, settings.inboundDomain))
        .map(tokenOf)
        .find(Boolean)
  const references = valuesOf(mail.headers, 'references').flatMap(messageIds).reverse()
  return {
    messageId: messageIdOf(mail),
    subject: mail.subject.replace(/\s+/g, ' ').trim().slice(0, 1000),
    from: sender.address ?? mail.envelope.from ?? '',
    to: unique(to),
    cc: unique(cc),
    replyTo: unique(list('reply-to')),
    references: [...new Set([...valuesOf(mail.headers, 'in-reply-to').flatMap(messageIds), ...references])].slice(
      0,
      100,
    ),
    ...(token === undefined ? {} : { token }),
    ...threadIndexOf(mail),
    ...(isCopy ? { isCopy: true as const } : {}),
    isForward: announcesForward(mail.subject),
    isAligned: !sender.isBehindList && isAligned(mail, settings.authservId),
  }
}

/** Outlook's name for the thread: 22 bytes that all of its mails share, and 5 more for each reply. */
function threadIndexOf(mail: Mail): { threadIndex?: string } {
  const value = (valuesOf(mail.headers, 'thread-index')[0] ?? '').replace(/\s/g, '')
  return /^[A-Za-z0-9+/]{30,1000}={0,2}$/.test(value) ? { threadIndex: value } : {}
}

/** learn+<token>@: what comes there was written to others. */
function isCopyAddress(address: string, domain: string): boolean {
  return address.startsWith('learn+') && plusToken(address, domain) !== undefined
}

/** One delivery may go to several of our addresses: a mail that is also meant for us is no copy. */
function alsoToUs(envelopeTo: readonly string[], domain: string): boolean {
  return envelopeTo.some((address) => domainOf(address) === domain && !isCopyAddress(address, domain))
}

function authorOf(mail: Mail, name: string | undefined, facts: MailFacts, settings: EmailSettings): Author {
  return {
    handle: { kind: 'email', value: facts.from },
    ...(name ? { name: name.slice(0, 200) } : {}),
    isUs: isOurs(facts.from, settings),
    // A mail that says not who wrote it came from no person whom an answer could reach.
    isMachine: facts.from === '' || machineReason(mail, settings.address) !== undefined,
    isOutsider: false,
    isVerified: facts.isAligned && isWrittenToUs(facts, settings),
  }
}

/**
 * A signed mail can be sent on to anybody, as often as one likes, and stays signed: it proves who wrote to us only where it
 * was written to us. Copies come by an address that nobody outside knows.
 */
function isWrittenToUs({ to, cc, isCopy }: MailFacts, settings: EmailSettings): boolean {
  const own = domainOf(settings.address)
  return (
    isCopy === true ||
    [...to, ...cc].some(
      (address) =>
        address === settings.address ||
        domainOf(address) === settings.inboundDomain ||
        (domainOf(address) === own && !sharedDomains.has(own)),
    )
  )
}

/** The business's own address, or one that answers come in by. */
function isOurs(address: string, settings: EmailSettings): boolean {
  if (address === settings.address) return true
  if (domainOf(address) !== settings.inboundDomain) return false
  const base = address.slice(0, address.lastIndexOf('@')).split('+')[0]
  return plusToken(address, settings.inboundDomain) !== undefined || base === 'reply'
}

/** The Message-ID, or where it is missing or absurd a digest of what was written. */
function messageIdOf(mail: Mail): string {
  const given = valuesOf(mail.headers, 'message-id')[0]?.trim() ?? ''
  const id = messageIds(given)[0] ?? (/^[^\s<>]{3,300}$/.test(given) ? given : undefined)
  if (id !== undefined) return id
  const hash = createHash('sha256')
  const written = ['from', 'to', 'date', 'in-reply-to'].map((name) => valuesOf(mail.headers, name).join())
  hash.update(JSON.stringify([written, mail.envelope, mail.subject, mail.text, mail.html]))
  for (const { name, bytes } of mail.attachments) hash.update(JSON.stringify(name)).update(bytes ?? '')
  return `<sha256-${hash.digest('hex')}@no-message-id.invalid>`
}

/** SendGrid's own Received line tells when it arrived; the Date header is the sender's word, and counts only in the past month. */
function arrivedAt(mail: Mail, now: Date): string {
  const received = valuesOf(mail.headers, 'received').map((value) => Date.parse(stamp(value)))
  const sent = Date.parse(valuesOf(mail.headers, 'date')[0] ?? '')
  const time = [...received.slice(0, 1), sent].find(
    (time) => time <= now.getTime() + hourMs && time > now.getTime() - 30 * 24 * hourMs,
  )
  return new Date(time ?? now.getTime()).toISOString()
}

const hourMs = 3_600_000

/** "…; Tue, 09 Oct 2018 03:16:04 +0000 (UTC)": SendGrid omits the semicolon on its first line. */
function stamp(received: string): string {
  return (
    /((?:[A-Z][a-z]{2}, )?\s?\d{1,2} [A-Z][a-z]{2} \d{4} [\d:]{5,8} [+-]\d{4})\s*(?:\([^()]*\))?\s*$/.exec(
      received.slice(-100),
    )?.[1] ?? ''
  )
}

function failedDelivery(mail: Mail, message: MessageEvent, place: Place): DeliveryEvent[] {
  const failure = readFailure(mail)
  if (!failure) return []
  const who = failure.recipient ? `${failure.recipient}: ` : ''
  return [
    {
      type: 'delivery',
      id: `${message.id}#failed`,
      place,
      at: message.at,
      state: 'failed',
      platformId: failure.messageId,
      ...(failure.recipient ? { recipient: failure.recipient.toLowerCase() } : {}),
      bounce: failure.bounce,
      reason: `${who}${failure.reason}`,
    },
  ]
}

function complaint(mail: Mail, { id, at }: MessageEvent, place: Place): DeliveryEvent[] {
  const { messageId: platformId, recipient } = readComplaint(mail) ?? {}
  if (platformId === undefined) return []
  const about = { platformId, ...(recipient ? { recipient } : {}) }
  return [{ type: 'delivery', id: `${id}#complaint`, place, at, state: 'complained', ...about }]
}

function unique(addresses: Address[]): string[] {
  return [...new Set(addresses.map(({ address }) => address))]
}
