import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'

/** What SendGrid posts to us; deliver it with `fetch(url, request)`. */
export interface SendGridRequest {
  method: 'POST'
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** A mail as it comes in. Addresses are written as in a header: `Ann <ann@x.example>`. */
export interface IncomingMail {
  from: string
  to: string
  cc?: string
  replyTo?: string
  subject: string
  text: string
  html?: string
  /** With angle brackets. */
  messageId?: string
  inReplyTo?: string
  references?: string
  /** Further headers: `Auto-Submitted`, `List-Id`. */
  headers?: Record<string, string>
  date?: Date
  /** The domain whose DKIM signature passed; null = none did. Left out = the sender's own. */
  dkim?: string | null
  spf?: 'pass' | 'fail' | 'none'
  attachments?: { name: string; type: string; bytes: Uint8Array }[]
}

export interface SigningKeys {
  /** As SendGrid shows it: bare base64. */
  publicKey: string
  privateKey: KeyObject
}

export function makeSigningKeys(): SigningKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), privateKey }
}

/** Makes the requests of SendGrid; signed when keys are given. */
export function sendGridRequests(keys?: SigningKeys, now = () => new Date()) {
  const request = (body: Buffer, contentType: string): SendGridRequest => {
    const headers: Record<string, string> = { 'content-type': contentType }
    if (keys) {
      const time = String(Math.floor(now().getTime() / 1000))
      headers['x-twilio-email-event-webhook-timestamp'] = time
      const signer = createSign('sha256').update(time).update(body)
      headers['x-twilio-email-event-webhook-signature'] = signer.sign(keys.privateKey, 'base64')
    }
    return { method: 'POST', headers, body: new Uint8Array(body) }
  }

  return {
    /** The same once more, signed now. */
    again: ({ body, headers }: SendGridRequest): SendGridRequest =>
      request(Buffer.from(body), headers['content-type'] ?? ''),

    /** Inbound Parse, fields taken apart. */
    inbound(mail: IncomingMail): SendGridRequest {
      const fields: Record<string, string> = {
        headers: headersOf(mail, now()),
        ...commonFields(mail),
        text: mail.text,
        ...(mail.html === undefined ? {} : { html: mail.html }),
        attachments: String(mail.attachments?.length ?? 0),
        charsets: '{"to":"UTF-8","html":"UTF-8","subject":"UTF-8","from":"UTF-8","text":"UTF-8"}',
      }
      const files = mail.attachments ?? []
      if (files.length > 0) {
        const info = files.map(({ name, type }, at) => [`attachment${at + 1}`, { filename: name, name, type }])
        fields['attachment-info'] = JSON.stringify(Object.fromEntries(info))
      }
      const form = multipart(fields, files)
      return request(form.body, form.contentType)
    },

    /** Inbound Parse, "POST the raw, full MIME message". */
    inboundRaw(mail: IncomingMail): SendGridRequest {
      const mime = `${headersOf(mail, now())}Content-Type: text/plain; charset=utf-8\r\n\r\n${mail.text.replaceAll(/\r?\n/g, '\r\n')}\r\n`
      const form = multipart(
        { ...commonFields(mail), email: mime, charsets: '{"to":"UTF-8","subject":"UTF-8","from":"UTF-8"}' },
        [],
      )
      return request(form.body, form.contentType)
    },

    /** The Event Webhook: one batch. `customArgs` stand beside the fields of each event, as SendGrid puts them. */
    events(
      batch: {
        event: string
        email: string
        messageId?: string
        reason?: string
        customArgs?: Record<string, string>
      }[],
    ): SendGridRequest {
      const events = batch.map(({ event, email, messageId, reason, customArgs }) => ({
        email,
        timestamp: Math.floor(now().getTime() / 1000),
        event,
        sg_event_id: randomUUID(),
        sg_message_id: `${messageId ?? randomUUID()}.recvd-1`,
        ...(reason === undefined ? {} : { reason }),
        ...customArgs,
      }))
      // SendGrid ends the body with CRLF, and signs it too.
      return request(Buffer.from(`${JSON.stringify(events)}\r\n`), 'application/json')
    },
  }
}

function commonFields(mail: IncomingMail): Record<string, string> {
  const sender = bare(mail.from)
  const domain = sender.split('@')[1] ?? ''
  const dkim = mail.dkim === undefined ? domain : mail.dkim
  return {
    // No JSON, whatever it looks like.
    dkim: dkim === null ? 'none' : `{@${dkim} : pass}`,
    SPF: mail.spf ?? 'pass',
    envelope: JSON.stringify({ to: [bare(mail.to)], from: sender }),
    from: mail.from,
    to: mail.to,
    ...(mail.cc === undefined ? {} : { cc: mail.cc }),
    subject: mail.subject,
    sender_ip: '192.0.2.25',
    spam_score: '0.1',
  }
}

function headersOf(mail: IncomingMail, now: Date): string {
  const lines: [string, string | undefined][] = [
    ['Received', 'from mail.example (mail.example [192.0.2.25]) by mx.sendgrid.net with ESMTPS'],
    ['From', mail.from],
    ['To', mail.to],
    ['Cc', mail.cc],
    ['Reply-To', mail.replyTo],
    ['Subject', mail.subject],
    ['Date', (mail.date ?? now).toUTCString()],
    ['Message-ID', mail.messageId ?? `<${randomUUID()}@${bare(mail.from).split('@')[1]}>`],
    ['In-Reply-To', mail.inReplyTo],
    ['References', mail.references],
    ['MIME-Version', '1.0'],
    ...Object.entries(mail.headers ?? {}),
  ]
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`])).join('')
}

function multipart(fields: Record<string, string>, files: { name: string; type: string; bytes: Uint8Array }[]) {
  const boundary = `lummy-${randomUUID()}`
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  )
  files.forEach(({ name, type, bytes }, at) => {
    const disposition = `form-data; name="attachment${at + 1}"; filename="${name}"`
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${type}\r\n\r\n`))
    parts.push(Buffer.from(bytes), Buffer.from('\r\n'))
  })
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { body, contentType: `multipart/form-data; boundary=${boundary}` }
}

/** The address alone. */
function bare(header: string): string {
  return (/<([^>]+)>/.exec(header)?.[1] ?? header).trim().toLowerCase()
}
