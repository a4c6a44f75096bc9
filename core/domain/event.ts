import type { ActionName } from './action.ts'
import type { CallFact, CallStep } from './call.ts'
import type { Attachment } from './file.ts'
import type { Card, Form } from './outbound.ts'
import type { Handle, Place } from './place.ts'

/** Who did something, as the platform tells it. Connectors report; core decides what it means. */
export interface Author {
  handle: Handle
  name?: string
  /** The address in the platform's own profile of this person, where the platform vouches for it. */
  profileEmail?: string
  /** This is our own bot, number or address. */
  isUs: boolean
  /** A bot, an auto-responder, a mailing list, a delivery report. */
  isMachine: boolean
  /** A guest or somebody of a foreign workspace. */
  isOutsider: boolean
  /** The platform proved that the handle is theirs (signed platform event, DMARC-aligned mail). */
  isVerified: boolean
}

interface EventBase {
  /** Unique per (connector, account): the platform's own id, the same in every retry. */
  id: string
  place: Place
  /** ISO 8601 UTC, the platform's time. */
  at: string
}

/** A word by which somebody says whether they want to be written to: it is no question. */
export interface Consent {
  what: 'stop' | 'start' | 'help'
  /** As they wrote it. */
  word: string
  /** ISO 639-1, where the word tells it. */
  language?: string
  /** The platform answers it by itself. */
  isAnswered: boolean
  /** Means this only from somebody who said STOP before: YES. */
  onlyAfterStop?: true
  /** Set when it is kept: it was not so before. */
  isChange?: boolean
}

/** The envelope facts of a mail; addresses are lower-case. */
export interface MailFacts {
  messageId: string
  subject: string
  from: string
  to: string[]
  cc: string[]
  replyTo: string[]
  /** Message-IDs from In-Reply-To and References, nearest first. */
  references: string[]
  /** Outlook's own thread, base64 as it came. */
  threadIndex?: string
  /** The token of the signed plus-address it was sent to, if any. */
  token?: string
  /** It came by an address for copies of mail that others exchange, and by no other of ours. */
  isCopy?: true
  isForward: boolean
  /** Header From is DMARC-aligned (SPF or DKIM). */
  isAligned: boolean
}

/** A mail that a mail passes on, as the header block in it tells: the forwarder's word, which proves nothing else. */
export interface ForwardedMail {
  /** Absent where the block names no address. */
  author?: { address: string; name?: string; place: Place }
  subject: string
  /** What its author wrote, Markdown, without quoted text and signature. */
  text: string
  quoted?: string
  signature?: string
  /** Its Message-ID, where the forward refers to it. */
  messageId?: string
}

export interface MessageEvent extends EventBase {
  type: 'message'
  author: Author
  /** The platform's id of the message, for edits, threading and duplicates. */
  messageId: string
  /** What the person wrote, Markdown, without quoted text and signature. */
  text: string
  quoted?: string
  signature?: string
  attachments: Attachment[]
  /** Addressed to us by name (an @mention of the bot). */
  mentionsUs?: boolean
  /** Mentions a teammate, group or channel: such a reply is always asked about. */
  mentionsOthers?: boolean
  /** The page or locale the chat widget told, and the like: small, shown to staff. */
  context?: Record<string, string>
  mail?: MailFacts
  /** Of a mail that passes one on. */
  forwarded?: ForwardedMail
  /** A code stood in the words while one was expected; set where events are kept, which is where the code ends. */
  code?: SaidCode
  consent?: Consent
}

/** What was found out about digits that were taken for a code; the digits themselves are kept nowhere. */
export interface SaidCode {
  checkId: string
  isRight: boolean
  /** Nothing else is said. */
  isAlone: boolean
  /** Too few for a code: how many there are, and at which places of the right one just these stand. */
  piece?: { digits: number; fits: number[] }
  /** The rest of the code stands in another message of the turn, which is the try. */
  isPiece?: true
}

export interface EditEvent extends EventBase {
  type: 'edit'
  author: Author
  messageId: string
  text: string
  mentionsOthers?: boolean
}

