import { withoutTold } from '#connectors/shared/reply/lines.ts'
import { type ReplyParts, splitReply } from '#connectors/shared/reply/text.ts'
import { anyOf } from '#connectors/shared/reply/words.ts'
import { markedText } from './html.ts'
import { readRaw } from './raw-mode.ts'

/** A mail to take apart: its text, or its HTML where the text is empty, or the whole of it as it was sent. */
export interface ReadableMail {
  text?: string
  html?: string
  raw?: string | Uint8Array
  subject?: string
}

/** Reads what a person wrote in a mail, apart from what they quote, forward and sign with. */
export async function readMail(mail: ReadableMail): Promise<ReplyParts> {
  const raw = mail.raw === undefined ? undefined : await readRaw(Buffer.from(mail.raw))
  return readParts({
    text: mail.text ?? raw?.text ?? '',
    html: mail.html ?? raw?.html ?? '',
    subject: mail.subject ?? raw?.subject ?? '',
  })
}

/** As `readMail`, for a mail that was decoded already. */
export function readParts(mail: { text: string; html: string; subject: string }): ReplyParts {
  const text = mail.text.trim() === '' && mail.html !== '' ? markedText(mail.html) : withoutTold(mail.text)
  return splitReply(text, { isForward: announcesForward(mail.subject) })
}

/** Tells whether a subject's first prefix says forward, in any of the languages that clients speak. */
export function announcesForward(subject: string): boolean {
  return forwardPrefix.test(subject.replace(/İ/g, 'I'))
}

/** A subject without the prefixes that say forward. */
export function withoutPrefix(subject: string): string {
  return subject.replace(/İ/g, 'I').replace(forwardPrefix, '').trim()
}

const forwardPrefix = new RegExp(`^\\s*\\[?(?:${anyOf('forwardPrefix')})\\s*(?:\\[\\d+\\]\\s*)?[:：]`, 'iu')
