import { z } from 'zod'
import { id, maybe } from '#connectors/shared/maybe.ts'
import type { EditEvent, MessageEvent, RemovalEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import { authorOf, isOurs, type Known, type Said, timeOf } from './activity.ts'
import { messageText, placeOf } from './place.ts'
import { type ReadText, readText } from './text.ts'

/** Reads what somebody wrote in a channel, a group chat or to our bot. */
export function written(said: Said & { id: string }, known: Known): MessageEvent {
  const words = wordsOf(said, known)
  const messageId = messageText(said.conversation.id, said.id)
  return {
    type: 'message',
    id: `message/${messageId}`,
    place: placeOf(known.account, said.conversation),
    at: timeOf(said, known),
    author: authorOf(said, known),
    messageId,
    text: words.text,
    ...(words.quoted === undefined ? {} : { quoted: words.quoted }),
    attachments: [...filesOf(said), ...Array.from({ length: words.files }, unreachable)],
    mentionsUs: words.mentionsUs,
    mentionsOthers: words.mentionsOthers,
  }
}

/** Reads new words of a message; one that was brought back after its removal counts as changed. */
export function changed(said: Said & { id: string }, known: Known): EditEvent {
  const { text, mentionsOthers } = wordsOf(said, known)
  const messageId = messageText(said.conversation.id, said.id)
  const at = timeOf(said, known)
  return {
    type: 'edit',
    // A change has no id of its own: its time tells it from the next one.
    id: `edit/${messageId}/${at}`,
    place: placeOf(known.account, said.conversation),
    at,
    author: authorOf(said, known),
    messageId,
    text,
    mentionsOthers,
  }
}

/** Reads that a message was taken back. */
export function removed(said: Said & { id: string }, known: Known): RemovalEvent {
  const messageId = messageText(said.conversation.id, said.id)
  const at = timeOf(said, known)
  // It may be undone and done again.
  return {
    type: 'removal',
    id: `removal/${messageId}/${at}`,
    place: placeOf(known.account, said.conversation),
    at,
    messageId,
  }
}

function wordsOf(said: Said, known: Known): ReadText {
  return readText(said, (one) => isOurs({ id: one }, said, known))
}

const sentFile = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  name: maybe(id),
  content: z.object({ downloadUrl: z.url(), fileType: maybe(id) }),
})

const picture = z.object({
  contentType: z.string().regex(/^image\//),
  name: maybe(id),
  contentUrl: z.url(),
})

/**
 * Lists a message's files; their bytes stay at Microsoft. Teams gives bots the files of a chat with them alone, and
 * pictures that stand in a message. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
function filesOf({ attachments }: Said): Attachment[] {
  return (attachments ?? []).flatMap((part) => {
    const file = sentFile.safeParse(part).data
    if (file) return [{ ...bare(file.name ?? 'file', typeOf(file.content.fileType)), url: file.content.downloadUrl }]
    const shown = picture.safeParse(part).data
    if (!shown) return []
    const type = shown.contentType === 'image/*' ? 'image/png' : shown.contentType
    return [{ ...bare(shown.name ?? 'picture', type), inline: true, url: shown.contentUrl }]
  })
}

/** A file of a channel: told, so that it is not lost silently, but bots cannot have it. */
function unreachable(): Attachment {
  return bare('a file in Teams', 'application/octet-stream')
}

function bare(name: string, type: string): Attachment {
  return { name, type, size: 0, inline: false }
}

const types: Record<string, string> = {
  ...{ png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' },
  ...{ pdf: 'application/pdf', txt: 'text/plain', csv: 'text/csv', zip: 'application/zip' },
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

function typeOf(fileType: string | undefined): string {
  return types[fileType?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
