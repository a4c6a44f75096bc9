import { messageIds, valuesOf } from './headers.ts'
import type { Mail } from './mail.ts'

/** What a delivery report says: which of our mails could not be delivered, to whom, and why. */
export interface Failure {
  messageId: string
  recipient?: string
  reason: string
}

/** Reads a delivery report (RFC 3464) or an older bounce; undefined when it reports no failure or names no mail. */
export function readFailure(mail: Mail): Failure | undefined {
  const type = valuesOf(mail.headers, 'content-type')[0]?.toLowerCase() ?? ''
  const isReport = /^multipart\/report\b/.test(type) && !/disposition-notification/.test(type)
  const failed = valuesOf(mail.headers, 'x-failed-recipients')[0]
  if (!isReport && failed === undefined) return undefined
  const parts = mail.attachments.filter(({ type }) => /^(?:message\/|text\/rfc822-headers)/.test(type))
  const report = [mail.text, ...parts.map(({ bytes }) => Buffer.from(bytes ?? []).toString('utf8', 0, 100_000))]
    .join('\n')
    .slice(0, 400_000)
  const action = /^Action:[ \t]*(\w+)/im.exec(report)?.[1]?.toLowerCase()
  if (action === undefined ? failed === undefined : action !== 'failed') return undefined
  const own = /^Message-ID:\s*(<[^<>\s]{1,500}>)/im.exec(report)?.[1]
  const messageId = own ?? valuesOf(mail.headers, 'in-reply-to').flatMap(messageIds)[0]
  if (messageId === undefined) return undefined
  const recipient = /^(?:Final|Original)-Recipient:[^;\n]{0,40};[ \t]*([^\s]{1,320})/im.exec(report)?.[1] ?? failed
  const reason =
    /^Diagnostic-Code:[ \t]*([^\n]{1,300})/im.exec(report)?.[1] ?? /^Status:[ \t]*(\S{1,20})/im.exec(report)?.[1]
  return {
    messageId,
    reason: (reason ?? 'the mail came back').trim(),
    ...(recipient ? { recipient: recipient.trim().toLowerCase() } : {}),
  }
}
