import { type Accepted, forkPlatform, type Platform, type Protocol, servePlatform } from './platform.ts'

/** The account that the stand-in plays. */
export interface SendGridAccount {
  apiKey: string
}

export const sendGridAccount: SendGridAccount = { apiKey: 'SG.test.key' }

/** SendGrid's v3 API on loopback: SENDGRID_API_URL is `<url>`. Its log holds the mails that it took to send. */
export async function openSendGrid(account: SendGridAccount = sendGridAccount): Promise<Platform> {
  return servePlatform(sendGridProtocol(account))
}

/** The same in a process of its own. */
export async function forkSendGrid(account: SendGridAccount = sendGridAccount): Promise<Platform> {
  return forkPlatform(new URL('./sendgrid-process.ts', import.meta.url), account)
}

/** A mail that was taken, read from the log; header names are lower-case. */
export interface SentMail {
  /** SendGrid's id, as its events carry it. */
  id: string
  from: Address
  replyTo: Address | undefined
  to: Address[]
  cc: Address[]
  bcc: Address[]
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  customArgs: Record<string, string>
}

export interface Address {
  email: string
  name?: string
}

/** Reads the mails from the log, oldest first. */
export function sentMails(log: Accepted[]): SentMail[] {
  return log.map(({ id, fields }) => {
    const mail = fields as unknown as MailBody
    const [person] = mail.personalizations
    const content = (type: string) => mail.content?.find((part) => part.type === type)?.value ?? ''
    const headers = Object.entries({ ...mail.headers, ...person?.headers })
    return {
      id,
      from: mail.from,
      replyTo: mail.reply_to,
      to: person?.to ?? [],
      cc: person?.cc ?? [],
      bcc: person?.bcc ?? [],
      subject: person?.subject ?? mail.subject,
      text: content('text/plain'),
      html: content('text/html'),
      headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      customArgs: { ...mail.custom_args, ...person?.custom_args },
    }
  })
}

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
interface MailBody {
  personalizations: {
    to: Address[]
    cc?: Address[]
    bcc?: Address[]
    subject?: string
    headers?: Record<string, string>
    custom_args?: Record<string, string>
  }[]
  from: Address
  reply_to?: Address
  subject: string
  content?: { type: string; value: string }[]
  headers?: Record<string, string>
  custom_args?: Record<string, string>
}

function sendGridProtocol(account: SendGridAccount): Protocol {
  let count = 0
  return ({ method, path, headers, body }) => {
    if (headers.authorization !== `Bearer ${account.apiKey}`)
      return refusal(401, 'The provided authorization grant is invalid, expired, or revoked')
    if (method === 'GET' && path === '/v3/scopes') return { status: 200, body: { scopes: ['mail.send'] } }
    if (method !== 'POST' || path !== '/v3/mail/send') return refusal(404, 'not found')
    const mail = readMail(body)
    const problem = problemWith(mail)
    if (problem || !mail) return refusal(400, problem ?? 'Bad Request')
    count += 1
    const id = `sg${String(count).padStart(6, '0')}.test`
    return { status: 202, headers: { 'x-message-id': id }, made: { id, fields: { ...mail } } }
  }
}

function readMail(body: Buffer): MailBody | undefined {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

/** The refusals of the real API that a wrong answer of ours would meet. */
function problemWith(mail: MailBody | undefined): string | undefined {
  if (!mail) return 'Bad Request'
  if (!mail.from?.email) return 'The from object must be provided for every email send.'
  if (!mail.personalizations?.length) return 'The personalizations field is required and must have at least one.'
  for (const { to, cc = [], bcc = [] } of mail.personalizations) {
    if (!to?.length)
      return 'The to array is required for all personalization objects, and must have at least one email object.'
    const all = [...to, ...cc, ...bcc].map(({ email }) => email.toLowerCase())
    if (new Set(all).size < all.length)
      return 'Each email address in the personalization block should be unique between to, cc, and bcc.'
  }
  if (!mail.subject && mail.personalizations.some(({ subject }) => !subject)) return 'The subject is required.'
  if (!mail.content?.length || mail.content.some(({ value }) => !value))
    return 'The content value must be a string at least one character in length.'
  return undefined
}

function refusal(status: number, message: string) {
  return { status, body: { errors: [{ message, field: null, help: null }] } }
}
