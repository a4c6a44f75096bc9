import { readAddresses } from '#connectors/email/addresses.ts'
import { type Header, messageIds, valuesOf } from '#connectors/email/headers.ts'
import { machineReason } from '#connectors/email/machine.ts'
import { readRaw } from '#connectors/email/raw-mode.ts'
import { readParts } from '#connectors/email/read-mail.ts'
import type { PastItem } from '#core/learning/import/past-message.ts'
import { hashOf, readTime } from './fields.ts'

/** Reads one stored mail as the mail connector reads those that arrive: what the person wrote, apart from quotes and signature. */
export async function readPastMail(bytes: Uint8Array, line: number, file?: string): Promise<PastItem> {
  const where = file === undefined ? { line } : { line, file }
  const mail = await readRaw(bytes)
  const { headers } = mail
  const all = (name: string) => valuesOf(headers, name).flatMap(readAddresses)
  const [sender] = all('from')
  if (!sender) return { problem: 'names no sender', ...where }
  const at = sentAt(headers)
  if (at === undefined) return { problem: 'has no date', ...where }
  const [to, cc] = [all('to'), all('cc')].map((list) => [...new Set(list.map(({ address }) => address))])
  const text = readParts(mail).visible
  const [id] = valuesOf(headers, 'message-id').flatMap(messageIds)
  const isList = isFromList(headers)
  return {
    message: {
      externalId: id ?? hashOf([at, sender.address, mail.subject, text]),
      references: [
        ...new Set([
          ...valuesOf(headers, 'in-reply-to').flatMap(messageIds),
          ...valuesOf(headers, 'references').flatMap(messageIds).reverse(),
        ]),
      ],
      subject: mail.subject.slice(0, 500),
      at,
      from:
        sender.name === '' ? { address: sender.address } : { address: sender.address, name: sender.name.slice(0, 200) },
      to: to!,
      cc: cc!,
      channel: 'email',
      isList,
      isMachine: !isList && machineReason({ headers, subject: mail.subject, envelope: { to: [] } }) !== undefined,
      text: text.slice(0, maxChars),
    },
  }
}

const maxChars = 20_000

/** Newsletters and mailing lists. https://www.rfc-editor.org/rfc/rfc2369 */
function isFromList(headers: readonly Header[]): boolean {
  const named = ['list-id', 'list-post', 'list-unsubscribe'].some((name) => valuesOf(headers, name).length > 0)
  return named || valuesOf(headers, 'precedence').some((value) => /^\s*(?:bulk|list)\b/i.test(value))
}

/** The Date header, else the time of the last hop. */
function sentAt(headers: readonly Header[]): string | undefined {
  const hops = valuesOf(headers, 'received').map((value) => value.slice(value.lastIndexOf(';') + 1))
  for (const text of [...valuesOf(headers, 'date'), ...hops]) {
    const at = readTime(text.replace(/\s*\([^()]*\)\s*$/, ''))
    if (at !== undefined) return at
  }
  return undefined
}
