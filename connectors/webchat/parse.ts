import { z } from 'zod'
import type { MessageEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import { PayloadInvalid, TooLarge } from '#core/errors.ts'

/** The longest text of one message, bytes of UTF-8. */
export const maxTextBytes = 16_384

/** How many files one message may carry, and how large each may be, bytes. */
export const mostFiles = 5
export const largestFileBytes = 10 * 1024 * 1024

/** The longest frame: JSON may write a byte of text as six. */
export const maxFrameBytes = 110_000

const hello = z.object({
  type: z.literal('hello'),
  /** Absent at the first visit. */
  session: z.string().optional(),
  /** Id of the newest message that the page has: only later ones come. */
  lastSeen: z.string().max(100).optional(),
})

const message = z.object({
  type: z.literal('message'),
  /** Made by the page, so that one sent again after a lost connection is known. */
  id: z.uuid().transform((id) => id.toLowerCase()),
  text: z.string(),
  /** Tokens of files that were uploaded before. */
  files: z.array(z.string().max(2000)).max(mostFiles).optional(),
  /** Over HTTP only; a socket said it in its hello. */
  session: z.string().optional(),
  context: z.object({ page: z.string().max(2000).optional(), locale: z.string().max(35).optional() }).optional(),
})

export type HelloFrame = z.infer<typeof hello>
export type MessageFrame = z.infer<typeof message>
/** What a page says. Kinds that we do not know are told apart from broken ones: a newer page may send them. */
export type ClientFrame = HelloFrame | MessageFrame | { type: 'unknown' }

/** Reads one frame; throws PayloadInvalid or TooLarge, with a sentence that may be shown. */
export function readFrame(frame: string | Uint8Array): ClientFrame {
  if (frame.length > maxFrameBytes) throw new TooLarge('the message is too long')
  const kind = named.safeParse(readJson(frame))
  if (!kind.success) throw new PayloadInvalid('not a chat frame')
  const shape = kind.data.type === 'hello' ? hello : kind.data.type === 'message' ? message : undefined
  if (!shape) return { type: 'unknown' }
  const read = shape.safeParse(kind.data)
  if (!read.success) throw new PayloadInvalid(`not a chat frame: ${z.prettifyError(read.error)}`)
  if (read.data.type === 'hello') return read.data
  if (Buffer.byteLength(read.data.text) > maxTextBytes) throw new TooLarge('the message is too long')
  const text = cleaned(read.data.text)
  if (text === '' && !read.data.files?.length) throw new PayloadInvalid('the message is empty')
  return { ...read.data, text }
}

/** Turns a message frame into the event that is kept; sent again, it has the same id. */
export function messageEvent(
  frame: MessageFrame,
  from: { account: string; session: string; now: Date; attachments?: Attachment[] },
): MessageEvent {
  const { account, session, now, attachments = [] } = from
  const context = contextOf(frame)
  return {
    type: 'message',
    // The session stands in it, so that no page can use up the ids of another.
    id: `${session}.${frame.id}`,
    place: { connector: 'webchat', account, thread: session, private: true },
    at: now.toISOString(),
    author: {
      handle: { kind: 'chat', value: session },
      isUs: false,
      isMachine: false,
      isOutsider: false,
      isVerified: true,
    },
    messageId: frame.id,
    text: frame.text,
    attachments,
    ...(Object.keys(context).length > 0 ? { context } : {}),
  }
}

const named = z.looseObject({ type: z.string().max(100) })

function readJson(frame: string | Uint8Array): unknown {
  try {
    const text = typeof frame === 'string' ? frame : new TextDecoder('utf-8', { fatal: true }).decode(frame)
    return JSON.parse(text)
  } catch {
    throw new PayloadInvalid('not JSON')
  }
}

/** The database takes neither NUL nor half a surrogate pair; other control characters are no words. */
function cleaned(text: string): string {
  const isText = (letter: string) => letter === '\n' || letter === '\t' || !/\p{Cc}/u.test(letter)
  return [...text.replace(/\r\n?/g, '\n').toWellFormed()].filter(isText).join('').trim()
}

/** The page's address is shown to staff without query and fragment, which may hold what is nobody's business. */
function contextOf({ context }: MessageFrame): Record<string, string> {
  const page = context?.page ? URL.parse(context.page) : null
  const isWeb = page?.protocol === 'https:' || page?.protocol === 'http:'
  const locale = context?.locale && /^[A-Za-z0-9-]+$/.test(context.locale) ? context.locale : undefined
  return {
    ...(page && isWeb ? { page: page.origin + page.pathname } : {}),
    ...(locale ? { locale } : {}),
  }
}
