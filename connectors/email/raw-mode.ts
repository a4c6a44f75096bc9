import { simpleParser } from 'mailparser'
import { attachment } from './attachments.ts'
import { decodeText } from './charset.ts'
import { decodeWords, readHeaders, valuesOf } from './headers.ts'
import type { Mail } from './mail.ts'

/** Reads a whole mail from its bytes; one that no parser understands is kept as plain text. */
export async function readRaw(bytes: Uint8Array): Promise<Omit<Mail, 'envelope' | 'checks'>> {
  const headers = readHeaders(decodeText(headerBlock(bytes), undefined))
  const subject = decodeWords(valuesOf(headers, 'subject')[0] ?? '')
  try {
    const parsed = await simpleParser(Buffer.from(bytes), {
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
    })
    const html = parsed.html || ''
    if (!parsed.text && !html && parsed.attachments.length === 0) return { headers, subject, ...asPlain(bytes) }
    return {
      headers,
      subject,
      text: parsed.text ?? '',
      html,
      attachments: parsed.attachments.map((part) =>
        attachment({
          name: part.filename ?? '',
          type: part.contentType,
          bytes: part.content,
          inline: part.cid !== undefined && html.includes(`cid:${part.cid}`),
        }),
      ),
    }
  } catch {
    return { headers, subject, ...asPlain(bytes) }
  }
}

/** A body whose parts nobody can tell apart (a boundary that never comes, a cut mail) is shown as it stands. */
function asPlain(bytes: Uint8Array): Pick<Mail, 'text' | 'html' | 'attachments'> {
  const body = bytes.subarray(headerBlock(bytes).length)
  return { text: decodeText(body, undefined).trim(), html: '', attachments: [] }
}

/** The bytes up to the first empty line. */
function headerBlock(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ends = [buffer.indexOf('\r\n\r\n'), buffer.indexOf('\n\n')].filter((index) => index >= 0)
  return bytes.subarray(0, ends.length > 0 ? Math.min(...ends) : bytes.length)
}
