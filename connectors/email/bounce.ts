import { messageIds, valuesOf } from './headers.ts'
import type { Mail } from './mail.ts'

/** What a delivery report says: which of our mails could not be delivered, to whom, and why. */
export interface Failure {
  messageId: string
  recipient?: string
  reason: string
  /** There is no such address, or it took none just then. */
  bounce: 'hard' | 'soft'
}

/** Reads a delivery report (RFC 3464) or an older bounce; undefined when it reports no failure or names no mail. */
export function readFailure(mail: Mail): Failure | undefined {
  const type = valuesOf(mail.headers, 'content-type')[0]?.toLowerCase() ?? ''
  const isReport = /^multipart\/report\b/.test(type) && !/disposition-notification/.test(type)
  const failed = valuesOf(mail.headers, 'x-failed-recipients')[0]
  if (!isReport && failed === undefined) return undefined
  const report = reportOf(mail)
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
    // RFC 3463: 4 = try again later; a server that gave up all the same reports it as failed.
    bounce: /^Status:[ \t]*4\./im.test(report) ? 'soft' : 'hard',
    reason: (reason ?? 'the mail came back').trim(),
    ...(recipient ? { recipient: recipient.trim().toLowerCase() } : {}),
  }
}

/** What a mail provider passes on when its user calls a mail spam: which of ours, and who. RFC 5965. */
export interface Complaint {
  messageId: string
  recipient?: string
}

/** Reads a feedback report (ARF); undefined when it is none, says that something is *not* spam, or names no mail. */
export function readComplaint(mail: Mail): Complaint | undefined {
  const type = valuesOf(mail.headers, 'content-type')[0]?.toLowerCase() ?? ''
  if (!/^multipart\/report\b/.test(type) || !/\bfeedback-report\b/.test(type)) return undefined
  const report = reportOf(mail)
  const kind = /^Feedback-Type:[ \t]*([\w-]+)/im.exec(report)?.[1]?.toLowerCase()
  if (kind === undefined || kind === 'not-spam') return undefined
  const messageId = /^Message-ID:\s*(<[^<>\s]{1,500}>)/im.exec(report)?.[1]
  if (messageId === undefined) return undefined
  const told = /^(?:Original-Rcpt-To|Removal-Recipient):[ \t]*(?:rfc822;[ \t]*)?<?([^\s<>]{1,320})/im.exec(report)?.[1]
  // Many providers black the address out: then it is whom the mail itself was for.
  const to = /^To:[ \t]*(?:[^\n<]{0,300}<)?([^\s<>@,]{1,200}@[^\s<>,]{1,255})/im.exec(report)?.[1]
  const recipient = (told?.includes('@') ? told : to)?.toLowerCase()
  return { messageId, ...(recipient ? { recipient } : {}) }
}

/** The report's parts as text: its fields, and the headers of the mail that it is about. */
function reportOf(mail: Mail): string {
  const parts = mail.attachments.filter(({ type }) => /^(?:message\/|text\/rfc822-headers)/.test(type))
  return [mail.text, ...parts.map(({ bytes }) => Buffer.from(bytes ?? []).toString('utf8', 0, 100_000))]
    .join('\n')
    .slice(0, 400_000)
}
