import InboundMail from '@sendgrid/inbound-mail-parser'
import type { Attachment } from '#core/domain/file.ts'
import { attachment } from './attachments.ts'
import { decodeText } from './charset.ts'
import type { Form } from './form.ts'
import { decodeWords, type Header, readHeaders, valuesOf } from './headers.ts'
import type { Mail } from './mail.ts'

/** The fields of Inbound Parse that we read. https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook */
const fieldNames = [
  'headers',
  'email',
  'envelope',
  'charsets',
  'dkim',
  'SPF',
  'from',
  'to',
  'cc',
  'subject',
  'text',
  'html',
  'attachment-info',
  'content-ids',
] as const
export type Fields = Partial<Record<(typeof fieldNames)[number], Uint8Array>>

/** Picks the known fields; undefined when there is none, so that the form is no mail. */
export function knownFields(form: Form): Fields | undefined {
  if (!fieldNames.some((name) => form.fields.has(name))) return undefined
  const body = Object.fromEntries(form.fields)
  return new InboundMail({ keys: [...fieldNames] }, { body }).keyValues()
}

/** Reads a mail that SendGrid took apart. */
export function readParsed(fields: Fields, files: Form['files']): Mail {
  const charsets = readObject(fields.charsets)
  const text = (name: keyof Fields) => decodeText(fields[name] ?? new Uint8Array(), stringOr(charsets[name]))
  const headers = readHeaders(text('headers'))
  return {
    headers: completed(headers, { from: text('from'), to: text('to'), cc: text('cc') }),
    ...readFacts(fields),
    subject: text('subject') || decodeWords(valuesOf(headers, 'subject')[0] ?? ''),
    text: text('text'),
    html: text('html'),
    attachments: readFiles(fields, files, text('html')),
  }
}

/** What SendGrid adds in both modes: the envelope and its checks. */
export function readFacts(fields: Fields): Pick<Mail, 'envelope' | 'checks'> {
  const { from, to } = readObject(fields.envelope)
  const recipients = (Array.isArray(to) ? to : []).filter((item) => typeof item === 'string')
  return {
    envelope: {
      ...(typeof from === 'string' ? { from: from.trim().toLowerCase() } : {}),
      to: recipients.map((address) => address.trim().toLowerCase()),
    },
    checks: {
      dkim: decodeText(fields.dkim ?? new Uint8Array(), 'utf-8'),
      spf: decodeText(fields.SPF ?? new Uint8Array(), 'utf-8'),
    },
  }
}

/** Without a header block the fields of the same names stand in for it. */
function completed(headers: Header[], fields: Record<string, string>): Header[] {
  if (headers.length > 0) return headers
  return Object.entries(fields).flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

/** Files are fields named attachment1, attachment2, …; `attachment-info` tells their names, `content-ids` which are inline. */
function readFiles(fields: Fields, files: Form['files'], html: string): Attachment[] {
  const info = readObject(fields['attachment-info'])
  const contentIds = new Map(Object.entries(readObject(fields['content-ids'])).map(([id, field]) => [field, id]))
  return files.map((file) => {
    const told = readRecord(info[file.field])
    const id = stringOr(told['content-id']) ?? contentIds.get(file.field)
    return attachment({
      name: stringOr(told.filename) ?? stringOr(told.name) ?? file.name,
      type: stringOr(told.type) ?? file.type,
      bytes: file.bytes,
      inline: id !== undefined && html.includes(`cid:${id.replace(/^<|>$/g, '')}`),
    })
  })
}

function readObject(bytes: Uint8Array | undefined): Record<string, unknown> {
  try {
    return readRecord(JSON.parse(Buffer.from(bytes ?? []).toString('utf8')))
  } catch {
    return {}
  }
}

function readRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function stringOr(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
