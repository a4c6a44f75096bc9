import { Rejected } from '#core/errors.ts'

/** A message as the page shows it. Text is Markdown: the page renders it, and never as HTML of its own. */
export interface ShownMessage {
  id: string
  from: 'agent' | 'human' | 'customer'
  /** Who speaks for the business: the person, or the agent's public name. */
  name?: string
  text: string
  files?: ShownFile[]
  /** ISO 8601 UTC. */
  at: string
}

/** A file of a message, with links of ours that end. */
export interface ShownFile {
  name: string
  /** Bytes. */
  size: number
  url?: string
  /** For pictures that may be shown. */
  previewUrl?: string
}

/** What we say to a page. */
export type ServerFrame =
  /** Answers hello: the session to keep, whether an AI answers (`disclosure`), and what the page has not seen, oldest first. */
  | { type: 'welcome'; session: string; name: string; greeting?: string; disclosure?: string; messages: ShownMessage[] }
  /** The message is stored: the page may forget its copy. `id` is the page's own. */
  | { type: 'accepted'; id: string }
  | ({ type: 'message' } & ShownMessage)
  /** `id` is that of the refused message, where it could be read. */
  | { type: 'error'; sentence: string; id?: string }

/** Writes one frame. */
export function writeFrame(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

/** A stored message as the store gives it; structural, so that the store's own type fits. */
export interface StoredMessage {
  id: string
  senderType: 'customer' | 'ai' | 'human'
  content: string
  createdAt: string
  metadata: { authorName?: string | undefined; platformId?: string | undefined; signature?: string | undefined }
}

/** Shows a stored message. A customer's own keeps the id that the page gave it, so that it is not shown twice. */
export function showMessage(message: StoredMessage, files: ShownFile[] = []): ShownMessage {
  const { id, senderType, content, createdAt, metadata } = message
  const from = senderType === 'ai' ? 'agent' : senderType
  return {
    id: from === 'customer' ? (metadata.platformId ?? id) : id,
    from,
    ...(from !== 'customer' && metadata.authorName ? { name: metadata.authorName } : {}),
    // What stands under our words (that an AI speaks, say) is kept apart from what is learned.
    text: from !== 'customer' && metadata.signature ? `${content}\n\n${metadata.signature}` : content,
    ...(files.length === 0 ? {} : { files }),
    at: createdAt,
  }
}

/** Says what went wrong: the sentence of what we refuse, nothing of a bug's inside. */
export function errorFrame(error: unknown, id?: string): ServerFrame {
  const sentence =
    error instanceof Rejected ? error.message : 'Something went wrong on our side. Please send it again in a moment.'
  return { type: 'error', sentence, ...(id === undefined ? {} : { id }) }
}
