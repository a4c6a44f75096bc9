import type { Business } from '../domain/business.ts'
import type { Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Attachment } from '../domain/file.ts'
import { timeFormat } from '../domain/formats.ts'
import type { Brand, MailEnvelope, MailQuote } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { languageOf } from '../understanding/language.ts'
import { fileLink, messageLinkMs } from './file-token.ts'
import { unsubscribeUrl } from './unsubscribe-link.ts'

/** What goes to a customer beside the words; put on when it is sent, so that it is kept nowhere twice. */
export interface Dress {
  /** Each with a link, for platforms that fetch files, or carry words alone. */
  attachments?: Attachment[]
  brand?: Brand
  /** What it answers, as mail programs quote it. */
  quote?: MailQuote
  /** Nobody read it before it left. */
  isAutomatic?: true
  tracksOpens?: true
  unsubscribeUrl?: string
}

/** Longest quote, characters and lines: who wants more has the mail itself. */
const mostChars = 2000
const mostLines = 40

/** Inside the write that commits `sending`. Nothing for staff; a mail wears more than anything else. */
export async function dressOf(
  house: Pick<House, 'sentences' | 'keys' | 'publicUrl' | 'now'>,
  tx: Scope,
  { id, audience, payload, conversationId, teammateId }: OutboxRow,
): Promise<Dress> {
  const mail = payload.mail as MailEnvelope | undefined
  if (audience !== 'customer' || payload.kind !== 'reply') return {}
  if (mail === undefined) return withLinks(house, tx.businessId, (payload.attachments ?? []) as Attachment[])
  const business = await tx.business()
  const { brand, trackOpens } = business.settings
  const asked =
    payload.isSystem === true || conversationId === null ? undefined : await answered(tx, conversationId, mail)
  return {
    ...(brand === null ? {} : { brand: { ...brand, name: brand.name ?? business.companyName } }),
    ...(asked === undefined ? {} : { quote: quoteOf(house, asked, business) }),
    ...(teammateId === null ? { isAutomatic: true } : {}),
    // A correction goes to everybody who was told the old answer; the others answer what somebody asked.
    ...(payload.corrects === undefined ? {} : { unsubscribeUrl: unsubscribeUrl(house, business.id, id) }),
    ...(trackOpens ? { tracksOpens: true } : {}),
  }
}

function withLinks(
  house: Pick<House, 'keys' | 'publicUrl' | 'now'>,
  businessId: string,
  files: readonly Attachment[],
): Dress {
  if (files.length === 0) return {}
  const attachments = files.map((file) => {
    const link = fileLink(house, businessId, file, messageLinkMs)
    return link === undefined ? file : { ...file, link }
  })
  return { attachments }
}

/** The mail that this one answers, unless somebody gets this one who did not get that one. */
async function answered(tx: Scope, conversationId: string, mail: MailEnvelope): Promise<Message | undefined> {
  const messages = await tx.messages.list(conversationId)
  const found = messages.findLast(
    ({ senderType, metadata }) => senderType === 'customer' && metadata.mail?.messageId === mail.inReplyTo,
  )
  const facts = found?.metadata.mail
  if (found === undefined || facts === undefined || found.content.trim() === '') return undefined
  if (found.metadata.removedAt !== undefined || found.metadata.erasedAt !== undefined) return undefined
  const knew = new Set([facts.from, ...facts.replyTo, ...facts.to, ...facts.cc])
  return [...mail.to, ...mail.cc].every((address) => knew.has(address)) ? found : undefined
}

function quoteOf({ sentences }: Pick<House, 'sentences'>, message: Message, { settings }: Business): MailQuote {
  const { content, metadata, createdAt } = message
  const language = sentences.languageOf([languageOf(content), settings.language])
  const address = metadata.mail?.from ?? ''
  const name = metadata.authorName === undefined ? address : `${metadata.authorName} <${address}>`
  const date = timeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: settings.zone })
  return {
    line: sentences.say('wrote', [language], { date: date.format(Date.parse(createdAt)), name }),
    text: bounded(content.trim()),
  }
}

function bounded(text: string): string {
  const lines = text.split('\n')
  const short = lines.slice(0, mostLines).join('\n')
  if (short.length <= mostChars) return lines.length <= mostLines ? short : `${short}\n[…]`
  const cut = short.slice(0, mostChars)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), mostChars - 100)).trimEnd()} […]`
}
