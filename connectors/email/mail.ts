import type { Attachment } from '#core/domain/file.ts'
import type { Proof } from './bytes.ts'
import type { Header } from './headers.ts'

/** A mail as both modes of Inbound Parse deliver it, before anything is concluded from it. */
export interface Mail {
  headers: Header[]
  /** SMTP's own sender and recipients, lower-case; `from` is '' for a bounce, absent when SendGrid did not say. */
  envelope: { from?: string; to: string[] }
  subject: string
  text: string
  html: string
  attachments: Attachment[]
  /** SendGrid's checks as it writes them: `{@a.example : pass}` and `pass`. */
  checks: { dkim: string; spf: string }
  /** The mail that it passes on as a file. */
  attached?: Pick<Mail, 'headers' | 'subject' | 'text' | 'html'>
  /** What its own bytes prove; absent where they did not come, or hold no signature. */
  proof?: Proof
}