export interface RemovalEvent extends EventBase {
  type: 'removal'
  messageId: string
}

export interface ActionEvent extends EventBase {
  type: 'action'
  author: Author
  action: ActionName
  /** The id that our button carried: of a draft, a written reply, an outbox row or a conversation. */
  target: string
  /** The version of the draft that the person saw; an older one is answered with the newer. */
  version?: number
  /** The text of a form, where one was filled in. */
  text?: string
  /** The form's other fields, by name. */
  fields?: Record<string, string>
  /** Files that were added to a form. */
  attachments?: Attachment[]
  /** What the button carried beside its target: a reason, a teammate, a time, `once`. */
  choice?: string
  /** The message that it was asked about, as it stands there: the platform's id, what it says, and our outbox id where it is ours. */
  about?: { messageId: string; text: string; outboxId?: string }
  /** What the platform needs to open a form for this person now. */
  trigger?: string
  /** What the platform's answer can show to whoever did this; absent: nothing, so that it is told elsewhere. */
  canShow?: readonly ('words' | 'form')[]
  /** It was written to us as a message: nothing answers that but another message. */
  isWritten?: true
}

export type DeliveryState =
  | 'sent'
  | 'delayed'
  | 'delivered'
  | 'opened'
  | 'clicked'
  | 'failed'
  | 'complained'
  | 'unsubscribed'
  | 'resubscribed'

/** The platform's word about something that we sent. */
export interface DeliveryEvent extends EventBase {
  type: 'delivery'
  /**
   * `sent`: the platform took it, which settles a doubt; whether it arrives is told later, or never. `delayed`: the other side takes
   * it later. `complained`: its reader called it spam; they, and who `unsubscribed`, want nothing more that nobody asked for.
   */
  state: DeliveryState
  /** Our outbox id, where the platform carries it back. */
  outboxId?: string
  platformId?: string
  /** Whom it did or did not reach, where it went to several. */
  recipient?: string
  reason?: string
  /** Of mail that failed: there is no such address, or it took none just then. */
  bounce?: 'hard' | 'soft'
  /** It failed because they said STOP to the platform. */
  isOptedOut?: true
  /** The platform chose the number that it came from: `place` is where they write back. */
  isChosen?: true
}

/** We were invited into a channel of a staff platform; `place` is where a message opens a thread in it. */
export interface InvitedEvent extends EventBase {
  type: 'invited'
  /** The platform's id of the channel. */
  channel: string
  by?: Handle
}

/** We are no longer in a channel: removed, or it was archived or deleted. */
export interface DismissedEvent extends EventBase {
  type: 'dismissed'
  channel: string
}

/** A mail system asks whether its mail may be forwarded to us. */
export interface ConfirmationEvent extends EventBase {
  type: 'confirmation'
  /** Who asks: "Gmail". */
  from: string
  /** The mailbox that is to be forwarded, where the mail names it. */
  mailbox: string | null
  code: string | null
  link: string | null
}

/** The workspace removed us or revoked our tokens: what is kept of it is purged. */
export interface UninstallEvent extends EventBase {
  type: 'uninstall'
}

/** Something that happened in a phone call (domain/call.ts); its place is the call. */
export interface CallEvent extends EventBase {
  type: 'call'
  what: CallFact
}

export type InboundEvent =
  | MessageEvent
  | EditEvent
  | RemovalEvent
  | ActionEvent
  | DeliveryEvent
  | UninstallEvent
  | InvitedEvent
  | DismissedEvent
  | ConfirmationEvent
  | CallEvent

/** What became of an event that a person waits on; connectors turn it into their platform's reply. */
export type Outcome =
  /** `card` is for whoever did it alone, `form` asks them for words; `step` is what a call does next. */
  | { kind: 'done'; say?: string; card?: Card; form?: Form; step?: CallStep }
  /** `news`: the words that the person has not seen yet, Markdown: a newer question, a newer draft. `field`: of the form. */
  | { kind: 'refused'; say: string; news?: string; field?: string }
  /** Stored, still being worked on. */
  | { kind: 'working' }
