import type { Conversation, Message } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Attachment } from '../domain/file.ts'
import { filesText, isPreview, sizeText } from '../domain/file-type.ts'
import type { Card } from '../domain/outbound.ts'
import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'
import type { ShownFile } from '../views.ts'
import { noticeCard } from './cards.ts'
import type { Desk } from './desk.ts'
import { usualRecipients } from './envelope.ts'
import { fileLink, filePath, messageLinkMs, pageLinkMs } from './file-token.ts'
import { isElsewhere } from './files.ts'
import { counted } from './question.ts'

/**
 * What staff see of a customer's files in a thread: a card with a signed link to each, and for pictures the picture itself.
 * Returns the rows to add; none where this surface has them already.
 */
export function fileRows(
  desk: Pick<Desk, 'house' | 'tx'>,
  message: Message,
  who: string,
  root: Place,
  shown: readonly OutboxRow[],
): Record<string, unknown>[] {
  const files = stored(message)
  const missing = (message.metadata.attachments ?? []).filter(isElsewhere)
  const isShown = shown.some(
    ({ payload, place }) =>
      payload.filesOf === message.id && place.connector === root.connector && place.account === root.account,
  )
  const many = files.length + missing.length
  if (many === 0 || isShown) return []
  const title = `${many === 1 ? 'A file' : `${many} files`} from ${who}`
  const body = [linkList(desk.house, desk.tx.businessId, files), missing.map(missingLine).join('\n')]
  const card = noticeCard(title, { body: body.filter((part) => part !== '').join('\n') })
  const previews = files.filter(isPreview)
  return [
    { kind: 'card', card, filesOf: message.id },
    ...(previews.length === 0 ? [] : [{ kind: 'files', attachments: previews, filesOf: message.id }]),
  ]
}

/** It could not be had: where the platform keeps it, for whoever may open it there. */
function missingLine({ name, url }: Attachment): string {
  return `- [${plainName(name)}](${url}) · could not be fetched; it may open at the platform`
}

/** A name is a stranger's words: nothing in it may end the link or begin another. */
function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N} .,_-]/gu, ' ')
}

/** A line for each file, as Markdown: its name as a link, and its size. */
export function linkList(
  house: Pick<House, 'keys' | 'publicUrl' | 'now'>,
  businessId: string,
  files: Attachment[],
): string {
  return files
    .map((file) => {
      const url = fileLink(house, businessId, file, messageLinkMs)
      const name = plainName(file.name)
      return `- ${url === undefined ? name : `[${name}](${url})`} · ${sizeText(file.size)}`
    })
    .join('\n')
}

/** A message's files for a page, with links that end soon: a page makes new ones at every look. */
export function shownFiles(
  house: Pick<House, 'keys' | 'now'>,
  businessId: string,
  { metadata }: Pick<Message, 'metadata'>,
): ShownFile[] {
  return (metadata.attachments ?? []).map((file) => {
    const url = filePath(house, businessId, file, pageLinkMs)
    const { name, type, size } = file
    // What could not be fetched may open where the platform keeps it.
    if (url === undefined) return { name, type, size, ...(isElsewhere(file) && file.url ? { url: file.url } : {}) }
    return { name, type, size, url, ...(isPreview(file) ? { previewUrl: `${url}?view` } : {}) }
  })
}

/**
 * The customer's files that nobody has answered yet, for a notification by mail, where no thread shows them: as a fact of a
 * draft's card, or as links under what was asked.
 */
export async function notifiedFiles(
  { house, tx }: Pick<Desk, 'house' | 'tx'>,
  conversationId: string,
): Promise<{ facts: Card['facts']; links: string }> {
  const turns = counted(await tx.messages.list(conversationId))
  const answered = turns.findLastIndex(({ senderType }) => senderType !== 'customer')
  const files = turns.slice(answered + 1).flatMap(stored)
  if (files.length === 0) return { facts: [], links: '' }
  return { facts: [{ label: 'Files', value: filesText(files) }], links: linkList(house, tx.businessId, files) }
}

/** Whom the answer to this conversation reaches, for a card; nothing where it does not go by mail. */
export async function recipientFacts(desk: Desk, conversation: Conversation): Promise<Card['facts']> {
  const { mail } = desk.surfaces
  const usual = mail && (await usualRecipients(desk.tx, conversation, mail, desk.house.now()))
  if (usual === undefined) return []
  return [
    { label: 'To', value: usual.to.join(', ') },
    ...(usual.cc.length === 0 ? [] : [{ label: 'Cc', value: usual.cc.join(', ') }]),
  ]
}

/** The files of a message whose bytes we have, but not the pictures of a mail's own design. */
function stored({ metadata }: Message): Attachment[] {
  return (metadata.attachments ?? []).filter(
    ({ digest, inline, size }) => digest !== undefined && (!inline || size > 20_000),
  )
}
