import type { ActionName } from './action.ts'
import type { Attachment } from './file.ts'
import type { Handle } from './place.ts'

/** A button on a card. E-mail shows it as a word to reply with. */
export interface Button {
  action: ActionName
  label: string
  target: string
  version?: number
  /** Comes back with the press: a reason, a teammate, a time, `once`. */
  choice?: string
  style?: 'primary' | 'danger'
}

/** A field of a form beside its text. */
export interface FormField {
  name: string
  label: string
  /** `words` = a line or more. */
  kind: 'line' | 'words' | 'check' | 'choice' | 'time' | 'files'
  /** What stands there at first; `yes` = checked. Times are ISO 8601. */
  value?: string
  options?: { value: string; label: string }[]
  hint?: string
}

/** What somebody is asked in a window of their own, or reads there. */
export interface Form {
  title: string
  /** Stands above the fields: what it is about. Its buttons are not drawn. */
  card?: Card
  /** Of the one large input; absent = there is none. */
  label?: string
  /** What stands in it at first. */
  text?: string
  fields?: FormField[]
  /** Absent = there is only something to read. */
  submit?: Button
}

/** Something shown to staff: a live conversation card, a draft, a question, a notice. Text is Markdown. */
export interface Card {
  purpose: 'conversation' | 'draft' | 'question' | 'notice' | 'hand_over'
  title: string
  /** Whom it calls: people and groups of the platform where it is shown. */
  mentions?: Handle[]
  /** One short line under the title: "needs Maya · waiting since 10:32". */
  status?: string
  facts: { label: string; value: string }[]
  /** The customer's words. */
  quote?: string
  /** The draft or the sentence. */
  body?: string
  /** Where a draft comes from: lessons with provenance. */
  sources: string[]
  buttons: Button[]
  /** What is needed less often, behind *More*. */
  menu?: Button[]
  link?: { label: string; url: string }
}

/** A page of one person's own on a platform: what waits for them, and how the agent is set up. */
export interface Home {
  title: string
  /** One sentence under the title. */
  status: string
  sections: HomeSection[]
  link: { label: string; url: string }
}

export interface HomeSection {
  title: string
  /** One sentence where there is no row. */
  says?: string
  cards: Card[]
  /** Rows that are not shown. */
  more: number
  /** Below its rows: its other pages. */
  buttons?: Button[]
  /** A line or two a row, and always whole: the others give way where the platform's page ends. */
  isCompact?: true
}

/** How an answer by mail is addressed and threaded. */
export interface MailEnvelope {
  from: { address: string; name: string }
  replyTo: string
  to: string[]
  cc: string[]
  subject: string
  /** Our own Message-ID, chosen before sending so that replies find it. */
  messageId: string
  inReplyTo?: string
  references: string[]
  /** Outlook's thread that it belongs to, base64. */
  threadIndex?: string
}

/** How a business's mail looks. */
export interface Brand {
  name: string
  /** https. */
  logoUrl: string | null
  /** `#rrggbb`. */
  colour: string | null
}

/** The words that a mail answers, as mail programs quote them. */
export interface MailQuote {
  /** "On 2 Jun 2026, 10:14, Ben Ray <ben@mail.example> wrote:" */
  line: string
  text: string
}

/** What a connector is asked to send. `id` is the outbox id: put it where the platform gives it back. */
export type Outbound =
  | {
      kind: 'reply'
      id: string
      text: string
      attachments: Attachment[]
      isSystem?: boolean
      mail?: MailEnvelope
      /** What `text` ends with, where the writer's signature stands under it. */
      signature?: string
      brand?: Brand
      quote?: MailQuote
      /** Nobody read it before it left: other machines are told. */
      isAutomatic?: true
      /** Nobody asked for it: one press at this address ends such mail. */
      unsubscribeUrl?: string
      /** The business wants to know when it is opened. */
      tracksOpens?: true
    }
  | {
      kind: 'card'
      id: string
      card: Card /** Platform id of the message to update in place. */
      replaces?: string
      /** Said in a thread, it is shown in the channel, too. */
      broadcast?: true
      mail?: MailEnvelope
    }
  /** A customer's pictures, shown in the staff thread as they are. */
  | { kind: 'files'; id: string; attachments: Attachment[] }
  /** What stands on one person's own page with us; each replaces the one before. Never stored, never retried. */
  | { kind: 'home'; id: string; to: Handle; home: Home }
  /** A direct message to one person. */
  | { kind: 'direct'; id: string; to: Handle; card: Card; mail?: MailEnvelope }
  /** Opens a form for the person whose trigger this is; never stored, never retried. */
  | ({ kind: 'form'; id: string; trigger: string } & Form)

/** A send that the platform accepted. Everything else is thrown as a Platform error (core/errors.ts). */
export interface Delivery {
  /** The platform's id of the (first) message. */
  platformId: string
  /** Where a new thread was opened by this send. */
  thread?: string
}
