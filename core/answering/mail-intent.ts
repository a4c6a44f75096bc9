import type { Teammate } from '../domain/conversation.ts'
import type { MessageEvent } from '../domain/event.ts'

/** What a teammate's reply to a notification means. */
export type MailIntent =
  | { means: 'approve' }
  | { means: 'take' }
  | { means: 'send'; text: string }
  | { means: 'note'; why: string }

const buttonWords = /^(?:reject|edit|undo|resolve|reopen|release|send again|it arrived|keep as note)[.!]?$/i
const approvals = /^(?:approved?|ok(?:ay)?|send(?: it)?|yes,? send it)[.!]?$/i

/**
 * Reads a reply by mail: replying is the gesture that sends (the notification's first line says so), unless it begins with
 * `note:`, adds or greets a teammate, or is a forward: such words speak to colleagues.
 */
export function mailIntent(
  event: Pick<MessageEvent, 'text' | 'mail' | 'author'>,
  others: Pick<Teammate, 'email' | 'name'>[],
): MailIntent {
  const text = event.text.trim()
  if (event.mail?.isForward) return { means: 'note', why: 'it is a forward' }
  if (/^note\s*:/i.test(text)) return { means: 'note', why: 'note:' }
  if (text === '') return { means: 'note', why: 'there are no words above the quoted mail' }
  const order = orderOf(text)
  if (order !== undefined && approvals.test(order)) return { means: 'approve' }
  if (order !== undefined && /^take[.!]?$/i.test(order)) return { means: 'take' }
  // Words of our own buttons that mail cannot obey: nobody means to say them to a customer.
  if (order !== undefined && buttonWords.test(order)) return { means: 'note', why: `"${order}" is done in the admin` }
  const addressed = [...(event.mail?.to ?? []), ...(event.mail?.cc ?? [])]
  const added = others.find(({ email }) => addressed.includes(email))
  if (added !== undefined) return { means: 'note', why: `it is also addressed to ${added.name}` }
  const greeted = others.find(({ name }) => greets(text, name))
  if (greeted !== undefined) return { means: 'note', why: `it greets ${greeted.name}` }
  return { means: 'send', text }
}

/** The one line that a reply consists of, apart from a short name or signature under it. */
function orderOf(text: string): string | undefined {
  const [first = '', ...rest] = text.split(/\n\s*\n/)
  if (first.includes('\n')) return undefined
  const below = rest
    .join('\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return below.length <= 4 && below.every((line) => line.length <= 60 && !/[?!]/.test(line)) ? first.trim() : undefined
}

/** "Hi Ben," "@Ben", "Ben, can you …": the first name within the first line's first words. */
function greets(text: string, name: string): boolean {
  const first = name.trim().split(/\s+/)[0] ?? ''
  if (first.length < 2) return false
  const line = text.split('\n', 1)[0]?.slice(0, 120) ?? ''
  const escaped = first.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^\\W*(?:[\\p{L}']+\\s+){0,2}@?${escaped}\\s*(?:[,:!.–-]|$)`, 'iu').test(line)
}
