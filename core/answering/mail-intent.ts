import type { Teammate } from '../domain/business.ts'
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
  const addressed = [...(event.mail?.to ?? []), ...(event.mail?.cc ?? [])]
  const added = others.find(({ email }) => addressed.includes(email))
  if (added !== undefined) return { means: 'note', why: `it is also addressed to ${added.name}` }
  if (text === '') return { means: 'note', why: 'there are no words above the quoted mail' }
  const order = orderOf(text, event.author)
  if (order !== undefined && approvals.test(order)) return { means: 'approve' }
  if (order !== undefined && /^take[.!]?$/i.test(order)) return { means: 'take' }
  // Words of our own buttons that mail cannot obey: nobody means to say them to a customer.
  if (order !== undefined && buttonWords.test(order)) return { means: 'note', why: `"${order}" is done in the admin` }
  const greeted = others.find(({ name }) => greets(text, name))
  if (greeted !== undefined) return { means: 'note', why: `it greets ${greeted.name}` }
  return { means: 'send', text }
}

/** The one line that a reply consists of, apart from its author's name or a closing under it: any other words change it. */
function orderOf(text: string, author: MessageEvent['author']): string | undefined {
  const [first = '', ...rest] = text.split(/\n\s*\n/)
  if (first.includes('\n')) return undefined
  const [head, ...below] = rest
    .join('\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
  if (head === undefined) return first.trim()
  const name = (author.name ?? author.handle.value).split(/[\s@.]+/)[0] ?? ''
  const isName = name.length > 1 && new RegExp(`^\\W*${escaped(name)}(?![\\p{L}\\p{N}])[^,:?!]*$`, 'iu').test(head)
  const isClosing = isName || closings.test(head)
  return isClosing && below.length <= 4 && below.every((line) => line.length <= 60 && !/[?!]/.test(line))
    ? first.trim()
    : undefined
}

const closings =
  /^\s*(?:--|—|(?:best|kind|warm)?\s*(?:regards|wishes)|best|cheers|thanks|thank you|sent from|gesendet von|von meinem|viele grüße|lg|mfg)[\s,.!]*(?:my [\w ]+)?$/i

/** "Hi Ben," "Ben, can you …": the first name within the first line's first words; "@Ben" wherever it stands. */
function greets(text: string, name: string): boolean {
  const first = name.trim().split(/\s+/)[0] ?? ''
  if (first.length < 2) return false
  if (new RegExp(`(?:^|\\s)@${escaped(first)}(?![\\p{L}\\p{N}])`, 'iu').test(text)) return true
  const line = text.split('\n', 1)[0]?.slice(0, 120) ?? ''
  return new RegExp(`^\\W*(?:[\\p{L}']+\\s+){0,2}@?${escaped(first)}\\s*(?:[,:!.–-]|$)`, 'iu').test(line)
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
