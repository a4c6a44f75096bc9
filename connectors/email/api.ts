import { createHash } from 'node:crypto'
import { Client } from '@sendgrid/client'
import { MailService } from '@sendgrid/mail'
import type { Tools } from '#connectors/connector.ts'
import { type Call, platformError } from '#connectors/shared/http-errors.ts'
import type { Attachment } from '#core/domain/file.ts'
import { largestFilesBytes, sizeText } from '#core/domain/file-type.ts'
import type { Delivery, MailEnvelope, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { NotAllowed, Platform } from '#core/errors.ts'
import { envelopeFor } from './envelope.ts'
import { render } from './render.ts'
import type { EmailSettings } from './settings.ts'

const timeoutMs = 30_000

/** Sends a reply, a card or a direct notice as one mail; throws Platform errors. Delivery's id is our own Message-ID. */
export async function send(place: Place, outbound: Outbound, settings: EmailSettings, tools: Tools): Promise<Delivery> {
  if (outbound.kind === 'form' || outbound.kind === 'files' || outbound.kind === 'home')
    throw new NotAllowed('a platform that shows forms, files and pages; a mail cannot')
  const envelope = envelopeFor(place, outbound, settings)
  const attachments = outbound.kind === 'reply' ? await readAttachments(outbound.attachments, tools) : []
  const { service } = connect(settings, tools)
  try {
    await service.send({
      from: { email: envelope.from.address, name: oneLine(envelope.from.name) },
      replyTo: envelope.replyTo,
      to: envelope.to,
      ...(envelope.cc.length > 0 ? { cc: envelope.cc } : {}),
      subject: oneLine(envelope.subject) || '(no subject)',
      ...render(outbound),
      headers: { ...headersOf(envelope, automaticKind(outbound)), ...unsubscribing(outbound) },
      customArgs: { lummy_id: outbound.id },
      ...(attachments.length > 0 ? { attachments } : {}),
      // A customer's mail is not watched unless the business says so; links stay as they were written all the same.
      trackingSettings: {
        clickTracking: { enable: false, enableText: false },
        openTracking: { enable: outbound.kind === 'reply' && outbound.tracksOpens === true },
      },
    })
  } catch (error) {
    throw platformError(error, call(tools))
  }
  return { platformId: envelope.messageId }
}

/** Asks SendGrid what the key may do; a cheap call that sends nothing. */
export async function check(
  settings: EmailSettings,
  tools: Tools,
): Promise<{ ok: true; label: string } | { ok: false; problem: string }> {
  try {
    const [, body] = await connect(settings, tools).client.request({ method: 'GET', url: '/v3/scopes' })
    const scopes: unknown = body?.scopes
    if (Array.isArray(scopes) && scopes.includes('mail.send'))
      return { ok: true, label: `${settings.name} <${settings.address}>` }
    return { ok: false, problem: 'The SendGrid API key lacks the permission "Mail Send".' }
  } catch (error) {
    return { ok: false, problem: platformError(error, call(tools)).message }
  }
}

function connect(settings: EmailSettings, tools: Tools): { client: Client; service: MailService } {
  const client = new Client()
  // setApiKey would complain on the console about keys of proxies, and would set the address back.
  client.setDefaultHeader('Authorization', `Bearer ${settings.apiKey}`)
  client.setDefaultRequest('baseUrl', tools.environment.SENDGRID_API_URL ?? 'https://api.sendgrid.com')
  // The client hands its defaults to axios; the mail service only sets this one through it.
  const service = new MailService()
  service.setClient(client)
  service.setTimeout(timeoutMs)
  return { client, service }
}

function call(tools: Tools): Call {
  return { platform: 'SendGrid', needs: 'an API key with "Mail Send" and a verified sender', now: tools.now() }
}

/** What no other machine should answer: https://www.rfc-editor.org/rfc/rfc3834#section-5 */
function automaticKind(outbound: Outbound): string | undefined {
  if (outbound.kind !== 'reply') return 'auto-generated'
  return outbound.isSystem || outbound.isAutomatic ? 'auto-replied' : undefined
}

/** One press in the reader's own mail program, and no page in between: https://www.rfc-editor.org/rfc/rfc8058 */
function unsubscribing(outbound: Outbound): Record<string, string> {
  if (outbound.kind !== 'reply' || outbound.unsubscribeUrl === undefined) return {}
  return {
    'List-Unsubscribe': `<${outbound.unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/** Reply by reply the chain grows; the oldest and the newest are what mail clients thread by. */
function headersOf(envelope: MailEnvelope, automatic: string | undefined): Record<string, string> {
  const chain = [...new Set(envelope.references)].filter(isMessageId)
  const references = chain.length <= 20 ? chain : [...chain.slice(0, 1), ...chain.slice(-19)]
  return {
    'Message-ID': envelope.messageId,
    ...(envelope.inReplyTo && isMessageId(envelope.inReplyTo) ? { 'In-Reply-To': envelope.inReplyTo } : {}),
    ...(references.length > 0 ? { References: references.join(' ') } : {}),
    ...(envelope.threadIndex === undefined ? {} : outlookThread(envelope.threadIndex, envelope)),
    ...(automatic === undefined ? {} : { 'Auto-Submitted': automatic, 'X-Auto-Response-Suppress': 'All' }),
  }
}

/** Outlook files a reply by these, whatever becomes of the references: its own index with 5 bytes more. [MS-OXOMSG] 2.2.1.3. */
function outlookThread(threadIndex: string, { messageId, subject }: MailEnvelope): Record<string, string> {
  const child = createHash('sha256').update(messageId).digest().subarray(0, 5)
  const index = Buffer.concat([Buffer.from(threadIndex, 'base64').subarray(0, 22 + 5 * 50), child])
  const topic = oneLine(subject.replace(/^(?:\s*\p{L}{1,5}\s?[::])+\s*/u, ''))
  return { 'Thread-Index': index.toString('base64'), ...(topic ? { 'Thread-Topic': topic } : {}) }
}

function isMessageId(text: string): boolean {
  return /^<[^<>\s]{1,500}>$/.test(text)
}

async function readAttachments(attachments: Attachment[], tools: Tools) {
  const total = attachments.reduce((sum, { size }) => sum + size, 0)
  if (total > largestFilesBytes) {
    const names = attachments.map(({ name }) => name).join(', ')
    throw new Platform(`${names}: larger than a mail may be (${sizeText(largestFilesBytes)})`, never)
  }
  return Promise.all(
    attachments.map(async ({ name, type, digest, bytes }) => ({
      filename: oneLine(name),
      type,
      disposition: 'attachment',
      content: Buffer.from(bytes ?? (await stored(name, digest, tools))).toString('base64'),
    })),
  )
}

const never = { notSent: true, retry: false } as const

/** A mail without its file says something else than what was meant: it does not go. */
async function stored(name: string, digest: string | undefined, tools: Tools): Promise<Uint8Array> {
  try {
    if (digest !== undefined) return await tools.file(digest)
  } catch (error) {
    throw new Platform(`${name} could not be read`, { ...never, cause: error })
  }
  throw new Platform(`${name} was not stored`, never)
}

/** Header values never bring a line of their own. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 900)
}
