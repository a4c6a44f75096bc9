import type { Channel } from '../domain/conversation.ts'
import type { WriteRequest } from '../domain/language.ts'
import { stripFrame } from '../voice/frame.ts'

type Shape = WriteRequest['shape']

const shapes: Partial<Record<Channel, Shape>> = { sms: 'text', whatsapp: 'text', phone: 'spoken' }

/** Longest reply asked of a model, characters: what one text message carries (Twilio joins segments to 1,600), else a page. */
const mostChars: Record<Shape, number> = { written: 4000, text: 1600, spoken: 4000 }

/** How a reply is to be written in a channel, for whoever writes it. Pure. */
export function shapeFor(channel: Channel): Pick<WriteRequest, 'shape' | 'maxChars'> {
  const shape = shapes[channel] ?? 'written'
  return { shape, maxChars: mostChars[shape] }
}

/**
 * Words that may have been a mail's, for a channel in which nobody writes letters: without "Kind regards," and the name below,
 * and without empty lines. Elsewhere they stay as they are. Pure.
 */
export function shaped(text: string, channel: Channel): string {
  if (shapeFor(channel).shape === 'written') return text
  const { closing } = stripFrame(text)
  const isLetters = closing.trim().includes('\n')
  const body = isLetters && text.endsWith(closing) ? text.slice(0, -closing.length) : text
  return body.replace(/[^\S\n]*\n\s*\n/g, '\n').trim()
}
