import type { ActionName } from '../domain/action.ts'
import type { Teammate } from '../domain/business.ts'
import type { MessageEvent } from '../domain/event.ts'

/** What a teammate's reply to a notification means. */
export type MailIntent =
  | { means: 'approve'; learn?: false }
  /** A word that does something else than speak: the action of a button, with its choice. */
  | { means: 'do'; action: ActionName; choice?: string }
  | { means: 'send'; text: string; learn?: false }
  | { means: 'note'; why: string }

const approvals = /^(?:approved?|ok(?:ay)?|send(?: it)?|yes,? send it)[.!]?$/i

/** One line is one order. What stands in brackets is its choice. */
const orders: [words: RegExp, action: ActionName, choice?: string][] = [
  [/^take$/i, 'take'],
  [/^release$/i, 'release'],
  [/^resolved?$/i, 'resolve'],
  [/^reopen$/i, 'reopen'],
  [/^undo$/i, 'undo'],
  [/^send now$/i, 'send_now'],
  [/^reject(?:ed)?$/i, 'reject'],
  [/^(?:reject(?:ed)?[:,]? )?wrong facts$/i, 'reject', 'wrong_facts'],
  [/^(?:reject(?:ed)?[:,]? )?wrong topic$/i, 'reject', 'wrong_topic'],
  [/^(?:reject(?:ed)?[:,]? )?wrong tone$/i, 'reject', 'wrong_tone'],
  [/^(?:reject(?:ed)?[:,]? )?needs a person$/i, 'reject', 'needs_a_person'],
  [/^spam$/i, 'spam'],
  [/^not spam$/i, 'not_spam'],
  [/^(?:kind:? |it is )(support|sales|partner)$/i, 'set_kind'],
  [/^snooze (.{2,40})$/i, 'snooze'],
  [/^wake$/i, 'wake'],
  [/^assign(?: to)? (.{2,60})$/i, 'assign'],
  [/^remind(?: me)? (.{2,40})$/i, 'follow_up'],
  [/^(?:retry|send again)$/i, 'send_again'],
  [/^it arrived$/i, 'it_arrived'],
  [/^away (.{2,40})$/i, 'away'],
  [/^back$/i, 'back'],
]

/** Words of our own buttons that mail cannot obey: nobody means to say them to a customer. */
const elsewhere = /^(?:edit|other channel|keep as note)$/i

/**
 * Reads a reply by mail: replying is the gesture that sends (the notification's first line says so), unless it begins with
 * `note:`, adds or greets a teammate, or is a forward: such words speak to colleagues. A first line `once:` sends what
 * follows, or approves, without teaching.
 */
export function mailIntent(
  event: Pick<MessageEvent, 'text' | 'mail' | 'author'> & { attachments?: MessageEvent['attachments'] },
  others: Pick<Teammate, 'email' | 'name'>[],
): MailIntent {
  const said = event.text.trim()
  if (event.mail?.isForward) return { means: 'note', why: 'it is a forward' }
  if (/^note\s*:/i.test(said)) return { means: 'note', why: 'note:' }
  const addressed = [...(event.mail?.to ?? []), ...(event.mail?.cc ?? [])]
  const added = others.find(({ email }) => addressed.includes(email))
  if (added !== undefined) return { means: 'note', why: `it is also addressed to ${added.name}` }
  const text = said.replace(/^once\s*:\s*/i, '')
  const once = text === said ? {} : { learn: false as const }
  if (text === '' && ownFiles(event).length > 0) return { means: 'send', text, ...once }
  if (text === '') return { means: 'note', why: 'there are no words above the quoted mail' }
  const order = orderOf(text, event.author)?.replace(/[.!]$/, '')
  const obeyed = order === undefined ? undefined : intentOf(order)
  if (obeyed !== undefined) return obeyed.means === 'approve' ? { ...obeyed, ...once } : obeyed
  const greeted = others.find(({ name }) => greets(text, name))
  if (greeted !== undefined) return { means: 'note', why: `it greets ${greeted.name}` }
  return { means: 'send', text, ...once }
}

/** The files that a teammate added to a mail, without the pictures of its design. */
export function ownFiles({
  attachments = [],
}: {
  attachments?: MessageEvent['attachments']
}): MessageEvent['attachments'] {
  return attachments.filter(({ inline }) => !inline)
}

function intentOf(order: string): Exclude<MailIntent, { means: 'send' }> | undefined {
  if (approvals.test(order)) return { means: 'approve' }
  if (elsewhere.test(order)) return { means: 'note', why: `"${order}" is done in the admin` }
  for (const [words, action, fixed] of orders) {
    const read = words.exec(order)
    const choice = fixed ?? read?.[1]?.trim()
    if (read !== null) return { means: 'do', action, ...(choice === undefined ? {} : { choice }) }
  }
  return undefined
}

/** The one line that a reply consists of, apart from its author's name or a closing under it: any other words change it. */
function orderOf(text: string, author: MessageEvent['author']): string | undefined {
  const [first = '', ...rest] = text.split('\n')
  const [head, ...below] = rest.filter((line) => line.trim() !== '')
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
